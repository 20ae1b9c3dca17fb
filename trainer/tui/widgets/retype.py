"""The right answer typed once after a wrong one, to learn it."""

from textual.message import Message
from textual.widgets import Input

from trainer.asking.question import Question
from trainer.deck.form_base import NoAnswerError
from trainer.grading.mark import Mark, Verdict
from trainer.tui.text import typed
from trainer.tui.widgets.writing_answers import Line


def wants_retyping(question: Question, mark: Mark | None) -> bool:
    """Whether an answer was typed on one line and is not right."""
    return question.form.one_line and mark is not None and mark.verdict is not Verdict.RIGHT


class Retype(Line):
    """Asks for the right answer; hidden while none is asked for."""

    class Done(Message):
        """The right answer was typed."""

        def __init__(self, turn: int) -> None:
            super().__init__()
            self.turn = turn

    def __init__(self) -> None:
        super().__init__("type it right · escape skips", id="retype")
        self.display = False
        self._question: Question | None = None
        self._turn = 0

    def ask(self, question: Question, turn: int) -> None:
        """Show the line and take the keyboard; `Done` will name the turn."""
        self._question, self._turn = question, turn
        self.display = True
        self.begin_again()
        self.screen.set_focus(self)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Accept the answer once it is right."""
        message.stop()
        text = typed(self.value)
        if self._question is None or not text:
            return
        try:
            answer = self._question.form.read_line(text)
        except NoAnswerError:
            return
        if self._question.mark(answer).verdict is Verdict.RIGHT:
            self.post_message(self.Done(self._turn))
