"""A drill as its teacher runs it: the room with its log, its class and its devices.

Every step is durable, and all devices know of it, before the next one.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from trainer.asking.question import Question
from trainer.classroom.addresses import LOOPBACK, PORT
from trainer.classroom.cockpit import Cockpit
from trainer.classroom.cockpit_file import (
    CockpitAddress,
    cockpit_file,
    forget_cockpit,
    keep_cockpit,
    kept_secret,
)
from trainer.classroom.cockpit_view import view_of
from trainer.classroom.drill_event import Answered, DrillEvent, Moved
from trainer.classroom.drill_log import DrillLog
from trainer.classroom.drill_reviews import DrillReviews
from trainer.classroom.drill_stage import DrillStage
from trainer.classroom.homework import forget_waiting, import_waiting
from trainer.classroom.make_report import report_of
from trainer.classroom.preset import Preset
from trainer.classroom.report import DrillReport
from trainer.classroom.room import Room
from trainer.classroom.school_class import SchoolClass
from trainer.classroom.server import DrillServer
from trainer.classroom.students import Students
from trainer.clock import seconds
from trainer.errors import TrainerError

_ON_ITS_WAY = 1.0
"""Seconds after a think pause in which a press was still meant to end it."""
_ASLEEP = 5.0
"""Seconds without a look at the time after which this computer was stopped, or asleep."""


class Drill:
    """A drill on this machine, begun or resumed.

    Args:
        preset: how it is run.
        questions: what is asked.
        events: what happened so far; the opening at least.
        log: where the rest is kept.
        school_class: whose drill; None for one of guests alone.
        clock: gives the present moment.
    """

    def __init__(  # noqa: PLR0913 - all that a drill is made of
        self,
        preset: Preset,
        questions: Sequence[Question],
        events: Sequence[DrillEvent],
        log: DrillLog,
        *,
        school_class: SchoolClass | None,
        clock: Callable[[], datetime],
    ) -> None:
        self.room = Room(preset, questions, events, log.put)
        self.school_class = school_class
        self.shortfall: str | None = None
        """Why fewer questions are asked than were wanted, in words; None when all are."""
        self.join_trouble: str | None = None
        """Why devices cannot join, in words; None when they can."""
        self.loop_error: str | None = None
        """What failed last that nobody waits for, in words; None when nothing did."""
        self.on_change: Callable[[], None] = lambda: None
        """Called whenever there is something new to show."""
        self.log = log
        """Where what happens is kept."""
        self._clock = clock
        self._undone_at: int | None = None
        self._looked_at = seconds()
        self._report: tuple[tuple[object, ...], DrillReport] | None = None
        """The last report, with what it followed from."""
        opened = self.room.opened
        self._cockpit_file = cockpit_file(log.path, at_home=opened.is_homework)
        secret = kept_secret(self._cockpit_file, opened.drill)
        self.cockpit = Cockpit(self, self._view, secret)
        """The teacher's other devices."""
        self.server = DrillServer(
            self.room,
            log,
            school_class.roster if school_class else None,
            codes=school_class.codes() if school_class else None,
            clock=clock,
            changed=self._player_changed,
            about_to_look=self.notice_sleep,
            cockpit=self.cockpit,
        )
        self.students = Students(
            school_class, self.room, self.server.admission, self.do, self.server.refusals.note
        )
        """Of the class: their names, and who is called."""
        self.reviews = DrillReviews(self.room, log, school_class, clock, self._player_changed)
        """What the students of the class will remember."""

    @property
    def path(self) -> Path:
        """The file of its log."""
        return self.log.path

    @property
    def trouble(self) -> str | None:
        """Why something is not being saved, in words; None when all is."""
        return self.log.trouble or ("; ".join(self.reviews.troubles) or None)

    @property
    def absent(self) -> set[str]:
        """Ids of the students who are not here today."""
        return self.room.state.absent

    @property
    def now(self) -> datetime:
        """The present moment."""
        return self._clock()

    def do(self, step: Callable[[datetime], object]) -> None:
        """Let the teacher do something to the room, as in `do(room.advance)`.

        Raises:
            RefusedError: it may not be done now.
        """
        step(self.now)
        self._undone_at = None
        self.log.flush()
        self._after_step()

    async def serve_devices(self, address: str | None, port: int | None) -> None:
        """Let devices join: at the address, else where they joined before a crash, else here.

        Without devices of players it is the teacher's own that come. Where none of that can be
        had, `join_trouble` says why.

        Args:
            address: where; None for any.
            port: at which; None for the usual one, or any while another drill has that.
        """
        usual = port or PORT
        here = usual if self.room.preset.devices else 0  # players see the port, cockpits do not
        wanted = {address: usual} if address else self.room.state.served or {LOOPBACK: here}
        for host, at in wanted.items():
            with suppress(TrainerError):
                await self.serve(host, at)
            if self.join_trouble and port is None:
                with suppress(TrainerError):
                    await self.serve(host)

    async def serve(self, host: str, port: int = 0) -> None:
        """Let devices join at an address, now and when the drill is resumed.

        Raises:
            TrainerError: the address or the port cannot be used.
        """
        try:
            await self._start(host, port)
        except TrainerError as error:
            self.join_trouble = f"{error.message.rstrip('.')}. {error.hint}"
            raise
        self.join_trouble = None
        self.do(lambda now: self.room.note_served(host, self.server.port, now))

    async def _start(self, host: str, port: int) -> None:
        await self.server.start(host, port)
        first = f"{self.server.hosts[0]}:{self.server.port}"
        known = CockpitAddress(
            address=first,
            secret=self.cockpit.secret,
            drill=self.room.opened.drill,
            homework=self.room.opened.is_homework,
            log=self.path.stem,
            decks=self.room.opened.decks,
        )
        keep_cockpit(self._cockpit_file, known)

    def go_on(self) -> None:
        """Go on to what comes next, unless a think pause ended by itself this very moment.

        The finger was on its way to end the pause then, and not to close the answers.

        Raises:
            RefusedError: it may not be done now.
        """
        if not self._just_opened:
            self.do(self.room.advance)

    @property
    def _just_opened(self) -> bool:
        steps = self.room.state.steps
        last = steps[-1] if steps else None
        if not isinstance(last, Moved) or last.stage is not DrillStage.OPEN or not last.by_time:
            return False
        return (self.now - last.at).total_seconds() < _ON_ITS_WAY

    def notice_sleep(self) -> None:
        """See whether this computer stood still since the last look: nobody is to pay for that.

        A question without a limit goes on, and the time is not counted. A limit waits, paused,
        for the teacher, as after a crash.
        """
        slept, self._looked_at = seconds() - self._looked_at, seconds()
        if slept < _ASLEEP or self.room.state.paused:
            return
        if self.room.at_own_pace:
            self.room.presence.note_slept(timedelta(seconds=slept), self.now)
            return
        fell_asleep = self.now - timedelta(seconds=slept)
        self.do(lambda _: self.room.pause(fell_asleep, paused=True))
        if not self.room.state.left:
            self.do(lambda now: self.room.pause(now, paused=False))

    def tick(self) -> None:
        """Let time pass: a stage may end by itself."""
        self.notice_sleep()
        moved = self.room.tick(self.now)
        if self.students.reread():
            self._player_changed()
        if self.room.opened.is_homework and self._imported_waiting():
            moved = True
        until = self.room.opened.until
        if until and self.now >= until and self.room.state.lasts:
            self.room.hand_over(self.now)
            moved = True
        if not moved and self.room.preset.limit and self._all_in:
            self.room.advance(self.now)
            moved = True
        if moved:
            self.log.flush()
            self._after_step()
        elif not self.log.all_written:
            self.log.flush()
            self._player_changed()

    def show_loop_error(self, message: str) -> None:
        """Show the teacher that something failed that nobody waits for; the drill goes on."""
        self.loop_error = message
        self._player_changed()

    def undo(self) -> None:
        """Take back the teacher's last step.

        Raises:
            RefusedError: nothing can be taken back.
        """
        steps = self.room.state.steps
        last = steps[-1] if steps else None
        self.do(self.room.undo)
        self._undone_at = len(self.room.events)
        if last:
            self.students.undo(last)

    def report(self) -> DrillReport:
        """How the drill went so far."""
        students = self.school_class.roster.students if self.school_class else ()
        of = (len(self.room.history.events), students)
        if self._report is None or self._report[0] != of:
            names = {student.id: student.name for student in students}
            self._report = of, report_of(self.room.state, self.room.questions, names)
        return self._report[1]

    async def close(self) -> None:
        """Hang up on all devices, and keep what is left to keep."""
        forget_cockpit(self._cockpit_file)
        await self.server.stop()
        try:
            await self.reviews.finish()
        finally:
            self.log.close()
        if not self.room.state.begun:  # looked at and left: no drill to report on
            self.log.path.unlink(missing_ok=True)

    def discard(self) -> None:
        """Leave nothing of a drill that could not begin."""
        self.log.close()
        self.log.path.unlink(missing_ok=True)

    @property
    def _all_in(self) -> bool:
        """Whether everybody answered; not after the teacher stepped back, until one does again."""
        if self._undone_at is not None and not any(
            isinstance(event, Answered) for event in self.room.events[self._undone_at :]
        ):
            return False
        return self.room.answers.all_in

    def _imported_waiting(self) -> bool:
        """Import the homework that was handed in meanwhile in another terminal; whether any."""
        if self.school_class is None:
            return False
        waiting = import_waiting(self.room, self.path, self.school_class.roster, self.now)
        if waiting and self.log.flush():
            forget_waiting(waiting)
        return bool(waiting)

    def _after_step(self) -> None:
        self.server.tell_all()
        self.reviews.make_soon()
        self.on_change()

    def _player_changed(self) -> None:
        self.cockpit.show_soon()
        self.on_change()

    def _view(self) -> dict[str, Any]:
        left = self.room.flow.left(self.now)
        troubles = filter(None, [self.trouble, self.join_trouble, self.loop_error])
        warnings = [*troubles, *self.server.refusals.latest]
        seconds = None if left is None else left.total_seconds()
        view = view_of(self.room, self.school_class, seconds, warnings)
        return view | {"hosts": self.server.hosts, "port": self.server.port}
