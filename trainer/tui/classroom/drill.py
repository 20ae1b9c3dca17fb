"""The drill on the wall: what the class sees, and the teacher's keys."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from trainer.classroom.drill import Drill
from trainer.classroom.drill_stage import TAKING, DrillStage
from trainer.classroom.refused import RefusedError
from trainer.classroom.report_files import save_csv, save_workbook
from trainer.classroom.team_mark import next_mark, team_mark
from trainer.errors import TrainerError
from trainer.tui.classroom.hands_line import HandsLine
from trainer.tui.classroom.pressed_twice import PressedTwice
from trainer.tui.text import plain
from trainer.tui.wall.ending import details
from trainer.tui.wall.heading import heading
from trainer.tui.wall.lobby import lobby
from trainer.tui.wall.wall_view import WallView
from trainer.tui.widgets.key_line import KeyLine

FRAME = 1 / 6
"""Seconds between two looks at what devices did; every one of them would be too many."""


class DrillScreen(Screen[None]):
    """Shows the drill large, and passes on what the teacher does.

    Args:
        drill: what is run.
        serve: starts serving devices; None for a drill without them.
    """

    CSS_PATH = "drill.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "advance", "Next", id="drill.next"),
        Binding("u,ctrl+z", "undo", "Undo", id="drill.undo"),
        Binding("c", "call", "Call a student", id="drill.call", show=False),
        Binding("y", "mark(1)", "Right", id="drill.right", show=False),
        Binding("h", "mark(0.5)", "Half right", id="drill.half", show=False),
        Binding("n", "mark(0)", "Not yet", id="drill.wrong", show=False),
        Binding("x", "pass_on", "Passes: call another", id="drill.pass", show=False),
        Binding("z", "absent", "Absent: call another", id="drill.absent", show=False),
        Binding("t", "tally", "Count hands, as 4 12 7 3", id="drill.tally", show=False),
        Binding("s", "sound", "Play the question's sound", id="drill.sound", show=False),
        Binding("p", "pause", "Pause", id="drill.pause", show=False),
        Binding("k", "skip", "Skip the question", id="drill.skip", show=False),
        Binding("v", "void", "Void: it does not count", id="drill.void", show=False),
        Binding("r", "reveal", "Show the answer now", id="drill.reveal", show=False),
        Binding("m", "members", "Who is here", id="drill.members", show=False),
        Binding("a", "network", "Open to the network", id="drill.network", show=False),
        Binding("j", "joining", "How to join", id="drill.joining", show=False),
        Binding("i", "details", "How each student did", id="drill.details", show=False),
        Binding("w", "write", "Write the report", id="drill.write", show=False),
        Binding("f", "finish", "End the drill", id="drill.finish", show=False),
        Binding("question_mark,f1", "app.help", "Keys", id="drill.help"),
        Binding("q,escape", "leave", "Leave", id="drill.leave"),
    ]

    def __init__(self, drill: Drill, serve: Callable[[], Awaitable[None]] | None = None) -> None:
        super().__init__()
        self._drill = drill
        self._serve = serve
        self._dirty = False
        self._twice = PressedTwice(self, self._say)
        self._offered: list[bool | None] = []
        self._top = Static(id="top")
        self._wall = WallView(drill)
        self._refusals_seen: list[str] = []
        self._hands_for = (0, 0)
        """The question and the vote that hands are being counted for."""
        self._hands = HandsLine()

    def compose(self) -> ComposeResult:
        """How far the drill is, a line for counts of hands, the wall."""
        yield self._top
        yield self._hands  # above the wall: at the foot, notices would cover it
        yield self._wall
        yield KeyLine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key that would do nothing now is not offered; undo is dimmed."""
        del parameters
        room = self._drill.room
        match action:
            case "advance":
                return room.state.stage is not DrillStage.DONE or self._wall.aside is not None
            case "undo":
                return True if room.history.undoable else None
            case "finish":
                return room.state.stage is not DrillStage.DONE
            case "reveal":
                return room.flow.revealed(self._drill.now) is not None
            case "pause":
                return room.state.stage in {DrillStage.THINK, *TAKING}
            case "skip" | "sound" | "void":
                return room.current is not None
            case "joining":
                return room.preset.devices
            case _:
                return True

    def on_mount(self) -> None:
        """Open the door, and begin to look at clock and devices."""
        self._drill.on_change = self._mark_dirty
        self._wall.page.focus()
        self.set_interval(FRAME, self._look)
        self.show_all()
        self.run_worker(self._open_door(), exclusive=True)

    def on_resize(self) -> None:
        """Letters are as large as the room allows."""
        self.show_all()

    def on_key(self, event: events.Key) -> None:
        """A digit marks a team: right, half, not, and again none."""
        teams = self._drill.room.opened.teams
        if self._hands.has_focus or self._drill.room.preset.devices or not event.key.isdigit():
            return
        number = int(event.key) - 1
        if 0 <= number < len(teams):
            who = team_mark(teams[number])
            old = self._drill.room.state.marks.get(self._drill.room.state.question, {}).get(who)
            score = next_mark(old)
            self._do(lambda now: self._drill.room.mark(who, score, now))

    def show_all(self) -> None:
        """Show the drill as it is now."""
        self._dirty = False
        self._show_heading()
        self._wall.show()
        offered = [self.check_action(action, ()) for action in ("advance", "undo")]
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    def _show_heading(self) -> None:
        refusals = self._drill.server.refusals.latest
        refused = sum(one not in self._refusals_seen for one in refusals)
        self._top.update(heading(self._drill, refused))

    def _show_soon(self) -> None:
        """Bring the screen up to date once all devices know: to draw letters takes longer."""
        self.call_later(self._show_if_here)  # not of the loop, which passes errors over

    def _show_if_here(self) -> None:
        if self.is_attached:
            self.show_all()

    def _look(self) -> None:
        self._drill.tick()
        if self._dirty:
            self._show_soon()
        elif self._drill.room.flow.left(self._drill.now) is not None:
            self._show_heading()
            self._wall.show_clock()

    def _mark_dirty(self) -> None:
        self._dirty = True

    async def _open_door(self) -> None:
        if self._serve is not None:
            await self._serve()
        self.show_all()

    def _say(self, message: str) -> None:
        self.app.clear_notifications()  # the last word is enough: they would cover the wall
        self.notify(str(plain(message)), markup=False, timeout=6)

    def _do(self, step: Callable[[datetime], object]) -> None:
        self._try(lambda: self._drill.do(step))

    def _try(self, act: Callable[[], object]) -> None:
        self.app.clear_notifications()  # they were about what was there before
        try:
            act()
        except RefusedError as error:
            self._say(str(error))
        self._show_soon()

    def action_advance(self) -> None:
        """Go on to what comes next."""
        self._wall.page.scroll_home(animate=False)
        if self._wall.aside and self._drill.room.state.stage is not DrillStage.LOBBY:
            self._wall.aside = None  # what is beside the question goes first
            self.show_all()
        elif not self._drill.room.ends_for_all or self._twice.confirms(
            "space", "Press space again to close it: after that nobody can answer."
        ):
            self._try(self._drill.go_on)

    def action_undo(self) -> None:
        """Take the last step back."""
        self._try(self._drill.undo)

    def action_call(self) -> None:
        """Call the next student from the bag."""
        if self._drill.school_class is None:
            self._say("Without a class there is nobody to call: start with --class NAME.")
        elif self._drill.students.call() is None:
            self._say("Nobody to call just now.")
        self.show_all()

    def action_pass_on(self) -> None:
        """Let the student pass, and call another."""
        self._pass_on(absent=False)

    def action_absent(self) -> None:
        """Note that the student is not here, and call another."""
        self._pass_on(absent=True)

    def _pass_on(self, *, absent: bool) -> None:
        if self._called() is None:
            self._say("Nobody is called; c calls a student.")
        elif self._drill.students.pass_on(absent=absent) is None:
            self._say("There is nobody else to call.")
        self.show_all()

    def action_mark(self, score: float) -> None:
        """Say how well the student who was called did."""
        called = self._called()
        if called is None:
            self._say("Nobody is called; c calls a student.")
            return
        self._do(lambda now: self._drill.room.mark(called, score, now))

    def action_tally(self) -> None:
        """Ask for counts of hands."""
        question = self._drill.room.current
        if question is None or self._drill.room.state.stage is DrillStage.THINK:
            self._say("Hands are counted once the question is open.")
            return
        labels = question.form.labels
        letters = labels == question.options
        names = [chr(65 + n) if letters else label for n, label in enumerate(labels)]
        self._hands_for = self._asked_now
        self._hands.ask_for(names)

    def on_input_submitted(self) -> None:
        """Keep the hands that were counted."""
        if self._hands_for != self._asked_now:  # time, or a key, went on meanwhile
            self._say("The drill has gone on: these hands were for what was asked before.")
            self._close_hands()
            return
        try:
            hands = self._hands.hands
            self._drill.do(lambda now: self._drill.room.tally(hands, now))
        except RefusedError as error:
            self._say(str(error))
            return
        self._close_hands()
        self.show_all()

    @property
    def _asked_now(self) -> tuple[int, int]:
        return self._drill.room.state.question, self._drill.room.state.round

    def _close_hands(self) -> None:
        self._hands.close()
        self._wall.page.focus()

    def action_sound(self) -> None:
        """Let the class hear the question: in class nothing plays by itself."""
        if trouble := self._wall.play():
            self._say(trouble)

    def action_pause(self) -> None:
        """Stop the clock, or let it run."""
        paused = not self._drill.room.state.paused
        self._do(lambda now: self._drill.room.pause(now, paused=paused))

    def action_skip(self) -> None:
        """Leave the question; it does not count."""
        self._do(self._drill.room.skip)

    def action_void(self) -> None:
        """Let the question on the wall not count, though its key was shown."""
        number = self._drill.room.state.question
        if self._drill.room.current and number not in self._drill.room.state.void:
            self._do(lambda now: self._drill.room.void(now, question=number))
            self._say("This question does not count; u takes that back.")

    def action_reveal(self) -> None:
        """Show the key now."""
        self._do(self._drill.room.reveal)

    def action_finish(self) -> None:
        """End the drill here; where everybody is at their own question, ask first."""
        warning = "Press f again to end it for everybody; what they answered counts."
        room = self._drill.room
        if not (room.at_own_pace or room.state.lasts) or self._twice.confirms("f", warning):
            self._do(room.finish)

    def action_members(self) -> None:
        """See who is here; free a seat, or note who is absent."""
        from trainer.tui.classroom.members import MembersScreen

        self._refusals_seen = [*self._drill.server.refusals.latest]
        self.app.push_screen(MembersScreen(self._drill), lambda _: self.show_all())

    def action_network(self) -> None:
        """Choose the address at which devices join, or the teacher's phone."""
        from trainer.tui.classroom.addresses import AddressScreen

        self.app.push_screen(AddressScreen(self._drill), lambda _: self.show_all())

    def action_joining(self) -> None:
        """Show, or hide, how to join: for those who come late, or lost their seat."""
        self._wall.aside = None if self._wall.aside is lobby else lobby
        self.show_all()

    def action_details(self) -> None:
        """Show, or hide, how each student did."""
        if self._wall.aside is details:
            self._wall.aside = None
        elif self._twice.confirms(
            "i", "Press i again to show names and marks to all who see this wall."
        ):
            self._wall.aside = details
        self.show_all()

    def action_write(self) -> None:
        """Write the report as CSV files and as a workbook."""
        report, opened = self._drill.report(), self._drill.room.opened
        try:
            paths = (*save_csv(report, opened), save_workbook(report, opened))
        except TrainerError as error:
            self._say(error.in_full)
        else:
            self._say("Written: " + ", ".join(path.name for path in paths))

    async def action_leave(self) -> None:
        """Leave the line for hands; or the drill, which goes on where it stopped."""
        if self._hands.is_open:
            self._close_hands()
            return
        warning = (
            "Press q again to leave; the same command goes on where you stopped. f ends the drill."
        )
        state = self._drill.room.state
        running = state.stage not in {DrillStage.LOBBY, DrillStage.DONE} or (
            state.stage is DrillStage.LOBBY and self._drill.room.presence.here
        )
        if not running or self._twice.confirms("q", warning):
            await asyncio.shield(self._drill.close())
            self.app.exit()

    def _called(self) -> str | None:
        state = self._drill.room.state
        return state.called(state.question) if self._drill.room.current else None
