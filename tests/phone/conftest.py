"""A collection on a deck of every kind, as the tests of study have it."""

from tests.study.conftest import collection, home, open_collection

__all__ = ["collection", "home", "open_collection"]
