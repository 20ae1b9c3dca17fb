"""The seats of a drill: who may take one, and who has one."""

import hmac
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from trainer.classroom.drill_event import Extended, Joined, Removed, Renamed, hash_of
from trainer.classroom.drill_history import DrillHistory
from trainer.classroom.drill_stage import DrillStage
from trainer.classroom.player import Player
from trainer.classroom.player_name import look, player_name, same_name
from trainer.classroom.presence import Presence
from trainer.classroom.refused import RefusedError
from trainer.classroom.room_state import RoomState, team_sizes

MOST_PLAYERS = 1_200
"""More are no class, but an attack or a mistake."""
MOST_LOST_GUESTS = 5
"""Guests of one device without a connection; with more, it gets no new seat."""
MOST_LOST_OF_ADDRESS = 40
"""The same of one address: a class behind one router, whose devices may all be new."""
MOST_LOST_OF_ALL = 300
"""The same of all devices together."""


class Origin(NamedTuple):
    """Where somebody joins from. An address is not a person: a class shares one."""

    device: str
    """The hash of what the device is known by; empty where it sent nothing."""
    address: str

    def is_device_of(self, joined: Joined) -> bool:
        """Whether a seat was taken from this very device, as far as can be known."""
        if self.device or joined.device:
            return self.device == joined.device
        return bool(self.address) and self.address == joined.address


class Seats:
    """Gives seats and takes them away.

    Args:
        history: what happened so far; each change of a seat becomes a part of it.
        presence: who is here.
    """

    def __init__(self, history: DrillHistory, presence: Presence) -> None:
        self.locked = False
        """Whether nobody new may join."""
        self._history = history
        self._presence = presence

    @property
    def _state(self) -> RoomState:
        return self._history.state

    @property
    def _smallest_team(self) -> int | None:
        """The number of the team that the next player comes to; None where there are no teams."""
        sizes = team_sizes(self._state)
        return min(sizes, key=lambda number: (sizes[number], number), default=None)

    def join(  # noqa: PLR0913 - all that a seat is made of
        self,
        name: str,
        token: str,
        now: datetime,
        *,
        student: str | None = None,
        address: str = "",
        device: str = "",
        extra_time: float = 0,
    ) -> Player:
        """Take a seat, in the lobby or later.

        Args:
            name: what the player calls themselves; made fit by `player_name`.
            token: the secret that the seat belongs to.
            now: the present moment.
            student: their id in the roster; None for a guest.
            address: where the device is.
            device: what the device is known by; empty where it sent nothing.
            extra_time: how much longer they have for an answer than others.

        Raises:
            RefusedError: the name cannot be, or is taken; the player is banned; the room is full
                or done.
        """
        try:
            name = player_name(name)
        except ValueError as error:
            raise RefusedError("name", str(error)) from error
        origin = Origin(hash_of(device) if device else "", address)
        check_seat(self._state, self._presence.here, name, student, origin)
        if self.locked:
            raise RefusedError("locked", "Nobody new may join just now; ask your teacher.")
        former = former_seat(self._state, student)
        event = Joined(
            at=now,
            player=former.id if former else hash_of(token)[:12],
            name=name,
            student=student,
            team=former.joined.team if former else self._smallest_team,
            token=hash_of(token),
            address=address,
            device=origin.device,
            extra_time=former.extra_time if former else extra_time,
        )
        self._history.happen(event)
        self._presence.here.add(event.player)
        return self._state.players[event.player]

    def rejoin(self, token: str) -> Player:
        """Take the seat again that a token belongs to, at any stage.

        Raises:
            RefusedError: no seat belongs to it, or it was taken away.
        """
        hashed = hash_of(token)
        for player in self._state.players.values():
            if hmac.compare_digest(player.joined.token, hashed):
                if player.removed is not None:
                    raise RefusedError("removed", "Your teacher freed this seat.")
                self._presence.here.add(player.id)
                return player
        raise RefusedError("seat", "There is no such seat; join again.")

    def remove(
        self, player: str, now: datetime, *, ban: bool = False, keep_answers: bool = True
    ) -> None:
        """Take a seat away.

        Args:
            player: whose.
            now: the present moment.
            ban: whether its name and device may not come back.
            keep_answers: whether what they answered still counts.

        Raises:
            RefusedError: they were removed already, or had no seat.
        """
        seat = self._state.players.get(player)
        gone = seat and seat.removed and (keep_answers or not seat.removed.keeps_answers)
        if seat is None or gone:
            raise RefusedError("seat", "They have no seat any more.")
        self._history.happen(Removed(at=now, player=player, banned=ban, keeps_answers=keep_answers))
        self._presence.note_gone(player, now)

    def rename(
        self, player: str | None, name: str, was: str, now: datetime, *, student: str | None = None
    ) -> None:
        """Let somebody go by another name.

        Args:
            player: whose seat; None for a student without one.
            name: what they are called from now on; made fit by `player_name`.
            was: what they were called.
            now: the present moment.
            student: their id in the roster, where their name was changed there too.

        Raises:
            RefusedError: the name cannot be, or somebody else has it.
        """
        try:
            name = player_name(name)
        except ValueError as error:
            raise RefusedError("name", str(error)) from error
        self._check_name(player, name, student)
        self._history.happen(Renamed(at=now, player=player, student=student, name=name, was=was))

    def extend(self, player: str, extra_time: float, now: datetime) -> None:
        """Let somebody have more time for an answer than others, or no more.

        Args:
            player: whose seat.
            extra_time: the share of the others' time that they have besides.
            now: the present moment.
        """
        if player in self._state.seated:
            self._history.happen(Extended(at=now, player=player, extra_time=extra_time))

    def _check_name(self, player: str | None, name: str, student: str | None) -> None:
        others = (other for other in self._state.seated.values() if other.id != player)
        if any(takes_name(other, name, student) for other in others):
            raise RefusedError("taken", f"Somebody else is called {name}.")

    def remove_lost_guests(self, now: datetime) -> None:
        """Take the seats away of all guests whose device is gone."""
        for player in [p for p in self._state.seated.values() if p.joined.student is None]:
            if player.id not in self._presence.here:
                self.remove(player.id, now)

    def check_undo(self, step: Removed | Renamed) -> None:
        """See that a seat can be given back, or a name.

        Raises:
            RefusedError: somebody else has it by now.
        """
        if isinstance(step, Removed):
            check_seat_is_free(self._state, self._state.players[step.player])
        else:
            self._check_name(step.player, step.was, step.student)


