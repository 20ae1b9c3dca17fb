"""What would be sent to a language model, word for word, and a yes before it is."""

import asyncio
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Static

from trainer.drafting.by_model import ModelDrafts, Outcome
from trainer.errors import TrainerError
from trainer.tui.text import joined, plain


class ConsentScreen(Screen[Outcome | TrainerError | None]):
    """Asks before anything is sent, then waits; hands back what came of it, None for a no.

    Args:
        drafts: the model with what would be sent to it.
        text: the deck's text.
        path: the deck's file.
    """

    CSS_PATH = "consent.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "send", "Send it", id="consent.send"),
        Binding("n,q,escape", "leave", "Do not", id="consent.leave"),
    ]

    def __init__(self, drafts: ModelDrafts, text: str, path: Path) -> None:
        super().__init__()
        self._drafts, self._text, self._path = drafts, text, path
        self._is_sent = self._is_stopped = False
        self._ask = Static(id="ask")

    def compose(self) -> ComposeResult:
        """Where to and how much; below it all of it."""
        with Vertical(id="middle"):
            yield self._ask
            with VerticalScroll(id="sent"):
                yield Static(plain(self._drafts.sent))
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Ask; the arrows scroll."""
        self._ask.update(joined((f"{self._drafts.summary} ", ""), ("Send it? y or n", "bold")))
        self.query_one("#sent").focus()

    def action_send(self) -> None:
        """Send it, once."""
        if not self._is_sent:
            self._is_sent = True
            self._ask.update(plain("Asking the model … q stops."))
            self._wait()

    @work
    async def _wait(self) -> None:
        ask = partial(self._drafts.drafted, self._text, self._path, self._progress)
        try:
            outcome: Outcome | TrainerError = await asyncio.to_thread(ask)
        except TrainerError as error:
            outcome = error
        if not self._is_stopped:
            self.dismiss(outcome)

    def _progress(self, what: str, share: float) -> None:
        if self._is_stopped:
            raise TrainerError("Stopped.")  # nothing more is sent
        told = plain(f"{what}: {share:.0%}. q stops.")
        self.app.call_from_thread(self._ask.update, told)

    def action_leave(self) -> None:
        """Send nothing, or nothing more."""
        self._is_stopped = True
        self.dismiss(None)
