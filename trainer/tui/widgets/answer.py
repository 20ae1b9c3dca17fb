"""What every way of answering has in common."""

from collections.abc import Callable

from textual import events
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from trainer.deck.form_base import Answer
from trainer.tui.text import plain


class AnswerWidget(Widget):
    """Takes an answer by keyboard or mouse."""

    DEFAULT_CSS = "AnswerWidget { height: auto; }"

    turn = 0
    """Which asking it belongs to: its messages say so, and what comes late is dropped."""

    text_of: Callable[[str], str] = staticmethod(str)
    """An option as it is shown; one is known by its source."""

    class Answered(Message):
        """The learner gave an answer."""

        def __init__(self, turn: int, answer: Answer) -> None:
            super().__init__()
            self.turn = turn
            self.answer = answer

    class GivenUp(Message):
        """The learner asked for the key without answering."""

        def __init__(self, turn: int) -> None:
            super().__init__()
            self.turn = turn

    def begin(self) -> None:
        """Take the keyboard, at once: the next key may be waiting."""
        self.screen.set_focus(self)

    def fill(self, answer: Answer) -> None:
        """Show an answer as if it had just been given."""
        raise NotImplementedError

    def undo(self) -> bool:
        """Take back the last thing typed; whether there was any."""
        return False

    def submit(self) -> None:
        """Give the answer, or give up where there is none."""
        raise NotImplementedError

    def give(self, answer: Answer | None) -> None:
        """Send the screen the answer, or that there is none."""
        turn = self.turn
        self.post_message(self.GivenUp(turn) if answer is None else self.Answered(turn, answer))

    def on_submit_line_clicked(self, message: "SubmitLine.Clicked") -> None:
        """The mouse's way to submit."""
        message.stop()
        self.submit()


class SubmitLine(Static):
    """Says which keys answer, below the answer; a click submits."""

    class Clicked(Message):
        """The line was clicked."""

    def __init__(self, keys: str) -> None:
        super().__init__(plain(keys), classes="submit")

    def on_click(self, event: events.Click) -> None:
        """Send word to the widget that holds the answer."""
        event.stop()
        self.post_message(self.Clicked())
