"""The pictures and sounds that Markdown names, as `![](…)` and `![[…]]`."""

import re
from collections.abc import Iterator

from trainer.markup.noncharacters import LOST_MEDIA

IN_MARKDOWN = re.compile(
    r"(?P<code>^```.*?^```|^~~~.*?^~~~|`[^`\n]+`)"
    r"|!\[\[(?P<embedded>[^\]|\n#]+)[^\]\n]*\]\]"
    r"|!\[(?P<alt>(?:\\[\\\[\]]|[^\]\\\n]|\\(?![\\\[\]]))*)\]"
    r"\(\s*(?:<(?P<in_brackets>[^>\n]+)>|(?P<bare>[^)\s<>]+))"
    r"(?:\s+\"(?P<title>[^\"\n]*)\")?\s*\)",
    re.MULTILINE | re.DOTALL,
)
"""Code, in which there are none, or a picture or sound."""
(GONE,) = LOST_MEDIA
"""In the place of a picture that does not come along."""
_HOLE = re.compile(rf" (?:{GONE}[ \t]*)+(?=[.,;:?]|!(?!\[))|{GONE}[ \t]*")


def named_in_markdown(text: str) -> Iterator[tuple[int, str]]:
    """The pictures and sounds that Markdown names, and for which there is no mark: line, name."""
    for match in IN_MARKDOWN.finditer(text) if "![" in text else ():
        if match["code"] is None:
            yield text.count("\n", 0, match.start()) + 1, name_of(match)


def without_named(text: str) -> tuple[str, list[str]]:
    """Markdown without the pictures and sounds for which there is no mark, and their names."""
    names = [name for _, name in named_in_markdown(text)]
    if not names:
        return text, names
    bare = IN_MARKDOWN.sub(lambda match: GONE if match["code"] is None else match[0], text)
    return re.sub(r"[ \t]+(?=\n|$)", "", closed_up(bare)).strip(), names


def closed_up(text: str) -> str:
    """A text with no hole where a picture or sound was: `GONE` is out, and a space beside it."""
    return _HOLE.sub("", text)


def name_of(match: re.Match[str]) -> str:
    """The name of the file in what `IN_MARKDOWN` matched."""
    return match["embedded"] or match["in_brackets"] or match["bare"]


def alt_of(match: re.Match[str]) -> str:
    """What the picture shows, in the words of the Markdown."""
    return re.sub(r"\\([\\\[\]])", r"\1", match["alt"] or "")
