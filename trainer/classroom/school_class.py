"""A class: its roster, its students' folders, its drills, and whom to call."""

import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from trainer.classroom.bag import Bag
from trainer.classroom.codes import CODES, codes_of
from trainer.classroom.drill_log import holding, locks_of
from trainer.classroom.roster import Roster, Student, read_roster, read_roster_file
from trainer.classroom.roster_edit import (
    renamed,
    with_student,
    with_written_ids,
    write_roster,
)
from trainer.did_you_mean import did_you_mean
from trainer.errors import SystemRefusedError, TrainerError, system_refusals
from trainer.regular_file import read_whole
from trainer.store.atomic_file import make_private, write_atomically
from trainer.store.home import class_folder, classes_folder, deleted_folder, guest_drills_folder

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
        self._stamp = self._stamp_now()
        self.roster: Roster = self._read_roster()

    def reread(self) -> bool:
        """Read the roster again where it or the codes changed since; whether they did.

        Raises:
            TrainerError: it cannot be used as it is now; what was read before stays.
        """
        stamp = self._stamp_now()
        if stamp == self._stamp:
            return False
        self._stamp = stamp
        self.roster = self._read_roster()
        return True

    def _stamp_now(self) -> tuple[tuple[int, int] | None, ...]:
        return tuple(map(_stamp, (self.folder / "roster.yaml", self.folder / CODES)))

    def _read_roster(self) -> Roster:
        path = self.folder / "roster.yaml"
        try:
            text = read_whole(path, ROSTER_BYTES).decode("utf-8-sig")
        except FileNotFoundError:
            make = f"Make it: trainer class new {self.name} NAMES.txt (a name on each line)"
            near = did_you_mean(self.name, class_names())
            raise TrainerError(
                f"There is no class {self.name!r}.", f"{near} {make}".strip()
            ) from None
        except OSError as error:
            raise SystemRefusedError(error, f"{path} cannot be read") from error
        except UnicodeDecodeError as error:
            raise TrainerError(f"{path} is not UTF-8.", "Save it as UTF-8.") from error
        file = read_roster_file(text, path)
        if file.without_own_id:
            with suppress(TrainerError, OSError):  # it can be used all the same
                write_atomically(path, with_written_ids(text, path).encode())
                self._stamp = self._stamp_now()
        return file.roster

    @classmethod
    def create(cls, name: str, students: Iterable[str]) -> "SchoolClass":
        """Make a class of the students' names.

        Raises:
            TrainerError: it is there already, a name cannot be, or the folder not be written.
        """
        path = class_folder(name) / "roster.yaml"
        if path.exists():
            raise TrainerError(f"The class {name} already exists.", f"Edit {path}.")
        text = write_roster(students)
        read_roster(text, path)  # before anything is written: none is left that cannot be used
        with system_refusals(f"{path} cannot be written"):
            make_private(path.parent)
            write_atomically(path, text.encode())
        return cls(name)

    def rename(self, student: str, name: str) -> None:
        """Give a student another name; all that they did is by their id, and follows.

        Raises:
            TrainerError: there is none of this id; the name cannot be, or is another's.
        """
        self._edit(lambda text, path: renamed(text, path, student, name))

    def add(self, name: str) -> Student:
        """Add one more student to the class.

        Who left and comes back by the same name, or whose line was deleted by mistake, has their
        folder again: a roster does not say who was in it before, and to lose what somebody learnt
        is worse than to be asked. See `return_of`.

        Returns:
            The student.

        Raises:
            TrainerError: the name cannot be, or is another's.
        """
        self._edit(lambda text, path: with_student(text, path, name))
        return self.roster.students[-1]

    def return_of(self, added: Student) -> str | None:
        """What the teacher should know where somebody added has a folder already, in words."""
        if not self.student_folder(added.id).is_dir():
            return None
        return (
            f"Somebody of the id {added.id} was in this class before: what they learnt is "
            f"{added.name}'s. If that is somebody else, remove all of it, and add them again: "
            f"trainer class purge {self.name} {added.id}"
        )

    def _edit(self, change: Callable[[str, Path], str]) -> None:
        path = self.folder / "roster.yaml"
        with system_refusals(f"{path} cannot be written"):
            changed = change(read_whole(path, ROSTER_BYTES).decode("utf-8-sig"), path)
            write_atomically(path, changed.encode())
        self.roster = read_roster(changed, path)

    def delete(self) -> Path:
        """Put the whole class aside, from where `restore_class` brings it back.

        Returns:
            Where it lies now.

        Raises:
            TrainerError: a drill of it runs, or the folder cannot be moved.
        """
        locks = locks_of(self.drills) if self.drills.is_dir() else {}
        with system_refusals(f"{self.folder} cannot be moved"), holding(locks):
            before = _asides(self.name)
            aside = deleted_folder() / f"{self.name}.{_number(before[-1]) + 1 if before else 1}"
            make_private(aside.parent)
            self.folder.rename(aside)
        return aside

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
        """Whom to call next; a bag that is damaged is started over, it is only an order."""
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

    @property
    def _bag_path(self) -> Path:
        return self.folder / "bag.json"


def class_names() -> tuple[str, ...]:
    """The names of all classes."""
    return tuple(sorted(path.parent.name for path in classes_folder().glob("*/roster.yaml")))


def restore_class(name: str) -> SchoolClass:
    """Bring back a class that was deleted, as it was; of several, the one deleted last.

    Raises:
        TrainerError: none of this name was, or another has taken its name since.
    """
    folder = class_folder(name)
    asides = _asides(folder.name)
    if not asides:
        raise TrainerError(f"No class {name} was deleted.", "See: trainer class list")
    if folder.exists():
        raise TrainerError(
            f"There is a class {name} again.", f"What was deleted lies in {asides[-1]}."
        )
    with system_refusals(f"{asides[-1]} cannot be moved"):
        asides[-1].rename(folder)
    return SchoolClass(name)


def erase_class(aside: Path) -> None:
    """Remove a class for good that was deleted.

    Args:
        aside: where it lies.

    Raises:
        TrainerError: it cannot be removed.
    """
    with system_refusals(f"{aside} cannot be removed"):
        shutil.rmtree(aside)


def _stamp(path: Path) -> tuple[int, int] | None:
    """What changes with a file; None where it is not."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size


def _asides(name: str) -> list[Path]:
    """Where the classes of a name lie that were deleted, the first of them first.

    One has its name alone where a trainer deleted it that knew of one for each name.
    """
    numbered = [path for path in deleted_folder().glob(f"{name}.*") if _number(path)]
    old = deleted_folder() / name
    return [*([old] if old.is_dir() else ()), *sorted(numbered, key=_number)]


def _number(aside: Path) -> int:
    """How many classes of its name were deleted by then; 0 where it does not say."""
    digits = aside.suffix.removeprefix(".")
    return int(digits) if digits.isdecimal() else 0


def drills_folder(school_class: SchoolClass | None) -> Path:
    """Where the logs of drills lie: of a class, or of guests alone."""
    return school_class.drills if school_class else guest_drills_folder()
