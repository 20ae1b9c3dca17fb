"""Text whose wrapped lines hang below its first word, not below its sign or letter."""

from collections.abc import Iterable

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static
from typing_extensions import override

from trainer.tui.marked_up_text import Drawn, wrapped

Hung = tuple[Content, Drawn]
"""What comes before a paragraph, and the paragraph."""


class Hanging(Static):
    """Paragraphs, each with a sign or a letter before it."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id, classes=classes)
        self._paragraphs: tuple[Hung, ...] = ()

    def show(self, paragraphs: Iterable[Hung]) -> None:
        """Show these instead."""
        self._paragraphs = tuple(paragraphs)
        lines = (
            sign + (text if isinstance(text, Content) else Content(str(text)))
            for sign, text in self._paragraphs
        )
        self.update(Content("\n").join(lines))

    @override
    def get_content_width(self, container: Size, viewport: Size) -> int:
        return container.width

    @override
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    @override
    def render(self) -> Content:
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for sign, text in self._paragraphs:
            indent = min(sign.cell_length, width // 2)
            first, *rest = wrapped(text, width - indent) or [Content("")]
            lines.append(sign + first)
            lines += [Content(" " * indent) + line for line in rest]
        return lines
