"""Answers that are typed."""

from textual.app import ComposeResult
from textual.widgets import Input

from trainer.grading.mark import Answer
from trainer.tui.widgets.answer import AnswerWidget


class TypedAnswer(AnswerWidget):
    """One text to type; empty is giving up."""

    def compose(self) -> ComposeResult:
        """One line to type in."""
        yield Input(placeholder="type the answer, or enter to see it", max_length=1000)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Give what was typed."""
        message.stop()
        given = message.value.strip()
        self.post_message(self.Given(self.answer_of(given)) if given else self.GivenUp())

    def answer_of(self, typed: str) -> Answer:
        """The answer that a text makes."""
        return typed


class TypedGap(TypedAnswer):
    """The one gap of a sentence."""

    def answer_of(self, typed: str) -> Answer:
        """A cloze takes one text for each gap."""
        return (typed,)


class LinesAnswer(AnswerWidget):
    """Several texts, one below the other; enter goes on, and at the last one submits."""

    def __init__(self, count: int, what: str) -> None:
        super().__init__()
        self._inputs = [
            Input(placeholder=f"{what} {number} of {count}", max_length=1000)
            for number in range(1, count + 1)
        ]

    def compose(self) -> ComposeResult:
        """A line for each."""
        yield from self._inputs

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Go on to the next line; at an empty or the last one, give what there is."""
        message.stop()
        at = self._inputs.index(message.input)
        if message.value.strip() and at + 1 < len(self._inputs):
            self._inputs[at + 1].focus()
            return
        given = tuple(line.value.strip() for line in self._inputs)
        self.post_message(self.Given(given) if any(given) else self.GivenUp())
