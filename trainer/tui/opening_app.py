"""The app while its decks are still being read: its first frame waits for none of them."""

from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING

from trainer.errors import TrainerError
from trainer.progress import Progress
from trainer.tui.app import TrainerApp

if TYPE_CHECKING:
    from trainer.study.collection import Collection
    from trainer.study.options import StudyOptions

_PATIENCE = 0.5
"""Seconds before progress is shown: what is done by then needs none."""
_GRACE = 0.5
"""Seconds in which reading stops once the app is left."""
_LOOK = 0.1
"""Seconds between two looks at how far reading has come."""


class _LeftError(Exception):
    """The learner did not wait."""


class OpeningApp(TrainerApp):
    """Opens a collection beside the event loop, shows how far it has come, then goes on.

    Args:
        collect: opens the collection. Its report of progress stops it where the app is left.
        theme: of the frames that are painted before there are settings.
        study: begin with a session of these options, over the home screen.
        phone: show it on a phone, too, as `TrainerApp` says.
    """

    def __init__(
        self,
        collect: "Callable[[Progress], Collection]",
        *,
        theme: str | None = None,
        study: "StudyOptions | None" = None,
        phone: tuple[str | None, int | None] | None = None,
    ) -> None:
        super().__init__(None, study, phone=phone)
        self.use_theme(theme)
        self._collect = collect
        self._progress: tuple[str, float] | None = None
        self._opened: Collection | None = None
        self._thread = Thread(target=self._read, daemon=True)
        self.failure: Exception | None = None
        """Why there is no collection, once the app has ended for it."""

    def on_mount(self) -> None:
        """Begin to read once the first frame shows."""
        self._looking = self.set_interval(_LOOK, self._look, pause=True)
        self.set_timer(_PATIENCE, self._looking.resume)
        self.call_after_refresh(self._thread.start)

    def has_stopped_reading(self) -> bool:
        """Whether nothing is being read any more, once the app has ended.

        Reading is asked to stop between two files, and so does within a moment, unless a file
        is huge or its disk does not answer.
        """
        if self._thread.ident:
            self._thread.join(_GRACE)
        return not self._thread.is_alive()

    def close(self) -> tuple[str, ...]:
        """Sync and close the collection, where it was opened; what was not synced, in words.

        Raises:
            TrainerError: as `Collection.close` says.
        """
        from trainer.study.safekeeping import sync

        if self._opened is None:
            return ()
        unsynced = sync(self._opened, self.clock())
        self._opened.close()
        return unsynced

    def _read(self) -> None:
        """Open the collection; runs in a thread."""
        try:
            self._opened = self._collect(self._tell)
        except _LeftError:
            return
        except Exception as error:  # noqa: BLE001 - raised again by who opened the app
            self.failure = error
        if not self._leaving:
            self.call_later(self._go_on)

    def _tell(self, what: str, share: float) -> None:
        if self._leaving:
            raise _LeftError
        self._progress = what, share

    def _look(self) -> None:
        if self._progress and not self.is_open:
            self.home.show_reading(*self._progress)

    def _go_on(self) -> None:
        self._looking.stop()
        if self._leaving:
            return
        if self.failure:
            self.exit(return_code=2)
            return
        self._collection = self._opened
        self.apply_settings(self.collection.settings)
        try:
            if self._study:
                from trainer.study.sessions import of_named_decks

                self._study = of_named_decks(self.collection, self._study, self.clock())
        except TrainerError as error:
            self.failure = error
            self.exit(return_code=2)
            return
        self.home.begin()
        self.begin()
