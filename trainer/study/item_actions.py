"""What a learner does with items outside of a session: all at once, durable, and undoable."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from trainer.deck.item import Item
from trainer.deck.text import without_controls
from trainer.errors import TrainerError
from trainer.store.event import (
    BuryEvent,
    DueEvent,
    FlagEvent,
    ForgetEvent,
    ItemEvent,
    ItemKey,
    NoteEvent,
    SuspendEvent,
    UndoEvent,
    moment_after,
)
from trainer.store.record import ItemRecord
from trainer.study.collection import Collection


class _Where(NamedTuple):
    """What every event of an item says."""

    item_key: ItemKey
    at: datetime
    day: date

    @property
    def fields(self) -> dict[str, Any]:
        """The same by the names of an event's fields."""
        return {"deck": self.item_key[0], "item": self.item_key[1], "at": self.at, "day": self.day}


_Make = Callable[[_Where, ItemRecord], ItemEvent | None]
"""Makes the event of an item from what is known of it; None where nothing would change."""


class ItemActions:
    """Records what is done with items, and takes the last of it back.

    Args:
        collection: whose items.
    """

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._done: list[tuple[str, ...]] = []

    def suspend(self, items: Iterable[Item], now: datetime) -> int:
        """Stop asking items; where all are suspended, ask them again. How many changed."""
        items = tuple(items)
        suspended = not self.all_suspended(items)

        def make(where: _Where, record: ItemRecord) -> ItemEvent | None:
            differs = record.suspended != suspended
            return SuspendEvent.of(*where, suspended=suspended) if differs else None

        return self._record(items, now, make)

    def all_suspended(self, items: Iterable[Item]) -> bool:
        """Whether none of them is asked, so that `suspend` would let all be asked again."""
        return all(self._record_of(item).suspended for item in items)

    def bury(self, items: Iterable[Item], now: datetime) -> int:
        """Put items off until the next study day; how many."""
        return self._record(items, now, lambda where, _: BuryEvent.of(*where))

    def reset(self, items: Iterable[Item], now: datetime) -> int:
        """Let items be new again; flag, note and accepted answers stay. How many changed."""

        def make(where: _Where, record: ItemRecord) -> ItemEvent | None:
            is_blank = (record.memory, record.suspended, record.buried_until) == (None, False, None)
            return None if is_blank else ForgetEvent(**where.fields, keeps_own=True)

        return self._record(items, now, make)

    def flag(self, items: Iterable[Item], flag: int, now: datetime) -> int:
        """Flag items; 0 takes the flag away. How many changed."""

        def make(where: _Where, record: ItemRecord) -> ItemEvent | None:
            return FlagEvent(**where.fields, flag=flag) if record.flag != flag else None

        return self._record(items, now, make)

    def note(self, items: Iterable[Item], note: str, now: datetime) -> int:
        """Write a note of one's own on items; an empty one takes it away. How many changed.

        What is not safe to show is left out of it, and space around it.
        """
        note = without_controls(note).strip()

        def make(where: _Where, record: ItemRecord) -> ItemEvent | None:
            return NoteEvent(**where.fields, note=note) if record.note != note else None

        return self._record(items, now, make)

    def set_due(self, items: Iterable[Item], days: int, now: datetime) -> int:
        """Let items be due this many days from today; what is new stays new. How many changed."""
        due = self._collection.today(now) + timedelta(days=days)

        def make(where: _Where, record: ItemRecord) -> ItemEvent | None:
            memory = record.memory
            is_there = memory is None or (memory.due == due and memory.ready_at is None)
            return None if is_there else DueEvent(**where.fields, due=due)

        return self._record(items, now, make)

    def undo(self, now: datetime) -> int:
        """Take back what was done last; of how many items. 0 where there is nothing."""
        if not self._done:
            return 0
        events, day = self._done[-1], self._collection.today(now)
        undos = [UndoEvent(at=now, day=day, event=event) for event in events]
        self._collection.refuse_when_held()
        self._collection.learner.record_all(undos)
        self._done.pop()
        return len(events)

    def _record_of(self, item: Item) -> ItemRecord:
        return self._collection.learner.record_of(item.deck_id, item.id)

    def _record(self, items: Iterable[Item], now: datetime, make: _Make) -> int:
        """Record an event for each item that one is made for.

        Raises:
            TrainerError: another program holds the learner, or it cannot be written.
        """
        self._collection.refuse_when_held()
        day = self._collection.today(now)
        at = moment_after(now, self._collection.learner.state.latest)
        made = (
            make(_Where((item.deck_id, item.id), at, day), self._record_of(item)) for item in items
        )
        events = [event for event in made if event is not None]
        if events:
            self._collection.learner.record_all(events)
            self._done.append(tuple(event.id for event in events))
            for deck in {event.deck for event in events}:
                self._collection.remember_cards_of(deck)
        return len(events)


def own_marks(record: ItemRecord) -> str:
    """A learner's flag and note on a card, as they are shown with the answer."""
    flag = f"Flag {record.flag}." if record.flag else ""
    note = f"Your note: {record.note}" if record.note else ""
    return " ".join(filter(None, (flag, note)))


def days_from(text: str) -> int:
    """A number of days as it was typed.

    Raises:
        TrainerError: it is none from 0 to 3650.
    """
    days = int(text) if text.isascii() and text.isdigit() else -1
    if not 0 <= days <= 3650:  # noqa: PLR2004 - ten years
        raise TrainerError(f"{text!r} is not a number of days.", "Write 0 for today, 7 for a week.")
    return days
