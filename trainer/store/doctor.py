"""Looks a learner's folder over: what is wrong, what that means, and what mends it."""

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from trainer.errors import TrainerError
from trainer.store.atomic_storage import DamagedFileError
from trainer.store.backup import backups_folder
from trainer.store.event import ReviewEvent, SchedulerEvent
from trainer.store.journal import Entry, Journal
from trainer.store.learner import Learner
from trainer.store.merge import settle_learner
from trainer.store.opening import read_folder
from trainer.store.projection import Projection
from trainer.store.replay import Replay
from trainer.store.scores import Scores
from trainer.store.settings import load_settings

_LITTLE = 50_000_000
"""Bytes free on the disk below which a warning is due."""
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that is not as it should be."""

    what: str
    """What was found, in a sentence."""
    means: str
    """What that means for the learner, and what to do."""
    mend: Callable[[datetime], None] | None = None
    """Mends it; None where nothing needs to be done, or only the learner can."""


def examine(folder: Path, now: datetime) -> tuple[Complaint, ...]:
    """Everything that is wrong in a learner's folder; reads it all, and changes nothing."""
    if not folder.exists():
        return (Complaint(f"{folder} is not there.", "It is made with the first answer."),)
    found = [*_folder(folder), *_journal(folder, now)]
    if (folder / "reviews.jsonl").exists():
        found += [*_scores(folder), *_order(folder, now)]
    found += [*_leftovers(folder), *_settings(folder), *_backups(folder, now)]
    return tuple(found)


def _folder(folder: Path) -> Iterator[Complaint]:
    probe = folder / ".doctor"
    try:
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError as error:
        yield Complaint(
            f"{folder} cannot be written: {error.strerror}.",
            "Answers would not be saved. Mend the permissions of the folder, or free the disk.",
        )
    free = shutil.disk_usage(folder).free
    if free < _LITTLE:
        yield Complaint(f"Only {free // 1_000_000} MB are free on this disk.", "Make room soon.")


def _journal(folder: Path, now: datetime) -> Iterator[Complaint]:
    path = folder / "reviews.jsonl"
    if not path.exists():
        if (folder / "scores.json").exists():
            yield Complaint(
                f"{path} is missing: the history is gone, the schedule is still there.",
                "Bring it back from a backup: trainer restore FILE, see trainer backup --list.",
            )
        return
    journal = Journal(path)
    if path.stat().st_size > journal.end:
        yield Complaint(
            "The last line of the journal is torn, by a crash or a power cut.",
            "At most the last answer is lost. Set it aside, so that the file is whole.",
            lambda _: _close(journal.set_torn_aside),
        )
    yield from _lines(journal, now)


def _lines(journal: Journal, now: datetime) -> Iterator[Complaint]:
    damaged: list[Entry] = []
    unknown = future = 0
    ids: Counter[str] = Counter()
    named, told = set[str](), set[str]()
    for entry in journal.entries():
        event = entry.event
        if event is None:
            unknown += entry.unknown
            damaged += [] if entry.unknown else [entry]
            continue
        ids[event.id] += 1
        future += event.at > now + timedelta(days=1)
        if isinstance(event, SchedulerEvent):
            told.add(event.key)
        elif isinstance(event, ReviewEvent) and event.scheduler:
            named.add(event.scheduler)
    if damaged:
        where = ", ".join(str(journal.line_number(entry.start)) for entry in damaged[:_SHOWN])
        more = ", …" if len(damaged) > _SHOWN else ""
        yield Complaint(
            f"{len(damaged)} lines of the journal are damaged: {where}{more}.",
            "They are skipped, all others count. A backup may hold what they said: trainer merge "
            "BACKUP brings it in.",
        )
    if unknown:
        yield Complaint(
            f"{unknown} lines of the journal are from a newer trainer.", "Update this trainer."
        )
    doubled = sum(count - 1 for count in ids.values())
    if doubled:
        yield Complaint(
            f"{doubled} lines of the journal stand twice.",
            "The day's figures count them twice; what is remembered is set right below.",
        )
    if future:
        yield Complaint(
            f"{future} events are from the future: a clock was wrong.",
            "Intervals follow from them. Set the clock right; they even out with time.",
        )
    if named - told:
        yield Complaint(
            f"{len(named - told)} schedulers are named by reviews and told of nowhere.",
            "It matters only where journals are merged: those reviews are taken as they are.",
        )


