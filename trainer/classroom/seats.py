"""Who may take a seat in a room."""

from collections.abc import Collection
from typing import NamedTuple

from trainer.classroom.event import Joined, Stage
from trainer.classroom.name import look
from trainer.classroom.refused import RefusedError
from trainer.classroom.state import Player, RoomState

MOST_PLAYERS = 1_200
"""More are no class, but an attack or a mistake."""
MOST_LOST_GUESTS = 5
"""Guests of one device without a connection; with more, it gets no new seat."""
MOST_LOST_OF_ADDRESS = 40
"""The same of one address: a class behind one router, whose devices may all be new."""
MOST_LOST_OF_ALL = 300
"""The same of all devices together."""


class From(NamedTuple):
    """Where somebody joins from. An address is not a person: a class shares one."""

    device: str
    """The hash of what the device is known by; empty where it told nothing."""
    address: str

    def is_device_of(self, joined: Joined) -> bool:
        """Whether a seat was taken from this very device, as far as can be known."""
        if self.device or joined.device:
            return self.device == joined.device
        return bool(self.address) and self.address == joined.address


def check_seat(
    state: RoomState, present: Collection[str], name: str, student: str | None, origin: From
) -> None:
    """See that somebody may take a seat.

    Args:
        state: where the drill stands.
        present: the players whose device is connected.
        name: what he is to be called.
        student: his id in the roster; None for a guest.
        origin: where they join from.

    Raises:
        RefusedError: the drill is over; the name is taken; they are banned; the room is full, or
            too many seats were left behind from there.
    """
    if state.stage is Stage.DONE:
        raise RefusedError("done", "This drill is over.")
    for player in state.players.values():
        same_name = takes_name(player, name, student)
        if player.removed is None:
            if same_name or (student and player.joined.student == student):
                raise RefusedError("taken", f"{name} has a seat already; ask your teacher.")
        elif player.removed.banned and (same_name or origin.is_device_of(player.joined)):
            raise RefusedError("banned", "Your teacher has closed this drill to you.")
    if len(state.seated) >= MOST_PLAYERS:
        raise RefusedError("full", "The room is full.")
    if student is None and any(origin):
        guests = (player for player in state.seated.values() if player.joined.student is None)
        lost = [player.joined for player in guests if player.id not in present]
        if (
            sum(map(origin.is_device_of, lost)) >= MOST_LOST_GUESTS
            or sum(joined.address == origin.address for joined in lost) >= MOST_LOST_OF_ADDRESS
            or len(lost) >= MOST_LOST_OF_ALL
        ):
            raise RefusedError("full", "Too many seats were left from here; ask your teacher.")


def check_seat_is_free(state: RoomState, player: Player) -> None:
    """See that a seat that was taken away can be given back.

    Raises:
        RefusedError: its owner has taken another.
    """
    seated, student = state.seated.values(), player.joined.student
    if any(
        takes_name(other, player.name, student) or (student and other.joined.student == student)
        for other in seated
    ):
        raise RefusedError("taken", f"{player.name} has joined again; nothing to take back.")


def former_seat(state: RoomState, student: str | None) -> Player | None:
    """The seat that a student of the roster had: he comes back to it, and to his answers."""
    players = state.players.values()
    return next((p for p in players if student and p.joined.student == student), None)


def takes_name(player: Player, name: str, student: str | None) -> bool:
    """Whether a name is a player's, or a guest's that looks like it: José and Jose may both come.

    Two students of the roster are two, whatever their names.
    """
    if student and player.joined.student:
        return False
    return look(player.name) == look(name)
