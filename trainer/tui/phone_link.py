"""The learner's phone beside the app: both show the same session."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from trainer.classroom.media import Gallery
from trainer.errors import TrainerError
from trainer.phone.protocol import PhoneStep
from trainer.phone.server import PORT, PhoneServer
from trainer.phone.session_view import SessionView
from trainer.tui.widgets.trouble_line import promised

if TYPE_CHECKING:
    from trainer.study.session import Session
    from trainer.tui.app import TrainerApp
    from trainer.tui.screens.study import StudyScreen


class PhoneLink:
    """Serves the phone what the study screen shows, and does what the phone asks there.

    Args:
        app: whose session it is.
        port: where to serve.
    """

    def __init__(self, app: "TrainerApp", port: int = PORT) -> None:
        self._app = app
        self._port = port
        self.server = PhoneServer(self)

    async def serve(self, address: str) -> None:
        """Serve one more address.

        Raises:
            TrainerError: the address or the port cannot be used.
        """
        if address not in self.server.hosts:
            await self.server.start(address, self._port)

    async def tell(self) -> None:
        """Let the phone show what the app shows now."""
        await self.server.tell()

    async def hand_out(self, clock: int) -> tuple[str, str]:
        """Cards to take along: a name for the file, and the page.

        Args:
            clock: what the phone's clock shows, in milliseconds since 1970.

        Raises:
            TrainerError: nothing can be recorded here.
        """
        from trainer.phone.hand_out import hand_out

        now = self._app.clock()
        ahead = timedelta(milliseconds=round(now.timestamp() * 1000) - clock)
        collection = self._app.collection
        cards = hand_out(collection, now, self.server.address, ahead)
        gallery = Gallery(collection.card_context.folders)
        return cards.name, await asyncio.to_thread(cards.page, gallery)

    def may_come_in(self, hand_out: str, key: str) -> bool:
        """Whether a key is that of a hand-out of this learner."""
        from trainer.phone.link_key import may_come_in

        return may_come_in(self._app.collection.learner.folder, hand_out, key, self._app.clock())

    async def import_answers(self, hand_out: str, text: str) -> str:
        """Import what was answered away, in the app's own queue; what came of it, in words.

        Args:
            hand_out: to which the key belongs.
            text: what came.

        Raises:
            TrainerError: it is of another hand-out, or cannot be imported.
        """
        from trainer.phone.hand_in import import_answers
        from trainer.phone.phone_answers import read_phone_answers

        handed_in = read_phone_answers(text, "What your phone sent")
        if handed_in.hand_out != hand_out:
            raise TrainerError("These answers are of other cards than their link.")

        async def do_import() -> str:
            now = self._app.clock()
            imported = import_answers(self._app.collection, handed_in, now)
            if self._screen is not None:
                await self._screen.replan({answer.ref for answer in handed_in.answers})
            elif self._app.screen is self._app.home:
                self._app.home.show_figures()
            self._app.say(f"From your phone: {imported.in_words()}")
            return imported.in_words()

        return await self._in_turn(do_import)

    async def take(self, step: PhoneStep) -> str:
        """Do a phone's step in the app's own queue; why it was not done, or nothing."""

        async def take() -> str:
            screen = self._screen
            if screen is None:
                await self.tell()
                return ""
            front = self._front(screen.session)
            return await screen.do_and_show(lambda: front.take(step))

        return await self._in_turn(take)

    async def _in_turn(self, act: Callable[[], Awaitable[str]]) -> str:
        """Do something in the app's own queue, where keys and clicks are done, too."""
        done: asyncio.Future[str] = asyncio.get_running_loop().create_future()

        async def do() -> None:
            try:
                words = await act()
            except Exception as error:  # noqa: BLE001 - who asked gets to know; study goes on
                if not done.done():
                    done.set_exception(error)
                return
            if not done.done():
                done.set_result(words)

        self._app.call_later(do)
        return await done

    def state(self) -> dict[str, Any]:
        """All that a phone shows just now."""
        if (screen := self._screen) is not None:
            return self._front(screen.session).state()
        return {
            "t": "state",
            "stage": "finished",
            "turn": "",
            "done": 0,
            "undo": False,
            "left": {"new": 0, "learning": 0, "review": 0},
            "trouble": None,
        }

    def _front(self, session: "Session") -> SessionView:
        collection, gallery = self._app.collection, self.server.gallery
        gallery.folders = collection.card_context.folders
        trouble = collection.learner.trouble
        return SessionView(session, self._app.clock, lambda: promised(trouble), gallery)

    @property
    def _screen(self) -> "StudyScreen | None":
        from trainer.tui.screens.study import StudyScreen

        studying = [one for one in self._app.screen_stack if isinstance(one, StudyScreen)]
        return studying[-1] if studying else None
