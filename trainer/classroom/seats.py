"""Who may take a seat in a room."""

from collections.abc import Collection

from trainer.classroom.event import Stage
from trainer.classroom.name import look
from trainer.classroom.refused import RefusedError
from trainer.classroom.state import Player, RoomState

MOST_PLAYERS = 1_200
"""More are no class, but an attack or a mistake."""
MOST_LOST_GUESTS = 5
"""Guests of one address without a connection; with more, nobody new may come from there."""


def check_seat(
    state: RoomState, present: Collection[str], name: str, student: str | None, address: str
) -> None:
    """See that somebody may take a seat.

    Args:
        state: where the drill stands.
        present: the players whose device is connected.
        name: what he is to be called.
        student: his id in the roster; None for a guest.
        address: where his device is.

    Raises:
        RefusedError: the drill is over; the name is taken; he is banned; the room is full, or
            too many left a seat behind at that address.
    """
    if state.stage is Stage.DONE:
        raise RefusedError("done", "This drill is over.")
    for player in state.players.values():
        same_name = _takes_name(player, name, student)
        if player.removed is None:
            if same_name or (student and player.joined.student == student):
                raise RefusedError("taken", f"{name} has a seat already; ask your teacher.")
        elif player.removed.banned and (
            same_name or (address and player.joined.address == address)
        ):
            raise RefusedError("banned", "Your teacher has closed this drill to you.")
    if len(state.seated) >= MOST_PLAYERS:
        raise RefusedError("full", "The room is full.")
    if student is None and address:
        lost = [p for p in _guests_of(state, address) if p.id not in present]
        if len(lost) >= MOST_LOST_GUESTS:
            raise RefusedError("full", "Too many seats were left from here; ask your teacher.")


def check_seat_is_free(state: RoomState, player: Player) -> None:
    """See that a seat that was taken away can be given back.

    Raises:
        RefusedError: its owner has taken another.
    """
    seated, student = state.seated.values(), player.joined.student
    if any(
        _takes_name(other, player.name, student) or (student and other.joined.student == student)
        for other in seated
    ):
        raise RefusedError("taken", f"{player.name} has joined again; nothing to take back.")


def former_seat(state: RoomState, student: str | None) -> Player | None:
    """The seat that a student of the roster had: he comes back to it, and to his answers."""
    players = state.players.values()
    return next((p for p in players if student and p.joined.student == student), None)


def _takes_name(player: Player, name: str, student: str | None) -> bool:
    """Whether a name is a player's, or a guest's that looks like it: José and Jose may both come.

    Two students of the roster are two, whatever their names.
    """
    if student and player.joined.student:
        return False
    return look(player.name) == look(name)


def _guests_of(state: RoomState, address: str) -> list[Player]:
    return [
        player
        for player in state.seated.values()
        if player.joined.student is None and player.joined.address == address
    ]
