"""The learner's phone beside the app: both show the same session."""

import asyncio
from typing import TYPE_CHECKING, Any

from trainer.phone.protocol import PhoneStep
from trainer.phone.server import PORT, PhoneServer

if TYPE_CHECKING:
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
        self.server = PhoneServer(self._take, self._state)

    async def serve(self, address: str) -> None:
        """Serve one more address.

        Raises:
            TrainerError: the address or the port cannot be had.
        """
        if address not in self.server.hosts:
            await self.server.start(address, self._port)

    async def tell(self) -> None:
        """Let the phone show what the app shows now."""
        await self.server.tell()

    async def _take(self, step: PhoneStep) -> str:
        """Do a phone's step in the app's own queue, where keys and clicks are done, too."""
        done: asyncio.Future[str] = asyncio.get_running_loop().create_future()

        async def take() -> None:
            screen = self._screen
            said = await screen.take_step(step) if screen else ""
            if screen is None:
                await self.tell()
            if not done.done():
                done.set_result(said)

        self._app.call_later(take)
        return await done

    def _state(self) -> dict[str, Any]:
        if (screen := self._screen) is not None:
            return screen.phone_state(self.server.gallery)
        return {
            "t": "state",
            "stage": "finished",
            "turn": "",
            "done": 0,
            "undo": False,
            "left": {"new": 0, "learning": 0, "review": 0},
            "trouble": None,
        }

    @property
    def _screen(self) -> "StudyScreen | None":
        from trainer.tui.screens.study import StudyScreen

        studying = [one for one in self._app.screen_stack if isinstance(one, StudyScreen)]
        return studying[-1] if studying else None
