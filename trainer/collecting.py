"""Python's search for garbage, kept from walking what is no garbage over and over."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Keep the collector from running; also usable as a decorator.

    Reading a large collection, of which all stays, takes half the time without it.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def collect_seldom() -> None:
    """Let the collector run once in 50,000 new objects, not once in 700.

    Importing takes a tenth less time, and garbage in cycles is rare here.
    """
    gc.set_threshold(50_000, 10, 10)
