"""How much comes back on which day."""

from collections.abc import Iterable
from datetime import date

from trainer.memory.state import MemoryState


def forecast(states: Iterable[MemoryState], day: date, days: int) -> tuple[int, ...]:
    """How many items are due on `day` and each day after it, `days` numbers in all.

    What is overdue counts on the first day; nothing is guessed about what follows from
    answers yet to be given.
    """
    due = [0] * days
    for state in states:
        ahead = max(0, (state.due - day).days)
        if ahead < days:
            due[ahead] += 1
    return tuple(due)


def next_due(states: Iterable[MemoryState], day: date) -> date | None:
    """The first study day after `day` on which something is due; None if nothing is."""
    return min((state.due for state in states if state.due > day), default=None)
