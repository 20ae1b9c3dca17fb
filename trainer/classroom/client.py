"""A device's side of the protocol: a seat, or a cockpit, that survives drops."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from secrets import token_urlsafe
from typing import Any

import aiohttp

from trainer.classroom.cockpit_protocol import VERSION as COCKPIT_VERSION
from trainer.classroom.protocol import VERSION
from trainer.classroom.server_message import (
    COCKPIT,
    SEAT,
    Ack,
    Bye,
    CockpitMessage,
    CockpitState,
    Refusal,
    SeatMessage,
    SeatState,
    Welcome,
    read_server_message,
)

_HEARTBEAT = 3.0
"""Seconds between signs of life; without an answer for half as long, the connection is dead."""
_WORDS = {aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY}
"""What is said; the rest is the connection's own, and its end."""
_WAITS = (0.3, 0.6, 1.2, 2.0)
"""Seconds between attempts to come back, growing to the last."""


async def keep_connected(
    url: str,
    headers: Mapping[str, str],
    listen: Callable[[aiohttp.ClientWebSocketResponse], Awaitable[None]],
    link: Callable[[str], None],
    over: Callable[[], bool],
) -> None:
    """Hold a WebSocket, and come back whenever it is lost, until it is over.

    Args:
        url: of the WebSocket.
        headers: sent with it.
        listen: uses each connection until it ends.
        link: called with why there is no connection, in words; empty when there is one.
        over: whether not to come back.
    """
    attempt = 0
    while not over():
        try:
            async with (
                aiohttp.ClientSession() as session,
                session.ws_connect(
                    url,
                    heartbeat=_HEARTBEAT,
                    headers=headers,
                    max_msg_size=1 << 20,
                    timeout=aiohttp.ClientWSTimeout(ws_close=1),
                ) as socket,
            ):
                attempt = 0
                link("")
                await listen(socket)
        except (aiohttp.ClientError, OSError, TimeoutError, UnicodeError):
            pass  # the last of a host's name that cannot be one
        if over():
            return
        link("no connection; trying again …")
        await asyncio.sleep(_WAITS[min(attempt, len(_WAITS) - 1)])
        attempt += 1


class Seat:
    """A connection to a drill that comes back by itself.

    Args:
        address: `host:port` of the drill.
        hear: takes each message of the teacher's trainer as it comes.
        link: called with why there is no connection, in words; empty when there is one.
        token: the seat to come back to; None to join first.
    """

    def __init__(
        self,
        address: str,
        hear: Callable[[SeatMessage], None],
        link: Callable[[str], None],
        token: str | None = None,
    ) -> None:
        self.token = token
        """The seat's token, once there is a seat."""
        self._address = address
        self._device = token_urlsafe(16)
        self._hear = hear
        self._link = link
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._first: dict[str, Any] | None = None
        self._pending: dict[str, Any] | None = None
        self._in_flight = 0
        self._over = False

    async def run(self, pin: str, name: str) -> None:
        """Take the seat, and listen until the drill is over or the seat is lost."""
        self._first = {"t": "join", "v": VERSION, "pin": pin, "name": name}
        url, headers = f"http://{self._address}/socket", {"Cookie": f"device={self._device}"}
        await keep_connected(url, headers, self._listen, self._link, lambda: self._over)

    async def answer(self, state: SeatState, answer: object, sure: str | None) -> None:
        """Answer the question of a state; sent again after a drop, until it is acknowledged."""
        self._pending = {
            "t": "answer",
            "q": state.number,
            "round": state.round,
            "answer": answer,
            "sure": sure,
        }
        await self._send_pending()

    async def leave(self) -> None:
        """Hang up, and do not come back."""
        self._over = True
        if self._socket is not None:
            await self._socket.close()

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._in_flight = 0
        back = {"t": "back", "v": VERSION, "token": self.token}
        await self._send(back if self.token else self._first)
        try:
            async for received in socket:
                if received.type not in _WORDS:
                    return
                await self._take(read_server_message(received.data, SEAT))
                if self._over:
                    return
        finally:
            self._socket = None

    async def _take(self, message: SeatMessage) -> None:
        match message:
            case Welcome(token=token):
                self.token = token
            case Ack() | Refusal(code="closed" | "answer" | "unread"):
                self._in_flight -= 1
                if self._in_flight <= 0:  # else it was changed since
                    self._pending = None
            case Refusal(code="paused"):
                self._in_flight -= 1  # it waits
            case Refusal(code="seat") if self.token:
                self.token = None
                await self._send(self._first)
                return
            case Refusal() | Bye():
                self._over = True
        self._hear(message)
        if isinstance(message, SeatState) and self._pending is not None:
            asked = (message.number, message.round) == (self._pending["q"], self._pending["round"])
            if not asked:
                self._pending = None
            elif not self._in_flight and not message.paused:
                await self._send_pending()  # answers may have closed; it may be in all the same

    async def _send_pending(self) -> None:
        self._in_flight += 1
        await self._send(self._pending)

    async def _send(self, message: dict[str, Any] | None) -> None:
        if self._socket is not None and message is not None:
            with suppress(aiohttp.ClientError, OSError, RuntimeError):
                await self._socket.send_str(json.dumps(message))


class CockpitLink:
    """A cockpit's connection to the drill that it shows; it comes back by itself.

    Args:
        address: `host:port` of the drill.
        secret: what opens its cockpit.
        hear: takes each message of the drill as it comes.
        link: called with why there is no connection, in words; empty when there is one.
    """

    def __init__(
        self,
        address: str,
        secret: str,
        hear: Callable[[CockpitMessage], None],
        link: Callable[[str], None],
    ) -> None:
        self._address = address
        self._first = {"t": "open", "v": COCKPIT_VERSION, "secret": secret}
        self._hear = hear
        self._link = link
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._over = False

    async def run(self) -> None:
        """Listen until the drill is left, or this is."""
        url = f"http://{self._address}/cockpit/socket"
        await keep_connected(url, {}, self._listen, self._link, lambda: self._over)

    async def do(self, what: str, view: CockpitState, **more: object) -> None:
        """Say what is to happen, to the stage that a view shows."""
        if self._socket is not None:
            with suppress(aiohttp.ClientError, OSError, RuntimeError):
                said = {"t": "do", "what": what, "seen": view.seen, **more}
                await self._socket.send_str(json.dumps(said))

    async def leave(self) -> None:
        """Hang up, and do not come back."""
        self._over = True
        if self._socket is not None:
            await self._socket.close()

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        try:
            await socket.send_str(json.dumps(self._first))
            async for received in socket:
                if received.type not in _WORDS:
                    return
                message = read_server_message(received.data, COCKPIT)
                lost = isinstance(message, Refusal) and message.code in {"secret", "version"}
                self._over = self._over or lost or isinstance(message, Bye)
                self._hear(message)
                if self._over:
                    return
        finally:
            self._socket = None
