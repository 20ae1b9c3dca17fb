"""What was met before, as far as a study day has to do with it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from trainer.memory.queue.day_plan import Plan
from trainer.memory.queue.entries import Beside

Recall = Callable[[int, float], float]
"""The chance, 0 to 1, that an item is recalled so many days after its last review, by its stability
in days."""

_DAY = timedelta(days=1)


class MetBefore(NamedTuple):
    """What was met before, as far as a day has to do with it."""

    learning: list[tuple[datetime, str]]
    """Today's steps."""
    waiting: list[int]
    """The positions of the reviews that are due, the weakest memory first."""
    asked: list[int]
    """The positions of what was asked today, and of the steps that were put off today."""
    buried: set[str]
    """Which of the reviews were put off today, when they had their place among them."""
    overdue: int
    """How many of the reviews were due before today."""


def met_before(plan: Plan, last: int, recall: Recall) -> MetBefore:
    """Look through what was met before: at numbers, and at an item itself only where need be.

    Args:
        plan: its day and its entries.
        last: the ordinal of the day up to which what is due is asked.
        recall: what a memory is worth on a day.
    """
    day, entries = plan.day, plan.entries
    columns, today = entries.columns, day.toordinal()
    dues, seen, flags = columns.due, columns.reviewed, columns.beside
    stabilities = columns.stability
    touched = [
        position
        for position, (due, reviewed) in enumerate(zip(dues, seen, strict=True))
        if due and (due <= last or reviewed == today)
    ]
    learning: list[tuple[datetime, str]] = []
    waiting: list[int] = []
    asked: list[int] = []
    buried = set[str]()
    overdue = 0
    aside, suspended = Beside.BURIED | Beside.STEP, Beside.SUSPENDED
    for position in touched:
        due, reviewed, beside = dues[position], seen[position], flags[position]
        if reviewed != today and not beside & (aside | suspended):  # as nearly all
            waiting.append(position)
            overdue += due < today
            continue
        if reviewed == today:
            asked.append(position)
            if due > today:
                continue
        if due > last or beside & suspended:
            continue
        put_off = False
        if beside & aside:
            [ref] = entries.refs_at((position,))
            entry = entries[ref]
            until, ready_at = entry.buried_until, entry.state.ready_at if entry.state else None
            put_off = plan.aside(entry) is not None
            if put_off and until and until > day + _DAY:  # not today
                continue
            if ready_at is not None:
                if due <= today and put_off:
                    asked.append(position)
                elif due <= today:
                    learning.append((ready_at, ref))
                continue
            if put_off:
                buried.add(ref)
        waiting.append(position)
        if due < today and not put_off:
            overdue += 1
    recalls = [recall(today - seen[position], stabilities[position]) for position in waiting]
    weakest_first = sorted(range(len(waiting)), key=recalls.__getitem__)
    return MetBefore(learning, [waiting[at] for at in weakest_first], asked, buried, overdue)
