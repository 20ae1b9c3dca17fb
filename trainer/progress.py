"""How far long work has come, for whatever shows it."""

from collections.abc import Callable

Progress = Callable[[str, float], None]
"""Called with what is being done, in words, and the share of it that is done, from 0 to 1."""

REPORT_EVERY = 1000
"""Events of a journal that are read between two calls."""


def no_progress(what: str, share: float) -> None:
    """Show nothing."""
    del what, share
