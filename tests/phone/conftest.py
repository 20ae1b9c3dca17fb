"""A collection on a deck of every kind, as the tests of study have it."""

from tests.study.conftest import collection, home, open_collection
from tests.tui.conftest import left_before_its_screens_go, wait_until_all_is_done

__all__ = [
    "collection",
    "home",
    "left_before_its_screens_go",
    "open_collection",
    "wait_until_all_is_done",
]
