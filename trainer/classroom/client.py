"""A device's side of the protocol: a seat, or a cockpit, that survives drops."""

import asyncio
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import aiohttp
from typing_extensions import override

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
from trainer.secret_token import new_token

_HEARTBEAT = 3.0
"""Seconds between signs of life; without an answer for half as long, the connection is dead."""
_WORDS = {aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY}
"""Messages of the other side; the rest is the connection's own, and its end."""
_WAITS = (0.3, 0.6, 1.2, 2.0)
"""Seconds between attempts to come back, growing to the last."""


class _Link:
    """A WebSocket that comes back whenever it is lost, until it is over.

    Args:
        url: of the WebSocket.
        link: called with why there is no connection, in words; empty when there is one.
        headers: sent with it.
    """

    def __init__(
        self, url: str, link: Callable[[str], None], headers: Mapping[str, str] | None = None
    ) -> None:
        self._url = url
        self._link = link
        self._headers = headers or {}
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._over = False

    async def leave(self) -> None:
        """Hang up, and do not come back."""
        self._over = True
        if self._socket is not None:
            await self._socket.close()

    async def _begin(self) -> None:
        """Say what comes first on each connection."""
        raise NotImplementedError

    async def _take(self, data: str | bytes) -> None:
        """Use a message of the server."""
        raise NotImplementedError

    async def _keep_connected(self) -> None:
        attempt = 0
        while not self._over:
            try:
                async with (
                    aiohttp.ClientSession() as session,
                    session.ws_connect(
                        self._url,
                        heartbeat=_HEARTBEAT,
                        headers=self._headers,
                        max_msg_size=1 << 20,
                        timeout=aiohttp.ClientWSTimeout(ws_close=1),
                    ) as socket,
                ):
                    attempt = 0
                    self._link("")
                    await self._listen(socket)
            except (aiohttp.ClientError, OSError, TimeoutError, UnicodeError):
                pass  # the last of a host's name that cannot be one
            if self._over:
                return
            self._link("no connection; trying again …")
            await asyncio.sleep(_WAITS[min(attempt, len(_WAITS) - 1)])
            attempt += 1

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        try:
            await self._begin()
            async for received in socket:
                if received.type not in _WORDS:
                    return
                await self._take(received.data)
                if self._over:
                    return
        finally:
            self._socket = None

    async def _send(self, message: dict[str, Any] | None) -> None:
        if self._socket is not None and message is not None:
            with suppress(aiohttp.ClientError, OSError, RuntimeError):
                await self._socket.send_str(json.dumps(message))


class Seat(_Link):
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
        device = {"Cookie": f"device={new_token()}"}
        super().__init__(f"http://{address}/socket", link, device)
        self.token = token
        """The seat's token, once there is a seat."""
        self._hear = hear
        self._first: dict[str, Any] | None = None
        self._pending: dict[str, Any] | None = None
        self._in_flight = 0

    @property
    def waits(self) -> bool:
        """Whether the last answer was not acknowledged yet."""
        return self._pending is not None

    async def run(self, pin: str, name: str) -> None:
        """Take the seat, and listen until the drill is over or the seat is lost."""
        self._first = {"t": "join", "v": VERSION, "pin": pin, "name": name}
        await self._keep_connected()

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

    @override
    async def _begin(self) -> None:
        self._in_flight = 0
        back = {"t": "back", "v": VERSION, "token": self.token}
        await self._send(back if self.token else self._first)

    @override
    async def _take(self, data: str | bytes) -> None:
        message = read_server_message(data, SEAT)
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
                await self._send_pending()  # answers may have closed; this one may be in anyway

    async def _send_pending(self) -> None:
        self._in_flight += 1
        await self._send(self._pending)


class CockpitLink(_Link):
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
        super().__init__(f"http://{address}/cockpit/socket", link)
        self._first = {"t": "open", "v": COCKPIT_VERSION, "secret": secret}
        self._hear = hear

    async def run(self) -> None:
        """Listen until the drill is left, or this is."""
        await self._keep_connected()

    async def do(self, what: str, view: CockpitState, **more: object) -> None:
        """Say what is to happen, to the stage that a view shows."""
        await self._send({"t": "do", "what": what, "seen": view.seen, **more})

    @override
    async def _begin(self) -> None:
        await self._send(self._first)

    @override
    async def _take(self, data: str | bytes) -> None:
        message = read_server_message(data, COCKPIT)
        lost = isinstance(message, Refusal) and message.code in {"secret", "version"}
        self._over = self._over or lost or isinstance(message, Bye)
        self._hear(message)
