"""One file that holds all that a learner cannot make again, and the way back from it."""

import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from trainer.archive import opened_archive
from trainer.counted import counted
from trainer.errors import SystemRefusedError, TrainerError
from trainer.free_name import numbered
from trainer.regular_file import where_it_leads
from trainer.store.atomic_file import atomic_writer, make_private, sync_folder
from trainer.store.event import RestoreEvent, write_event
from trainer.store.home import home
from trainer.store.journal import Journal
from trainer.store.lock import FolderLock, HeldError

KEPT = ("reviews.jsonl", "settings.json", "decks.json", "cards.json")
"""What a backup holds; the scores follow from the journal."""

DAILY = 10
"""How many automatic backups are kept."""

_LARGEST = 4_000_000_000
"""Bytes of a file in a backup; more is no journal that anybody wrote."""
_CHOOSE = "Choose another one: trainer backup --list"
_PIECE = 1 << 20
_MARKED = 10_000
"""Ids of events in one line of the journal."""
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
    except OSError as error:
        what = f"{error.filename or learner_folder} cannot be read"
        raise SystemRefusedError(error, what, "See: trainer doctor") from error
    if journal.end == 0:
        raise TrainerError(f"There is nothing to back up in {learner_folder}.")
    if to.exists():
        raise TrainerError(f"{to} already exists.", "Name another file.")
    try:
        make_private(to.parent)
        with (
            atomic_writer(to) as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            for name in KEPT:
                path = learner_folder / name
                if path.is_file():
                    _pack(archive, path, journal.end if name == KEPT[0] else path.stat().st_size)
    except OSError as error:
        raise SystemRefusedError(
            error, f"{to} could not be written", "Choose another place."
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
    future = [old for old in dated if old.name > path.name]  # a clock was wrong
    past = [old for old in dated if old.name <= path.name]
    for old in (*past[:-DAILY], *future[:-DAILY]):
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
    lock = FolderLock(learner_folder)
    try:
        lock.take()
        # Beside what it is to replace, so that a full disk is met before anything is moved.
        with TemporaryDirectory(dir=learner_folder, prefix="restoring-") as unpacked:
            unpacked_files = unpack(backup, Path(unpacked))
            newer = _unknown_to(unpacked_files[0], learner_folder / KEPT[0])
            if newer and not over_newer:
                raise NewerDataError(len(newer))
            _leave_mark(unpacked_files[0], [*newer, *left_by_wish(learner_folder / KEPT[0])], now)
            aside = _copy_aside(learner_folder, now)
            # They follow from the journal that goes, and would speak for it against the new one.
            (learner_folder / "scores.json").unlink(missing_ok=True)
            for path in unpacked_files:
                path.replace(where_it_leads(learner_folder / path.name))
        sync_folder(learner_folder)
    except HeldError as error:
        raise TrainerError(f"{error} has this learner open.", "Close it there.") from error
    except OSError as error:
        what = f"{error.filename or learner_folder} cannot be written"
        raise SystemRefusedError(error, what) from error
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
            f"This learner has {counted(events, 'event')} that the backup has not.",
            "To keep both, merge instead; to go back all the same: --over-newer",
        )


def left_by_wish(journal: Path) -> set[str]:
    """The ids of events that the learner chose to leave when they went back to a backup."""
    entries = Journal(journal).entries(containing=(b'"type":"restore"',))
    marks = (entry.event for entry in entries if isinstance(entry.event, RestoreEvent))
    return {event_id for mark in marks for event_id in mark.left}


def unpack(backup: Path, folder: Path) -> list[Path]:
    """Unpack a backup into a folder; nothing else that may be in it is looked at.

    Returns:
        Its files, the journal first.

    Raises:
        TrainerError: it is no backup, or cannot be read.
        OSError: the folder cannot be written.
    """
    try:
        opened = opened_archive(backup)
    except OSError as error:
        raise SystemRefusedError(error, f"{backup} cannot be read", _CHOOSE) from error
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise TrainerError(f"{backup} cannot be read as a backup: {error}.", _CHOOSE) from error
    try:
        with opened as archive:
            names = [name for name in KEPT if name in archive.namelist()]
            if any(archive.getinfo(name).file_size > _LARGEST for name in names):
                raise TrainerError(f"{backup} holds a file that is too large.", _CHOOSE)
            for name in names:
                with archive.open(name) as packed, atomic_writer(folder / name) as file:
                    shutil.copyfileobj(packed, file)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise TrainerError(f"{backup} cannot be read as a backup: {error}.", _CHOOSE) from error
    if KEPT[0] not in names or not any(_ids(folder / KEPT[0])):
        raise TrainerError(f"{backup} has no journal of trainer.", _CHOOSE)
    return [folder / name for name in names]


def _pack(archive: zipfile.ZipFile, path: Path, size: int) -> None:
    """Put the first so many bytes of a file into an archive, a piece at a time."""
    with path.open("rb") as file, archive.open(path.name, "w", force_zip64=True) as packed:
        while size > 0 and (piece := file.read(min(size, _PIECE))):
            packed.write(piece)
            size -= len(piece)


def _ids(journal: Path) -> Iterator[str]:
    """The ids of its events; what only records a restore cannot be missed."""
    events = (entry.event for entry in Journal(journal).entries())
    return (event.id for event in events if event and not isinstance(event, RestoreEvent))


def _unknown_to(backed_up: Path, existing: Path) -> list[str]:
    """The ids of the events of a journal that another one does not hold."""
    here, there = Journal(existing), Journal(backed_up)
    if here.fingerprint(here.end) == there.fingerprint(here.end):
        return []
    known = set(_ids(backed_up))
    return [event_id for event_id in _ids(existing) if event_id not in known]


def _leave_mark(journal: Path, left: Sequence[str], now: datetime) -> None:
    """Write down in the journal that is put back which events it was wished to leave."""
    marks = (
        RestoreEvent(at=now, day=now.date(), left=tuple(left[begin : begin + _MARKED]))
        for begin in range(0, max(1, len(left)), _MARKED)
    )
    file = Journal(journal)
    try:
        file.set_torn_aside()
        file.append(b"".join(map(write_event, marks)))
    finally:
        file.close()


def _copy_aside(folder: Path, now: datetime) -> Path | None:
    """Keep what there is; it stays in its place too, for a restore may be cut off anywhere."""
    there = [folder / name for name in (*KEPT, "scores.json") if (folder / name).is_file()]
    if not there:
        return None
    names = numbered(folder / f"before-restore-{now:%Y-%m-%d-%H%M%S}")
    aside = next(name for name in names if not name.exists())
    aside.mkdir(mode=0o700)
    for path in there:
        shutil.copy2(path, aside / path.name)
    return aside
