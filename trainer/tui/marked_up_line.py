"""Marked-up words on the screen: bold, code, formulas and links in a line."""

from collections.abc import Sequence

from textual.content import Content

from trainer.markup.element import Blank, CodeSpan, Inline, LineBreak, Link, Maths, Styled, Text
from trainer.markup.text import with_blanks
from trainer.tui.text import plain

_CODE = "on $panel"
_STYLES = {"em": "italic", "strong": "bold", "s": "strike"}


def line_of(parts: Sequence[Inline], style: str) -> Content:
    """Parts of a text, one after the other, as they are shown in a style."""
    return Content("").join([_part(part, style) for part in parts])


def _part(part: Inline, style: str) -> Content:
    match part:
        case Text(text, filled):
            return plain(text, f"{style} bold" if filled else style)
        case Blank():
            return plain(part.text, style)
        case Styled(how, inner):
            return line_of(inner, f"{style} {_STYLES[how]}".strip())
        case CodeSpan(text):
            return plain(text, f"{style} {_CODE}".strip())
        case Maths(latex, blanks):
            from trainer.markup.maths.one_line import maths_on_one_line

            return plain(with_blanks(maths_on_one_line(latex), blanks), style)
        case Link(_, inner):
            return line_of(inner, f"{style} underline".strip())
        case LineBreak():
            return Content("\n")
