"""The students of the class that is drilled: what they are called, and who is called to answer."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from trainer.classroom.admission import Admission
from trainer.classroom.bag import Bag
from trainer.classroom.drill_event import Called, Renamed, TeacherStep
from trainer.classroom.refused import RefusedError
from trainer.classroom.room import Room
from trainer.classroom.school_class import SchoolClass
from trainer.errors import TrainerError


class Students:
    """Changes names in the room and in the roster alike, and draws from the class's bag.

    Args:
        school_class: whose drill it is; None for one of guests alone.
        room: the drill.
        admission: lets devices in by these names, or by codes.
        do: lets the teacher do something to the room.
        notice: takes words for the teacher.
    """

    def __init__(
        self,
        school_class: SchoolClass | None,
        room: Room,
        admission: Admission,
        do: Callable[[Callable[[datetime], object]], None],
        notice: Callable[[str], None],
    ) -> None:
        self._class = school_class
        self._room = room
        self._admission = admission
        self._do = do
        self._notice = notice

    def name_of(self, student: str) -> str:
        """A student's name."""
        known = self._class.roster.student(student) if self._class else None
        return known.name if known else student

    def rename(self, player: str | None, student: str | None, name: str) -> None:
        """Let somebody go by another name, in the roster too; what they did stays theirs.

        Args:
            player: whose seat; None for a student without one.
            student: their id in the roster; None for a guest.
            name: the new name.

        Raises:
            RefusedError: the name cannot be, or is another's.
        """
        was = self.name_of(student) if student else self._room.state.players[player or ""].name
        if student:
            from trainer.classroom.full_name import full_names

            name = full_names([name]).names[0]
            self._rename_in_roster(student, name)
        try:
            self._do(lambda now: self._room.seats.rename(player, name, was, now, student=student))
        except RefusedError:
            if student:
                self._rename_in_roster(student, was)
            raise

    def add(self, name: str) -> None:
        """Take one more student into the class, who joins by this name from now on.

        Raises:
            RefusedError: there is no class; the name cannot be, or is another's.
        """
        if self._class is None:
            raise RefusedError("name", "There is no class: start with --class NAME.")
        from trainer.classroom.full_name import full_names

        try:
            added = self._class.add(full_names([name]).names[0])
        except TrainerError as error:
            raise RefusedError("name", error.message) from error
        if notice := self._class.return_of(added):
            self._notice(notice)
        self._let_join(self._class)

    def reread(self) -> bool:
        """See who is in the class by now, as another terminal may have changed it; whether so."""
        if self._class is None:
            return False
        try:
            changed = self._class.reread()
            if changed:
                self._let_join(self._class)
        except TrainerError as error:
            self._notice(f"the class as it was changed: {error.message}")
            return True
        return changed

    def call(self) -> str | None:
        """Call the next student from the bag; None when nobody is here."""
        return self._call(passed=None)

    def pass_on(self, *, absent: bool = False) -> str | None:
        """Let the one who was called pass, or be absent today; call the next."""
        called = self._room.state.called(self._room.state.question)
        if called and self._class:
            _keep_bag(self._class, self._class.bag().put_back(called))
        return self._call(passed=called, absent=absent)

    def undo(self, step: TeacherStep) -> None:
        """Take back what a step did to the class; the room has taken it back."""
        if isinstance(step, Renamed) and step.student:
            self._rename_in_roster(step.student, step.was)
        if isinstance(step, Called) and self._class:
            bag = self._class.bag().undraw(step.student)
            _keep_bag(self._class, bag.redraw(step.passed) if step.passed else bag)

    def _rename_in_roster(self, student: str, name: str) -> None:
        if self._class:
            try:
                self._class.rename(student, name)
            except TrainerError as error:
                raise RefusedError("name", error.message) from error
            self._let_join(self._class)

    def _let_join(self, school_class: SchoolClass) -> None:
        """Let devices join by the names and codes that the class has now."""
        self._admission.roster = school_class.roster
        self._admission.codes = school_class.codes()

    def _call(self, passed: str | None, *, absent: bool = False) -> str | None:
        if self._class is None or self._room.current is None:
            return None
        students = [student.id for student in self._class.roster.students]
        here = set(students) - self._room.state.absent - ({passed} if absent else set())
        bag = self._class.bag()
        student, bag = bag.draw(students, here - {passed} or here, self._room.opened.seed)
        _keep_bag(self._class, bag)
        if student is not None:
            self._do(lambda now: self._room.call(student, now, passed=passed, absent=absent))
        elif passed and absent:
            self._do(lambda now: self._room.note_absent(passed, now, absent=True))
        return student


def _keep_bag(school_class: SchoolClass, bag: Bag) -> None:
    with suppress(OSError):  # an order of calls is not worth a lesson
        school_class.keep_bag(bag)
