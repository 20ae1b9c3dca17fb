"""Telling a key that is held from one that is pressed again.

A terminal sends a held key as if it were pressed over and over. It waits a while before the
first repeat (a quarter of a second to a second), then repeats every 15 to 100 ms.
"""

REPEAT = 0.15
"""Seconds: the longest that a terminal takes from one repeat to the next, and a little more."""
DELAY = 1.0
"""Seconds: the longest that one waits before the first repeat."""


class HeldKey:
    """Sees every key, and says of the last one what it may be."""

    def __init__(self) -> None:
        self._key = ""
        self._at = -DELAY
        self._gap = DELAY

    def press(self, key: str, at: float) -> None:
        """Take note of a key.

        Args:
            key: its name.
            at: when it came, in seconds of a clock that only goes on.
        """
        self._gap = at - self._at if key == self._key else DELAY
        self._key, self._at = key, at

    @property
    def repeats(self) -> bool:
        """Whether the last key is held: it came too soon after itself to be pressed again."""
        return self._gap < REPEAT

    @property
    def may_repeat(self) -> bool:
        """Whether the last key may be the first repeat of a held one.

        It is none if no other follows for as long as `REPEAT`.
        """
        return self._gap < DELAY
