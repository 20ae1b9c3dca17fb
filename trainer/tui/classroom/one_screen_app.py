"""What the apps of a drill share: one screen from beginning to end."""

from typing import TypeVar

from textual.screen import Screen

from trainer.tui.leaving import LeavingApp

Result = TypeVar("Result")


class OneScreenApp(LeavingApp[Result]):
    """Shows one screen, and offers no palette.

    Args:
        screen: what it shows.
    """

    CSS_PATH = "../app.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, screen: Screen[None]) -> None:
        super().__init__()
        self._shown = screen
        # Textual loads the look of a pushed screen, not that of the default one.
        self.css_path = [*self.css_path, *screen.css_path]

    def get_default_screen(self) -> Screen[None]:
        """The one screen."""
        return self._shown
