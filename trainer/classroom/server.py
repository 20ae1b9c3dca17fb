"""The server of a drill: the players' page, and the WebSocket of every player's device.

It runs on the event loop of the teacher's app. It trusts nobody: of a device's words only a
seat, and answers to open questions from that seat, have an effect.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from aiohttp import WSCloseCode, web

from trainer.classroom.admission import Admission, Connection
from trainer.classroom.broadcast import Broadcast
from trainer.classroom.cockpit import Cockpit
from trainer.classroom.conversation import Beat, Conversation, HangUpError, beat
from trainer.classroom.device import Device
from trainer.classroom.drill_log import DrillLog
from trainer.classroom.drill_stage import DrillStage
from trainer.classroom.media import Gallery
from trainer.classroom.page_file import class_page, cockpit_page
from trainer.classroom.page_server import DEVICE, PageServer
from trainer.classroom.player import Player
from trainer.classroom.protocol import (
    VERSION,
    GiveAnswer,
    Join,
    ack,
    bye,
    read_message,
    refused,
    welcome,
)
from trainer.classroom.refusals import Refusals
from trainer.classroom.refused import RefusedError
from trainer.classroom.room import Room
from trainer.classroom.roster import Roster
from trainer.classroom.sent_answer import read_sent
from trainer.deck.form_base import NoAnswerError

_TOKEN = 64
"""Characters of it that count."""
_MOST_OF_DEVICE = 6
"""Connections of one device: a page that is opened again leaves the last one behind."""

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
        clock: gives the present moment.
        changed: called when a player came, went or answered.
        about_to_look: called before it counts when an answer came, or a device.
        cockpit: serves the teacher's other devices.
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
        about_to_look: Callable[[], None],
        cockpit: Cockpit,
    ) -> None:
        self._room = room
        self._log = log
        self.admission = Admission(room, roster, codes or {}, clock)
        """Lets devices in."""
        self._clock = clock
        self._changed = changed
        self._about_to_look = about_to_look
        self._of_device: Counter[str] = Counter()
        self._cockpit = cockpit
        players = {"/": class_page} if room.preset.devices else {}
        self.gallery = Gallery({})
        """The pictures and sounds of the questions."""
        self.broadcast = Broadcast(room, self.gallery, clock)
        """What the devices show."""
        self.refusals = Refusals(changed)
        """Who was refused lately, and why; for the teacher."""
        self._web = PageServer(
            {"/cockpit": cockpit_page, **players},
            {"/socket": self._serve, "/cockpit/socket": self._serve_cockpit},
            self.refusals.note,
            self.gallery.file,
        )

    @property
    def port(self) -> int:
        """The port served; 0 until it is started."""
        return self._web.port

    @property
    def hosts(self) -> list[str]:
        """The addresses served."""
        return self._web.hosts

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Serve an address; the port stays the same for every further one.

        Raises:
            TrainerError: the address or the port cannot be used.
        """
        await self._web.start(host, port)

    async def stop(self) -> None:
        """Hang up on everybody, and serve no more; who does not know it is over comes back."""
        if self._room.state.stage is DrillStage.DONE:
            over = bye("over", "The drill is over. Thank you for playing.")
            await self.broadcast.finish(over)
        await self._cockpit.finish()
        await self._web.stop()

    def tell_all(self) -> None:
        """Tell every device, of players and of the teacher, what shows now."""
        self._cockpit.show_soon()
        self.broadcast.tell_all()

    async def _serve_cockpit(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        try:
            async with asyncio.timeout(_UNSEATED):
                talk = await self._cockpit.enter(socket)
        except (TimeoutError, HangUpError):
            self.refusals.note(f"{request.remote} tried to open the cockpit, without its secret.")
            await socket.close(code=WSCloseCode.POLICY_VIOLATION)
            return
        self._web.keep(request.transport)
        await self._cockpit.serve(socket, talk)

    async def _serve(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        origin = Connection(request.remote or "", request.cookies.get(DEVICE, "")[:_TOKEN])
        if not self._room.preset.devices:
            await socket.close(code=WSCloseCode.POLICY_VIOLATION)
            return
        if origin.device and self._of_device[origin.device] >= _MOST_OF_DEVICE:
            self.refusals.note(f"A device at {origin.address} opened too many connections.")
            await socket.close(code=WSCloseCode.TRY_AGAIN_LATER)
            return
        self._of_device[origin.device] += 1
        try:
            await self._serve_device(socket, request, origin)
        finally:
            self._of_device[origin.device] -= 1
            if not self._of_device[origin.device]:
                del self._of_device[origin.device]

    async def _serve_device(
        self, socket: web.WebSocketResponse, request: web.Request, origin: Connection
    ) -> None:
        transport, talk = request.transport, Conversation(socket)
        try:
            async with asyncio.timeout(_UNSEATED):
                player, token = await self._seat(talk, origin)
        except (TimeoutError, HangUpError):
            await socket.close(code=WSCloseCode.POLICY_VIOLATION)
            return
        await self._kept()  # a seat is confirmed once it lasts, however long the disk takes
        self._web.keep(transport)
        device = Device(player.id, socket, transport.abort if transport else lambda: None)
        self._about_to_look()
        self._room.presence.note_here(player.id, self._clock())
        before = self.broadcast.add(device)
        if before is not None:
            await before.finish(bye("elsewhere", "This seat was opened on another device."))
        device.say(welcome(player, self._room, token))
        self.broadcast.tell(device)
        self._changed()
        try:
            await talk.measure()
            await self._listen(talk, device)
        except HangUpError as error:
            await device.finish(bye("rules", str(error)))
        finally:
            device.close()
            if self.broadcast.drop(device):
                self._about_to_look()  # who slept is not away since this moment
                self._room.presence.note_gone(player.id, self._clock())
                self._changed()

    async def _seat(self, talk: Conversation, origin: Connection) -> tuple[Player, str]:
        """The seat that a device takes, and its token."""
        while True:
            message = await talk.next(read_message)
            if isinstance(message, Beat):
                await talk.say(beat())
                continue
            if isinstance(message, GiveAnswer):
                raise HangUpError("take a seat first")
            if message.v != VERSION:
                say = "Reload the page." if message.v < VERSION else "Update your trainer."
                say = f"This drill speaks version {VERSION}. {say}"
                await talk.say(refused("version", say))
                continue
            try:
                return self.admission.admit(message, origin)
            except RefusedError as error:
                if isinstance(message, Join):
                    self.refusals.note_no_seat(message.name, error)
                await talk.say(refused(error.code, str(error), error.name))

    async def _listen(self, talk: Conversation, device: Device) -> None:
        while True:
            message = await talk.next(read_message)
            if isinstance(message, Beat):
                device.say(beat())
                await talk.measure()
                continue
            if not isinstance(message, GiveAnswer):
                raise HangUpError("this device has its seat")
            self._about_to_look()
            try:
                await self._answer(message, device, talk.round_trip)
            except RefusedError as error:
                device.say(refused(error.code, str(error)))
                if error.code != "seat":
                    self.broadcast.tell(device)

    async def _answer(self, message: GiveAnswer, device: Device, round_trip: float) -> None:
        player, number, room = device.player, message.q - 1, self._room
        try:
            room.answers.check_open(player, number, message.round)
            answer = read_sent(room.questions[number], message.answer)
            room.answers.give(
                player,
                number,
                message.round,
                answer,
                self._clock(),
                confidence=message.sure,
                round_trip=timedelta(seconds=round_trip),
            )
        except NoAnswerError as error:
            raise RefusedError("answer", str(error)) from error
        except RefusedError as error:
            if error.code not in {"closed", "paused"} or not self._is_kept(message, player):
                raise  # else its acknowledgement was lost, and answers have closed since
        await self._kept()
        device.say(ack(number, message.round))
        if self._room.at_own_pace or self._room.questions[number].form.self_marked:
            self.broadcast.tell(device)
        self._changed()

    def _is_kept(self, message: GiveAnswer, player: str) -> bool:
        """Whether this very answer is in the log already."""
        number = message.q - 1
        if not 0 <= number < len(self._room.questions):
            return False
        try:
            answer = read_sent(self._room.questions[number], message.answer)
        except NoAnswerError:
            return False
        return self._room.answers.given(player, number, message.round, answer) is not None

    async def _kept(self) -> None:
        """Wait until all that happened is durable; the teacher sees what is in the way."""
        while not await self._log.flush_soon():
            self._changed()
            await asyncio.sleep(_RETRY)
