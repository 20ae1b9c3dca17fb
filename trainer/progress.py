"""How far long work has come, told to whoever shows it."""

from collections.abc import Callable

Progress = Callable[[str, float], None]
"""Called with what is being done, in words, and the share of it that is done, from 0 to 1."""


def untold(what: str, share: float) -> None:
    """Show nothing."""
    del what, share
