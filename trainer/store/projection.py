"""What follows from the journal: a record of each item, and what was done on each study day."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from trainer.memory.queue import DayCounts
from trainer.memory.state import MemoryState, Phase
from trainer.store.event import (
    BuryEvent,
    Change,
    ForgetEvent,
    ItemEvent,
    KeptEvent,
    MoveEvent,
    ReviewEvent,
    SettledEvent,
    SuspendEvent,
)
from trainer.store.record import ItemRecord

_BLANK = ItemRecord()
_IDLE = DayCounts()


@dataclass
class Projection:
    """The state after a row of events. Equal rows of events make equal projections.

    What says nothing (a new item, an idle day) is not kept, so taking an event back leaves
    no trace of it.
    """

    records: dict[str, dict[str, ItemRecord]] = field(default_factory=dict)
    """Deck -> item -> its record."""
    days: dict[date, DayCounts] = field(default_factory=dict)
    """Study day -> what counts against its limits."""

    def record_of(self, deck: str, item: str) -> ItemRecord:
        """The item's record; a blank one where nothing is known of it."""
        return self.records.get(deck, {}).get(item, _BLANK)

    def counts(self, day: date) -> DayCounts:
        """What counts against the limits of a study day."""
        return self.days.get(day, _IDLE)

    def apply(self, event: Change) -> None:
        """Let an event happen."""
        match event:
            case ReviewEvent():
                self._count(event, 1)
                if event.after is not None:
                    self._change(event, memory=event.after)
            case SuspendEvent():
                self._change(event, suspended=event.suspended)
            case BuryEvent():
                self._change(event, buried_until=event.until)
            case MoveEvent():
                self._move(event)
            case ForgetEvent():
                self._put(event.deck, event.item, _BLANK)
            case SettledEvent() | KeptEvent():
                self._put(event.deck, event.item, event.record)

    def take_back(self, event: ItemEvent) -> None:
        """Let an event not have happened.

        What came later to the same item stands: only the last change is reversed.
        """
        record = self.record_of(event.deck, event.item)
        match event:
            case ReviewEvent():
                self._count(event, -1)
                if event.after is not None and _is_latest(event.after, record.memory):
                    self._change(event, memory=event.before)
            case SuspendEvent():
                if record.suspended == event.suspended:
                    self._change(event, suspended=not event.suspended)
            case BuryEvent():
                if record.buried_until == event.until:
                    self._change(event, buried_until=event.before)

    def _move(self, event: MoveEvent) -> None:
        moved = [(self.record_of(*old), new) for old, new in event.moves]
        for old, _ in event.moves:
            self._put(*old, _BLANK)
        for record, new in moved:
            if self.record_of(*new) == _BLANK:  # what was learnt there since is worth more
                self._put(*new, record)

    def _change(self, event: ItemEvent, **changes: Any) -> None:  # noqa: ANN401 - its fields
        record = replace(self.record_of(event.deck, event.item), **changes)
        self._put(event.deck, event.item, record)

    def _put(self, deck: str, item: str, record: ItemRecord) -> None:
        row = self.records.setdefault(deck, {})
        if record == _BLANK:
            row.pop(item, None)
        else:
            row[item] = record
        if not row:
            del self.records[deck]

    def _count(self, event: ReviewEvent, sign: int) -> None:
        done = self.counts(event.day)
        counts = DayCounts(
            new=done.new + sign * _introduces(event), reviews=done.reviews + sign * _reviews(event)
        )
        if counts == _IDLE:
            self.days.pop(event.day, None)
        else:
            self.days[event.day] = counts


def _is_latest(after: MemoryState, memory: MemoryState | None) -> bool:
    """Whether nothing came since; a fit may have seen the same in another light."""
    return memory is not None and (after.reps, after.reviewed) == (memory.reps, memory.reviewed)


def _introduces(event: ReviewEvent) -> bool:
    """Whether a review counts against the day's limit of new items."""
    return not event.cram and event.before is None


def _reviews(event: ReviewEvent) -> bool:
    """Whether a review counts against the day's limit of reviews."""
    return not event.cram and event.before is not None and event.before.phase is Phase.REVIEW