def check_seat(
    state: RoomState, present: Collection[str], name: str, student: str | None, origin: Origin
) -> None:
    """See that somebody may take a seat.

    Args:
        state: of the drill.
        present: the players whose device is connected.
        name: what they are to be called.
        student: their id in the roster; None for a guest.
        origin: where they join from.

    Raises:
        RefusedError: the drill is over; the name is taken; they are banned; the room is full, or
            too many seats were left behind from there.
    """
    if state.stage is DrillStage.DONE:
        raise RefusedError("done", "This drill is over.")
    for player in state.players.values():
        is_theirs = takes_name(player, name, student)
        if player.removed is None:
            if is_theirs or (student and player.joined.student == student):
                raise RefusedError("taken", f"{name} has a seat already; ask your teacher.")
        elif player.removed.banned and (is_theirs or origin.is_device_of(player.joined)):
            raise RefusedError("banned", "Your teacher has closed this drill to you.")
    for player in state.seated.values():
        if not (student and player.joined.student) and look(player.name) == look(name):
            say = f"{name} looks like {player.name}, who has a seat: add a letter to yours."
            raise RefusedError("taken", say)
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
    """The seat that a student of the roster had: they come back to it, and to their answers."""
    players = state.players.values()
    return next((p for p in players if student and p.joined.student == student), None)


def takes_name(player: Player, name: str, student: str | None) -> bool:
    """Whether a name is a player's; two students of the roster are two, whatever their names."""
    if student and player.joined.student:
        return False
    return same_name(player.name) == same_name(name)
