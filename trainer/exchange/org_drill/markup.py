"""Org's markup as our signs: /italics/, *bold*, =code=, raised and lowered text, blocks, maths."""

import html
import re

from trainer.exchange.html.signs import signed
from trainer.exchange.html.to_text import as_text

_TAGS = {"*": "b", "/": "i", "_": "u", "+": "s", "=": "code", "~": "code"}
_BLOCK = re.compile(
    r"^[ \t]*#\+BEGIN_(\w++)[ \t]*+(\w*+)[^\n]*+\n(.*?)^[ \t]*#\+END_\1[ \t]*$",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
_MARKUP = re.compile(
    r"(?P<maths>\\\(.{1,2000}?\\\)|\\\[.{1,2000}?\\\])"
    r"|(?<![\w$])\$(?P<latex>[^\s$](?:[^$\n]*[^\s$])?)\$(?!\w)"
    r"|(?<![^\s\-({'\"\[])(?P<sign>[*/_=~+])(?=\S)(?P<marked>.{1,500}?)(?<=\S)(?P=sign)"
    r"(?![^\s\-.,:!?;'\")}\]|])"
    r"|(?<=\S)(?P<level>[_^])\{(?P<moved>[^{}]*)\}",
    re.DOTALL,
)


_ITEM = re.compile(r"^([ \t]*)(?:[-+*]|(\d+)[.)])[ \t]+(.*)$", re.MULTILINE)
"""An item of a list: its indent, its number where it has one, and its first line."""


def in_html(text: str) -> str:
    """A text of Org's as HTML; empty where nothing in it is marked up."""
    if not (_MARKUP.search(text) or _BLOCK.search(text) or _ITEM.search(text)):
        return ""
    pieces, at = [], 0
    for block in _BLOCK.finditer(text):
        pieces += [_lines(text[at : block.start()]), _block(*block.groups())]
        at = block.end()
    return "".join((*pieces, _lines(text[at:])))


def shown(text: str) -> str:
    """A text of Org's with signs for what is marked up in it."""
    return as_text(signed(markup)) if (markup := in_html(text)) else text


def _block(kind: str, language: str, inside: str) -> str:
    if kind.lower() in {"src", "example"}:
        return f'<pre class="language-{language}">{html.escape(inside, quote=False)}</pre>'
    tag = "blockquote" if kind.lower() == "quote" else "div"
    return f"<{tag}>{_lines(inside)}</{tag}>"


def _lines(text: str) -> str:
    """Lines outside blocks: paragraphs, and lists as deep as their items are indented."""
    pieces: list[str] = []
    paragraph: list[str] = []
    lists: list[tuple[int, str]] = []
    """Of each open list its indent and its tag."""

    def end_paragraph() -> None:
        pieces.append(_inline("\n".join(paragraph).strip("\n")).replace("\n", "<br>"))
        paragraph.clear()

    def end_lists(indent: int) -> None:
        """End the lists whose items are indented by more."""
        while lists and lists[-1][0] > indent:
            pieces.append(f"</li></{lists.pop()[1]}>")

    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip())
        if item := _ITEM.match(line):
            end_paragraph()
            end_lists(indent)
            if lists and lists[-1][0] == indent:
                pieces.append("</li><li>")
            else:
                tag = "ol" if item[2] else "ul"
                pieces.append(f'<ol start="{item[2]}"><li>' if item[2] else "<ul><li>")
                lists.append((indent, tag))
            paragraph.append(item[3])
            continue
        if line.strip() and lists and indent <= lists[-1][0]:
            end_paragraph()
            end_lists(indent - 1)
        paragraph.append(line.lstrip() if lists else line)
    end_paragraph()
    end_lists(-1)
    return "".join(pieces)


def _inline(text: str) -> str:
    pieces, at = [], 0
    for match in _MARKUP.finditer(text):
        pieces += [html.escape(text[at : match.start()], quote=False), _piece(match)]
        at = match.end()
    return "".join((*pieces, html.escape(text[at:], quote=False)))


def _piece(match: re.Match[str]) -> str:
    if moved := match["level"]:
        tag = "sub" if moved == "_" else "sup"
        return f"<{tag}>{_inline(match['moved'])}</{tag}>"
    if sign := match["sign"]:
        tag = _TAGS[sign]
        marked = match["marked"]
        inside = html.escape(marked, quote=False) if tag == "code" else _inline(marked)
        return f"<{tag}>{inside}</{tag}>"
    latex = match["maths"] or rf"\({match['latex']}\)"
    return html.escape(latex, quote=False)
