"""Who is let in: a device that knows the PIN takes the seat of a name or of a code."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from time import monotonic
from typing import NamedTuple

from trainer.classroom.codes import owner_of
from trainer.classroom.pin import PinCheck
from trainer.classroom.player import Player
from trainer.classroom.protocol import Join, Rejoin
from trainer.classroom.refused import RefusedError
from trainer.classroom.room import Room
from trainer.classroom.roster import Roster, Student
from trainer.secret_token import new_token

_WHOLE = "Somebody in this class has that name: type your first and last name. "
_WHOLE += "If you are not in this class, add a letter."


class Connection(NamedTuple):
    """Where a connection comes from."""

    address: str
    device: str
    """What the device is known by; empty where it sent nothing."""


class Admission:
    """Gives the seats of a room to devices.

    Args:
        room: the drill.
        roster: the class, by which names become students; None for guests alone.
        codes: student -> the words that they type for a name; empty where a name will do.
        clock: gives the present moment.
    """

    def __init__(
        self,
        room: Room,
        roster: Roster | None,
        codes: Mapping[str, str],
        clock: Callable[[], datetime],
    ) -> None:
        self.roster = roster
        """The class, as it is called now; None for guests alone."""
        self.codes = codes
        """Student -> the words that they type for a name; empty where a name will do."""
        self._room = room
        self._clock = clock
        self._pin = PinCheck(room.opened.pin)

    def admit(self, message: Join | Rejoin, origin: Connection) -> tuple[Player, str]:
        """Give a device a seat, or the one it had.

        Returns:
            Who has the seat, and its token.

        Raises:
            RefusedError: the PIN or the code is wrong, or there is no seat for them.
        """
        if isinstance(message, Rejoin):
            return self._room.seats.rejoin(message.token), message.token
        self._pin.check(message.pin, origin.address, monotonic(), origin.device)
        if message.token:
            with suppress(RefusedError):
                return self._room.seats.rejoin(message.token), message.token
        student = self._student(message.name, origin)
        token = new_token()
        player = self._room.seats.join(
            student.name if student else message.name,
            token,
            self._clock(),
            student=student.id if student else None,
            address=origin.address,
            device=origin.device,
            extra_time=student.extra_time if student else 0,
        )
        return player, token

    def _student(self, typed: str, origin: Connection) -> Student | None:
        """Who that is of the class: by their code where there are codes, else by their name."""
        if self.roster is None:
            return None
        if not self.codes:
            found = self.roster.find(typed)
            if found is None and (near := self.roster.alike_to(typed)):
                names = " or ".join(student.name for student in near)
                say = f"Are you {names}? Then join by that name. If not, add a letter to yours."
                raise RefusedError("alike", say, near[0].name if len(near) == 1 else "")
            if found is None and self.roster.has_part(typed):
                raise RefusedError("whole", _WHOLE)
            return found
        owner = owner_of(typed, self.codes)
        if owner is None:
            self._pin.note_wrong(origin.address, monotonic(), origin.device)
            raise RefusedError("name", "Type the two words of your code; your teacher has it.")
        return self.roster.student(owner)
