"""A note of one's own on the card that is shown."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from trainer.tui.keys_in_order import TypedInto
from trainer.tui.widgets.key_line import KeyLine


class NoteScreen(TypedInto, ModalScreen[str]):
    """Takes a note; hands it back, empty to take it away.

    Args:
        note: what was noted before.
    """

    CSS_PATH = "chooser.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", id="note.leave"),
    ]

    def __init__(self, note: str) -> None:
        super().__init__()
        self._note = note

    def compose(self) -> ComposeResult:
        """One line."""
        with Vertical(id="chooser"):
            yield Static("Your note, shown with the answer. enter keeps it; empty takes it away.")
            yield Input(self._note)
        yield KeyLine()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Hand back what was written."""
        self.dismiss(message.value)
