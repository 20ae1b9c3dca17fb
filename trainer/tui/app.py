"""The app: the collection that every screen works on, and the way from screen to screen."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.console import RenderableType
from textual import events
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from typing_extensions import override

from trainer import clock
from trainer.errors import TrainerError
from trainer.garbage_collection import collect_between_keys, collect_what_is_new
from trainer.tui.background_work import BackgroundWork, in_background
from trainer.tui.customised import CustomisedApp
from trainer.tui.deck_screens import DeckScreens
from trainer.tui.palette import commands_of
from trainer.tui.screens.home import HomeScreen
from trainer.tui.text import plain
from trainer.tui.trainer_screen import TrainerScreen
from trainer.tui.widgets.trouble_line import TroubleLine

if TYPE_CHECKING:
    from trainer.study.collection import Collection
    from trainer.study.options import StudyOptions
    from trainer.study.session import Session
    from trainer.tui.phone_link import PhoneLink

_HOUR = 3600
_LOOK = 3
"""Seconds after which a window that is read only looks whether the other one has gone."""
_READ_IN_A_SECOND = 15
"""Characters; a longer message is shown for longer."""


class TrainerApp(CustomisedApp):
    """The terminal app.

    What reads decks and memory is imported where it is used: the first frame waits for none
    of it.

    Args:
        collection: the decks and the learner's memory of them; None where it comes later.
        study: begin with a session of these options, over the home screen.
        phone: show it on a phone, too: the address and the port, None where to choose.
        clock: gives the present moment.
    """

    TITLE = "trainer"
    without_terminal = "trainer study --plain asks line by line, through pipes as well."
    # Textual loads the look of a pushed screen, not that of the default one.
    CSS_PATH = ["app.tcss", "screens/home.tcss"]  # noqa: RUF012 - Textual declares it so
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "Keys", id="app.help"),
        Binding(
            "ctrl+p", "command_palette", "Palette", id="app.palette", show=False, priority=True
        ),
        Binding("ctrl+q", "quit", "Quit", id="app.quit", show=False, priority=True),
    ]

    def __init__(
        self,
        collection: "Collection | None",
        study: "StudyOptions | None" = None,
        *,
        phone: tuple[str | None, int | None] | None = None,
        clock: Callable[[], datetime] = clock.now,
    ) -> None:
        super().__init__()
        self._collection = collection
        self.home = HomeScreen()
        self.clock = clock
        self.deck_screens = DeckScreens(self)
        self._study = study
        self.browser_order = "deck"
        """What the deck browser is sorted by, until the app is left."""
        self._on_phone = phone
        self._kept: list[Path] = []
        self._phone: PhoneLink | None = None
        self._earlier: dict[StudyOptions, Session] = {}
        """The last session of each kind, whose count a new one of today goes on with."""
        if collection:
            self.apply_settings(collection.settings)

    @property
    def is_open(self) -> bool:
        """Whether the decks have been read."""
        return self._collection is not None

    @property
    def collection(self) -> "Collection":
        """The decks and the learner's memory of them, once they have been read."""
        if self._collection is None:
            raise RuntimeError("the decks have not been read")
        return self._collection

    def get_default_screen(self) -> Screen[None]:
        """The home screen; as the default it costs no second first frame."""
        return self.home

    def on_mount(self) -> None:
        """Go on to the study screen where the command line asked for it."""
        if self.is_open:
            self.begin()

    def tidy_up(self) -> None:
        """Collect garbage once what has changed is on the screen, and nobody waits."""
        self.call_after_refresh(collect_between_keys)

    def begin(self) -> None:
        """Do what an app does once there is a collection."""
        collect_what_is_new()
        if self._study is not None:
            self.study(self._study)
        if self._on_phone is not None:
            self.call_later(self.show_phone, *self._on_phone)
        self._begin_backup()
        self.set_interval(_LOOK, self._take_over)
        self.set_interval(_HOUR, self._begin_backup)  # an app may stay open for days

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The manual says where the data is, and the palette what can be done with it."""
        waits = action in {"help", "command_palette"} and not self.is_open
        return super().check_action(action, parameters) and not waits

    @override
    async def on_event(self, event: events.Event) -> None:
        """Look at a key, too, and at focus, whether this window may record by now."""
        if isinstance(event, events.AppFocus | events.Key):
            self._take_over()
        await super().on_event(event)

    def _take_over(self) -> None:
        """Where the window has gone that recorded, record here, and show no more that it does."""
        if not self.is_open:
            return
        with self.saying_errors():
            if not self.collection.take_over():
                return
            for screen in self.screen_stack:
                if isinstance(screen, TrainerScreen) and screen.query(TroubleLine):
                    screen.show_trouble()
            self.home.action_reload()

    def _begin_backup(self) -> None:
        in_background(
            self, self._back_up, lambda error: self.say(f"No backup today: {error.message}")
        )

    async def _back_up(self, work: BackgroundWork) -> None:
        from trainer.study.safekeeping import back_up_daily

        await work.in_thread(back_up_daily, self.collection, self.clock())

    def study(self, options: "StudyOptions") -> None:
        """Begin a session, or go on with the one that was cut off with these options."""
        from trainer.study import sessions

        self._open(
            lambda: sessions.resume_or_start(
                self.collection, options, self.clock(), self._earlier.get(options)
            ),
            options,
        )

    async def show_phone(self, address: str | None = None, port: int | None = None) -> None:
        """Show the code that takes the session to the learner's phone.

        Args:
            address: where to serve it; the learner chooses where it is None.
            port: its port; the usual one where it is None.
        """
        from trainer.tui.screens.phone import PhoneScreen

        link = self.phone_link(port)
        if address is not None:
            with self.saying_errors():
                await link.serve(address)
        await self.push_screen(PhoneScreen(link))

    def phone_link(self, port: int | None = None) -> "PhoneLink":
        """The way to the learner's phone, made when it is first asked for."""
        from trainer.phone.server import PORT
        from trainer.tui.phone_link import PhoneLink

        if self._phone is None:
            self._phone = PhoneLink(self, port or PORT)
        return self._phone

    async def tell_phone(self) -> None:
        """Let a phone that is here show what the app shows now."""
        if self._phone is not None:
            await self._phone.tell()

    def forget_sessions(self) -> None:
        """Let no session go on whose answers were corrected since."""
        self._earlier.clear()

    def correct(self) -> None:
        """Show today's answers, to be rated again or taken back."""
        from trainer.tui.screens.corrections import CorrectionsScreen

        self.push_screen(CorrectionsScreen())

    def resume(self) -> None:
        """Go on with the session that was cut off."""
        from trainer.study import sessions
        from trainer.study.options import StudyOptions

        options = sessions.resumable(self.collection, self.clock()) or StudyOptions()
        self._open(lambda: sessions.resume(self.collection, self.clock()), options)

    def practise(self, decks: tuple[str, ...] = ()) -> None:
        """Ask everything in decks, or in all, and leave the schedule alone."""
        from trainer.study.options import StudyOptions

        self.study(StudyOptions(decks=decks, cram=True))

    def _open(self, begin: "Callable[[], Session]", options: "StudyOptions") -> None:
        from trainer.tui.screens.study import StudyScreen

        with self.saying_errors():
            session = begin()
            self._earlier[options] = session
            self.push_screen(StudyScreen(session, options))

    async def on_unmount(self) -> None:
        """Tell a phone that the app is gone."""
        if self._phone is not None:
            await self._phone.server.stop()

    async def action_quit(self) -> None:
        """Quit; what is unsaved is kept, as on leaving the author screen."""
        if self._set_aside():
            self.exit()

    def leave_now(self) -> None:
        """Leave; what is unsaved is kept, if that can be."""
        self._set_aside()
        self.exit()

    def _set_aside(self) -> bool:
        screens = (screen for screen in self.screen_stack if isinstance(screen, TrainerScreen))
        return all(screen.set_aside() for screen in screens)

    def exit(
        self, result: None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """End the app; where unsaved text is kept is printed in the shell, for a message passes."""
        kept = (_of_kept(path) for path in dict.fromkeys(self._kept) if path.exists())
        super().exit(result, return_code, message or "\n".join(kept) or None)

    def say_of_kept(self, path: Path) -> None:
        """Say where unsaved text is kept: now, and when the app has ended."""
        self._kept.append(path)
        self.say(_of_kept(path))

    @contextmanager
    def saying_errors(self) -> Iterator[None]:
        """Show what goes wrong in the block as a passing message, and go on after it."""
        try:
            yield
        except TrainerError as error:
            self.say(error.in_full)

    def say(self, message: str) -> None:
        """Show a passing message, as it is, instead of the last one."""
        self.clear_notifications()
        seconds = max(8, len(message) / _READ_IN_A_SECOND)
        self.notify(str(plain(message)), markup=False, timeout=seconds)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the palette offers: the actions of the screen it was opened on, and themes."""
        yield from commands_of(self, screen)
        yield SystemCommand("Theme", "other colours, until you leave", self.action_change_theme)

    def action_help(self) -> None:
        """Show the keys that are live now, and the short manual."""
        from trainer.tui.screens.help import ABOUT, MANUAL, WHERE_ONE_LEARNS
        from trainer.tui.screens.study import StudyScreen

        about = self.screen.card.synopsis if isinstance(self.screen, StudyScreen) else ""
        name = type(self.screen).__name__
        manual = MANUAL if name in WHERE_ONE_LEARNS else ""
        parts = (about and f"\n{about}\n", ABOUT.get(name, ""), manual)
        manual = self.with_keys("".join(parts))
        self.show_help(manual, f"Your data: {self.collection.learner.folder}")


def _of_kept(path: Path) -> str:
    return f"What was not saved is kept in {path}"
