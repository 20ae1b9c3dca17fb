"""Waiting times in the shortest words."""

import math
from datetime import date, datetime, timedelta

from trainer.memory.state import MemoryState

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_YEAR = 365.25
_MONTH = _YEAR / 12


def until_due(state: MemoryState, now: datetime, today: date) -> str:
    """How long until an item comes back: `1m`, `10m`, `4d`, `2.5mo`, `1.2y`.

    Args:
        state: the memory that the rating leads to.
        now: the present moment, aware.
        today: the present study day.
    """
    if state.ready_at is not None:
        return in_short(state.ready_at - now)
    return days_in_short((state.due - today).days)


def in_short(wait: timedelta) -> str:
    """A wait of less than a day in minutes or hours, rounded up to the minute."""
    minutes = max(1, math.ceil(wait / _MINUTE))
    return f"{minutes}m" if wait < _HOUR else f"{wait / _HOUR:.0f}h"


def days_in_short(days: int) -> str:
    """A number of days as days, months (of 30.4 days) or years (of 365.25)."""
    if days <= _MONTH:
        return f"{days}d"
    if days < _YEAR:
        return f"{days / _MONTH:.1f}mo"
    return f"{days / _YEAR:.1f}y"
