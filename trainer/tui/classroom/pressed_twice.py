"""A key that does what it says at its second press only: what it does ends something for all."""

from collections.abc import Callable
from functools import partial

from textual.screen import Screen

_SECONDS = 4
"""How long after the first press the second one counts."""


class PressedTwice:
    """Remembers which key was pressed once, for a few seconds.

    Args:
        screen: whose keys they are.
        say: shows what the second press does.
    """

    def __init__(self, screen: Screen[None], say: Callable[[str], None]) -> None:
        self._screen = screen
        self._say = say
        self._key = ""

    def confirms(self, key: str, warning: str) -> bool:
        """Whether this is the second press of a key; at the first the warning is shown."""
        if self._key == key:
            self._key = ""
            self._screen.app.clear_notifications()
            return True
        self._key = key
        self._screen.set_timer(_SECONDS, partial(self._forget, key))
        self._say(warning)
        return False

    def _forget(self, key: str) -> None:
        if self._key == key:
            self._key = ""
