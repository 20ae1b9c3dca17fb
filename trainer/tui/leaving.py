"""Leaving an app: by a key, or because the terminal is closed."""

import asyncio
import codecs
import os
import signal
import sys
import threading
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

from rich.console import RenderableType
from textual import constants, events
from textual.await_complete import AwaitComplete
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.worker import WorkerFailed, active_worker
from typing_extensions import override

from trainer.errors import TrainerError
from trainer.loop_errors import show_loop_errors
from trainer.tui.background_work import is_here
from trainer.tui.keys_in_order import KeysInOrderApp
from trainer.tui.output_filter import OutputFilter
from trainer.tui.text import plain
from trainer.tui.themes import DARK, THEMES

Result = TypeVar("Result")

_GRACE = 3.0
"""Seconds that an app may take to leave once its terminal is closed."""
_LONG = 60.0
"""Seconds for which an error shows that no key of the learner's led to."""


class LeavingApp(KeysInOrderApp[Result]):
    """An app that leaves in order when it is asked to, and takes nothing any more by then."""

    without_terminal = "Start it in the window of a terminal."
    """What can be done where there is none."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (120, "-wide")]  # noqa: RUF012
    _leaving = False
    _last: threading.Timer | None = None

    def __init__(self) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name
        self._filters.insert(0, OutputFilter())

    def on_load(self) -> None:
        """Show what fails on the loop; leave in order where the terminal or the system ends."""
        show_loop_errors(self.show_loop_error)
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            # there are none on Windows, and none beside the main thread
            with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(getattr(signal, name), self._leave_for_good, name)

    def show_loop_error(self, message: str) -> None:
        """Show that something failed that nobody waits for; the app goes on."""
        self.notify(str(plain(message)), severity="error", markup=False, timeout=_LONG)

    def _leave_for_good(self, name: str) -> None:
        """Leave, also where Textual waits for ever to write to a terminal that is gone.

        What was answered is on disk by then, and what is unsaved is kept by leaving.
        """
        if not self.is_headless:
            self._last = threading.Timer(_GRACE, os._exit, [128 + getattr(signal, name)])
            self._last.daemon = True
            self._last.start()
        self.leave_now()

    @classmethod
    def need_terminal(cls, hint: str = "") -> None:
        """See that the app can run here, before anything is begun for it.

        Args:
            hint: the way out, where it is not this app's usual one.

        Raises:
            TrainerError: there is no terminal to run in.
        """
        if not _is_terminal():
            raise TrainerError(
                "The app needs a terminal, and this is none.", hint or cls.without_terminal
            )

    @override
    def run(self, *args: Any, **kwargs: Any) -> Result | None:
        """Run the app; once it has ended, whatever is left to do has all the time it needs.

        Raises:
            TrainerError: there is no terminal to run in; Textual would wait for ever.
            Exception: whatever ended the app; the caller reports it.
        """
        if not kwargs.get("headless"):
            self.need_terminal(self.without_terminal)
        _take_any_bytes()
        try:
            result = super().run(*args, **kwargs)
        finally:
            if self._last:
                self._last.cancel()
        if self._exception:
            raise self._exception
        return result

    @override
    def _handle_exception(self, error: Exception) -> None:
        """End the app. Textual would print a traceback with every card and answer in reach.

        What a worker raised is what is at fault: Textual's own error does not say where.
        """
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            error = error.error
            worker = active_worker.get(None)
            if isinstance(error, NoMatches) and worker and not is_here(worker.node):
                return  # Textual's palette looks at its widgets after it was left
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    def show_help(self, manual: str, data: str = "") -> None:
        """Show the keys that are live now, and a short manual; once.

        Args:
            manual: what else there is to know.
            data: where this app keeps what it writes.
        """
        from trainer.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen.active_bindings.values(), manual, data))

    def leave_now(self) -> None:
        """Leave, whatever is on the screen; an app with something to keep does so first."""
        self.exit()

    @override
    def exit(
        self,
        result: Result | None = None,
        return_code: int = 0,
        message: RenderableType | None = None,
    ) -> None:
        self._leaving = True
        self.drop_keys()
        super().exit(result, return_code, message)

    @override
    def pop_screen(self) -> AwaitComplete:
        """Take the last screen away, unless a key in a burst has taken all but the first."""
        return super().pop_screen() if len(self.screen_stack) > 1 else AwaitComplete()

    @override
    def action_command_palette(self) -> None:
        """Open the palette, once; Textual's own has one name, which one that is left still has."""
        from trainer.tui.palette import Palette

        if not any(isinstance(screen, Palette) for screen in self.screen_stack):
            self.push_screen(Palette())

    @override
    async def on_event(self, event: events.Event) -> None:
        """Take nothing that is typed, clicked or pasted once the app is being left."""
        if not (self._leaving and isinstance(event, events.InputEvent | events.Paste)):
            await super().on_event(event)


_dismiss = Screen.dismiss


def _dismiss_once(screen: Screen[Any], result: Any = None) -> AwaitComplete:  # noqa: ANN401
    """Take a screen away, if it is the last; a second key in a burst would take another.

    This replaces Textual's own, which takes away the last screen, whichever that is.
    """
    return _dismiss(screen, result) if screen.app.screen is screen else AwaitComplete()


Screen.dismiss = _dismiss_once  # type: ignore[assignment, method-assign]


def _is_terminal() -> bool:
    """Whether keys can be read and a screen drawn, which Textual does on standard error."""
    if constants.DRIVER is not None:  # a driver of its own: the screen is elsewhere
        return True
    streams = (sys.__stdin__, sys.__stderr__)
    return all(stream is not None and not stream.closed and stream.isatty() for stream in streams)


def _take_any_bytes() -> None:
    """Let a terminal send bytes that are no UTF-8; Textual's reader would end the app."""
    if os.name == "nt":
        return
    from textual.drivers import linux_driver

    def forgiving(encoding: str) -> partial[codecs.IncrementalDecoder]:
        return partial(codecs.getincrementaldecoder(encoding), errors="replace")

    linux_driver.getincrementaldecoder = forgiving  # type: ignore[assignment, attr-defined]
