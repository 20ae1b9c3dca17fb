"""What a learner's backups know, and restores that were cut off."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from trainer.counted import counted
from trainer.errors import TrainerError
from trainer.store.backup import backups_folder, left_by_wish, unpack
from trainer.store.doctor.complaint import Complaint
from trainer.store.doctor.lines import damaged_lines
from trainer.store.journal import Journal
from trainer.store.learner import Learner
from trainer.store.merge import Difference, merge
from trainer.store.rescue import rescued

_OLD = timedelta(days=30)


def look_at_backups(folder: Path, now: datetime) -> Iterator[Complaint]:
    """Whether there is a fresh automatic one, and whether one knows what the journal has lost."""
    journal = folder / "reviews.jsonl"
    if not journal.exists() and not (folder / "scores.json").exists():
        return
    backups = sorted(backups_folder(folder).glob("*.zip"), key=lambda path: path.stem)
    past = [path for path in backups if path.stem <= f"{now:%Y-%m-%d}"]
    for backup in reversed(past or backups):
        missing = _missing(Journal(journal), backup)
        if missing is None:
            continue  # it is no good itself; an older one may be
        if missing:
            yield Complaint(
                f"The backup {backup.name} has {counted(missing, 'event')} that the journal lost.",
                "Bring them in; nothing that is known here is lost by it.",
                _merging(folder, backup),
                grave=True,
            )
        break
    if not past or past[-1].stem < f"{now - _OLD:%Y-%m-%d}":
        last = (
            f"The last automatic backup is of {past[-1].stem}."
            if past
            else "There is no automatic backup."
        )
        yield Complaint(last, "The app makes one a day; so does: trainer backup")


def look_at_rescued(folder: Path) -> Iterator[Complaint]:
    """Answers that could not be saved, and were written elsewhere."""
    journal = folder / "reviews.jsonl"
    for path in rescued(folder):
        if _lost(Journal(journal), Journal(path)):
            yield Complaint(
                f"{path} holds answers that could not be saved.",
                "Bring them in.",
                _merging(folder, path),
                grave=True,
            )
        else:
            yield Complaint(
                f"{path.name} was set aside once; all that it holds is saved by now.",
                "Remove it if you like.",
            )


def look_at_restoring(folder: Path) -> Iterator[Complaint]:
    """Whether a restore took away what was there, and was cut off before it put something back."""
    aside = sorted(folder.glob("before-restore-*/reviews.jsonl"))
    if aside and not (folder / "reviews.jsonl").exists():

        def mend(_: datetime) -> None:
            for path in aside[-1].parent.iterdir():
                path.replace(folder / path.name)

        yield Complaint(
            f"A restore was cut off: all that was learnt is in {aside[-1].parent.name}.",
            "Put it back.",
            mend,
            grave=True,
        )


def _missing(journal: Journal, backup: Path) -> int | None:
    """How many events of a backup a journal does not have; None where it is no backup."""
    with TemporaryDirectory() as unpacked:
        try:
            unpack(backup, Path(unpacked))
        except TrainerError:
            return None
        kept = Journal(Path(unpacked) / "reviews.jsonl")
        is_beginning = kept.fingerprint(kept.end) == journal.fingerprint(kept.end)
        if is_beginning and not damaged_lines(journal):
            return 0
        return _lost(journal, kept)


def _lost(journal: Journal, other: Journal) -> int:
    """How many events of another journal one has not, but for those that it was wished to leave."""
    left = left_by_wish(journal.path)
    return sum(event.id not in left for event in Difference(journal, other).events)


def _merging(folder: Path, backup: Path) -> Callable[[datetime], None]:
    def mend(now: datetime) -> None:
        with Learner.open(folder, now=now) as learner:
            merge(learner, backup, now)

    return mend
