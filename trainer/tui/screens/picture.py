"""Pictures as large as the screen."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from trainer.deck.media import ShownPicture
from trainer.tui.widgets.picture import PictureView


class PictureScreen(ModalScreen[None]):
    """Shows pictures one by one.

    Args:
        pictures: one at least.
        folder: of their deck.
    """

    DEFAULT_CSS = "PictureScreen { align: center middle; background: $background; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,n", "turn(1)", "Next", id="picture.next", show=False),
        Binding("left,b", "turn(-1)", "Before", id="picture.before", show=False),
        Binding("i,q,escape,space,enter,ctrl+g", "dismiss", "Back", id="picture.leave", show=False),
    ]

    def __init__(self, pictures: tuple[ShownPicture, ...], folder: Path | None) -> None:
        super().__init__()
        self._pictures = pictures
        self._folder = folder
        self._at = 0
        self._view = PictureView()

    def compose(self) -> ComposeResult:
        """The picture."""
        yield self._view

    def on_mount(self) -> None:
        """Show the first."""
        self.action_turn(0)

    def action_turn(self, by: int) -> None:
        """Show another."""
        self._at = (self._at + by) % len(self._pictures)
        turned = (*self._pictures[self._at :], *self._pictures[: self._at])
        self._view.show(turned, self._folder)

    def on_click(self) -> None:
        """Go back."""
        self.dismiss()

    def on_picture_view_pointed(self) -> None:
        """Go back."""
        self.dismiss()
