"""Drills that were: the one to go on with, and what was left to be remembered."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from trainer.asking.question import Question
from trainer.classroom.asked_question import question_of
from trainer.classroom.class_memory import ClassMemory, left_to_remember, shown_in
from trainer.classroom.drill_event import DrillEvent, Opened, Remembered
from trainer.classroom.drill_log import DrillLog, RunningError, read_lines, read_log
from trainer.classroom.drill_stage import DrillStage
from trainer.classroom.preset import preset_of
from trainer.classroom.room import Room
from trainer.classroom.room_state import RoomState
from trainer.classroom.school_class import SchoolClass
from trainer.counted import counted
from trainer.errors import TrainerError

_LESSON = timedelta(hours=6)
"""A drill that was cut off longer ago is over."""
_NAMED = 3
"""Decks that are named of one drill."""
_CAUGHT_UP = 30
"""How many of the latest drills are looked at for what was not remembered yet."""


@dataclass(frozen=True)
class PastDrill:
    """A drill that a log records."""

    path: Path
    events: tuple[DrillEvent, ...]
    """Oldest first; the opening at least."""
    state: RoomState
    """Its state at the end."""

    @property
    def opened(self) -> Opened:
        """How it was prepared."""
        return self.state.opened

    @property
    def begun(self) -> bool:
        """Whether anything happened in it, or a page of it was given out."""
        return self.state.begun

    @property
    def over(self) -> bool:
        """Whether nothing is left to ask: it was ended, or its last answer was shown."""
        last = self.state.question == len(self.opened.questions) - 1
        return self.state.stage is DrillStage.DONE or (
            last and self.state.stage is DrillStage.REVEALED
        )

    @property
    def at_home(self) -> bool:
        """Whether it is homework that was not collected yet."""
        return self.state.at_home

    @property
    def decks(self) -> tuple[str, ...]:
        """The ids of the decks it asks, in the order of its questions."""
        return self.opened.decks

    def in_words(self, titles: Mapping[str, str]) -> str:
        """Which drill it is, as a teacher knows it.

        Args:
            titles: id of a deck -> its title, where it is known.
        """
        named = [titles.get(deck, deck) for deck in self.decks]
        on = ", ".join(named[:_NAMED]) + (" and others" if len(named) > _NAMED else "")
        at, many = self.state.question + 1, len(self.opened.questions)
        first = f"before the first of {counted(many, 'question')}"
        where = f"question {at} of {many}" if at else first
        begun = self.opened.at.astimezone()
        if self.opened.until:
            until = self.opened.until.astimezone()
            return f"the homework of {begun:%Y-%m-%d %H:%M} on {on}, until {until:%A %Y-%m-%d}"
        return f"the {begun:%H:%M} drill on {on} (preset {self.opened.preset}), {where}"

    @property
    def questions(self) -> tuple[Question, ...]:
        """Its questions, as they were asked.

        Raises:
            TrainerError: one of them is no card.
        """
        try:
            return tuple(map(question_of, self.opened.questions))
        except ValueError as error:
            raise TrainerError(f"{self.path} is damaged: a question of it is no card.") from error


def read_drill(path: Path) -> PastDrill:
    """Read a drill's log.

    Raises:
        TrainerError: it cannot be read, or is none.
    """
    events = read_log(path)
    return PastDrill(path, events, RoomState.replay(events))


def log_of(drill: PastDrill) -> DrillLog:
    """The log of a drill, to write on in.

    Raises:
        RunningError: it runs, or another lesson of its class.
        TrainerError: it cannot be read.
    """
    return DrillLog(drill.path, at_home=drill.opened.is_homework)


def past_drills(folder: Path, *, deleted: bool = False) -> Iterator[PastDrill]:
    """The drills of a folder in which something happened, the latest first.

    A log that cannot be used is left out: it must not stop a lesson.

    Args:
        folder: where the logs lie.
        deleted: whether those that were deleted are among them.
    """
    for path in sorted(folder.glob("*.jsonl"), key=lambda path: path.stem, reverse=True):
        with suppress(TrainerError):
            drill = read_drill(path)
            if drill.begun and (deleted or not drill.state.deleted):
                yield drill


def unfinished_drill(folder: Path, now: datetime) -> PastDrill | None:
    """The latest lesson of a folder, where it was cut off today.

    A later lesson closes those before it; one whose last answer was shown is over.

    Args:
        folder: where the logs lie.
        now: the present moment.
    """
    lesson = next((d for d in past_drills(folder) if not d.opened.is_homework), None)
    lasts = lesson and now < lesson.events[-1].at + _LESSON
    return lesson if lesson and lasts and not lesson.over else None


def open_homework(folder: Path, now: datetime) -> tuple[PastDrill, ...]:
    """The homework of a folder that was not collected yet, the latest first; lessons close none."""
    drills = []
    for path in sorted(folder.glob("*.jsonl"), key=lambda path: path.stem, reverse=True):
        with suppress(TrainerError, OSError):
            _, opened = next(read_lines(path), (b"", None))  # a folder holds years of lessons
            if isinstance(opened, Opened) and opened.is_homework:
                drills.append(read_drill(path))
    return tuple(
        drill
        for drill in drills
        if drill.begun and not drill.over and not drill.state.deleted
        if drill.at_home or (drill.opened.until and now < drill.opened.until)
    )


def catch_up(memory: ClassMemory, folder: Path, now: datetime) -> None:
    """Make reviews of what past drills left: they were cut off, or a student's folder in use.

    Raises:
        TrainerError: one of the logs cannot be written.
    """
    for _, drill in zip(range(_CAUGHT_UP), past_drills(folder, deleted=True), strict=False):
        with suppress(RunningError):  # homework, whose reviews are made where it runs
            remember_rest(memory, drill, now)


def remember_rest(memory: ClassMemory, drill: PastDrill, now: datetime) -> None:
    """Make reviews of what one past drill left, and take back those of what was voided since.

    Raises:
        RunningError: it runs.
        TrainerError: its log cannot be written.
    """
    left = left_to_remember(drill.state)
    if not left:
        return
    log = log_of(drill)  # first: what is being drilled may still be taken back
    with suppress(TrainerError):
        questions = drill.questions
        for number in left:
            shown, revision = shown_in(drill.state, number), drill.state.revisions[number]
            if memory.remember(drill.opened.drill, number, questions[number], shown, revision):
                break
            log.put(Remembered(at=now, question=number))
    log.close()


def amend(
    drill: PastDrill,
    school_class: SchoolClass | None,
    now: datetime,
    step: Callable[[Room], None],
) -> PastDrill:
    """Put something right in a drill that is over; reviews follow.

    Args:
        drill: the drill.
        school_class: whose it was; None for guests alone.
        now: the present moment.
        step: what to do.

    Returns:
        The drill as it is then.

    Raises:
        RefusedError: it may not be done.
        RunningError: the drill runs.
        TrainerError: its log cannot be written.
    """
    log = log_of(drill)
    try:
        step(Room(preset_of(drill.opened), drill.questions, drill.events, log.put))
        if not log.flush():
            raise TrainerError(str(log.trouble), "Make room on the disk, and try again.")
    finally:
        log.close()
    amended = read_drill(drill.path)
    if school_class:
        remember_rest(ClassMemory(school_class), amended, now)
    return amended
