"""The app of the cockpit: the teacher's own view of a drill that runs."""

from trainer.tui.classroom.one_screen_app import OneScreenApp

MANUAL = """
Only you should see this: it has the key, the next question, your notes and who answered what. \
The class sees none of it.

space goes on, as on the wall; e closes the answers; d voids the answer on the chosen line. \
A key that comes after the drill went on by itself does nothing.

o shows a code that opens the cockpit on your phone. Do not show it to the class: \
whoever has it can run the drill. Each run has a code of its own.
"""


class CockpitApp(OneScreenApp[None]):
    """Shows one drill to its teacher."""

    TITLE = "trainer drill --cockpit"

    def action_help(self) -> None:
        """Show the keys that are live now, and the short manual."""
        self.show_help(MANUAL)
