"""Leaving an app, by a key or because the terminal is closed; and one key after another."""

import asyncio
import codecs
import os
import signal
import sys
import threading
from collections import deque
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from rich.console import RenderableType
from textual import constants, events
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.command import CommandPalette
from textual.css.query import NoMatches
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import WorkerFailed, active_worker
from typing_extensions import override

from trainer.errors import TrainerError
from trainer.tui.background_work import is_here
from trainer.tui.held_key import HeldKey
from trainer.tui.output_filter import OutputFilter
from trainer.tui.themes import DARK, THEMES
from trainer.tui.trainer_screen import TypedInto

Result = TypeVar("Result")

_GRACE = 3.0
"""Seconds that an app may take to leave once its terminal is closed."""
_LOOK = 0.02
"""Seconds between two looks whether a key that waits can be given on."""


_ROUNDS = 4
"""As many times a message goes behind a key: a choice in a list is told in as many steps."""


class KeyHandled(Message):
    """Goes behind a key through the same queues: what the key did first is done once it is back.

    Args:
        rounds: how often it goes, for what follows from that.
    """

    def __init__(self, rounds: int) -> None:
        super().__init__()
        self.rounds = rounds


class LeavingApp(App[Result]):
    """An app that leaves in order when it is asked to, and takes a key where it was typed only.

    A key, or what is pasted, is given to a widget once the one before has done what it does:
    behind Tab a text goes to the next field, however quickly it is typed. What was typed on one
    screen is not for the next, which nobody has seen yet, except for a form, which one opens to
    type in it. No key is taken any more once the app is being left.
    """

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
        self.held_key = HeldKey()
        """Says of the last key whether it is held."""
        self._typed_on = WeakKeyDictionary[events.Event, Screen[Any]]()
        self._waiting = deque[events.Key | events.Paste]()
        self._has_key: Widget | None = None
        """Who was given the last key, and may not be done with it."""
        self._has_text: Widget | None = None
        """Who was given letters, which wait for nothing, and may not have taken them in."""
        self._looks = False
        """Whether a look at the keys that wait is on its way."""

    def on_load(self) -> None:
        """Leave in order where the terminal is closed, or the system asks for it."""
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            # there are none on Windows, and none beside the main thread
            with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(getattr(signal, name), self._leave_for_good, name)

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
        super().exit(result, return_code, message)

    @override
    def pop_screen(self) -> AwaitComplete:
        """Take the last screen away, unless a key in a burst has taken all but the first."""
        return super().pop_screen() if len(self.screen_stack) > 1 else AwaitComplete()

    @override
    def action_command_palette(self) -> None:
        """Open the palette, once; Textual's own has one name, which one that is left still has."""
        if not any(isinstance(screen, CommandPalette) for screen in self.screen_stack):
            self.push_screen(CommandPalette())

    @override
    async def on_event(self, event: events.Event) -> None:
        """Take keys one after another, and none whose screen was left."""
        if self._leaving and isinstance(event, events.InputEvent | events.Paste):
            return
        if not isinstance(event, events.Key | events.Paste):
            await super().on_event(event)
        elif not event.is_forwarded:
            self._typed_on[event] = self.screen
            self._waiting.append(event)
            if len(self._waiting) == 1:
                await self._give_keys()
        elif self._typed_on.get(event) is self.screen:
            # it was forwarded to a widget, and comes back where that had no use for it
            await super().on_event(event)

    def on_key_handled(self, message: KeyHandled) -> None:
        """Give the next key, behind what the last one has put in its turn, as focus is."""
        again = KeyHandled(message.rounds - 1)
        if not (again.rounds and self._has_key and self._has_key.post_message(again)):
            self.call_later(self._give_next)

    async def _give_next(self) -> None:
        self._has_key = None
        await self._give_keys()

    async def _give_keys(self) -> None:
        """Give the keys that wait to whom they are for, until one of them has to be waited for."""
        while self._waiting and self.screen_stack and not self._leaving:
            screen = self.screen
            is_to_come = isinstance(screen, TypedInto) and not (
                screen.is_mounted and screen.is_set_up
            )
            event, target = self._waiting[0], self.focused or screen
            is_text = isinstance(event, events.Key) and target.check_consume_key(
                event.key, event.character
            )
            if self._has_text and not is_text:
                self._wait_for(self._has_text, 1)
                self._has_text = None
            if is_to_come or (self._has_key and is_here(self._has_key)):
                self._look_later()
                return
            self._waiting.popleft()
            is_its_own = self._typed_on[event] is screen and screen.is_mounted
            if not is_its_own and not isinstance(screen, TypedInto):
                continue
            self._typed_on[event] = screen
            if isinstance(event, events.Key):
                self.held_key.press(event.key, event.time)
            await super().on_event(event)
            if event.is_forwarded and is_text:
                self._has_text = target
            elif event.is_forwarded:
                self._wait_for(target, _ROUNDS)

    def _look_later(self) -> None:
        """Look again in a moment, once: a form may be there by then, or a widget be gone."""
        if not self._looks:
            self._looks = True
            self.set_timer(_LOOK, self._look_again)

    async def _look_again(self) -> None:
        self._looks = False
        await self._give_keys()

    def _wait_for(self, widget: Widget, rounds: int) -> None:
        self._has_key = widget if widget.post_message(KeyHandled(rounds)) else None


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
