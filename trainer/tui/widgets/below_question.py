"""The part of a screen below a question, which scrolls apart from it."""

from textual.actions import SkipAction
from textual.containers import VerticalScroll
from typing_extensions import override


class BelowQuestion(VerticalScroll):
    """Holds what is answered. A page up or down goes through it and the question as one column.

    What it leaves to its screen is there a page of the question, up or down.

    Args:
        question: what is above it.
    """

    def __init__(self, question: VerticalScroll) -> None:
        super().__init__(id="card")
        self._question = question

    @override
    def action_page_up(self) -> None:
        if self.scroll_offset.y == 0:
            raise SkipAction
        super().action_page_up()

    @override
    def action_page_down(self) -> None:
        if self._question.scroll_offset.y < self._question.max_scroll_y:
            raise SkipAction
        super().action_page_down()
