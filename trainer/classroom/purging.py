"""Removes a student for good: from a class, and from all that is kept on this machine."""

import csv
import io
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from trainer.classroom.drill_event import (
    Absent,
    Answered,
    Called,
    DrillEvent,
    Joined,
    Marked,
    Opened,
    Removed,
    Renamed,
    Undone,
    Voided,
    write_drill_event,
)
from trainer.classroom.drill_log import holding, lock_of, locks_of, read_lines
from trainer.classroom.homework_file import WAITING
from trainer.classroom.player_name import look
from trainer.classroom.roster import STUDENT_ID, Roster
from trainer.classroom.roster_edit import without_student
from trainer.classroom.school_class import ROSTER_BYTES, SchoolClass
from trainer.errors import SystemRefusedError, TrainerError
from trainer.regular_file import all_below, read_json, read_regular, read_whole
from trainer.store.atomic_file import write_atomically
from trainer.store.home import classes_folder, guest_drills_folder, home
from trainer.store.lock import FolderLock

_Line = tuple[bytes, DrillEvent | None]
"""A line of a log, and its event; None where it is damaged."""
_SEARCHED = 20_000_000
"""Bytes of a file that is searched for names."""
_REPORT = re.compile(r".+-\d{4}-\d\d-\d\d-\d{4,6}(?:-[a-z]+)?\.(?:csv|xlsx)")
"""What `report_files` calls the report of a drill."""


@dataclass(frozen=True)
class _Gone:
    """Who is to be removed."""

    id: str | None
    """Of a student; None for a guest whose name can be no id."""
    names: tuple[str, ...]
    """What they were called, aliases among them."""
    listed: bool = True
    """Whether they are in the roster; a file that has a guest's name is nobody's."""

    @property
    def named(self) -> re.Pattern[str]:
        """Finds them in a text, by name or id, as a whole word."""
        words = {*self.names, *([self.id] if self.id else [])}
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)

    def names_file(self, path: Path) -> bool:
        """Whether a file is named after them: what trainer calls a drill's report is the class."""
        return bool(
            self.listed and not _REPORT.fullmatch(path.name) and self.named.search(path.name)
        )


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
        gone = _Gone(known.id, (known.name, *known.aliases))
    else:
        gone = _Gone(student if STUDENT_ID.fullmatch(student) else None, (student,), listed=False)
    folders = [folder for folder in _drill_folders() if folder.is_dir()]
    try:
        with holding(_locks(school_class, gone, folders)):
            changed = tuple(_purge(school_class, gone, folders)) if look(student) else ()
    except OSError as error:
        raise SystemRefusedError(
            error,
            f"{error.filename or school_class.folder} cannot be written",
            "Mend that and purge again: what is gone stays gone.",
        ) from error
    if not changed:
        raise TrainerError(
            f"Class {school_class.name} has no student {student!r}.",
            f"See: trainer class list {school_class.name}",
        )
    return changed


def still_named(names: Iterable[str]) -> Iterator[Path]:
    """The files that still hold one of these names, and folders that have it as theirs."""
    wanted = _Gone(None, tuple(names)).named
    for path in all_below(home()):
        if wanted.search(path.name):
            yield path
        elif path.is_file():
            with suppress(OSError):
                content = read_regular(path, _SEARCHED) or b""
                if wanted.search(content.decode(errors="replace")):
                    yield path


def _locks(
    school_class: SchoolClass, gone: _Gone, folders: Iterable[Path]
) -> dict[str, FolderLock]:
    """The locks of the drills of their class, and of those elsewhere where they were a guest."""
    locks: dict[str, FolderLock] = {}
    for folder in folders:
        if folder == school_class.drills:
            locks |= locks_of(folder)
            continue
        roster = _roster_beside(folder)
        for path in sorted(folder.glob("*.jsonl")):
            lines = [*read_lines(path)]
            if len(_lines_without(lines, gone, roster, own=False)) != len(lines):
                opened = lines[0][1]
                at_home = isinstance(opened, Opened) and opened.is_homework
                locks |= [lock_of(path, at_home=at_home)]
    return locks


