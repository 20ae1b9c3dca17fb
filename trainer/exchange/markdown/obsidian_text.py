"""The text of a side as Obsidian writes it, made Markdown of ours."""

import re

from trainer.exchange.gaps import gap

OPAQUE = re.compile(r"(`+).*?\1|\$[^$\n]+\$")
"""Code and formulas, where no sign means anything."""
GAP = re.compile(r"==(?=\S)((?:(?!==).)+?)(?<=\S)==")
TAG = re.compile(r"(?<![\w#&/\[])#([^\W\d][\w/-]*)")
LIST_SIGN = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?")
_WIKI = re.compile(r"(?<!!)\[\[([^\]|#]*)(?:#([^\]|]*))?(?:\|([^\]]*))?\]\]")
"""A link to a note, or to a heading of it, and what it shows."""
_BLOCK_ID = re.compile(r"\s\^[\w-]+\s*$")


def in_bold(match: re.Match[str]) -> str:
    """What is highlighted, in bold letters; code stays."""
    return match[0] if in_code(match.string, match.start()) else f"**{match[1]}**"


def in_code(text: str, at: int) -> bool:
    """Whether a place is in code or in a formula."""
    return any(match.start() <= at < match.end() for match in OPAQUE.finditer(text))


def with_our_gaps(text: str, count: int) -> tuple[str, list[str]]:
    """Our gaps, and the number of each.

    `==answer==`, `==answer;;hint==`, `==1;;answer==`, `==1;;answer;;hint==`. A lone number in
    the only gap is its answer, and no number.
    """
    numbers: list[str] = []

    def ours(match: re.Match[str]) -> str:
        if in_code(text, match.start()):
            return match[0]
        parts = [part.strip() for part in match[1].split(";;")]
        numbered = parts[0].isdecimal() and (len(parts) > 2 or (len(parts) == 2 and count > 1))  # noqa: PLR2004
        numbers.append(parts.pop(0) if numbered else f"#{len(numbers)}")
        return gap(parts[0], parts[1] if len(parts) > 1 else "")

    return GAP.sub(ours, text), numbers


def bare(text: str) -> str:
    """A side without what is no text of it: list marks, quotation marks, tags, pictures, ids."""
    lines = []
    for at, line in enumerate(text.splitlines()):
        quoted = re.sub(r"^\s*>\s?", "", line)
        item = LIST_SIGN.sub("", quoted) if at == 0 and "\n" not in text else quoted
        lines.append(_BLOCK_ID.sub("", item))
    plain = "\n".join(lines)
    plain = re.sub(rf"[ \t]*{TAG.pattern}", "", plain) if "`" not in plain else plain
    plain = _WIKI.sub(lambda link: link[0] if in_code(plain, link.start()) else _shown(link), plain)
    return "\n".join(re.sub(r" {2,}", " ", line).strip(" ") for line in plain.splitlines()).strip()


def _shown(link: re.Match[str]) -> str:
    """What Obsidian shows of a link to a note."""
    note, heading, alias = link.groups(default="")
    places = [note.strip(), *(one.strip() for one in heading.split("#") if not one.startswith("^"))]
    return alias.strip() or " > ".join(filter(None, places))
