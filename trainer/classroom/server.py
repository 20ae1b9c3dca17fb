"""The server of a drill: the phone page, and the WebSocket of every device.

It runs on the event loop of the teacher's app. It trusts nobody: of a device's words only a
seat, and answers to open questions from that seat, have an effect.
"""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

from aiohttp import WSCloseCode, WSMsgType, web

from trainer.classroom.addresses import check_address
from trainer.classroom.codes import owner_of
from trainer.classroom.device import Device
from trainer.classroom.doorkeeper import Doorkeeper, make_room
from trainer.classroom.drill_log import DrillLog
from trainer.classroom.event import Stage
from trainer.classroom.gate import Gate, Pace, new_token
from trainer.classroom.name import player_name
from trainer.classroom.protocol import (
    LONGEST_MESSAGE,
    VERSION,
    Answer,
    Back,
    Beat,
    Join,
    Message,
    ack,
    beat,
    bye,
    read_message,
    refused,
    state_of,
    welcome,
)
from trainer.classroom.question import read_sent
from trainer.classroom.refused import RefusedError
from trainer.classroom.room import Room
from trainer.classroom.roster import Roster, Student
from trainer.classroom.state import Player
from trainer.deck.form_base import NoAnswerError
from trainer.errors import TrainerError

PAGE = Path(__file__).parent / "page"
_TYPES = {
    "index.html": "text/html",
    "marked_text.js": "text/javascript",
    "page.js": "text/javascript",
    "page.css": "text/css",
}

_DEVICE = "device"
"""The cookie that a device is known by: another than its seat's token, and kept for a lesson."""
_TOKEN = 64
"""Characters of it that count."""
_LESSON = 12 * 3600
_TOLD = 5
"""Refusals that the teacher is told of."""

_UNSEATED = 10.0
"""Seconds in which a connection must take a seat."""
_RETRY = 1.0
"""Seconds until what could not be written is tried again."""