def _purge(school_class: SchoolClass, gone: _Gone, drills: Iterable[Path]) -> Iterator[Path]:
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
            if _purge_log(path, gone, roster, own=own):
                yield path
        for path in sorted(folder.glob(f"*.{gone.id}.*{WAITING}")) if own else ():
            path.unlink()  # it was not taken in yet
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


def _purge_log(path: Path, gone: _Gone, roster: Roster | None, *, own: bool) -> bool:
    """Write a log again without a student, or guests of their names; whether they were in it."""
    lines = [*read_lines(path)]
    left = _lines_without(lines, gone, roster, own=own)
    if left == lines:
        return False
    if any(event for _, event in left):
        write_atomically(path, b"".join(line for line, _ in left))
    else:
        path.unlink()  # nothing in it can be read
    return True


def _lines_without(
    lines: Sequence[_Line], gone: _Gone, roster: Roster | None, *, own: bool
) -> list[_Line]:
    """The lines of a log that are not on a student, nor on guests of their names.

    Args:
        lines: all of them.
        gone: who.
        roster: of the class whose drill it was; None for guests alone.
        own: whether it is their class's, so that ids are theirs.
    """
    student = gone.id if own else None
    looks = set(map(look, gone.names))

    def is_theirs(joined: Joined) -> bool:
        if joined.student:
            return joined.student == student
        named = roster.find(joined.name) if roster else None
        if named:  # a guest who goes by the name of a classmate
            return named.id == student
        return look(joined.name) in looks

    players = {e.player for _, e in lines if isinstance(e, Joined) and is_theirs(e)}
    guests = {e.player for _, e in lines if isinstance(e, Joined) and not e.student}
    players |= {  # who was given their name later
        e.player
        for _, e in lines
        if isinstance(e, Renamed) and e.player in guests and look(e.name) in looks
    }
    kept: list[_Line] = []
    for line, event in lines:
        if event is None:
            if not gone.named.search(line.decode(errors="replace")):
                kept.append((line, None))
        elif isinstance(event, Called) and student and event.passed == student:
            passed = event.model_copy(update={"passed": None})
            if event.student != student:
                kept.append((write_drill_event(passed), passed))
        elif not _is_of(event, student, players):
            kept.append((line, event))
    ids = {event.id for _, event in kept if event}
    return [
        (line, event) for line, event in kept if not isinstance(event, Undone) or event.event in ids
    ]


def _is_of(event: DrillEvent, student: str | None, players: set[str]) -> bool:
    match event:
        case Absent():
            return event.student == student
        case Joined() | Answered() | Removed() | Voided(player=str()):
            return event.player in players
        case Renamed():
            return event.player in players or (student is not None and event.student == student)
        case Called():
            return event.student == student
        case Marked():
            return event.who == student
        case _:
            return False


def _purge_reports(gone: _Gone) -> Iterator[Path]:
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
        looks = {look(cell) for name in gone.names for cell in (name, f"'{name}")}
        column = head.index("student") if "student" in head else None
        where = slice(None) if column is None else slice(column, column + 1)
        others = [row for row in rows if not looks & set(map(look, row[where]))]
        if len(others) != len(rows):
            out = io.StringIO()
            csv.writer(out, lineterminator="\r\n").writerows(others)
            write_atomically(path, out.getvalue().encode())
            yield path


def _purge_seat(gone: _Gone) -> Iterator[Path]:
    """The seat that was taken from this machine, where it was theirs."""
    path = home() / "seat.json"
    with suppress(FileNotFoundError, ValueError, KeyError, TypeError):
        if look(str(read_json(path, 10_000)["name"])) in set(map(look, gone.names)):
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
