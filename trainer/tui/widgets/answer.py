"""What every way of answering has in common."""

from textual import events
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from trainer.grading.mark import Answer
from trainer.tui.text import plain


class AnswerWidget(Widget):
    """Takes an answer by keyboard or mouse."""

    DEFAULT_CSS = "AnswerWidget { height: auto; }"

    class Given(Message):
        """The learner gave his answer."""

        def __init__(self, answer: Answer) -> None:
            super().__init__()
            self.answer = answer

    class GivenUp(Message):
        """The learner asked for the key without answering."""

    def begin(self) -> None:
        """Take the keyboard."""
        self.focus()

    def submit(self) -> None:
        """Give the answer as it stands, or give up where there is none."""
        raise NotImplementedError

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
        """Tell the widget that holds the answer."""
        event.stop()
        self.post_message(self.Clicked())
