"""The app that runs a drill on the wall."""

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from typing_extensions import override

from trainer.classroom.drill import Drill
from trainer.garbage_collection import collect_what_is_new
from trainer.tui.classroom.drill import DrillScreen
from trainer.tui.classroom.one_screen_app import OneScreenApp
from trainer.tui.themes import DARK, LIGHT

HOMEWORK = """
Each student answers at their own pace, in a browser or with trainer join, while this computer is \
on and this app runs. The bars show how many answered each question. The homework ends on the day \
that is shown; space ends it now, if you press it twice.

Students join at the address and with the PIN that j shows. m lists who is here, i how each \
student did; w writes the report. Who cannot reach this computer can answer on the page that was \
written when the homework began: trainer class hand-in imports those answers.
"""
MANUAL = """
space goes on: the question is shown alone while everybody thinks, then answers are accepted, then \
they are closed, then the answer and its reason are shown. u takes the last step back.

Zoom the terminal (ctrl and +) until the back row can read it; the letters grow by themselves \
where there is room.

Devices join at the address on the wall, with the PIN. Without devices: c calls a student, \
and nobody twice before everybody was called; y, h and n mark the answer right, half right and \
wrong; t counts hands; a digit marks a team.

v: the question on the wall does not count. In the list under m, v does the same for one answer, \
and d frees a seat and removes its answers. u takes each of these back. In that list, e gives a \
student more time where there is a limit; for every lesson, write extra_time: 50% into their line \
of the roster.
"""
_SAFE = """
Each answer is on disk before it is acknowledged. If this computer stops, start the same \
command again and go on: seats, answers and scores are there, and devices connect again by \
themselves.
"""


class DrillApp(OneScreenApp[None]):
    """Runs one drill.

    Args:
        drill: what to run.
        serve: starts serving devices; None for a drill without them.
        light: whether to show dark on light, for a projector in a bright room.
    """

    TITLE = "trainer drill"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "screen.leave", "Leave", show=False, priority=True),
    ]

    def __init__(
        self,
        drill: Drill,
        serve: Callable[[], Awaitable[None]] | None = None,
        *,
        light: bool = False,
    ) -> None:
        super().__init__(DrillScreen(drill, serve))
        self._drill = drill
        self.theme = LIGHT.name if light else DARK.name

    def on_ready(self) -> None:
        """Collect little and often: a whole class waits while all of it is walked."""
        collect_what_is_new()

    async def on_unmount(self) -> None:
        """Serve nobody any more, however the app was left."""
        await self._drill.server.stop()

    @override
    def show_loop_error(self, message: str) -> None:
        """Show it on the wall and in the cockpit, until the drill is left."""
        self._drill.show_loop_error(message)

    def action_help(self) -> None:
        """Show the keys that are live now, and the short manual."""
        manual = HOMEWORK if self._drill.room.opened.until else MANUAL
        self.show_help(manual + _SAFE, f"This drill: {self._drill.path}")
