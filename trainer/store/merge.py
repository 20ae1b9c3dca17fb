"""Two machines' journals come together.

The union of their events, by id: what is known here stays as it is, what is new is added.
What follows for each item is then settled from all events in the order in which they
happened, so it is the same whichever journal was merged into which, and however often.
"""

import zipfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from trainer.errors import TrainerError
from trainer.memory.study_day import study_day
from trainer.progress import Progress, untold
from trainer.store.backup import unpack
from trainer.store.chronicle import Chronicle
from trainer.store.event import ReviewEvent, SettledEvent
from trainer.store.journal import Journal
from trainer.store.known_decks import take_texts
from trainer.store.learner import Learner
from trainer.store.settling import Settling

_AT_ONCE = 1000
"""Events that are taken in with one call."""


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


def merge(
    learner: Learner,
    other: Path,
    now: datetime,
    *,
    rollover_hour: int = 4,
    progress: Progress = untold,
) -> Merged:
    """Bring another journal of the same learner into his own.

    Args:
        learner: opened for recording.
        other: a learner's folder, a journal, or a backup.
        now: the present moment.
        rollover_hour: the hour at which a study day begins.
        progress: told how much of the journals was read.

    Raises:
        TrainerError: there is no journal there, or this one cannot be written.
    """
    if other.is_file() and zipfile.is_zipfile(other):
        return _merge_backup(learner, other, now, rollover_hour, progress)
    path = other / "reviews.jsonl" if other.is_dir() else other
    if path.resolve() == (learner.folder / "reviews.jsonl").resolve():
        raise TrainerError(f"{path} is this learner's own journal.", "Name the other machine's.")
    theirs = _journal(path)
    try:
        chronicle = Chronicle([learner.journal, theirs], also=learner.unsaved, progress=progress)
        counts = Counter[bool]()
        new = chronicle.only_in(1)
        while batch := [*islice(new, _AT_ONCE)]:
            learner.record_all(batch)
            counts.update(isinstance(event, ReviewEvent) for event in batch)
        settled = _settled(learner, chronicle, now, rollover_hour)
    except OSError as error:
        raise TrainerError(f"{error.filename} cannot be read: {error.strerror}") from error
    learner.record_all(settled)
    if other.is_dir():
        with suppress(OSError):  # they are made anew when the decks are read
            take_texts(learner.folder, other)
    return Merged(counts.total(), counts[True], len(settled), chronicle.damaged[1])


def settle_learner(
    learner: Learner,
    now: datetime,
    rollover_hour: int,
    *,
    record: bool = True,
    progress: Progress = untold,
) -> int:
    """Let a learner's records be what follows from his events in the order of time.

    Args:
        learner: whose; opened for recording where it is to be recorded.
        now: the present moment.
        rollover_hour: the hour at which a study day begins.
        record: whether to record it, or only to tell.
        progress: told how much of the journal was read.

    Returns:
        For how many items they were not.

    Raises:
        OSError: the journal cannot be read.
    """
    chronicle = Chronicle([learner.journal], also=learner.unsaved, progress=progress)
    settled = _settled(learner, chronicle, now, rollover_hour)
    if record:
        learner.record_all(settled)
    return len(settled)


def _settled(
    learner: Learner, chronicle: Chronicle, now: datetime, rollover_hour: int
) -> list[SettledEvent]:
    """What must be said for the learner's records to be what follows from the events."""
    settling = Settling(chronicle.undone, chronicle.schedulers)
    for _ in settling.follow(chronicle.events()):
        pass
    target = settling.projection
    places = {(deck, item) for deck in learner.decks for item in learner.records(deck)}
    places |= {(deck, item) for deck, records in target.records.items() for item in records}
    day = study_day(now, rollover_hour)
    return [
        SettledEvent.of(place, record, now, day)
        for place in sorted(places)
        if (record := target.record_of(*place)) != learner.record_of(*place)
    ]


def _merge_backup(
    learner: Learner, backup: Path, now: datetime, rollover_hour: int, progress: Progress
) -> Merged:
    try:
        with TemporaryDirectory() as folder:
            unpack(backup, Path(folder))
            return merge(learner, Path(folder), now, rollover_hour=rollover_hour, progress=progress)
    except OSError as error:
        raise TrainerError(f"{backup} cannot be unpacked: {error.strerror}") from error


def _journal(path: Path) -> Journal:
    if not path.is_file():
        raise TrainerError(
            f"There is no journal at {path}.", "Name a learner's folder, or its reviews.jsonl."
        )
    try:
        journal = Journal(path)
        sound = any(entry.event for entry in journal.entries())
    except OSError as error:
        raise TrainerError(f"{path} cannot be read: {error.strerror}") from error
    if path.stat().st_size and not sound:
        raise TrainerError(f"{path} is no journal of trainer.", "Name the other machine's journal.")
    return journal
