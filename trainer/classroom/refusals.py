"""Who was refused lately, and why, in words for the teacher."""

from collections import deque
from collections.abc import Callable

from trainer.classroom.player_name import player_name
from trainer.classroom.refused import RefusedError

_MOST = 5
"""How many refusals the teacher sees."""

_EVERYDAY = {"pin", "name", "whole", "alike"}
"""Slips, of which the teacher need not know."""

_WORDS = {
    "taken": "has a seat already",
    "locked": "came while nobody new may join",
    "banned": "may not come back",
    "full": "found no seat: the room is full, or too many guests left their seats",
    "done": "came when the drill was over",
    "wait": "typed too many wrong PINs; they wait a minute",
}
"""Why somebody was refused -> what follows their name; they themselves hear it in other words."""


class Refusals:
    """Keeps what was refused, once, however often it was.

    Args:
        changed: called when there is something new.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self.latest: deque[str] = deque(maxlen=_MOST)
        """In words, the oldest first."""
        self._changed = changed

    def note(self, notice: str) -> None:
        """Keep that something was refused."""
        if notice not in self.latest:
            self.latest.append(notice)
            self._changed()

    def note_no_seat(self, typed: str, error: RefusedError) -> None:
        """Keep who was refused a seat, and why.

        Args:
            typed: what they typed as their name.
            error: what they were refused with.
        """
        if error.code in _EVERYDAY:
            return
        try:
            name = player_name(typed)
        except ValueError:
            name = "Somebody"
        self.note(f"{name} {_WORDS[error.code]}." if error.code in _WORDS else f"{name}: {error}")
