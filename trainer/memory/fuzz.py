"""Small random shifts, so that items learnt together do not come back together for ever."""

import math
import random
from collections.abc import Sequence
from functools import lru_cache

_RANGES = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, math.inf, 0.05))
"""From, to (days), and the share of the days in between that the shift grows by."""


@lru_cache(maxsize=4096)
def max_shift(interval: int) -> int:
    """By how many days at most an interval (in days) is shifted, up or down.

    None below 2.5 days, then one day and a share that falls from 15% to 5%: the fuzz
    ranges of FSRS.
    """
    if interval < _RANGES[0][0]:
        return 0
    return round(1 + sum(share * max(0, min(interval, to) - lo) for lo, to, share in _RANGES))


def fuzzed(
    intervals: Sequence[int], *, seed: str, previous: int = 0, maximum: int = 36500
) -> tuple[int, ...]:
    """Shift the intervals that a success leads to, one for each rating from worst to best.

    Where the rules below pull apart, the earlier one wins:

    1. A better rating has a strictly longer interval, and none is above the maximum.
    2. No interval leaves the fuzz range around what FSRS asks for, except to obey rule 1.
    3. None is below the previous interval. (By rule 2, a previous interval that FSRS would not
       give today does not hold the new one up: the desired retention may have been raised.
       Under unchanged settings that costs at most the two days that rule 1 had added.)
    4. Over all seeds, the mean is the interval that is after rules 1 to 3, which is
       FSRS's own unless it is below the previous one: shifts up and down are equally likely,
       and a range that must be cut on one side is cut on the other too.

    All ratings share one point in their ranges, so the order holds for every seed.

    Args:
        intervals: days, at least 1, not falling.
        seed: names the item and its repetition.
        previous: the interval (days) that has just passed; 0 if there was none.
        maximum: days; at least as many as there are intervals.
    """
    centres: list[int] = []
    rooms: list[int] = []
    for better, interval in zip(reversed(range(len(intervals))), intervals, strict=True):
        highest = interval + max_shift(interval)
        centre = max(interval, min(previous, highest), centres[-1] + 1 if centres else 1)
        centre = min(centre, maximum - better)
        centres.append(centre)
        ends = (highest - centre, maximum - better - centre, centre - previous)
        rooms.append(max(0, min(max_shift(interval), *ends)))
    point = random.Random(seed).random()
    ranges = [*enumerate(zip(centres, rooms, strict=True))]
    shifted = []
    for rank, (centre, _) in ranges:
        # No two ranges may differ so much in width that one end of theirs falls together.
        room = min(
            other_room + abs(centre - other) - abs(rank - other_rank)
            for other_rank, (other, other_room) in ranges
        )
        shifted.append(centre - room + math.floor(point * (2 * room + 1)))
    return tuple(shifted)
