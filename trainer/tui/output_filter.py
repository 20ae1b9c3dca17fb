"""The last door before the terminal: whatever a widget shows, nothing of it is obeyed."""

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter
from typing_extensions import override

from trainer.safe_text import without_unsafe


class OutputFilter(LineFilter):
    """Leaves out what a terminal would obey of every line that any widget paints.

    `trainer.tui.text` comes first and keeps texts as they should be shown; a widget that takes
    its text another way, a list, a line to type in, a path in a title, passes here. What Textual
    and the drawing of pictures send as codes of their own is no text, and is left alone.
    """

    @override
    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        del background
        return [
            segment if segment.control or _is_plain(segment.text) else _made_safe(segment)
            for segment in segments
        ]


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _made_safe(segment: Segment) -> Segment:
    """The segment as it may be shown, as wide as it was."""
    text = segment.text.translate(_ENDS)
    safe = without_unsafe(text)
    if safe == segment.text:
        return segment
    return Segment(safe + " " * (cell_len(text) - cell_len(safe)), segment.style)


_ENDS = {ord(end): " " for end in "\t\n\r"}
"""A line that is painted has no end in it."""
