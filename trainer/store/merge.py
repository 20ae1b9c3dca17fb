"""Two machines' journals come together.

The union of their events, by id: what is known here stays as it is, what is new is added. What
follows for each item follows from the set of all events, so it is the same whichever journal was
merged into which, and however often.
"""

import zipfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from trainer.errors import SystemRefusedError, TrainerError
from trainer.progress import Progress, no_progress
from trainer.regular_file import where_it_leads
from trainer.store.backup import unpack
from trainer.store.event import ClockEvent, Event, OfOneMachine, reviews_in
from trainer.store.journal import Journal
from trainer.store.known_decks import take_texts
from trainer.store.learner import Learner
from trainer.store.record import ItemRecord
from trainer.store.state import State
from trainer.store.timeline import Timeline
from trainer.store.wrong_clock import changes_ahead, is_ahead


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
    """How many lines of the other journal, and not of this one, could not be read."""


class Difference:
    """What another journal has that a learner's own has not.

    The beginning that both have, byte for byte, is not read: mostly one is a copy of the other
    that went its own way.

    Args:
        mine: the learner's own journal.
        theirs: the other.

    Raises:
        OSError: a journal cannot be read.
    """

    def __init__(self, mine: Journal, theirs: Journal) -> None:
        self.damaged = 0
        """How many lines of the other journal alone cannot be read."""
        self._theirs = theirs
        self._closed, self._closed_here = theirs.closed_batches(), mine.closed_batches()
        start = mine.same_up_to(theirs)
        words = tuple(f'"{batch}"'.encode() for batch in self._closed - self._closed_here)
        if words and any(mine.lines(0, start, containing=words)):
            start = 0  # what counts there and not here began before they parted
        self.events = self._since(mine, start)
        """The events that were not known, but for those that belong to one machine."""
        if start and mine.has_any([event.id for event in self.events], start):
            self.events = self._since(mine, 0)  # one is in more than one line

    def _since(self, mine: Journal, start: int) -> list[Event]:
        known = {
            hash(entry.event.id)
            for entry in mine.entries(start)
            if entry.event and (entry.event.batch is None or entry.event.batch in self._closed_here)
        }
        self.damaged = 0
        new: list[Event] = []
        for entry in self._theirs.entries(start):
            event = entry.event
            if event is None:
                self.damaged += 1
            elif (
                not isinstance(event, OfOneMachine)
                and hash(event.id) not in known
                and (event.batch is None or event.batch in self._closed)
            ):
                known.add(hash(event.id))
                new.append(event)
        return new


def merge(
    learner: Learner, other: Path, now: datetime, *, progress: Progress = no_progress
) -> Merged:
    """Bring another journal of the same learner into their own.

    Args:
        learner: opened for recording.
        other: a learner's folder, a journal, a backup, or a home with that learner in it.
        now: the present moment.
        progress: called with how much of the journals was read.

    Raises:
        TrainerError: there is no journal there, or this one cannot be written.
    """
    if other.is_file() and zipfile.is_zipfile(other):
        return _merge_backup(learner, other, now, progress)
    other = _of_home(other, learner.folder.name)
    path = other / "reviews.jsonl" if other.is_dir() else other
    if where_it_leads(path) == where_it_leads(learner.folder / "reviews.jsonl"):
        raise TrainerError(f"{path} is this learner's own journal.", "Name the other machine's.")
    theirs = _journal(path)
    before = {deck: dict(learner.records(deck)) for deck in learner.state.records}
    try:
        difference = Difference(learner.journal, theirs)
        unsaved = {event.id for event in learner.unsaved}
        new = [event for event in difference.events if event.id not in unsaved]
        ahead = any(is_ahead(event.at.timestamp(), now) for event in new)
        clocks = _clocks(theirs, now, progress) if ahead else ()
    except OSError as error:
        raise SystemRefusedError(error, f"{error.filename or path} cannot be read") from error
    learner.import_events([*new, *clocks])
    if other.is_dir():
        with suppress(OSError):  # they are made again when the decks are read
            take_texts(learner.folder, other)
    return Merged(len(new), reviews_in(new), _changed(before, learner.state), difference.damaged)


def _of_home(other: Path, name: str) -> Path:
    """The folder of this learner where a home is named, or of the only one there."""
    if (other / "learners" / name).is_dir():
        return other / "learners" / name
    folders = [folder for folder in (other / "learners").glob("*") if folder.is_dir()]
    return folders[0] if len(folders) == 1 else other


def _clocks(theirs: Journal, now: datetime, progress: Progress) -> tuple[ClockEvent, ...]:
    """What their events from the future count as, which only the order of their lines can show."""
    ahead = changes_ahead(Timeline(theirs, progress=progress), now)
    return ahead.corrections if ahead.is_sure else ()


def _changed(before: dict[str, dict[str, ItemRecord]], state: State) -> int:
    """For how many items something else is known than before."""
    return sum(
        before.get(deck, {}).get(item) != state.records.get(deck, {}).get(item)
        for deck in {*before, *state.records}
        for item in {*before.get(deck, {}), *state.records.get(deck, {})}
    )


def _merge_backup(learner: Learner, backup: Path, now: datetime, progress: Progress) -> Merged:
    try:
        with TemporaryDirectory() as folder:
            unpack(backup, Path(folder))
            return merge(learner, Path(folder), now, progress=progress)
    except OSError as error:
        raise SystemRefusedError(error, f"{backup} cannot be unpacked") from error


def _journal(path: Path) -> Journal:
    if not path.is_file():
        raise TrainerError(
            f"There is no journal at {path}.", "Name a learner's folder, or its reviews.jsonl."
        )
    try:
        journal = Journal(path)
        sound = any(entry.event for entry in journal.entries())
    except OSError as error:
        raise SystemRefusedError(error, f"{path} cannot be read") from error
    if path.stat().st_size and not sound:
        raise TrainerError(
            f"{path} is not a journal of trainer.", "Name the other machine's journal."
        )
    return journal
