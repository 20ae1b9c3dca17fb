"""Whether the lines of a journal can be read, and make sense."""

from collections.abc import Iterator
from pathlib import Path

from trainer.progress import Progress
from trainer.store.doctor.complaint import Complaint
from trainer.store.event import ReviewEvent, SchedulerEvent
from trainer.store.journal import Journal, JournalLine
from trainer.store.learner import Learner

_SHOWN = 5
_TOLD_EVERY = 1000


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
    for number, entry in enumerate(journal.entries(), 1):
        if number % _TOLD_EVERY == 0:
            progress("Looking at the journal's lines", entry.start / journal.end)
        event = entry.event
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
        are = "line of the journal is" if len(damaged) == 1 else "lines of the journal are"
        yield Complaint(
            f"{len(damaged)} {are} damaged: {where}{more}.",
            "What cannot be read is skipped, all else counts. If a backup holds what it said, "
            "see below.",
        )
    if unknown:
        yield Complaint(
            f"{unknown} {'line is' if unknown == 1 else 'lines are'} of a kind that this trainer "
            "does not know.",
            "They are from a newer one, or damaged; they are kept and skipped. Update trainer.",
        )
    if doubled:
        yield Complaint(
            f"{doubled} {'line is' if doubled == 1 else 'lines are'} in the journal twice.",
            "Each counts once.",
        )
    if named - described:
        yield Complaint(
            f"{len(named - described)} schedulers are named by reviews and described nowhere.",
            "It matters only where journals are merged: those reviews are taken as they are.",
        )
