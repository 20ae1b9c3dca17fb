"""Serves a learner's session to their phone: one secret, one phone at a time.

It runs on the event loop of the app, and trusts nobody: a phone that has not sent the secret of the
link hears nothing, and what a phone says only ever does what a key in the app does.
"""

import asyncio
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from hmac import compare_digest
from pathlib import Path
from typing import Any, Protocol

from aiohttp import WSCloseCode, web

from trainer.classroom.addresses import LOOPBACK
from trainer.classroom.conversation import Beat, Conversation, HangUpError, beat
from trainer.classroom.media import Gallery
from trainer.classroom.page_file import Page, page_on
from trainer.classroom.page_server import PageServer
from trainer.errors import TrainerError
from trainer.loop_errors import start_task
from trainer.phone.protocol import (
    VERSION,
    AnswersBack,
    AnswersPart,
    GiveAnswer,
    Hello,
    Message,
    PhoneStep,
    PressKey,
    Rate,
    TakeAlong,
    bye,
    handed_out,
    read_message,
    refused,
    taken,
)
from trainer.secret_token import new_token

PORT = 8724
"""Where the phone is served unless another is chosen; the port after the browser's."""
_SILENT = 10.0
"""Seconds in which a connection must send the secret."""
_SLOW = 120.0
"""Seconds in which it must have sent all that was answered away."""


@cache
def phone_page() -> Page:
    """The page that shows a session, made of our own pieces and those of the class's page.

    What it takes along holds its pictures and sounds in itself.
    """
    return page_on(Path(__file__).parent / "page")._replace(media="'self' data:")


class Desk(Protocol):
    """The app beside which the phone is."""

    async def take(self, step: PhoneStep) -> str:
        """Do what a phone asks, in the app's own turn; why it was not done, or nothing."""

    def state(self) -> dict[str, Any]:
        """All that a phone shows just now."""

    async def hand_out(self, clock: int) -> tuple[str, str]:
        """Cards to take along: a name for the file, and the page.

        Args:
            clock: what the phone's clock shows, in milliseconds since 1970.

        Raises:
            TrainerError: there is nothing that can be handed out.
        """

    def may_come_in(self, hand_out: str, key: str) -> bool:
        """Whether a key is that of a hand-out."""

    async def import_answers(self, hand_out: str, text: str) -> str:
        """Import what was answered away; what came of it, in words.

        Args:
            hand_out: whose key was sent.
            text: what came.

        Raises:
            TrainerError: it is of another hand-out, or cannot be imported.
        """


