"""A text of a card, drawn for the width there is."""

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static
from typing_extensions import override

from trainer.tui.marked_up_text import Drawing, Drawn


class DrawnText(Static):
    """Lines above a text of a card, and the text."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._above: Content | None = None
        self._drawing: Drawing | None = None

    def tell(self, text: Drawn, above: Content | None = None) -> None:
        """Show a text instead.

        Args:
            text: what it says.
            above: a line above it.
        """
        self._above = above
        self._drawing = text if isinstance(text, Drawing) else None
        lead = [above] if above is not None else []
        shown = Content(str(text)) if isinstance(text, Drawing) else text
        self.update(Content("\n").join([*lead, shown]))

    @override
    def get_content_width(self, container: Size, viewport: Size) -> int:
        if self._drawing is None:
            return super().get_content_width(container, viewport)
        return container.width

    @override
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        if self._drawing is None:
            return super().get_content_height(container, viewport, width)
        return len(self._lines(width))

    @override
    def render(self) -> RenderResult:
        if self._drawing is None:
            return super().render()
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        above = self._above.wrap(max(1, width)) if self._above is not None else []
        return [*above, *(self._drawing.lines(width) if self._drawing else [])]
