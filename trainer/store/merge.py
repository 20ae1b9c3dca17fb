"""Two machines' journals come together.

The union of their events, by id: what is known here stays as it is, what is new is added.
What follows for each item is then settled from all events in the order in which they
happened, so it is the same whichever journal was merged into which, and however often.
"""

import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from trainer.errors import TrainerError
from trainer.memory.scheduler import Scheduler
from trainer.memory.study_day import study_day
from trainer.store.backup import unpack
from trainer.store.card_texts import load_card_texts, save_card_texts
from trainer.store.event import (
    BuryEvent,
    Event,
    ForgetEvent,
    KeptEvent,
    MoveEvent,
    ReviewEvent,
    SchedulerEvent,
    SessionEnded,
    SessionStarted,
    SettledEvent,
    SuspendEvent,
    UndoEvent,
)
from trainer.store.journal import Journal
from trainer.store.learner import Learner
from trainer.store.projection import Projection
from trainer.store.record import ItemRecord

_OWN = SessionStarted | SessionEnded | SettledEvent
"""What belongs to one machine's journal, and is not carried over."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge brought."""

    events: int
    """How many events were new."""
    reviews: int
    """How many of them were reviews."""
    items: int
    """For how many items something follows that was not known before."""
    damaged: int
    """How many lines of the other journal could not be read."""


def merge(learner: Learner, other: Path, now: datetime, *, rollover_hour: int = 4) -> Merged:
    """Bring another journal of the same learner into his own.

    Args:
        learner: opened for recording.
        other: a learner's folder, a journal, or a backup.
        now: the present moment.
        rollover_hour: the hour at which a study day begins.

    Raises:
        TrainerError: there is no journal there, or this one cannot be written.
    """
    if other.is_file() and zipfile.is_zipfile(other):
        return _merge_backup(learner, other, now, rollover_hour=rollover_hour)
    path = other / "reviews.jsonl" if other.is_dir() else other
    if path.resolve() == (learner.folder / "reviews.jsonl").resolve():
        raise TrainerError(f"{path} is this learner's own journal.", "Name the other machine's.")
    theirs, damaged = _read(path)
    mine = list(learner.all_events())
    known = {event.id for event in mine}
    unknown = [e for e in theirs if e.id not in known and not isinstance(e, _OWN)]
    new = _in_order(unknown, {event.id: event for event in (*mine, *theirs)})
    learner.record_all(new)
    settled = settle_learner(learner, now, rollover_hour)
    if other.is_dir():
        _merge_texts(learner.folder, other)
    reviews = sum(isinstance(event, ReviewEvent) for event in new)
    return Merged(len(new), reviews, settled, damaged)


def settle(events: Iterable[Event]) -> Projection:
    """What follows from events whatever their order in a file: from when they happened.

    A review that did not know of the one before it, because that was on another machine, is
    scheduled anew, by the scheduler that it names.
    """
    by_id = {event.id: event for event in events if not isinstance(event, _OWN)}
    undone = {event.event for event in by_id.values() if isinstance(event, UndoEvent)}
    schedulers = {e.key: e for e in by_id.values() if isinstance(e, SchedulerEvent)}
    projection = Projection()
    for event in _in_order(by_id.values(), by_id):
        if event.id in undone:
            continue
        if isinstance(event, ReviewEvent):
            projection.apply(_knowing(event, projection, schedulers))
        elif isinstance(event, KeptEvent):
            kept = ItemRecord(event.memory, event.suspended, event.buried_until)
            if kept.knows_more_than(projection.record_of(event.deck, event.item)):
                projection.apply(event)
        elif isinstance(event, SuspendEvent | BuryEvent | MoveEvent | ForgetEvent):
            projection.apply(event)
    return projection


