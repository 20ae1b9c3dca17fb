"""One WebSocket of the drill's server: words in, at a bounded pace, and how long they travel."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from time import monotonic
from typing import Any, Literal, TypeVar

from aiohttp import WSMsgType, web
from pydantic import BaseModel, ConfigDict

LONGEST_MESSAGE = 16_384
"""Bytes of a message from a device: twenty lines of an answer, in any script, as long as may be."""
LONGEST_JOURNEY = 0.5
"""Seconds of a round trip that are taken off an answer's time at most.

A device could answer our signs of life late, to look slower than its network is.
"""
_MEASURED = 2.0
"""Seconds between two measurements."""

M = TypeVar("M")


class StrictMessage(BaseModel):
    """What a device may say: with the fields that are named, of their types, and no others."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Beat(StrictMessage):
    """Ask for a sign of life; it is given in the same word."""

    t: Literal["beat"]


def beat() -> dict[str, Any]:
    """A sign of life."""
    return {"t": "beat"}


def written(message: Mapping[str, Any]) -> str:
    """A message as it goes out."""
    return json.dumps(message, ensure_ascii=False)


class _Rate:
    """How fast one device may talk: ten messages a second, with a second's worth at once."""

    def __init__(self, seconds: float) -> None:
        self._credit = 10.0
        self._at = seconds

    def allows(self, seconds: float) -> bool:
        """Whether one more message may come now."""
        self._credit = min(10.0, self._credit + 10 * (seconds - self._at))
        self._at = seconds
        self._credit -= 1
        return self._credit >= 0


class HangUpError(Exception):
    """The device went, or broke the rules."""


class Conversation:
    """What one device says, message by message.

    Args:
        socket: its WebSocket, which leaves pings to us.
    """

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self.round_trip = 0.0
        """Seconds there and back, the shortest of the last few; 0 until it was measured."""
        self._socket = socket
        self._rate = _Rate(monotonic())
        self._trips: list[float] = []
        self._pinged: float | None = None

    async def next(self, read: Callable[[str], M]) -> M:
        """The next message.

        Args:
            read: reads one, or raises ValueError.

        Raises:
            HangUpError: the device went, said what is no message, or says too much.
        """
        while True:
            received = await self._socket.receive()
            if received.type in {WSMsgType.PING, WSMsgType.PONG}:
                if not self._rate.allows(monotonic()):
                    raise HangUpError("too many messages a second")
                if received.type is WSMsgType.PING:
                    await self._socket.pong(received.data)
                    await self.measure()
                else:
                    self._note_pong(bytes(received.data))
                continue
            if received.type is not WSMsgType.TEXT:
                raise HangUpError("only text is understood here")
            if not self._rate.allows(monotonic()):
                raise HangUpError("too many messages a second")
            try:
                return read(received.data)
            except ValueError as error:
                raise HangUpError("this is not a message of the protocol") from error

    async def say(self, message: dict[str, Any]) -> None:
        """Say something at once, without a queue."""
        with suppress(OSError, RuntimeError):
            await self._socket.send_str(written(message))

    async def finish(self, message: dict[str, Any]) -> None:
        """Say a last thing, and hang up."""
        await self.say(message)
        with suppress(OSError, RuntimeError):
            await self._socket.close()

    async def measure(self) -> None:
        """Ask for a pong, which every WebSocket gives by itself; how soon it comes is the trip."""
        now = monotonic()
        if self._pinged is None or now - self._pinged > _MEASURED:
            self._pinged = now
            with suppress(OSError, RuntimeError):
                await self._socket.ping(repr(now).encode())

    def _note_pong(self, data: bytes) -> None:
        """Take the trip where it answers our last question, and nobody else's."""
        if self._pinged is not None and data == repr(self._pinged).encode():
            self._trips = [*self._trips[-4:], monotonic() - self._pinged]
            self.round_trip = min(*self._trips, LONGEST_JOURNEY)
