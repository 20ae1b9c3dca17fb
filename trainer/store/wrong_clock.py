"""Clocks that were wrong: events from the future, and what they count as instead.

Whether a moment can be is decided once, by the clock of the machine that first meets it, and
written down as a ClockEvent. The fold reads only that, so it gives the same whenever it is read.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from trainer.store.event import Change, ClockEvent
from trainer.store.timeline import Row, Timeline

_AHEAD = timedelta(days=1)
"""A moment may lie so far ahead: the other machine's clock, or a journey."""

_PLAUSIBLE = 7
"""On so many study days one may study before one sees that a clock is wrong.

Where more days are from the future it may be this machine's clock that is wrong.
"""

_TICK = 1e-6
"""Seconds between two moments that differ."""


def is_ahead(at: float, now: datetime) -> bool:
    """Whether a moment, in seconds since 1970, cannot be."""
    return at > (now + _AHEAD).timestamp()


def corrections(timeline: Timeline, now: datetime) -> tuple[tuple[Change, ClockEvent], ...]:
    """The changes that lie more than a day ahead, and what each counts as.

    They count from the moment of the line before them on, as far apart as they were, and before
    the line behind them. What was taken back is among them: else all that comes after it would
    be out of order.

    Args:
        timeline: of one journal: where lines of several were merged, their order says nothing.
        now: the present moment.

    Raises:
        OSError: the journal cannot be read.
    """
    rows = sorted(timeline.all_rows, key=lambda row: row.start)
    runs = [(ahead, [*run]) for ahead, run in groupby(rows, lambda row: is_ahead(row.at, now))]
    moments: dict[bytes, float] = {}
    for number, (ahead, run) in enumerate(runs):
        if ahead:
            before = runs[number - 1][1][-1].at if number else None
            behind = runs[number + 1][1][0].at if number + 1 < len(runs) else now.timestamp()
            moments |= _spread(run, before, behind)
    wanted = [row for row in timeline.all_rows if row.id in moments]
    return tuple(
        (event, _correction(event, moments[event.id.encode()], now))
        for event in timeline.read(wanted)
        if isinstance(event, Change)
    )


def are_plausible(changes: Sequence[Change]) -> bool:
    """Whether it is the clock of these changes that was wrong, and not the one at hand."""
    return len({event.day for event in changes}) <= _PLAUSIBLE


def _spread(
    run: Sequence[Row], before: float | None, behind: float
) -> Iterator[tuple[bytes, float]]:
    """Id -> the moment at which it counts, for lines that follow one another."""
    ordered = sorted(run)
    first, length = ordered[0].at, ordered[-1].at - ordered[0].at
    begin = behind - length - _TICK * (len(run) + 1) if before is None else before
    room = min(length, max(0.0, behind - begin))
    share = room / length if length else 0.0
    for number, row in enumerate(ordered, 1):
        yield row.id, begin + (row.at - first) * share + number * _TICK


def _correction(event: Change, moment: float, now: datetime) -> ClockEvent:
    shift = timedelta(seconds=event.at.timestamp() - moment)
    return ClockEvent(at=now, day=now.date(), event=event.id, counts_as=event.at - shift)
