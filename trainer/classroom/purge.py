"""Removes a student for good: from a class, and from all that is kept on this machine."""

import csv
import io
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from trainer.classroom.drill_event import (
    Opened,
)
from trainer.classroom.drill_log import holding, lock_of, locks_of, read_lines
from trainer.classroom.homework_file import WAITING
from trainer.classroom.player_name import same_name
from trainer.classroom.purge_log import Gone, lines_without, purge_log
from trainer.classroom.roster import STUDENT_ID, Roster
from trainer.classroom.roster_edit import without_student
from trainer.classroom.school_class import ROSTER_BYTES, SchoolClass
from trainer.deck.likeness import searchable
from trainer.errors import SystemRefusedError, TrainerError
from trainer.regular_file import all_below, read_json, read_regular, read_whole
from trainer.store.atomic_file import write_atomically
from trainer.store.home import classes_folder, guest_drills_folder, home
from trainer.store.lock import FolderLock

_SEARCHED = 20_000_000
"""Bytes of a file that is searched for names."""


def purge(school_class: SchoolClass, student: str) -> tuple[Path, ...]:
    """Remove a student: their folder, and every line on them in every file that trainer keeps.

    So are guests of their name, in this class's drills, in those of others and of guests alone:
    they may have joined without being in the roster.

    Args:
        school_class: their class.
        student: their id or name; a guest's name where nobody of the roster has it.

    Returns:
        The files that were changed or removed.

    Raises:
        TrainerError: there is nothing of such a student, or a file cannot be written.
    """
    roster = school_class.roster
    known = roster.student(student) or roster.find(student)
    if known:
        gone = Gone(known.id, (known.name, *known.aliases))
    elif near := roster.alike_to(student):
        names = " or ".join(each.name for each in near)
        raise TrainerError(
            f"Class {school_class.name} has no student {student!r}.", f"Did you mean {names}?"
        )
    else:
        gone = Gone(student if STUDENT_ID.fullmatch(student) else None, (student,), listed=False)
    folders = [folder for folder in _drill_folders() if folder.is_dir()]
    try:
        with holding(_locks(school_class, gone, folders)):
            is_name = any(map(str.isalnum, student))
            changed = tuple(_purge(school_class, gone, folders)) if is_name else ()
    except OSError as error:
        raise SystemRefusedError(
            error,
            f"{error.filename or school_class.folder} cannot be written",
            "Fix that and purge again: what is gone stays gone.",
        ) from error
    if not changed:
        raise TrainerError(
            f"Class {school_class.name} has no student {student!r}.",
            f"See: trainer class list {school_class.name}",
        )
    return changed


def still_named(names: Iterable[str]) -> Iterator[Path]:
    """The files with one of these names, or one that looks like it, and folders so called."""
    wanted = Gone(None, tuple(map(searchable, names))).named
    for path in all_below(home()):
        if wanted.search(searchable(path.name)):
            yield path
        elif path.is_file():
            with suppress(OSError):
                content = read_regular(path, _SEARCHED) or b""
                if wanted.search(searchable(content.decode(errors="replace"))):
                    yield path


def _locks(school_class: SchoolClass, gone: Gone, folders: Iterable[Path]) -> dict[str, FolderLock]:
    """The locks of the drills of their class, and of those elsewhere where they were a guest."""
    locks: dict[str, FolderLock] = {}
    for folder in folders:
        if folder == school_class.drills:
            locks |= locks_of(folder)
            continue
        roster = _roster_beside(folder)
        for path in sorted(folder.glob("*.jsonl")):
            lines = [*read_lines(path)]
            if len(lines_without(lines, gone, roster, own=False)) != len(lines):
                opened = lines[0][1]
                at_home = isinstance(opened, Opened) and opened.is_homework
                locks |= [lock_of(path, at_home=at_home)]
    return locks


def _purge(school_class: SchoolClass, gone: Gone, drills: Iterable[Path]) -> Iterator[Path]:
    path = school_class.folder / "roster.yaml"
    text = read_whole(path, ROSTER_BYTES).decode("utf-8-sig")
    kept = without_student(text, path, gone.id) if gone.id else text
    if kept != text:
        write_atomically(path, kept.encode())
        yield path
    if gone.id:
        yield from _purge_folders(school_class, gone.id)
    for folder in drills:
        own = folder == school_class.drills
        roster = school_class.roster if own else _roster_beside(folder)
        for path in sorted(folder.glob("*.jsonl")):
            if purge_log(path, gone, roster, own=own):
                yield path
        for path in sorted(folder.glob(f"*.{gone.id}.*{WAITING}")) if own else ():
            path.unlink()  # it was not imported yet
            yield path
        for path in sorted(folder.glob("*.torn")):
            path.unlink()  # pieces of lines that no reader uses: whose they are is unknown
            yield path
    yield from _purge_reports(gone)
    yield from _purge_seat(gone)


def _purge_folders(school_class: SchoolClass, student: str) -> Iterator[Path]:
    """Their learner's folder, what was rescued beside it, their turn in the bag, their backups."""
    folder = school_class.student_folder(student)
    for path in (folder, *folder.parent.glob(f"unsaved-{student}-*.jsonl")):
        if path.exists():
            _remove(path)
            yield path
    bag = school_class.bag()
    if student in {*bag.left, *bag.done}:
        left = {
            name: tuple(other for other in getattr(bag, name) if other != student)
            for name in ("left", "done")
        }
        school_class.keep_bag(bag.model_copy(update=left))
        yield school_class.folder / "bag.json"
    backups = home() / "backups" / student
    if backups.is_dir() and not (home() / "learners" / student).exists():
        _remove(backups)  # of nobody who learns here alone
        yield backups


def _purge_reports(gone: Gone) -> Iterator[Path]:
    """Reports and backups that are named after them, and their rows in reports that are not."""
    for folder in (home() / "reports", home() / "backups"):
        for path in all_below(folder):
            if path.is_file() and gone.names_file(path):
                path.unlink()
                yield path
    for path in all_below(home()):
        if path.suffix != ".csv" or not path.is_file() or home() / "decks" in path.parents:
            continue
        if gone.names_file(path):
            path.unlink()
            yield path
            continue
        text = (read_regular(path, _SEARCHED) or b"").decode(errors="replace")
        rows = [*csv.reader(io.StringIO(text, newline=""))]
        head = [cell.lstrip("\ufeff") for cell in rows[0]] if rows else []
        names = {same_name(cell) for name in gone.names for cell in (name, f"'{name}")}
        column = head.index("student") if "student" in head else None
        where = slice(None) if column is None else slice(column, column + 1)
        others = [row for row in rows if not names & set(map(same_name, row[where]))]
        if len(others) != len(rows):
            out = io.StringIO()
            csv.writer(out, lineterminator="\r\n").writerows(others)
            write_atomically(path, out.getvalue().encode())
            yield path


def _purge_seat(gone: Gone) -> Iterator[Path]:
    """The seat that was taken from this machine, where it was theirs."""
    path = home() / "seat.json"
    with suppress(FileNotFoundError, ValueError, KeyError, TypeError):
        if same_name(str(read_json(path, 10_000)["name"])) in set(map(same_name, gone.names)):
            path.unlink()
            yield path


def _drill_folders() -> list[Path]:
    return [guest_drills_folder(), *sorted(classes_folder().glob("*/drills"))]


def _roster_beside(drills: Path) -> Roster | None:
    """The roster of the class that a folder of drills belongs to; None without a sound one."""
    if drills == guest_drills_folder():
        return None
    try:
        return SchoolClass(drills.parent.name).roster
    except TrainerError:
        return None


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
