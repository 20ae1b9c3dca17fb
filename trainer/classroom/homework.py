"""Homework comes in: what a page gave out is imported, and what is over is closed."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from glob import escape
from pathlib import Path

from trainer.asking.question import Question
from trainer.classroom.class_memory import ClassMemory
from trainer.classroom.codes import owner_of
from trainer.classroom.drill_event import Answered, DrillEvent, Joined, Renamed, hash_of
from trainer.classroom.drill_log import RunningError
from trainer.classroom.homework_file import WAITING, HandedInHomework, HomeworkAnswer, read_homework
from trainer.classroom.past_drills import (
    PastDrill,
    amend,
    log_of,
    open_homework,
    past_drills,
    read_drill,
    remember_rest,
)
from trainer.classroom.player_name import look, player_name, same_name
from trainer.classroom.preset import preset_of
from trainer.classroom.room import Room
from trainer.classroom.room_state import RoomState
from trainer.classroom.roster import Roster, Student
from trainer.classroom.school_class import SchoolClass
from trainer.classroom.seats import former_seat
from trainer.classroom.sent_answer import read_sent
from trainer.deck.form_base import NoAnswerError
from trainer.errors import TrainerError, system_refusals
from trainer.grading.grade import grade
from trainer.grading.marker import Marking
from trainer.secret_token import new_token
from trainer.store.atomic_file import write_atomically


@dataclass(frozen=True, slots=True)
class ImportedHomework:
    """What came of a file that was handed in."""

    name: str
    new: int
    """Answers that were not there yet."""
    handed_in: int
    left: tuple[str, ...]
    """What was not imported, and why."""
    waits: bool = False
    """Whether it was laid beside homework that runs, which imports it within a second."""


def import_homework(
    school_class: SchoolClass,
    file: Path,
    student: str | None,
    now: datetime,
    mark: Marking = grade,
) -> ImportedHomework:
    """Import the answers that a homework page gave out: marked now, each counted once.

    What somebody answered before, on this computer or in another file, stays as it is. Where the
    homework is being served, the file is laid beside its log, and imported there.

    Args:
        school_class: whose homework it was.
        file: what the page gave out.
        student: whose it is; None for the one that the name or the code in it names.
        now: the present moment.
        mark: marks an answer as the item's deck says.

    Raises:
        TrainerError: it is none, of no homework of this class, or of nobody of it.
    """
    handed_in = read_homework(file)
    drills = past_drills(school_class.drills)
    drill = next((one for one in drills if one.opened.drill == handed_in.homework), None)
    if drill is None:
        raise TrainerError(
            f"{file.name} belongs to no homework of class {school_class.name}.",
            "Name the class that had it.",
        )
    owner = _owner(school_class, drill.state, handed_in, student)
    try:
        log = log_of(drill)
    except RunningError:
        return _laid_beside(drill, owner, handed_in, now, mark)
    try:
        drill = read_drill(drill.path)  # as it is now that nobody else can add to it
        questions = [replace(question, marking=mark) for question in drill.questions]
        room = Room(preset_of(drill.opened), questions, drill.events, log.put)
        waiting = import_waiting(room, drill.path, school_class.roster, now)
        events, left = _events_of(room.state, questions, owner, handed_in, now)
        for event in events:
            room.history.happen(event)
        if not log.flush():
            raise TrainerError(str(log.trouble), "Make room on the disk, and try again.")
        forget_waiting(waiting)
    finally:
        log.close()
    closed = close_homework(read_drill(drill.path), school_class, now)
    remember_rest(ClassMemory(school_class), closed, now)
    return ImportedHomework(owner.name, _answers_in(events), len(handed_in.answers), tuple(left))


def close_homework(drill: PastDrill, school_class: SchoolClass | None, now: datetime) -> PastDrill:
    """Close homework whose day is over, where nobody had it open then, and what waits beside it.

    Raises:
        RunningError: it runs.
        TrainerError: its log cannot be written.
    """
    until = drill.opened.until
    ends = drill.at_home and until is not None and now >= until
    if not ends and not (school_class and _waiting_for(drill.path)):
        return drill
    waiting: list[Path] = []

    def close(room: Room) -> None:
        if school_class:
            waiting.extend(import_waiting(room, drill.path, school_class.roster, now))
        if ends:
            room.hand_over(now)

    closed = amend(drill, school_class, now, close)
    forget_waiting(waiting)
    return closed


def close_past_homework(folder: Path, school_class: SchoolClass | None, now: datetime) -> None:
    """Collect all homework whose day is over; what cannot be written must not stop a lesson."""
    for drill in open_homework(folder, now):
        with suppress(TrainerError):
            close_homework(drill, school_class, now)


def import_waiting(room: Room, log: Path, roster: Roster, now: datetime) -> list[Path]:
    """Import the files that were laid beside the log of homework while it was served.

    Args:
        room: the homework.
        log: its log.
        roster: its class.
        now: the present moment.

    Returns:
        The files, to be forgotten once the log has what was in them.
    """
    imported = []
    for path in _waiting_for(log):
        owner = roster.student(path.name.removeprefix(f"{log.stem}.").partition(".")[0])
        with suppress(TrainerError):  # damaged since it was laid here: it stays to be looked at
            if owner:
                handed_in = read_homework(path)
                for event in _events_of(room.state, room.questions, owner, handed_in, now)[0]:
                    room.history.happen(event)
                imported.append(path)
    return imported


def _waiting_for(log: Path) -> list[Path]:
    return sorted(log.parent.glob(f"{escape(log.stem)}.*{WAITING}"))


def forget_waiting(waiting: Iterable[Path]) -> None:
    """Remove files that were imported; one that stays is imported again, and adds nothing."""
    for path in waiting:
        with suppress(OSError):
            path.unlink()


def _laid_beside(
    drill: PastDrill, owner: Student, handed_in: HandedInHomework, now: datetime, mark: Marking
) -> ImportedHomework:
    """Lay a file beside the log of homework that is being served."""
    questions = [replace(question, marking=mark) for question in drill.questions]
    events, left = _events_of(drill.state, questions, owner, handed_in, now)
    content = handed_in.model_dump_json()
    which = hash_of(content)[:12]  # handed in twice, it lies there once
    path = drill.path.with_name(f"{drill.path.stem}.{owner.id}.{which}{WAITING}")
    with system_refusals(f"{path} cannot be written"):
        write_atomically(path, content.encode())
    many = len(handed_in.answers)
    return ImportedHomework(owner.name, _answers_in(events), many, tuple(left), waits=True)


def _answers_in(events: Iterable[DrillEvent]) -> int:
    return sum(isinstance(event, Answered) for event in events)


def _events_of(
    state: RoomState,
    questions: Sequence[Question],
    owner: Student,
    handed_in: HandedInHomework,
    now: datetime,
) -> tuple[list[DrillEvent], list[str]]:
    """What happens when a file is imported: a seat where there was none, and each new answer.

    Besides, what is not imported, and why.
    """
    seat, events, left = former_seat(state, owner.id), list[DrillEvent](), list[str]()
    player = seat.id if seat else f"home-{owner.id}"[:64]
    if seat is None or (seat.removed and not seat.removed.banned):
        team = 0 if state.opened.teams else None
        joined = Joined(
            at=state.opened.at,
            player=player,
            name=player_name(owner.name),
            student=owner.id,
            team=seat.joined.team if seat else team,
            token=new_token(),
        )
        events.append(joined)
    for answer in handed_in.answers:
        if answer.q > len(questions):
            left.append(f"{answer.q}: there is no such question.")
        elif player not in state.last_answers(answer.q - 1):
            try:
                events.append(_answered(questions[answer.q - 1], player, answer, now))
            except NoAnswerError as error:
                left.append(f"{answer.q}: {error}")
    return events, left


def _owner(
    school_class: SchoolClass, state: RoomState, handed_in: HandedInHomework, student: str | None
) -> Student:
    roster, codes = school_class.roster, school_class.codes()
    if student is None and codes:
        student = owner_of(handed_in.name, codes)
    owner = roster.student(student) if student else None
    if owner is None and not codes and look(handed_in.name):
        owner = roster.find(handed_in.name) or _known_as(handed_in.name, state, roster)
    if owner is None:
        near = roster.alike_to(handed_in.name) if not codes and look(handed_in.name) else ()
        ask = f"Is it {near[0].name}'s? " if len(near) == 1 else ""
        raise TrainerError(
            f"{handed_in.name!r} is not in class {school_class.name}.",
            f"{ask}Say whose it is: --student NAME",
        )
    return owner


def _known_as(name: str, state: RoomState, roster: Roster) -> Student | None:
    """Who went by a name in this homework, before they were renamed."""
    seated = ((player.joined.name, player.joined.student) for player in state.players.values())
    renamed = ((step.was, step.student) for step in state.steps if isinstance(step, Renamed))
    ids = (id_ for was, id_ in (*seated, *renamed) if id_ and same_name(was) == same_name(name))
    return next(filter(None, map(roster.student, ids)), None)


def _answered(question: Question, player: str, sent: HomeworkAnswer, now: datetime) -> Answered:
    """An answer as if it had been given here; the pupil's own clock decides nothing."""
    answer = read_sent(question, sent.answer)
    mark = question.mark_in_class(answer)
    if mark.unread:
        raise NoAnswerError(mark.note)
    return Answered(
        at=now,
        player=player,
        question=sent.q - 1,
        round=1,
        answer=question.form.write(answer),
        score=mark.score,
        confidence=sent.sure if question.has_key else None,
        after_ms=sent.after_ms,
    )
