"""An answer that is pointed at in the picture above it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from typing_extensions import override

from trainer.deck.answer_form import PointAt, point
from trainer.deck.form_base import Answer
from trainer.tui.widgets.answer import AnswerWidget, SubmitLine

_STEP, _STRIDE = 2.0, 10.0
"""Hundredths of the picture that a key moves."""


class PointAnswer(AnswerWidget, can_focus=True):
    """A point in the picture: arrows move it, a click gives it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1, 0)", "Left", show=False),
        Binding("right", "move(1, 0)", "Right", show=False),
        Binding("up", "move(0, -1)", "Up", show=False),
        Binding("down", "move(0, 1)", "Down", show=False),
        Binding("shift+left", "stride(-1, 0)", "Far left", show=False),
        Binding("shift+right", "stride(1, 0)", "Far right", show=False),
        Binding("shift+up", "stride(0, -1)", "Far up", show=False),
        Binding("shift+down", "stride(0, 1)", "Far down", show=False),
        Binding("enter", "submit", "Answer", show=False),
    ]

    class Moved(Message):
        """It points elsewhere."""

        def __init__(self, point: tuple[float, float]) -> None:
            super().__init__()
            self.point = point

    def __init__(self, form: PointAt) -> None:
        super().__init__()
        self._form = form
        self.point = (50.0, 50.0)
        """Where it points, in hundredths of the picture's width and height."""

    def compose(self) -> ComposeResult:
        """What to do."""
        yield SubmitLine("arrows move, with shift far · enter answers · or click in the picture")

    def point_at(self, point: tuple[float, float]) -> None:
        """Point elsewhere; past an edge at the edge."""
        across, down = (min(100.0, max(0.0, share)) for share in point)
        self.point = (across, down)
        self.post_message(self.Moved(self.point))

    def take(self, point: tuple[float, float]) -> None:
        """Give a place that was clicked, in hundredths."""
        self.point_at(point)
        self.submit()

    def action_move(self, across: int, down: int) -> None:
        """Point a little elsewhere."""
        self.point_at((self.point[0] + across * _STEP, self.point[1] + down * _STEP))

    def action_stride(self, across: int, down: int) -> None:
        """Point far elsewhere."""
        self.point_at((self.point[0] + across * _STRIDE, self.point[1] + down * _STRIDE))

    def action_submit(self) -> None:
        """Answer with where it points."""
        self.submit()

    @override
    def fill(self, answer: Answer) -> None:
        self.point_at(point(answer))

    @override
    def submit(self) -> None:
        self.give(self._form.read(list(self.point)))
