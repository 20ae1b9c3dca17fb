"""Garbage is collected, and what stays is not walked for it."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from trainer.garbage_collection import collect_between_keys, collect_what_is_new, collector_paused


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    gc.freeze()  # what other tests left need not be walked here, nor after this
    thresholds = gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)


class Node:
    """Something in a cycle."""

    def __init__(self) -> None:
        self.me = self


def test_what_stays_is_walked_no_more() -> None:
    frozen = gc.get_freeze_count()
    kept = [Node() for _ in range(1000)]
    collect_what_is_new()
    assert gc.get_freeze_count() >= frozen + len(kept)


def test_what_is_made_to_stay_is_never_walked() -> None:
    frozen = gc.get_freeze_count()
    with collector_paused():
        assert not gc.isenabled()
        kept = [Node() for _ in range(1000)]
    assert gc.isenabled()
    assert gc.get_freeze_count() >= frozen + len(kept)


def test_what_outlives_a_change_is_collected_after_some_more() -> None:
    gc.disable()
    try:
        old = [Node()]
        gone = weakref.ref(old[0])
        for _ in range(9):
            collect_between_keys()
        old.clear()
        for _ in range(64):
            collect_between_keys()
        assert gone() is None
    finally:
        gc.enable()
