"""When Python collects garbage: not while much is made that stays, and not during a key press."""

import gc
import itertools
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the collector from running in the block, and from ever looking at what is made there."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # before the collector is let go: it would walk all of it at once
        gc.enable()


def collect_seldom() -> None:
    """Let the collector run once in 250,000 new objects, not once in 700.

    Textual makes 60,000 while it is imported, and pydantic and the models of decks as many: all of
    them stay, and to walk them once takes a tenth of a start.
    """
    gc.set_threshold(250_000, 10, 10)


def collect_what_is_new() -> None:
    """From now on collect often, and only what comes from now on.

    Every change of a Textual screen leaves a thousand objects in cycles. Collected seldom, they
    take a tenth of a second in the middle of a key press; as they come, a millisecond. Decks and
    memory stay, and to walk them again and again would cost frames.
    """
    gc.freeze()
    gc.set_threshold(2_000, 10, 10)


_turns = itertools.count(1)
_BATCH, _ALL = 8, 64


def collect_between_keys() -> None:
    """Collect at a moment when nobody waits, so that it seldom happens at another.

    What is still on the screen is garbage only after the next change: it is looked at again
    with several of its successors, and now and then with all that was not frozen.
    """
    turn = next(_turns)
    gc.collect(0 if turn % _BATCH else 1 if turn % _ALL else 2)
