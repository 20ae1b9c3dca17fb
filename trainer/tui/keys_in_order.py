"""Keys in the order in which they were typed, each for the field that it is meant for."""

from collections import deque
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from textual import events
from textual.app import App
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from typing_extensions import override

from trainer.tui.background_work import is_here
from trainer.tui.held_key import HeldKey

Result = TypeVar("Result")

_LOOK = 0.02
"""Seconds between two looks whether a key that waits can be passed on."""
_ROUNDS = 4
"""As many times a message goes behind a key: a choice in a list takes as many steps."""


class TypedInto:
    """A screen that one opens to type in it: what is typed before it shows is for its field."""

    is_set_up = True
    """Whether the field is there; until then what is typed waits."""


class KeyHandled(Message):
    """Goes behind a key through the same queues: what the key did first is done once it is back.

    Args:
        rounds: how often it goes, for what follows from that.
    """

    def __init__(self, rounds: int) -> None:
        super().__init__()
        self.rounds = rounds


class KeysInOrderApp(App[Result]):
    """An app that gives a key on once the one before has done what it does.

    Textual gives a key to the widget that has the focus when it is read, and Tab moves the
    focus only later, on its way back from there: what is typed behind it would go to the old
    field. Letters wait for no letters; whatever may move the focus is waited for.

    What was typed on one screen is not for the next, which nobody has seen yet, except for a
    form, which one opens to type in it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.held_key = HeldKey()
        """Says of the last key whether it is held."""
        self._typed_on = WeakKeyDictionary[events.Event, Screen[Any]]()
        self._waiting = deque[events.Key | events.Paste]()
        self._has_key: Widget | None = None
        """Who got the last key, and may not be done with it."""
        self._has_text: Widget | None = None
        """Who got letters, which wait for nothing, and may not have handled them."""
        self._looks = False
        """Whether a look at the keys that wait is on its way."""

    @override
    async def on_event(self, event: events.Event) -> None:
        """Take keys one after another, and none whose screen was left."""
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

    def drop_keys(self) -> None:
        """Give on none of the keys that wait."""
        self._waiting.clear()

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
        while self._waiting and self.screen_stack:
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
            if isinstance(event, events.Key):
                self.held_key.press(event.key, event.time)  # also one that is for no screen
            is_its_own = self._typed_on[event] is screen and screen.is_mounted
            if not is_its_own and not isinstance(screen, TypedInto):
                continue
            self._typed_on[event] = screen
            await super().on_event(event)
            if event.is_forwarded and is_text:
                self._has_text = target
            else:  # a key that the app takes itself moves the focus later, too
                self._wait_for(target, _ROUNDS if event.is_forwarded else 1)

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