def _scores(folder: Path) -> Iterator[Complaint]:
    journal = Journal(folder / "reviews.jsonl")
    try:
        scores = read_folder(folder).replay.projection
        loaded = Scores(folder / "scores.json").load()
    except DamagedFileError as error:
        loaded, problem = None, str(error)
    else:
        problem = "missing" if loaded is None else ""
    if loaded is None:
        yield Complaint(
            f"The scores are {problem}.", "They follow from the journal.", _rebuild_of(folder)
        )
        return
    fresh = Replay(journal, Projection())
    for entry in journal.entries():
        if entry.event:
            fresh.feed(entry.event, entry.start)
    if fresh.projection != scores:
        yield Complaint(
            "The scores are not what follows from the journal.",
            "The journal is right: rebuild them.",
            _rebuild_of(folder),
        )


def _rebuild_of(folder: Path) -> Callable[[datetime], None]:
    def rebuild(_: datetime) -> None:
        path = folder / "scores.json"
        if path.exists():
            path.replace(path.with_name("scores.json.old"))
        Learner.open(folder).close()

    return rebuild


def _order(folder: Path, now: datetime) -> Iterator[Complaint]:
    with Learner.open(folder, read_only=True) as learner:
        differing = settle_learner(learner, now, 4, record=False)
    if differing:

        def mend(now: datetime) -> None:
            with Learner.open(folder) as learner:
                settle_learner(learner, now, 4)

        yield Complaint(
            f"For {differing} items the journal's lines are not in the order of time.",
            "A clock was set back, or lines were moved. What is remembered can be settled from "
            "the order in which it happened.",
            mend,
        )


def _leftovers(folder: Path) -> Iterator[Complaint]:
    for path in sorted(folder.glob("*.tmp")):
        yield Complaint(
            f"{path.name} was left by a crash in the middle of a write.",
            "It is of no use.",
            lambda _, path=path: path.unlink(missing_ok=True),  # type: ignore[misc]
        )
    for path in sorted((*folder.glob("*.torn"), *folder.glob("*.old"), *folder.glob("*.bad"))):
        yield Complaint(
            f"{path.name} was set aside once.", "Look at it, and remove it if you like."
        )
    holder = folder / "lock.json"
    if holder.exists():
        try:
            told = json.loads(holder.read_bytes())
            yield Complaint(
                f"Process {told['pid']} on {told['host']} had this learner open.",
                "If no trainer runs there, it was killed; that blocks nobody.",
            )
        except (OSError, ValueError, KeyError, TypeError):
            yield Complaint("lock.json cannot be read.", "It blocks nobody.")


def _settings(folder: Path) -> Iterator[Complaint]:
    for problem in load_settings(folder)[1]:
        yield Complaint(problem, "Mend the file, or choose anew in the app's settings.")


def _backups(folder: Path, now: datetime) -> Iterator[Complaint]:
    if not (folder / "reviews.jsonl").exists():
        return
    dated = sorted(path.stem for path in backups_folder(folder).glob("*.zip"))
    if not dated or dated[-1] < f"{now - timedelta(days=30):%Y-%m-%d}":
        last = f"The last backup is of {dated[-1]}." if dated else "There is no backup."
        yield Complaint(last, "The app makes one a day; by hand: trainer backup")


def _close(step: Callable[[], object]) -> None:
    try:
        step()
    except OSError as error:
        raise TrainerError(f"That could not be mended: {error.strerror}") from error
