"""One file that holds all that a learner cannot make again, and the way back from it."""

import re
import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from trainer.errors import TrainerError
from trainer.store.atomic_file import write_atomically
from trainer.store.event import read_event
from trainer.store.home import home
from trainer.store.journal import Journal
from trainer.store.lock import FolderLock, HeldError

KEPT = ("reviews.jsonl", "settings.json", "cards.json")
"""What a backup holds; the scores follow from the journal."""

DAILY = 10
"""How many automatic backups are kept."""

_LARGEST = 4_000_000_000
"""Bytes of a file in a backup; more is no journal that anybody wrote."""
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}\.zip")


def backups_folder(learner_folder: Path) -> Path:
    """The folder of a learner's automatic backups; it need not be there."""
    return home() / "backups" / learner_folder.name


def back_up(learner_folder: Path, to: Path) -> None:
    """Write a backup. The learner may be at work: what is whole in the journal is taken.

    Raises:
        TrainerError: there is nothing to back up, or the file cannot be written.
    """
    try:
        journal = Journal(learner_folder / "reviews.jsonl")
        if journal.end == 0:
            raise TrainerError(f"There is nothing to back up in {learner_folder}.")
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in KEPT:
                path = learner_folder / name
                if path.is_file():
                    with path.open("rb") as file:
                        archive.writestr(name, file.read(journal.end if name == KEPT[0] else -1))
        to.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(to, packed.getvalue())
    except OSError as error:
        raise TrainerError(
            f"{to} could not be written: {error.strerror}", "Choose another place."
        ) from error


def back_up_daily(learner_folder: Path, today: date) -> Path | None:
    """Write today's backup unless there is one, and remove all but the last ten.

    Returns:
        The new backup; None where there was one, or there is nothing to back up.

    Raises:
        TrainerError: it cannot be written.
    """
    folder = backups_folder(learner_folder)
    path = folder / f"{today}.zip"
    if path.exists() or not (learner_folder / KEPT[0]).exists():
        return None
    back_up(learner_folder, path)
    dated = sorted(old for old in folder.iterdir() if _DATED.fullmatch(old.name))
    for old in dated[:-DAILY]:
        old.unlink()
    return path


def restore(backup: Path, learner_folder: Path, now: datetime, *, over_newer: bool) -> Path | None:
    """Put a backup in the place of what a learner has; that is kept beside it.

    Args:
        backup: a file that `back_up` wrote.
        learner_folder: where to; it need not be there.
        now: the present moment, which names what is set aside.
        over_newer: whether to go on where the learner has events that the backup has not.

    Returns:
        Where the old data was set aside; None when there was none.

    Raises:
        NewerDataError: the learner has newer data, and `over_newer` is False.
        TrainerError: it is no backup, or a file cannot be written.
    """
    contents = contents_of(backup)
    lock = FolderLock(learner_folder)
    try:
        lock.take()
        newer = _unknown_to(contents[KEPT[0]], learner_folder / KEPT[0])
        if newer and not over_newer:
            raise NewerDataError(newer)
        aside = _set_aside(learner_folder, now)
        for name, data in contents.items():
            write_atomically(learner_folder / name, data)
    except HeldError as error:
        raise TrainerError(f"{error} has this learner open.", "Close it there.") from error
    except OSError as error:
        raise TrainerError(
            f"{error.filename or learner_folder} cannot be written: {error.strerror}"
        ) from error
    finally:
        lock.release()
    return aside


class NewerDataError(TrainerError):
    """The learner has events that the backup has not.

    Args:
        events: how many.
    """

    def __init__(self, events: int) -> None:
        super().__init__(
            f"This learner has {events} events that the backup has not.",
            "To keep both, merge instead; to go back all the same: --over-newer",
        )


def contents_of(backup: Path) -> dict[str, bytes]:
    """Name -> the file of a backup; nothing else that may be in it is looked at.

    Raises:
        TrainerError: it is no backup, or cannot be read.
    """
    try:
        with zipfile.ZipFile(backup) as archive:
            names = [name for name in KEPT if name in archive.namelist()]
            if any(archive.getinfo(name).file_size > _LARGEST for name in names):
                raise TrainerError(f"{backup} holds a file that is too large.")
            contents = {name: archive.read(name) for name in names}
    except FileNotFoundError:
        raise TrainerError(f"There is no file {backup}.", "See: trainer backup --list") from None
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise TrainerError(f"{backup} cannot be read as a backup: {error}") from error
    if not any(_ids(contents.get(KEPT[0], b""))):
        raise TrainerError(f"{backup} holds no journal of trainer.", "Choose another backup.")
    return contents


def _ids(journal: bytes) -> set[str]:
    found = set()
    for line in journal.splitlines():
        try:
            found.add(read_event(line).id)
        except ValueError:  # a damaged line says nothing here
            continue
    return found


def _unknown_to(journal: bytes, existing: Path) -> int:
    """How many events of a journal on disk another one does not hold."""
    if not existing.exists():
        return 0
    here = existing.read_bytes()
    return 0 if journal.startswith(here) else len(_ids(here) - _ids(journal))


def _set_aside(folder: Path, now: datetime) -> Path | None:
    there = [folder / name for name in (*KEPT, "scores.json") if (folder / name).exists()]
    if not there:
        return None
    aside = folder / f"before-restore-{now:%Y-%m-%d-%H%M%S}"
    aside.mkdir()
    for path in there:
        path.replace(aside / path.name)
    return aside
