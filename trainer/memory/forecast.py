"""What comes after today, planned by the rules and limits of today."""

from collections.abc import Container, Iterable
from dataclasses import replace
from datetime import date, timedelta

from trainer.memory.agenda import Agenda
from trainer.memory.queue.agenda_item import DayCounts
from trainer.memory.queue.entries import Beside

_DAY = timedelta(days=1)


def forecast(agenda: Agenda, days: int, among: Container[str] | None = None) -> tuple[int, ...]:
    """How many learnt items are asked today and on each day after it, `days` in all.

    Each day is planned by today's rules and limits. Nothing is guessed about what follows
    from answers yet to be given: what is asked on a day counts on no later one, and what
    is new today on none.

    Args:
        agenda: of today.
        days: at least one.
        among: count only these; all when None.
    """

    def count(refs: Iterable[str]) -> int:
        return sum(among is None or ref in among for ref in refs)

    today, links = agenda.plan.day, agenda.plan.links
    counted = [count(ref for ref, kind in agenda.today.items() if kind != "new")]
    steps, reviews = _coming(agenda, today + timedelta(days=days - 1))
    limits = replace(agenda.limits, ahead=False)
    done = set[str]()
    for ahead in range(1, days):
        day = today + ahead * _DAY
        on_steps = {ref for first, ref in steps if first <= day and ref not in done}
        waiting = (ref for first, ref in reviews if first <= day and ref not in done)
        left = limits.reviews_left(len(reviews), day, DayCounts())
        asked = on_steps.union(links.one_of_siblings(waiting, on_steps, left))
        counted.append(count(asked))
        done |= asked
    return tuple(counted)


def falling_due(agenda: Agenda, last: date) -> int:
    """How many learnt items, suspended ones apart, are due after today and by a day."""
    return sum(agenda.plan.day < memory.due <= last for memory in agenda.memories)


def reviews_ahead(agenda: Agenda) -> int:
    """How many reviews are due tomorrow, or beyond today's limit."""
    day = agenda.plan.day
    return sum(
        state is not None
        and state.ready_at is None
        and state.reviewed != day
        and state.due <= day + _DAY
        and entry.ref not in agenda.today
        and agenda.plan.aside(entry) is None
        for entry in agenda.plan.entries.every()
        for state in (entry.state,)
    )


def _coming(agenda: Agenda, last: date) -> tuple[list[tuple[date, str]], list[tuple[date, str]]]:
    """The steps and the reviews after today and by a day: the first day of each, and its ref.

    The weakest memory of tomorrow comes first, for all of these days.
    """
    tomorrow = agenda.plan.day + _DAY
    coming: tuple[list[tuple[float, int, date, str]], ...] = ([], [])
    entries, columns, end = agenda.plan.entries, agenda.plan.entries.columns, last.toordinal()
    positions = [position for position, due in enumerate(columns.due) if 0 < due <= end]
    for position, ref in zip(positions, entries.refs_at(positions), strict=True):
        beside = columns.beside[position]
        if beside & Beside.SUSPENDED or ref in agenda.today:
            continue
        first = max(tomorrow, date.fromordinal(columns.due[position]))
        if beside & Beside.BURIED:
            first = max(first, entries[ref].buried_until or first)
        if first <= last:
            days = tomorrow.toordinal() - columns.reviewed[position]
            recall = agenda.recall(days, columns.stability[position])
            coming[not beside & Beside.STEP].append((recall, position, first, ref))
    steps, reviews = ([one[2:] for one in sorted(some)] for some in coming)
    return steps, reviews
