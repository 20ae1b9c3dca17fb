"""The teacher's own view of a drill, on a second terminal or a phone: what nobody else may see.

JSON objects over a WebSocket of its own, apart from the players'. A cockpit first says `open` with
a secret of 128 bits, which the wall never shows. A drill that was cut off keeps its secret; one
that was left has a new one. The cockpit gets the whole `view` whenever that changes, at most five
times a second, and says `do` with what the teacher wants. Each `do` names the stage that the
teacher saw: one that comes after the drill went on does nothing. Nobody guesses so long a secret;
the wall says that somebody tried.
"""

import asyncio
import hmac
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any, Protocol

from aiohttp import web

from trainer.classroom.cockpit_protocol import VERSION, Do, Open, read_message
from trainer.classroom.conversation import Beat, Conversation, HangUpError, beat
from trainer.classroom.device import Device
from trainer.classroom.drill_stage import TAKING
from trainer.classroom.protocol import bye, refused
from trainer.classroom.refused import RefusedError
from trainer.classroom.room import Room
from trainer.classroom.students import Students
from trainer.classroom.team_mark import team_mark
from trainer.clock import seconds
from trainer.secret_token import new_token

_MOST = 8
"""Cockpits at a time: a teacher has no more devices."""
_SOON = 0.2
"""Seconds in which changes are gathered: bars that jump faster are not read."""

_MEANT = 4.0
"""Seconds in which a second press says that the first one was meant."""


class Teacher(Protocol):
    """What a cockpit may do to a drill."""

    room: Room
    students: Students

    @property
    def now(self) -> datetime:
        """The present moment."""

    def do(self, step: Callable[[datetime], object]) -> None:
        """Let the teacher do something to the room."""

    def go_on(self) -> None:
        """Go on to what comes next, unless time did so a moment ago."""

    def undo(self) -> None:
        """Take back the teacher's last step."""


class Cockpit:
    """The connections of the teacher's other devices.

    Args:
        teacher: the drill, as its teacher runs it.
        view: what a cockpit shows just now, as JSON.
        secret: what opened it before the drill was cut off; None for a new one.
    """

    def __init__(
        self, teacher: Teacher, view: Callable[[], dict[str, Any]], secret: str | None
    ) -> None:
        self.secret = secret or new_token()
        """What opens it: 128 bits, until the drill is left."""
        self._teacher = teacher
        self._view = view
        self._devices: list[Device] = []
        self._waiting: asyncio.TimerHandle | None = None
        self._end_asked: float | None = None

    async def enter(self, socket: web.WebSocketResponse) -> Conversation:
        """Let one in that knows the secret.

        Raises:
            HangUpError: it does not, or says something else.
        """
        talk = Conversation(socket)
        while True:
            message = await talk.next(read_message)
            if isinstance(message, Beat):
                await talk.say(beat())
            elif isinstance(message, Open) and hmac.compare_digest(
                message.secret.encode(), self.secret.encode()
            ):
                if message.v != VERSION:
                    await talk.say(refused("version", "Use the same trainer as on the wall."))
                    raise HangUpError("another version")
                return talk
            else:
                await talk.say(refused("secret", "This cockpit is of another run: scan again."))
                raise HangUpError("not the secret")

    async def serve(self, socket: web.WebSocketResponse, talk: Conversation) -> None:
        """Show the drill, and do what the device asks for, until it goes."""
        device = Device("", socket, lambda: None)
        self._devices.append(device)
        if len(self._devices) > _MOST:
            await self._devices.pop(0).finish(bye("elsewhere", "Opened on too many devices."))
        device.say(self._view())
        try:
            while True:
                message = await talk.next(read_message)
                if isinstance(message, Do):
                    self._do(message, device)
                elif isinstance(message, Beat):
                    device.say(beat())
        except HangUpError:
            pass
        finally:
            device.close()
            with suppress(ValueError):
                self._devices.remove(device)

    def show_soon(self) -> None:
        """Show what is new, gathered with what follows at once."""
        if self._devices and self._waiting is None:
            self._waiting = asyncio.get_running_loop().call_later(_SOON, self._show)

    async def finish(self) -> None:
        """Hang up: the drill was left."""
        if self._waiting is not None:
            self._waiting.cancel()
        over = bye("over", "The drill was left on the wall.")
        await asyncio.gather(*(device.finish(over) for device in [*self._devices]))

    def _show(self) -> None:
        self._waiting = None
        if self._devices:
            view = self._view()
            for device in [*self._devices]:
                device.say(view)

    def _do(self, message: Do, device: Device) -> None:
        try:
            self._let(message)
        except RefusedError as error:
            device.say(refused(error.code, str(error)))
        device.say(self._view())

    def _let(self, message: Do) -> None:
        teacher, room = self._teacher, self._teacher.room
        if message.seen != seen(room):
            raise RefusedError("late", "The drill has gone on meanwhile; look again.")
        match message.what:
            case "next" | "close":
                self._go_on(message.what)
            case "reveal":
                teacher.do(room.reveal)
            case "back":
                teacher.undo()
            case "void":
                number = room.state.question
                if room.current is None:
                    raise RefusedError("question", "No question is shown just now.")
                teacher.do(lambda now: room.void(now, question=number, player=message.player))
            case "call" | "pass" | "absent":
                self._call(message.what)
            case "mark":
                who = self._marked(message.team)
                teacher.do(lambda now: room.mark(who, message.score, now))
            case "tally":
                teacher.do(lambda now: room.tally(message.hands, now))
            case "pause":
                teacher.do(lambda now: room.pause(now, paused=not room.state.paused))
            case "skip":
                teacher.do(room.skip)

    def _go_on(self, what: str) -> None:
        room = self._teacher.room
        if what == "close" and room.state.stage not in TAKING:
            raise RefusedError("closed", "No answers are accepted just now.")
        if room.ends_for_all:
            before, self._end_asked = self._end_asked, seconds()
            if before is None or self._end_asked - before > _MEANT:
                say = "Press once more to close the homework: after that nobody can answer."
                raise RefusedError("sure", say)
        self._teacher.go_on()

    def _marked(self, team: int | None) -> str:
        """Whom a mark is for: a team, or the student who was called."""
        room = self._teacher.room
        if team is not None:
            if room.preset.devices or team >= len(room.opened.teams):
                raise RefusedError("team", "There is no such team to mark.")
            return team_mark(room.opened.teams[team])
        called = room.state.called(room.state.question)
        if called is None:
            raise RefusedError("call", "Nobody is called.")
        return called

    def _call(self, what: str) -> None:
        room, students = self._teacher.room, self._teacher.students
        if what != "call" and room.state.called(room.state.question) is None:
            raise RefusedError("call", "Nobody is called.")
        found = students.call() if what == "call" else students.pass_on(absent=what == "absent")
        if found is None:
            raise RefusedError("call", "There is nobody to call: a class has names, --class NAME.")


def seen(room: Room) -> str:
    """Names the stage that a teacher sees, and who is called: one press means one thing."""
    state = room.state
    paused = " paused" if state.paused else ""
    return f"{state.stage.value} {state.question} {state.round} {len(state.calls)}{paused}"
