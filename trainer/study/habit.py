"""How regularly somebody studies: days in a row, and the goal for the day."""

from collections.abc import Mapping
from datetime import date, timedelta

from trainer.memory.queue import DayCounts


def days_in_a_row(days: Mapping[date, DayCounts], today: date) -> int:
    """On how many study days in a row something was studied, up to today.

    A day that is not over breaks no row.

    Args:
        days: what was done on each.
        today: the present study day.
    """
    day = today if today in days else today - timedelta(days=1)
    many = 0
    while day in days:
        many, day = many + 1, day - timedelta(days=1)
    return many


def habit_in_words(days: Mapping[date, DayCounts], today: date, goal: int) -> str:
    """The goal of the day and the days in a row, as one line; empty where there is neither.

    Args:
        days: what was done on each study day.
        today: the present one.
        goal: how many new cards and reviews there are to be on a day; 0 for no goal.
    """
    counts = days.get(today, DayCounts())
    done = counts.new + counts.reviews
    parts = []
    if goal:
        parts.append(f"{done} of {goal} today" + (", the goal is reached" if done >= goal else ""))
    if (row := days_in_a_row(days, today)) > 1:
        parts.append(f"{row} days in a row")
    return " · ".join(parts)