class DrillServer:
    """Serves a room to devices.

    Args:
        room: the drill.
        log: where its events are kept.
        roster: the class, by which names become students; None for guests alone.
        codes: student -> the words that they type for a name; empty where a name will do.
        clock: tells the present moment.
        changed: called when a player came, went or answered.
    """

    def __init__(  # noqa: PLR0913 - all that a server is made of
        self,
        room: Room,
        log: DrillLog,
        roster: Roster | None,
        *,
        codes: Mapping[str, str] | None = None,
        clock: Callable[[], datetime],
        changed: Callable[[], None],
    ) -> None:
        self.port = 0
        """The port served; 0 until it is started."""
        self.hosts: list[str] = []
        """The addresses served."""
        self._room = room
        self._log = log
        self._roster = roster
        self._codes = codes or {}
        self._clock = clock
        self._changed = changed
        self._gate = Gate(room.opened.pin)
        self._devices: dict[str, Device] = {}
        self._runner: web.AppRunner | None = None
        self._doorkeeper: Doorkeeper | None = None
        self._doors: list[asyncio.Server] = []
        self.refusals: deque[str] = deque(maxlen=_TOLD)
        """Who was refused a seat lately, and why; for the teacher."""

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Serve an address; the port stays the same for every further one.

        Raises:
            TrainerError: the address or the port cannot be had.
        """
        check_address(host)
        if self._runner is None or self._doorkeeper is None:
            make_room()
            app = web.Application()
            app.router.add_get("/", self._page)
            app.router.add_get("/{name:page\\.(?:js|css)|marked_text\\.js}", self._page)
            app.router.add_get("/socket", self._socket)
            self._runner = web.AppRunner(
                app, access_log=None, handle_signals=False, shutdown_timeout=1
            )
            await self._runner.setup()
            assert self._runner.server is not None  # noqa: S101 - it was set up
            self._doorkeeper = Doorkeeper(self._runner.server)
        loop = asyncio.get_running_loop()
        try:
            door = await loop.create_server(self._doorkeeper, host, self.port or port)
        except OSError as error:
            raise TrainerError(
                f"{host} port {self.port or port} cannot be served: {error.strerror}",
                "Choose another address, or another port with --port.",
            ) from error
        self._doors.append(door)
        self.port = int(door.sockets[0].getsockname()[1])
        self.hosts.append(host)

    async def stop(self) -> None:
        """Hang up on everybody, and serve no more; who is not told that it is over will be back."""
        if self._room.state.stage is Stage.DONE:
            over = bye("over", "The drill is over. Thank you for playing.")
            await asyncio.gather(*(device.finish(over) for device in self._devices.values()))
        for door in self._doors:
            door.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def tell_all(self) -> None:
        """Tell every device its state, and hang up where the seat was taken away."""
        now = self._clock()
        for device in tuple(self._devices.values()):
            if device.player in self._room.state.seated:
                device.say(state_of(self._room, device.player, now))
            else:
                device.say(bye("removed", "Your teacher freed this seat."))
                asyncio.get_running_loop().call_later(1, device.cut)

    async def _page(self, request: web.Request) -> web.Response:
        self._check_host(request)
        name = request.match_info.get("name", "index.html")
        response = web.Response(
            body=(PAGE / name).read_bytes(),
            content_type=_TYPES[name],
            charset="utf-8",
            headers={
                "Content-Security-Policy": (
                    "default-src 'none'; script-src 'self'; style-src 'self'; "
                    f"connect-src 'self' ws://{request.host}; base-uri 'none'; "
                    "form-action 'none'; frame-ancestors 'none'"
                ),
                "X-Content-Type-Options": "nosniff",
                "Referrer-Policy": "no-referrer",
                "Cache-Control": "no-store",
                "Connection": "close",  # of a class behind one router, each needs but one
            },
        )
        if _DEVICE not in request.cookies:
            response.set_cookie(
                _DEVICE, new_token(), max_age=_LESSON, httponly=True, samesite="Strict"
            )
        return response

    def _check_host(self, request: web.Request) -> None:
        """Refuse names that are not ours: a foreign page may point its own name at us."""
        ours = {*self.hosts, "localhost", "127.0.0.1"}
        host, _, port = request.host.partition(":")
        if host not in ours or (port or "80") != str(self.port):
            raise web.HTTPForbidden(text="unknown host")

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        self._check_host(request)
        origin = request.headers.get("Origin")
        if origin is not None and origin != f"http://{request.host}":
            raise web.HTTPForbidden(text="foreign origin")
        socket = web.WebSocketResponse(
            heartbeat=15, max_msg_size=LONGEST_MESSAGE, compress=False, timeout=1
        )
        await socket.prepare(request)
        await self._serve(socket, request)
        return socket

    async def _serve(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        transport = request.transport
        pace = Pace(monotonic())
        try:
            async with asyncio.timeout(_UNSEATED):
                origin = _Origin(request.remote or "", request.cookies.get(_DEVICE, "")[:_TOKEN])
                player, token = await self._seat(socket, origin, pace)
        except (TimeoutError, _HangUpError):
            await socket.close(code=WSCloseCode.POLICY_VIOLATION)
            return
        await self._kept()  # a seat is told of once it lasts, however long the disk takes
        if self._doorkeeper is not None:
            self._doorkeeper.keep(transport)
        device = Device(player.id, socket, transport.abort if transport else lambda: None)
        before = self._devices.get(player.id)
        self._devices[player.id] = device
        if before is not None:
            await before.finish(bye("elsewhere", "This seat was opened on another device."))
        device.say(welcome(player, self._room, token))
        device.say(state_of(self._room, player.id, self._clock()))
        self._changed()
        try:
            await self._listen(socket, device, pace)
        except _HangUpError as error:
            await device.finish(bye("rules", str(error)))
        finally:
            device.close()
            if self._devices.get(player.id) is device:
                del self._devices[player.id]
                self._room.drop(player.id)
                self._changed()

    async def _seat(
        self, socket: web.WebSocketResponse, origin: "_Origin", pace: Pace
    ) -> tuple[Player, str]:
        """The seat that a device takes, and its token."""
        while True:
            message = await _next(socket, pace)
            if isinstance(message, Beat):
                await _say(socket, beat())
                continue
            if isinstance(message, Answer):
                raise _HangUpError("take a seat first")
            if message.v != VERSION:
                say = "Reload the page." if message.v < VERSION else "Update your trainer."
                await _say(
                    socket, refused("version", f"This drill speaks version {VERSION}. {say}")
                )
                continue
            try:
                if isinstance(message, Join):
                    return self._join(message, origin)
                return self._room.rejoin(message.token), message.token
            except RefusedError as error:
                self._note_refusal(message, error)
                await _say(socket, refused(error.code, str(error)))

    def _note_refusal(self, message: Join | Back, error: RefusedError) -> None:
        """Keep for the teacher who was refused, and why; slips with the PIN are everyday."""
        if isinstance(message, Join) and error.code not in {"pin", "name"}:
            try:
                name = player_name(message.name)
            except ValueError:
                name = "somebody"
            self.refusals.append(f"{name}: {error}")
            self._changed()

    def _join(self, message: Join, origin: "_Origin") -> tuple[Player, str]:
        self._gate.check(message.pin, origin.address, monotonic(), origin.device)
        if message.token:
            with suppress(RefusedError):
                return self._room.rejoin(message.token), message.token
        student = self._student(message.name, origin)
        token = new_token()
        player = self._room.join(
            student.name if student else message.name,
            token,
            self._clock(),
            student=student.id if student else None,
            address=origin.address,
            device=origin.device,
        )
        return player, token

    def _student(self, typed: str, origin: "_Origin") -> Student | None:
        """Who that is of the class: by their code where there are codes, else by their name."""
        if self._roster is None:
            return None
        if not self._codes:
            return self._roster.find(typed)
        owner = owner_of(typed, self._codes)
        if owner is None:
            self._gate.note_wrong(origin.address, monotonic(), origin.device)
            raise RefusedError("name", "Type the two words of your code; your teacher has it.")
        return self._roster.student(owner)

    async def _listen(self, socket: web.WebSocketResponse, device: Device, pace: Pace) -> None:
        while True:
            message = await _next(socket, pace)
            if isinstance(message, Beat):
                device.say(beat())
                continue
            if not isinstance(message, Answer):
                raise _HangUpError("this device has its seat")
            try:
                await self._answer(message, device)
            except RefusedError as error:
                device.say(refused(error.code, str(error)))
                if error.code != "seat":
                    device.say(state_of(self._room, device.player, self._clock()))

    async def _answer(self, message: Answer, device: Device) -> None:
        player, number, room = device.player, message.q - 1, self._room
        try:
            room.check_open(player, number, message.round)
            answer = read_sent(room.questions[number], message.answer)
            room.answer(
                player, number, message.round, answer, self._clock(), confidence=message.sure
            )
        except NoAnswerError as error:
            raise RefusedError("answer", str(error)) from error
        except RefusedError as error:
            if error.code not in {"closed", "paused"} or not self._is_kept(message, player):
                raise  # else its acknowledgement was lost, and answers have closed since
        await self._kept()
        device.say(ack(number, message.round))
        if self._room.at_own_pace or self._room.questions[number].form.self_marked:
            device.say(state_of(self._room, device.player, self._clock()))
        self._changed()

    def _is_kept(self, message: Answer, player: str) -> bool:
        """Whether this very answer is in the log already."""
        number = message.q - 1
        if not 0 <= number < len(self._room.questions):
            return False
        try:
            answer = read_sent(self._room.questions[number], message.answer)
        except NoAnswerError:
            return False
        return self._room.given(player, number, message.round, answer) is not None

    async def _kept(self) -> None:
        """Wait until all that happened is durable; the teacher is told what is in the way."""
        while not await self._log.flush_soon():
            self._changed()
            await asyncio.sleep(_RETRY)


class _Origin(NamedTuple):
    """Where a connection comes from."""

    address: str
    device: str
    """What the device is known by; empty where it told nothing."""


class _HangUpError(Exception):
    """The device went, or broke the rules."""


async def _next(socket: web.WebSocketResponse, pace: Pace) -> Message:
    received = await socket.receive()
    if received.type is not WSMsgType.TEXT:
        raise _HangUpError("only text is understood here")
    if not pace.allows(monotonic()):
        raise _HangUpError("too many messages a second")
    try:
        return read_message(received.data)
    except ValueError as error:
        raise _HangUpError("this is no message of the protocol") from error


async def _say(socket: web.WebSocketResponse, message: dict[str, Any]) -> None:
    with suppress(OSError, RuntimeError):
        await socket.send_str(json.dumps(message, ensure_ascii=False))
