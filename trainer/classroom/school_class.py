"""A class: its roster, its students' folders, its drills, and whom to call."""

import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from pydantic import ValidationError

from trainer.classroom.bag import Bag
from trainer.classroom.codes import codes_of
from trainer.classroom.drill_log import read_log
from trainer.classroom.event import (
    Absent,
    Answered,
    Called,
    Event,
    Joined,
    Marked,
    Removed,
    Undone,
    Voided,
    write_event,
)
from trainer.classroom.roster import STUDENT_ID, Roster, read_roster, without_student, write_roster
from trainer.errors import TrainerError
from trainer.regular_file import read_whole
from trainer.store.atomic_file import make_private, write_atomically
from trainer.store.home import class_folder, classes_folder, guest_drills_folder
from trainer.store.lock import FolderLock, HeldError

ROSTER_BYTES = 5_000_000
"""Of a roster, and of a bag: fifty thousand names."""


class SchoolClass:
    """The folder of a class, and what lies in it.

    `roster.yaml`; `students/ID`, each a learner's folder; `drills`, a log each; `bag.json`.

    Args:
        name: the class's name.

    Raises:
        TrainerError: there is no such class, or its roster cannot be used.
    """

    def __init__(self, name: str) -> None:
        self.folder = class_folder(name)
        self.name = self.folder.name
        path = self.folder / "roster.yaml"
        try:
            text = read_whole(path, ROSTER_BYTES).decode("utf-8-sig")
        except FileNotFoundError:
            raise TrainerError(
                f"There is no class {name!r}.",
                f"Make it: trainer class new {name} NAMES.txt (a name on each line)",
            ) from None
        except (OSError, UnicodeDecodeError) as error:
            raise TrainerError(f"{path} cannot be read: {error}") from error
        self.roster: Roster = read_roster(text, path)

    @classmethod
    def create(cls, name: str, students: Iterable[str]) -> "SchoolClass":
        """Make a class of the students' names.

        Raises:
            TrainerError: it is there already, a name cannot be, or the folder not be written.
        """
        path = class_folder(name) / "roster.yaml"
        if path.exists():
            raise TrainerError(f"The class {name} is there already.", f"Edit {path}.")
        text = write_roster(students)
        try:
            make_private(path.parent)
            write_atomically(path, text.encode())
        except OSError as error:
            raise TrainerError(f"{path} cannot be written: {error.strerror}") from error
        return cls(name)

    def roster_lines(self) -> list[str]:
        """The lines of the roster's file as they are now, comments among them."""
        text = read_whole(self.folder / "roster.yaml", ROSTER_BYTES).decode("utf-8-sig")
        return text.splitlines()

    def student_folder(self, student: str) -> Path:
        """The learner's folder of a student; it need not be there."""
        return self.folder / "students" / student

    def codes(self) -> Mapping[str, str]:
        """Student's id -> the pair of words they join with; empty where a name will do."""
        return codes_of(self.folder, self.roster.students)

    @property
    def drills(self) -> Path:
        """The folder of the logs of its drills."""
        return self.folder / "drills"

    def bag(self) -> Bag:
        """Whom to call next; a bag that is damaged is begun anew, for it is only an order."""
        try:
            return Bag.model_validate_json(read_whole(self._bag_path, ROSTER_BYTES))
        except (OSError, ValidationError):
            return Bag()

    def keep_bag(self, bag: Bag) -> None:
        """Keep the bag for the next call.

        Raises:
            OSError: it cannot be written.
        """
        make_private(self.folder)
        write_atomically(self._bag_path, bag.model_dump_json().encode())

    def purge(self, student: str) -> tuple[Path, ...]:
        """Remove a student: his folder, and every line on him in every file of the class.

        So are guests of his name, in the class's drills and in those of guests alone: he may
        have joined without being in the roster.

        Returns:
            The files that were changed or removed.

        Raises:
            TrainerError: there is nothing of such a student, or a file cannot be written.
        """
        locks = [FolderLock(self.drills), FolderLock(guest_drills_folder())]
        try:
            for lock in locks:
                lock.take()
            changed = tuple(self._purge(student)) if STUDENT_ID.fullmatch(student) else ()
        except HeldError as error:
            raise TrainerError(
                f"Class {self.name} is being drilled: {error}.", "End the drill, and purge again."
            ) from error
        except OSError as error:
            raise TrainerError(
                f"{error.filename or self.folder} cannot be written: {error.strerror}",
                "Mend that and purge again: what is gone stays gone.",
            ) from error
        finally:
            for lock in locks:
                lock.release()
        if not changed:
            raise TrainerError(
                f"Class {self.name} has no student {student!r}.",
                f"See: trainer class list {self.name}",
            )
        return changed

    def _purge(self, student: str) -> Iterable[Path]:
        known = self.roster.student(student)

        def is_theirs(name: str) -> bool:
            return known is not None and self.roster.find(name) == known

        roster = self.folder / "roster.yaml"
        text = read_whole(roster, ROSTER_BYTES).decode("utf-8-sig")
        kept = without_student(text, roster, student)
        if kept != text:
            write_atomically(roster, kept.encode())
            yield roster
        folder = self.student_folder(student)
        if folder.is_dir():
            shutil.rmtree(folder)
            yield folder
        bag = self.bag()
        if student in {*bag.left, *bag.done}:
            self.keep_bag(
                bag.model_copy(
                    update={
                        "left": tuple(other for other in bag.left if other != student),
                        "done": tuple(other for other in bag.done if other != student),
                    }
                )
            )
            yield self._bag_path
        for drills in (self.drills, guest_drills_folder()):
            for path in sorted(drills.glob("*.jsonl")):
                if _purge_log(path, student if drills == self.drills else None, is_theirs):
                    yield path
            for path in sorted(drills.glob("*.torn")):
                path.unlink()  # pieces of lines that no reader uses: whose they are is unknown
                yield path

    @property
    def _bag_path(self) -> Path:
        return self.folder / "bag.json"


def class_names() -> tuple[str, ...]:
    """The names of all classes."""
    return tuple(sorted(path.parent.name for path in classes_folder().glob("*/roster.yaml")))


def drills_folder(school_class: SchoolClass | None) -> Path:
    """Where the logs of drills lie: of a class, or of guests alone."""
    return school_class.drills if school_class else guest_drills_folder()


def _purge_log(path: Path, student: str | None, is_theirs: Callable[[str], bool]) -> bool:
    """Write a log anew without a student, and without guests of his names; whether he was in it.

    Args:
        path: the log.
        student: his id; None where ids are of no class, or of another.
        is_theirs: whether a guest's name is the student's.
    """
    events = read_log(path)
    players = {
        event.player
        for event in events
        if isinstance(event, Joined)
        and (event.student == student if event.student else is_theirs(event.name))
    }
    kept = [event for event in events if not _is_of(event, student, players)]
    ids = {event.id for event in kept}
    kept = [event for event in kept if not isinstance(event, Undone) or event.event in ids]
    kept = [
        event.model_copy(update={"passed": None})
        if student and isinstance(event, Called) and event.passed == student
        else event
        for event in kept
    ]
    if tuple(kept) == events:
        return False
    write_atomically(path, b"".join(write_event(event) for event in kept))
    return True


def _is_of(event: Event, student: str | None, players: set[str]) -> bool:
    match event:
        case Absent():
            return event.student == student
        case Joined() | Answered() | Removed() | Voided(player=str()):
            return event.player in players
        case Called():
            return event.student == student
        case Marked():
            return event.who == student
        case _:
            return False
