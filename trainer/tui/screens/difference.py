"""How a copy differs from the shipped deck that it replaces."""

import re
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from trainer.store.copies import difference, mark_seen
from trainer.tui.background_work import BackgroundWork
from trainer.tui.text import joined, plain
from trainer.tui.trainer_screen import TrainerScreen
from trainer.tui.widgets.key_line import KeyLine

_PLACE = re.compile(r"@@ -[^ ]+ \+([0-9]+)[^ ]* @@")
"""What precedes the lines of one place in a unified diff."""
_STYLES = {"-": "$text-error", "+": "$text-success", "@": "dim"}


class DifferenceScreen(TrainerScreen):
    """Shows the lines that differ; once they were shown, nothing says it again.

    Args:
        own: the copy.
        text: its text where it is not yet saved; the file's when None.
    """

    CSS_PATH = "difference.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "leave", "Back", id="difference.leave"),
    ]

    def __init__(self, own: Path, text: str | None = None) -> None:
        super().__init__()
        self._own = own
        self._text = text
        self._lines = Static("Reading both decks …")

    def compose(self) -> ComposeResult:
        """One page, to scroll."""
        with VerticalScroll(id="page"):
            yield self._lines
        yield KeyLine()

    def on_mount(self) -> None:
        """Compare beside the event loop: a deck may be long."""
        self.query_one(VerticalScroll).focus()
        self.in_background(self._compare, lambda message: self._lines.update(plain(message)))

    async def _compare(self, work: BackgroundWork) -> None:
        changes = await work.in_thread(lambda: difference(self._own, self._text))
        await work.in_turn(self._show, changes)
        await work.in_thread(lambda: mark_seen(self._own))

    def _show(self, changes: str) -> None:
        lines = changes.splitlines()[2:]  # behind the names of the two files
        head = (
            joined(
                ("- ", _STYLES["-"]),
                ("the shipped deck   ", "dim"),
                ("+ ", _STYLES["+"]),
                ("your copy, which stays as it is", "dim"),
            )
            if lines
            else plain("Your copy says what the shipped deck says.")
        )
        shown = (
            plain(_PLACE.sub(r"line \1 of your copy", line), _STYLES.get(line[:1], ""))
            for line in lines
        )
        self._lines.update(Content("\n").join([plain(self._own.name, "bold"), head, *shown]))
