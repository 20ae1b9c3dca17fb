"""Answers written: one line, one gap, several lines."""

from textual.app import ComposeResult
from textual.widgets import Input

from trainer.grading.mark import Answer
from trainer.tui.text import plain, typed
from trainer.tui.widgets.answer import AnswerWidget, SubmitLine

LONGEST = 1000
"""Characters that a line takes."""


def line(placeholder: str) -> Input:
    """A line to write on; Textual shows a placeholder as it is, without markup."""
    return Input(placeholder=str(plain(placeholder)), max_length=LONGEST)


class TypedAnswer(AnswerWidget):
    """One text to type; empty is giving up.

    Args:
        asked: what to type, in the fewest words.
    """

    def __init__(self, asked: str) -> None:
        super().__init__()
        self._line = line(asked)

    def compose(self) -> ComposeResult:
        """One line to type in."""
        yield self._line
        yield SubmitLine("enter answers · empty shows the key")

    def begin(self) -> None:
        """Let the learner type."""
        self._line.focus()

    def submit(self) -> None:
        """Give what was typed."""
        given = typed(self._line.value)
        self.post_message(self.Given(self.answer_of(given)) if given else self.GivenUp())

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Enter submits."""
        message.stop()
        self.submit()

    def answer_of(self, text: str) -> Answer:
        """The answer that a text makes."""
        return text


class TypedGap(TypedAnswer):
    """The one gap of a sentence."""

    def answer_of(self, text: str) -> Answer:
        """A cloze takes one text for each gap."""
        return (text,)


class LinesAnswer(AnswerWidget):
    """Several texts, one below the other; enter goes on, and at the last one submits.

    Args:
        count: how many are asked.
        what: what each of them is, in one word.
    """

    def __init__(self, count: int, what: str) -> None:
        super().__init__()
        self._lines = [line(f"{what} {number} of {count}") for number in range(1, count + 1)]

    def compose(self) -> ComposeResult:
        """A line for each."""
        yield from self._lines
        yield SubmitLine("enter goes on · on an empty line answers")

    def begin(self) -> None:
        """Let the learner type where he has not yet."""
        empty = (line for line in self._lines if not line.value)
        next(empty, self._lines[-1]).focus()

    def submit(self) -> None:
        """Give what was typed; nothing at all is giving up."""
        given = tuple(typed(line.value) for line in self._lines)
        self.post_message(self.Given(given) if any(given) else self.GivenUp())

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Go on to the next line; at an empty or the last one, give what there is."""
        message.stop()
        at = self._lines.index(message.input)
        if message.value.strip() and at + 1 < len(self._lines):
            self._lines[at + 1].focus()
        else:
            self.submit()