def settle_learner(
    learner: Learner, now: datetime, rollover_hour: int, *, record: bool = True
) -> int:
    """Let a learner's records be what follows from his events in the order of time.

    Args:
        learner: whose; opened for recording where it is to be recorded.
        now: the present moment.
        rollover_hour: the hour at which a study day begins.
        record: whether to record it, or only to tell.

    Returns:
        For how many items they were not.
    """
    settled = _settled(learner, now, rollover_hour)
    if record:
        learner.record_all(settled)
    return len(settled)


def _settled(learner: Learner, now: datetime, rollover_hour: int) -> list[SettledEvent]:
    """What must be said for the learner's records to be what follows from the events."""
    target = settle(learner.all_events())
    places = {(deck, item) for deck in learner.decks for item in learner.records(deck)}
    places |= {(deck, item) for deck, records in target.records.items() for item in records}
    return [
        SettledEvent(
            at=now,
            day=study_day(now, rollover_hour),
            deck=deck,
            item=item,
            memory=record.memory,
            suspended=record.suspended,
            buried_until=record.buried_until,
        )
        for deck, item in sorted(places)
        if (record := target.record_of(deck, item)) != learner.record_of(deck, item)
    ]


def _knowing(
    event: ReviewEvent, projection: Projection, schedulers: dict[str, SchedulerEvent]
) -> ReviewEvent:
    """The review with the memory that it would have found and left."""
    before = projection.record_of(event.deck, event.item).memory
    told = schedulers.get(event.scheduler or "")
    if event.after is None or before == event.before or told is None:
        return event
    scheduler = _scheduler(told.parameters, told.desired_retention, _rollover(event))
    after = scheduler.review(f"{event.deck}/{event.item}", before, event.rating, event.at)
    return event.model_copy(update={"before": before, "after": after})


@lru_cache(maxsize=64)
def _scheduler(
    parameters: tuple[float, ...], desired_retention: float, rollover_hour: int
) -> Scheduler:
    return Scheduler(
        parameters=parameters, desired_retention=desired_retention, rollover_hour=rollover_hour
    )


def _rollover(event: ReviewEvent) -> int:
    """The hour at which the study day of a review began, as far as the review tells."""
    hours = (4, *range(24))
    return next((hour for hour in hours if study_day(event.at, hour) == event.day), 4)


def _in_order(events: Iterable[Event], by_id: Mapping[str, Event]) -> list[Event]:
    """Events as they happened; an undo never before what it takes back."""

    def moment(event: Event) -> tuple[datetime, int, str]:
        undone = by_id.get(event.event) if isinstance(event, UndoEvent) else None
        at = max(event.at, undone.at) if undone else event.at
        return at, int(isinstance(event, UndoEvent)), event.id

    return sorted(events, key=moment)


def _merge_backup(learner: Learner, backup: Path, now: datetime, *, rollover_hour: int) -> Merged:
    try:
        with TemporaryDirectory() as folder:
            unpack(backup, Path(folder))
            return merge(learner, Path(folder), now, rollover_hour=rollover_hour)
    except OSError as error:
        raise TrainerError(f"{backup} cannot be unpacked: {error.strerror}") from error


def _read(path: Path) -> tuple[list[Event], int]:
    try:
        entries = list(Journal(path).entries())
        if not path.exists():
            raise TrainerError(
                f"There is no journal at {path}.", "Name a learner's folder, or its reviews.jsonl."
            )
    except OSError as error:
        raise TrainerError(f"{path} cannot be read: {error.strerror}") from error
    events = [entry.event for entry in entries if entry.event]
    if path.stat().st_size and not events:
        raise TrainerError(f"{path} is no journal of trainer.", "Name the other machine's journal.")
    return events, len(entries) - len(events)


def _merge_texts(folder: Path, other: Path) -> None:
    """Keep what the other machine's cards said, where it is not known here."""
    mine, theirs = load_card_texts(folder), load_card_texts(other)
    merged = {deck: theirs.get(deck, {}) | mine.get(deck, {}) for deck in {*mine, *theirs}}
    if merged != mine:
        save_card_texts(folder, merged)
