"""The app in which a student joins a drill."""

from textual.screen import Screen

from trainer.tui.leaving import LeavingApp
from trainer.tui.screens.join import JoinScreen
from trainer.tui.themes import DARK, THEMES


class JoinApp(LeavingApp[tuple[str, str]]):
    """Takes part in one drill; comes back with a code and a reason where there was no seat.

    Args:
        seat: the one screen.
    """

    TITLE = "trainer join"
    CSS_PATH = ["app.tcss", "screens/study.tcss"]  # noqa: RUF012 - Textual declares it so
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (120, "-wide")]  # noqa: RUF012
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, seat: JoinScreen) -> None:
        super().__init__()
        self._seat = seat
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name

    def get_default_screen(self) -> Screen[None]:
        """The seat."""
        return self._seat
