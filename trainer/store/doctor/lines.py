"""Whether the lines of a journal can be read, and make sense."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from trainer.counted import counted
from trainer.errors import TrainerError
from trainer.progress import REPORT_EVERY, Progress
from trainer.store.doctor.complaint import Complaint
from trainer.store.event import BatchEnded, Event, ReviewEvent, SchedulerEvent, write_event
from trainer.store.journal import Journal, JournalLine
from trainer.store.learner import Learner
from trainer.store.lock import FolderLock, HeldError

_SHOWN = 5
_OF_AN_END = (b"batch-ended", b'"events":')
"""Of which one is left of a line that closed a batch, where a part of it is damaged."""


def look_at_lines(folder: Path, progress: Progress) -> Iterator[Complaint]:
    """A torn end, damage, doubles, and clocks that were wrong."""
    path = folder / "reviews.jsonl"
    if not path.exists():
        return
    journal = Journal(path)
    if path.stat().st_size > journal.end:
        yield Complaint(
            "The last line of the journal is torn, by a crash or a power cut.",
            "At most the last answer is lost. Set it aside, so that the file is whole.",
            lambda now: Learner.open(
                folder, now=now
            ).close(),  # under the lock, on the file as it is then
        )
    yield from _lines(journal, progress)


def damaged_lines(journal: Journal) -> int:
    """How many lines cannot be read."""
    return sum(entry.event is None for entry in journal.entries())


def _lines(journal: Journal, progress: Progress) -> Iterator[Complaint]:
    damaged: list[JournalLine] = []
    unknown = doubled = 0
    seen = set[int]()
    named, described = set[str](), set[str]()
    batches = _Batches(journal)
    for number, entry in enumerate(journal.entries(), 1):
        if number % REPORT_EVERY == 0:
            progress("Looking at the journal's lines", entry.start / journal.end)
        event = entry.event
        batches.add(entry)
        if event is None:
            unknown += entry.unknown
            damaged += [] if entry.unknown else [entry]
            continue
        mark = hash(event.id)
        doubled += mark in seen
        seen.add(mark)
        if isinstance(event, SchedulerEvent):
            described.add(event.key)
        elif isinstance(event, ReviewEvent) and event.scheduler:
            named.add(event.scheduler)
    if damaged:
        where = ", ".join(str(journal.line_number(entry.start)) for entry in damaged[:_SHOWN])
        more = ", …" if len(damaged) > _SHOWN else ""
        lines = counted(len(damaged), "line of the journal is", "lines of the journal are")
        yield Complaint(
            f"{lines} damaged: {where}{more}.",
            "What cannot be read is skipped. If a backup holds what it said, see below.",
        )
    yield from batches.unended()
    if unknown:
        yield Complaint(
            f"{counted(unknown, 'line is', 'lines are')} of a kind that this trainer "
            "does not know.",
            "They are from a newer one, or damaged; they are kept and skipped. Update trainer.",
        )
    if doubled:
        yield Complaint(
            f"{counted(doubled, 'line is', 'lines are')} in the journal twice.",
            "Each counts once.",
        )
    if undescribed := named - described:
        schedulers = counted(len(undescribed), "scheduler is", "schedulers are")
        yield Complaint(
            f"{schedulers} named by reviews and described nowhere.",
            "It matters only where journals are merged: those reviews are used as they are.",
        )


class _Batches:
    """Which batches have no end.

    Args:
        journal: whose lines are added, oldest first.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._sizes = Counter[str]()
        self._closed = set[str]()
        self._mends: dict[str, Callable[[datetime], None]] = {}
        self._last: Event | None = None

    def add(self, line: JournalLine) -> None:
        """Look at one more line."""
        event, last = line.event, self._last
        if event is None:
            if last and last.batch and not line.unknown and _was_an_end(self._journal, line):
                self._mends[last.batch] = _closing(self._journal, last, self._sizes[last.batch])
            return
        self._last = event
        if isinstance(event, BatchEnded):
            self._closed.add(event.batch)
        elif event.batch:
            self._sizes[event.batch] += 1

    def unended(self) -> Iterator[Complaint]:
        """Those without an end."""
        for batch, size in self._sizes.items():
            if batch in self._closed:
                continue
            mend = self._mends.get(batch)
            yield Complaint(
                f"{counted(size, 'event')} of a batch that has no end: not counted.",
                "Its end is damaged, and it was whole: write the end again."
                if mend
                else "Its writing was cut off, so that none of it happened. Do it again.",
                mend,
                grave=mend is not None,
            )


def _was_an_end(journal: Journal, line: JournalLine) -> bool:
    """Whether a damaged line closed a batch; it is written only behind all of the batch."""
    _, content = next(journal.lines(line.start))
    return any(mark in content for mark in _OF_AN_END)


def _closing(journal: Journal, last: Event, size: int) -> Callable[[datetime], None]:
    end = BatchEnded(at=last.at, day=last.day, batch=str(last.batch), events=size)

    def mend(_: datetime) -> None:
        lock = FolderLock(journal.path.parent)
        try:
            lock.take()
        except HeldError as error:
            raise TrainerError(f"{error} has the same learner open.", "Close it there.") from error
        there = Journal(journal.path)
        try:
            there.set_torn_aside()
            there.append(write_event(end))
        finally:
            there.close()
            lock.release()

    return mend
