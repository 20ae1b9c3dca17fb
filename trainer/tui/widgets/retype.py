"""The right answer typed once after a wrong one, to learn it."""

from collections.abc import Callable

from textual.message import Message
from textual.widgets import Input

from trainer.deck.card import Cloze, Date, Number, Typed
from trainer.deck.item import Item
from trainer.grading.mark import Answer, Mark, Verdict
from trainer.tui.text import typed
from trainer.tui.widgets.writing import LONGEST


def wants_retyping(item: Item, mark: Mark | None) -> bool:
    """Whether an answer was typed on one line and is not right."""
    one_line = isinstance(item.card, Typed | Cloze | Number | Date) and len(item.gaps) <= 1
    return one_line and mark is not None and mark.verdict is not Verdict.RIGHT


class Retype(Input):
    """Asks for the right answer; hidden while none is asked for."""

    class Done(Message):
        """The right answer was typed."""

    def __init__(self) -> None:
        super().__init__(id="retype", placeholder="type it right · esc skips", max_length=LONGEST)
        self.display = False
        self._item: Item | None = None
        self._marked: Callable[[Answer], Mark] | None = None

    def ask(self, item: Item, marked: Callable[[Answer], Mark]) -> None:
        """Show the line and take the keyboard.

        Args:
            item: whose answer is asked for.
            marked: what an answer to it is worth.
        """
        self._item, self._marked = item, marked
        self.value, self.display = "", True
        self.focus()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Accept the answer once it is right."""
        message.stop()
        text = typed(self.value)
        if self._item is None or self._marked is None or not text:
            return
        answer = (text,) if isinstance(self._item.card, Cloze) else text
        if self._marked(answer).verdict is Verdict.RIGHT:
            self.post_message(self.Done())
