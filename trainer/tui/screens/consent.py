"""What would be sent to a language model, word for word, and a yes before it is."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from trainer.tui.background_work import BackgroundWork
from trainer.tui.text import joined, plain
from trainer.tui.trainer_screen import TrainerScreen
from trainer.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from trainer.drafting.by_model import ModelDrafts, Outcome


class ConsentScreen(TrainerScreen["Outcome | str | None"]):
    """Asks before anything is sent, then waits; hands back what came of it, None for a no.

    Where nothing came of it, that is why, in words.

    Args:
        drafts: the model with what would be sent to it.
        text: the deck's text.
        path: the deck's file.
    """

    CSS_PATH = "consent.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "send", "Send it", id="consent.send"),
        Binding("n,q,escape", "leave", "No, or stop", id="consent.leave"),
    ]

    def __init__(self, drafts: "ModelDrafts", text: str, path: Path) -> None:
        super().__init__()
        self._drafts, self._text, self._path = drafts, text, path
        self._is_sent = False
        self._outcome: Outcome | str | None = None
        self._ask = Static(id="ask")
        self._sent = VerticalScroll(id="sent")

    def compose(self) -> ComposeResult:
        """Where to and how much; below it all of it."""
        with Vertical(id="middle"):
            yield self._ask
            with self._sent:
                yield Static(plain(self._drafts.sent))
        yield KeyLine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What was sent is not sent again."""
        del parameters
        return action != "send" or not self._is_sent

    def on_mount(self) -> None:
        """Ask; the arrows scroll."""
        asks = self.with_keys("Send it? <consent.send> or <consent.leave>")
        self._ask.update(joined(plain(f"{self._drafts.summary} "), (asks, "bold")))
        self._sent.focus()

    def action_send(self) -> None:
        """Send it, once."""
        self._is_sent = True
        self.refresh_bindings()
        self._say("Asking the model …")
        self.in_background(self._wait, self._hand_back)

    async def _wait(self, work: BackgroundWork) -> None:
        progress = work.progress(self._say_how_far)
        drafted = self._drafts.drafted
        outcome = await work.in_thread(drafted, self._text, self._path, progress)
        await work.in_turn(self._hand_back, outcome)

    def _hand_back(self, outcome: "Outcome | str") -> None:
        self._outcome = outcome
        if self.app.screen is self:
            self.dismiss(outcome)

    def on_screen_resume(self) -> None:
        """Hand back what came while the keys were shown over it."""
        if self._outcome is not None:
            self.dismiss(self._outcome)

    def _say_how_far(self, what: str, share: float) -> None:
        self._say(f"{what}: {share:.0%}.")

    def _say(self, what: str) -> None:
        self._ask.update(plain(f"{what} {self.with_keys('<consent.leave> stops.')}"))

    def action_leave(self) -> None:
        """Send nothing, or nothing more."""
        self.dismiss(None)
