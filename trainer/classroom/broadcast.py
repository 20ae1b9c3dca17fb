"""What the devices of players show: sent to all of them whenever it changes."""

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import datetime
from typing import Any

from trainer.classroom.conversation import written
from trainer.classroom.device import Device
from trainer.classroom.drill_stage import DrillStage
from trainer.classroom.media import Gallery
from trainer.classroom.player_view import state_of, what_is_own
from trainer.classroom.protocol import bye
from trainer.classroom.room import Room

_AT_ONCE = 20
"""Devices that hear of a change before the teacher's screen has its turn."""
_TURNS = 12
"""Turns in which it is painted; then all others hear at once, before more answers come in."""


class Broadcast:
    """Keeps the devices that have a seat, and tells them the state of the drill.

    Args:
        room: the drill.
        gallery: names the pictures and sounds of its questions.
        clock: gives the present moment.
    """

    def __init__(self, room: Room, gallery: Gallery, clock: Callable[[], datetime]) -> None:
        self.waiting: deque[str] = deque()
        """Players whose devices have yet to hear what has changed."""
        self._room = room
        self._gallery = gallery
        self._clock = clock
        self.devices: dict[str, Device] = {}
        """Player -> their device, while it is connected."""
        self._next_turn: asyncio.Handle | None = None

    def add(self, device: Device) -> Device | None:
        """Keep a device; the one that had its seat before, where there is one."""
        before = self.devices.get(device.player)
        self.devices[device.player] = device
        return before

    def drop(self, device: Device) -> bool:
        """Forget a device; whether it had its seat until now."""
        had_seat = self.devices.get(device.player) is device
        if had_seat:
            del self.devices[device.player]
        return had_seat

    def tell(self, device: Device) -> None:
        """Tell one device its state."""
        device.say(self.state_of(device.player, self._clock()))

    def tell_all(self) -> None:
        """Tell every device its state, and hang up where the seat was taken away.

        A few at a time at first: between them the loop comes to the teacher's own screen.
        """
        if self._next_turn:
            self._next_turn.cancel()
        self.waiting = deque(self.devices)
        self._tell_some()

    async def finish(self, message: dict[str, Any]) -> None:
        """Say a last thing to all, and hang up."""
        await asyncio.gather(*(device.finish(message) for device in self.devices.values()))

    def state_of(self, player: str, now: datetime) -> dict[str, Any]:
        """All that a player's device shows just now, its pictures and sounds among it."""
        fields, number = state_of(self._room, player, now), self._room.flow.question_of(player)
        if number is None or "question" not in fields:
            return fields
        media = self._gallery.media_of(
            self._room.questions[number],
            revealed=self._room.state.stage is DrillStage.REVEALED,
            options=fields["question"]["answer"] is not None,
        )
        return {**fields, "media": media} if media else fields

    def _tell_some(self, turn: int = 1) -> None:
        now, states = self._clock(), dict[str, str]()
        for _ in range(min(_AT_ONCE, len(self.waiting)) if turn < _TURNS else len(self.waiting)):
            player = self.waiting.popleft()
            device = self.devices.get(player)
            if device is None:
                continue
            if player in self._room.state.seated:
                device.say_written(self._written_state(player, now, states))
            else:
                device.say(bye("removed", "Your teacher freed this seat."))
                asyncio.get_running_loop().call_later(1, device.cut)
        if self.waiting:
            self._next_turn = asyncio.get_running_loop().call_soon(self._tell_some, turn + 1)

    def _written_state(self, player: str, now: datetime, states: dict[str, str]) -> str:
        """The state that a device shows, written once for all that are shown the same.

        Args:
            player: whose device.
            now: the present moment; with it the time that is left.
            states: what is own to a device -> the state written for it just now, to be added to.
        """
        own = what_is_own(self._room, player)
        if own is None:
            return written(self.state_of(player, now))
        if own not in states:
            states[own] = written(self.state_of(player, now))
        return states[own]
