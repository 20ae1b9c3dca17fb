"""Serves a learner's session to their phone: one secret, one phone at a time.

It runs on the event loop of the app, and trusts nobody: whoever has not said the secret of the
link hears nothing, and what a phone says only ever does what a key in the app does.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import cache
from hmac import compare_digest
from pathlib import Path
from typing import Any

from aiohttp import WSCloseCode, web

from trainer.classroom.addresses import LOOPBACK
from trainer.classroom.conversation import Beat, Conversation, HangUpError, beat
from trainer.classroom.gate import new_token
from trainer.classroom.media import Gallery
from trainer.classroom.page_file import Page, page_on
from trainer.classroom.web_door import WebDoor
from trainer.phone.protocol import VERSION, Hello, PhoneStep, bye, read_message, refused

PORT = 8724
"""Where the phone is served unless told otherwise; the port after the browser's."""
_SILENT = 10.0
"""Seconds in which a connection must say the secret."""


@cache
def phone_page() -> Page:
    """The page that shows a session, made of our own pieces and those of the class's page."""
    return page_on(Path(__file__).parent / "page")


class PhoneServer:
    """The door that one phone comes in by.

    Args:
        take: does what a phone asks, in the app's own turn; why it was not done, or nothing.
        state: all that a phone shows just now.
        changed: called when a phone came or went.
    """

    def __init__(
        self,
        take: Callable[[PhoneStep], Awaitable[str]],
        state: Callable[[], dict[str, Any]],
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self.key = new_token()
        """128 bits, of the link alone; they are gone with the app."""
        self._take = take
        self._state = state
        self._changed = changed
        self._socket: web.WebSocketResponse | None = None
        self.gallery = Gallery({})
        """The pictures and sounds of the cards."""
        self._door = WebDoor(
            {"/": phone_page}, {"/socket": self._serve}, lambda _: None, self.gallery.file
        )

    @property
    def hosts(self) -> list[str]:
        """The addresses served."""
        return self._door.hosts

    @property
    def port(self) -> int:
        """The port served; 0 until it is started."""
        return self._door.port

    @property
    def is_connected(self) -> bool:
        """Whether a phone shows the session now."""
        return self._socket is not None

    @property
    def link(self) -> str:
        """The link for the phone; its secret stands after `#`, which no server is sent."""
        host = self.hosts[-1] if self.hosts else LOOPBACK
        return f"http://{host}:{self.port}/#{self.key}"

    async def start(self, host: str = LOOPBACK, port: int = PORT) -> None:
        """Serve an address; the port stays the same for every further one.

        Raises:
            TrainerError: the address or the port cannot be had.
        """
        await self._door.start(host, port)

    async def stop(self) -> None:
        """Hang up, and serve no more."""
        if self._socket is not None:
            await self._finish(self._socket, "The app on your computer was closed.")
        await self._door.stop()

    async def tell(self) -> None:
        """Tell the phone what shows now; what it shows next is on disk by then."""
        if self._socket is not None:
            await _say(self._socket, self._state())

    async def _serve(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        talk = Conversation(socket)
        try:
            async with asyncio.timeout(_SILENT):
                await self._let_in(talk, socket)
        except (TimeoutError, HangUpError):
            await socket.close(code=WSCloseCode.POLICY_VIOLATION)
            return
        self._door.keep(request.transport)
        before, self._socket = self._socket, socket
        if before is not None:
            await self._finish(before, "Your cards were opened on another device.")
        self._changed()
        try:
            await self.tell()
            while True:
                match await talk.next(read_message):
                    case Beat():
                        await talk.say(beat())
                    case Hello():  # this phone is in
                        break
                    case step:
                        if said := await self._take(step):
                            await talk.say(refused(said))
        except HangUpError:
            pass  # it went, or broke the rules: the session is none the worse
        finally:
            if self._socket is socket:
                self._socket = None
                self._changed()

    async def _let_in(self, talk: Conversation, socket: web.WebSocketResponse) -> None:
        """Hear the secret.

        Raises:
            HangUpError: something else was said.
        """
        while isinstance(message := await talk.next(read_message), Beat):
            await talk.say(beat())
        if not isinstance(message, Hello) or not compare_digest(
            message.key.encode(), self.key.encode()
        ):
            await self._finish(socket, "This link is of another time. Scan the code once more.")
            raise HangUpError("the secret is another")
        if message.v != VERSION:
            await self._finish(socket, "Reload the page.")
            raise HangUpError("the version is another")

    async def _finish(self, socket: web.WebSocketResponse, why: str) -> None:
        await _say(socket, bye(why))
        with suppress(OSError, RuntimeError):
            await socket.close()


async def _say(socket: web.WebSocketResponse, message: dict[str, Any]) -> None:
    with suppress(OSError, RuntimeError):
        await socket.send_str(json.dumps(message, ensure_ascii=False))
