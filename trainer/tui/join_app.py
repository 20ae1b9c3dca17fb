"""The app in which a student joins a drill."""

from textual.screen import Screen

from trainer.tui.leaving import LeavingApp
from trainer.tui.screens.join import JoinScreen


class JoinApp(LeavingApp[tuple[str, str]]):
    """Takes part in one drill; comes back with a code and a reason where there was no seat.

    Args:
        seat: the one screen.
    """

    TITLE = "trainer join"
    CSS_PATH = ["app.tcss", "screens/study.tcss"]  # noqa: RUF012 - Textual declares it so
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, seat: JoinScreen) -> None:
        super().__init__()
        self._seat = seat

    def get_default_screen(self) -> Screen[None]:
        """The seat."""
        return self._seat
