"""The app of the cockpit: the teacher's own view of a drill that runs."""

from textual.screen import Screen

from trainer.tui.leaving import LeavingApp
from trainer.tui.screens.cockpit import CockpitScreen
from trainer.tui.themes import DARK, THEMES

MANUAL = """
Only you should see this: it has the key, the next question, your notes and who answered what. \
Whoever is before the wall sees none of it.

space goes on, as on the wall; e ends the answers; d voids the answer of the line that is chosen. \
A key that comes after the drill went on by itself does nothing.

o shows a code that opens the cockpit on your phone. Do not show it to the class: whoever has it \
runs the drill. It is another for each run.
"""


class CockpitApp(LeavingApp[None]):
    """Shows one drill to its teacher.

    Args:
        cockpit: the one screen.
    """

    TITLE = "trainer drill --cockpit"
    CSS_PATH = ["app.tcss", "screens/cockpit.tcss"]  # noqa: RUF012 - Textual declares it so
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (120, "-wide")]  # noqa: RUF012
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, cockpit: CockpitScreen) -> None:
        super().__init__()
        self._cockpit = cockpit
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name

    def get_default_screen(self) -> Screen[None]:
        """The cockpit."""
        return self._cockpit

    def action_help(self) -> None:
        """Show the keys that are live now, and the short manual."""
        from trainer.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen.active_bindings.values(), MANUAL, ""))
