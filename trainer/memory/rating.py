"""How well an answer was recalled."""

from enum import IntEnum


class Rating(IntEnum):
    """The four ratings of FSRS, with the values that journals and review logs use."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


RESET = 0
"""Stands for a rating in a log where an item was reset: what was known of it till then is void."""
