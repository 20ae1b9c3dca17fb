"""The app in which a student joins a drill."""

from collections.abc import Callable

from textual.app import App
from textual.screen import Screen

from trainer.tui.screens.join import JoinScreen
from trainer.tui.themes import DARK, THEMES


class JoinApp(App[None]):
    """Takes part in one drill.

    Args:
        address: `host:port` of the drill.
        pin: the PIN on the wall.
        name: what the student calls himself.
        token: the seat to come back to; None for a new one.
        keep: takes the token of the seat, to come back to it after a crash.
    """

    TITLE = "trainer join"
    CSS_PATH = ["app.tcss", "screens/study.tcss"]  # noqa: RUF012 - Textual declares it so
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (120, "-wide")]  # noqa: RUF012
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self, address: str, pin: str, name: str, token: str | None, keep: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._seat = JoinScreen(address, pin, name, token, keep)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name

    def get_default_screen(self) -> Screen[None]:
        """The seat."""
        return self._seat
