"""Waiting times in the shortest words."""

from datetime import date, datetime, timedelta

from trainer.memory.state import MemoryState


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
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    return f"{minutes}m" if minutes < 60 else f"{minutes / 60:.0f}h"


def days_in_short(days: int) -> str:
    """A number of days as days, months (of 30.4 days) or years (of 365.25)."""
    if days < 31:
        return f"{days}d"
    if days < 365:
        return f"{days / 30.4375:.1f}mo"
    return f"{days / 365.25:.1f}y"
