"""What the screens know of the app that holds them."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, cast

from textual.screen import Screen
from textual.widget import Widget
from typing_extensions import TypeVar

from trainer.tui.background_work import BackgroundWork, in_background, in_turn
from trainer.tui.widgets.trouble_line import TroubleLine, promised

if TYPE_CHECKING:
    from trainer.study.collection import Collection
    from trainer.tui.app import TrainerApp

Result = TypeVar("Result", default=None)


class TrainerScreen(Screen[Result]):
    """A screen of the trainer's app; what it hands back is None unless it says so.

    Textual gives a new screen its style as its widgets come, as its width is known, and as it is
    shown. Here the width is known first. The last is not spared: with Python 3.13 a screen is shown
    before some of its widgets have come.
    """

    widgets_with_keys: ClassVar[Sequence[type[Widget]]] = ()
    """Its widgets whose keys can be mapped as its own can."""

    def on_compose(self) -> None:
        """Be as narrow or wide as the app before there are widgets."""
        steps = self.app.HORIZONTAL_BREAKPOINTS or ()
        fitting = max((step for step in steps if step[0] <= self.app.size.width), default=None)
        self.update_classes({step[1]: step == fitting for step in steps}, update=False)

    @property
    def trainer(self) -> "TrainerApp":
        """The app, by its own type."""
        return cast("TrainerApp", self.app)

    @property
    def collection(self) -> "Collection":
        """The decks and the learner's memory of them."""
        return self.trainer.collection

    @property
    def now(self) -> datetime:
        """The present moment, as the app's clock gives it."""
        return self.trainer.clock()

    def with_keys(self, text: str) -> str:
        """A text with the names of keys as the learner mapped them."""
        return self.trainer.with_keys(text)

    def in_turn(self, act: Callable[..., object], *args: object) -> None:
        """Do something in its turn among the keys, unless the screen was left by then."""
        in_turn(self, act, *args)

    def in_background(
        self,
        work: Callable[[BackgroundWork], Awaitable[object]],
        failed: Callable[[str], object] | None = None,
    ) -> None:
        """Begin with some work beside the keys; what goes wrong passes by, or is shown so."""
        show = failed or self.trainer.say
        in_background(self, work, lambda error: show(error.in_full))

    def action_leave(self) -> None:
        """Go back to the screen before."""
        self.dismiss()

    def set_aside(self) -> bool:
        """Keep what is unsaved here; whether the screen may be left."""
        return True

    def show_trouble(self, *more: str) -> None:
        """Show what is wrong for as long as it holds: answers not saved, another holder."""
        learner = self.collection.learner
        holder = f"Read only: {learner.holder}" if learner.holder else None
        self.query_one(TroubleLine).show(promised(learner.trouble), holder, *more)
