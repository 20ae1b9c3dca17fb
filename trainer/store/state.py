"""What follows from the journal: a record of each item, and what was done on each study day."""

from collections.abc import Collection, Iterable, MutableMapping
from dataclasses import dataclass, field
from datetime import date, datetime

from trainer.memory.queue import DayCounts
from trainer.store.event import ItemKey, SchedulerEvent
from trainer.store.record import ItemRecord
from trainer.store.renamed_items import Key, Names

BLANK = ItemRecord()
_IDLE = DayCounts()


@dataclass
class State:
    """What follows from a set of events; equal sets make equal states.

    What says nothing (a new item, an idle day) is not kept.
    """

    records: dict[str, MutableMapping[str, ItemRecord]] = field(default_factory=dict)
    """Deck -> item, as it is called today -> its record."""
    days: dict[date, DayCounts] = field(default_factory=dict)
    """Study day -> what counts against its limits."""
    names: Names = field(default_factory=Names)
    """What items were called, and are."""
    schedulers: dict[str, SchedulerEvent] = field(default_factory=dict)
    """Key -> the scheduler that reviews name by it."""
    clock: dict[str, datetime] = field(default_factory=dict)
    """Id of an event -> the moment at which it counts, since its clock was wrong."""
    undescribed: set[str] = field(default_factory=set, compare=False)
    """Keys of schedulers that were needed, and that no event describes."""
    undone: set[str] = field(default_factory=set, compare=False)
    """Ids of events that were taken back and are not here (yet)."""
    in_order: bool = field(default=True, compare=False)
    """Whether the lines of the journal are in the order in which they count."""
    last: Key | None = field(default=None, compare=False)
    """Where the latest change is in the order of all, also if it was taken back."""

    @property
    def latest(self) -> float | None:
        """The moment at which the latest change counts, in seconds since 1970; None without one."""
        return self.last[0] if self.last else None

    def record_of(self, deck: str, item: str) -> ItemRecord:
        """The item's record; a blank one where nothing is known of it."""
        return self.records.get(deck, {}).get(item, BLANK)

    def counts(self, day: date) -> DayCounts:
        """What counts against the limits of a study day."""
        return self.days.get(day, _IDLE)

    def put(self, item_key: ItemKey, record: ItemRecord) -> None:
        """Let this be known of an item."""
        deck, item = item_key
        row = self.records.get(deck)
        if record.memory is not None or record != BLANK:
            if row is None:
                row = self.records[deck] = {}
            row[item] = record
        elif row is not None:
            row.pop(item, None)
            if not row:
                del self.records[deck]

    def count(self, day: date, new: int, reviews: int) -> None:
        """Count items that were introduced and reviewed on a study day; negative ones not."""
        done = self.days.get(day, _IDLE)
        counts = DayCounts(new=done.new + new, reviews=done.reviews + reviews)
        if counts == _IDLE:
            self.days.pop(day, None)
        else:
            self.days[day] = counts

    def add_schedulers(self, schedulers: Iterable[SchedulerEvent]) -> None:
        """Learn what the schedulers are; of two with one key the one that came first."""
        for event in schedulers:
            known = self.schedulers.get(event.key)
            if known is None or (event.at, event.id) < (known.at, known.id):
                alone = event.batch is None
                self.schedulers[event.key] = (
                    event if alone else event.model_copy(update={"batch": None})
                )

    def correct(self, event_id: str, counts_as: datetime) -> None:
        """Let an event count at another moment; of several the earliest holds."""
        known = self.clock.get(event_id)
        self.clock[event_id] = counts_as if known is None else min(known, counts_as)

    def take_over(self, before: "State", after: "State", item_keys: Collection[ItemKey]) -> None:
        """Replace what is known of some items.

        Args:
            before: what followed for them so far.
            after: what follows now.
            item_keys: all their names, and all names connected with these.
        """
        for deck, item in item_keys:
            self.put((deck, item), after.record_of(deck, item))
        for part, sign in ((before, -1), (after, 1)):
            for day, counts in part.days.items():
                self.count(day, sign * counts.new, sign * counts.reviews)
        self.names.take_over(after.names, item_keys)
        self.undescribed |= after.undescribed
        if after.last and (self.last is None or after.last > self.last):
            self.last = after.last
