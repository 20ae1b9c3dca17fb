"""Clocks that were wrong: events from the future, and what they count as instead.

Whether a moment can be is decided once, by the clock of the machine that first meets it, and
written down as a ClockEvent. The fold reads only that, so it gives the same whenever it is read.

Of a clock that is behind, what is wanted from now on is recorded after all that happened
(`moment_after` in event.py). A review keeps its moment: only the machine's clock says when it was,
and nothing says which is wrong, that clock or the one that dated the lines before. By the latest
of these it would be due a day or years late; at its own moment it is folded, like a review from a
merge, among those of its time, the same everywhere. Only where its item was reset or renamed
later by the other clock it counts right after that, for before it would be dropped
(`Learner.moment_of_review`). A clock that fell back by more than a day leaves the rest of the
journal ahead, and that is reported on opening.
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby

from trainer.counted import counted
from trainer.store.event import Change, ClockEvent, Event
from trainer.store.journal import Journal
from trainer.store.state import State
from trainer.store.timeline import Timeline, TimelineRow

_AHEAD = timedelta(days=1)
"""A moment may lie so far ahead: the other machine's clock, or a journey."""

_FEW = 7
"""On so many study days one may study before one sees that a clock is wrong."""

_FIRST = datetime(2020, 1, 1, tzinfo=UTC)
"""No clock that is right shows an earlier moment: there was no trainer. One whose battery is empty
begins in 1970, or in the year in which the computer was built."""

_TICK = 1e-6
"""Seconds between two moments that differ."""


def is_ahead(at: float, now: datetime) -> bool:
    """Whether a moment, in seconds since 1970, cannot be."""
    return at > (now + _AHEAD).timestamp()


@dataclass(frozen=True, slots=True)
class Ahead:
    """The changes of a journal that lie more than a day ahead, and what each counts as.

    What was taken back is among them: else all that comes after it would be out of order.
    """

    changes: tuple[Change, ...]
    corrections: tuple[ClockEvent, ...]
    """Of each change."""
    fits: bool
    """Whether they can have been made between the lines before them and those behind, or now."""
    clock_is_reset: bool
    """Whether the clock at hand shows what no clock shows that is right."""

    @property
    def is_sure(self) -> bool:
        """Whether it is their clock that was wrong, and not the one at hand.

        A clock that was ahead leaves a leap in the journal, and all that it dated fits into the
        time since. Where this machine's clock fell back instead, to the day it was made or by a
        year, the journal goes on without a leap, and has more days than there is room for. A
        correction is never taken back; so of more than a few days that do not fit nothing is
        corrected unasked, but the learner is asked whether this clock is right.
        """
        days = {event.day for event in self.changes}
        return not self.clock_is_reset and (self.fits or len(days) <= _FEW)

    def without(self, known: Container[str]) -> "Ahead":
        """Those whose ids are not known."""
        left = [
            (change, correction)
            for change, correction in zip(self.changes, self.corrections, strict=True)
            if change.id not in known
        ]
        changes, corrections = zip(*left, strict=True) if left else ((), ())
        return replace(self, changes=changes, corrections=corrections)

    def in_words(self) -> str:
        """What the learner should know of it on opening."""
        many = len(self.changes)
        if self.is_sure:
            events = counted(many, "event counts", "events count")
            return (
                f"A clock was ahead of its time around {self.changes[0].day}: {events} from the "
                "first moment that is possible."
            )
        return (
            f"{counted(many, 'event lies', 'events lie')} in the future. If the clock of this "
            "computer is right, fix that: trainer doctor --fix"
        )


def changes_ahead(timeline: Timeline, now: datetime) -> Ahead:
    """The changes that lie more than a day ahead, and what each counts as.

    They count from the latest moment of the lines before them on, as far apart as they were, and
    before the next of those behind them. Lines that a merge brought may be older than the rest.

    Args:
        timeline: of one journal.
        now: the present moment.

    Raises:
        OSError: the journal cannot be read.
    """
    rows = sorted(timeline.all_rows, key=lambda row: row.start)
    runs = [(ahead, [*run]) for ahead, run in groupby(rows, lambda row: is_ahead(row.at, now))]
    moments: dict[bytes, float] = {}
    fits, before = True, None
    for number, (ahead, run) in enumerate(runs):
        if not ahead:
            latest = max(row.at for row in run)
            before = latest if before is None else max(before, latest)
            continue
        later = (row.at for is_wrong, rest in runs[number:] if not is_wrong for row in rest)
        behind = next((at for at in later if before is None or at >= before), now.timestamp())
        moments |= _spread(run, before, behind)
        length = max(row.at for row in run) - min(row.at for row in run)
        fits = fits and before is not None and before + length <= behind
    wanted = [row for row in timeline.all_rows if row.id in moments]
    changes = tuple(event for event in timeline.read(wanted) if isinstance(event, Change))
    corrections = (_correction(event, moments[event.id.encode()], now) for event in changes)
    return Ahead(changes, tuple(corrections), fits, clock_is_reset=now < _FIRST)


def ahead_on_opening(
    journal: Journal, unsaved: Sequence[Event], state: State, now: datetime
) -> Ahead | None:
    """What of a learner's journal lies more than a day ahead; None where nothing does.

    Args:
        journal: the journal.
        unsaved: what happened and is not in it.
        state: what follows from both. The journal is read only where it ends ahead.
        now: the present moment.

    Raises:
        OSError: the journal cannot be read.
    """
    if state.last is None or not is_ahead(state.last[0], now):
        return None
    ahead = changes_ahead(Timeline(journal, also=unsaved), now)
    return ahead if ahead.changes else None


def _spread(
    run: Sequence[TimelineRow], before: float | None, behind: float
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