class PhoneServer:
    """Serves the session to one phone at a time.

    Args:
        desk: the app.
    """

    def __init__(self, desk: Desk) -> None:
        self.key = new_token()
        """128 bits, of the link alone; they are gone with the app."""
        self._desk = desk
        self._making: asyncio.Task[None] | None = None
        """Makes the page that a phone takes along."""
        self._phone: Conversation | None = None
        self.gallery = Gallery({})
        """The pictures and sounds of the cards."""
        self._web = PageServer(
            {"/": phone_page}, {"/socket": self._serve}, lambda _: None, self.gallery.file
        )

    @property
    def hosts(self) -> list[str]:
        """The addresses served."""
        return self._web.hosts

    @property
    def port(self) -> int:
        """The port served; 0 until it is started."""
        return self._web.port

    @property
    def address(self) -> str:
        """Where the page is."""
        host = self.hosts[-1] if self.hosts else LOOPBACK
        return f"http://{host}:{self.port}/"

    @property
    def link(self) -> str:
        """The link for the phone; its secret comes after `#`, which no server is sent."""
        return f"{self.address}#{self.key}"

    async def start(self, host: str = LOOPBACK, port: int = PORT) -> None:
        """Serve an address; the port stays the same for every further one.

        Raises:
            TrainerError: the address or the port cannot be used.
        """
        await self._web.start(host, port)

    async def stop(self) -> None:
        """Hang up, and serve no more."""
        if self._making is not None:
            self._making.cancel()
        if self._phone is not None:
            await self._phone.finish(bye("The app on your computer was closed."))
        await self._web.stop()

    async def tell(self) -> None:
        """Tell the phone what shows now; what it shows next is on disk by then."""
        if self._phone is not None:
            await self._phone.say(self._desk.state())

    async def _serve(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        talk = Conversation(socket)
        try:
            async with asyncio.timeout(_SILENT):
                back = await self._let_in(talk)
            self._web.keep(request.transport)
            if back is not None:
                async with asyncio.timeout(_SLOW):
                    await self._take_back(talk, back)
                return
        except (TimeoutError, HangUpError):
            await socket.close(code=WSCloseCode.POLICY_VIOLATION)
            return
        before, self._phone = self._phone, talk
        if before is not None:
            await before.finish(bye("Your cards were opened on another device."))
        try:
            await self.tell()
            while True:
                await self._answer(talk, await talk.next(read_message))
        except HangUpError:
            pass  # it went, or broke the rules: the session goes on
        finally:
            if self._phone is talk:
                self._phone = None

    async def _answer(self, talk: Conversation, message: Message) -> None:
        """Do what a phone says that is in.

        Raises:
            HangUpError: its message belongs to another time.
        """
        match message:
            case Beat():
                await talk.say(beat())
            case TakeAlong(clock=clock):
                if self._making is None or self._making.done():
                    self._making = start_task(self._hand_out, talk, clock)
            case AnswersBack() as back:
                await self._take_back(talk, back)
            case GiveAnswer() | Rate() | PressKey() as step:
                async with _or_refused(talk):
                    if why := await self._desk.take(step):
                        await talk.say(refused(why))
            case _:
                raise HangUpError("this phone is in already")

    async def _hand_out(self, talk: Conversation, clock: int) -> None:
        """Make a page and send it, while the phone goes on."""
        async with _or_refused(talk):
            for message in handed_out(*await self._desk.hand_out(clock)):
                await talk.say(message)

    async def _let_in(self, talk: Conversation) -> AnswersBack | None:
        """Hear the secret; or, of a page that was away, the key of what was handed out.

        Raises:
            HangUpError: it sent neither.
        """
        while isinstance(message := await talk.next(read_message), Beat):
            await talk.say(beat())
        if isinstance(message, Hello | AnswersBack) and message.v != VERSION:
            await talk.finish(bye("Reload the page."))
            raise HangUpError("the version is another")
        if isinstance(message, AnswersBack) and self._desk.may_come_in(
            message.hand_out, message.key
        ):
            return message
        if not isinstance(message, Hello) or not compare_digest(
            message.key.encode(), self.key.encode()
        ):
            await talk.finish(bye("This link is out of date. Scan the code again."))
            raise HangUpError("the secret is another")
        return None

    async def _take_back(self, talk: Conversation, back: AnswersBack) -> None:
        """Hear all parts of what was answered away, and let it count.

        Raises:
            HangUpError: the device went before the last of them.
        """
        parts: list[str] = []
        while len(parts) < back.parts:
            match await talk.next(read_message):
                case AnswersPart(text=text):
                    parts.append(text)
                case Beat():
                    await talk.say(beat())
                case _:  # its turn comes once all is heard: a phone says it again
                    pass
        try:
            text = b64decode("".join(parts), validate=True).decode()
        except ValueError:
            await talk.say(refused("These answers arrived damaged. Bring them home as a file."))
            return
        async with _or_refused(talk):
            await talk.say(
                taken(back.hand_out, await self._desk.import_answers(back.hand_out, text))
            )


@asynccontextmanager
async def _or_refused(talk: Conversation) -> AsyncIterator[None]:
    """Do what a phone asks; where that fails the phone gets to know, and the app goes on."""
    try:
        yield
    except TrainerError as error:
        await talk.say(refused(error.in_full))
    except Exception as error:  # noqa: BLE001 - no phone ends the app beside it
        await talk.say(refused(f"The app could not do this ({type(error).__name__})."))
