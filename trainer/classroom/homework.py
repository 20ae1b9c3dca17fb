"""Homework: until when it is taken, and how what a page gave out is taken in."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from trainer.asking.question import Question
from trainer.classroom.class_memory import ClassMemory
from trainer.classroom.codes import owner_of
from trainer.classroom.drill_log import DrillLog
from trainer.classroom.event import Answered, Joined
from trainer.classroom.gate import new_token
from trainer.classroom.homework_file import HandedIn, HomeworkAnswer, read_handed_in
from trainer.classroom.name import look, player_name
from trainer.classroom.past_drills import close_homework, past_drills, read_drill, remember_rest
from trainer.classroom.question import read_sent
from trainer.classroom.roster import Student
from trainer.classroom.school_class import SchoolClass
from trainer.classroom.seats import former_seat
from trainer.deck.form_base import NoAnswerError
from trainer.errors import TrainerError
from trainer.grading.grade import grade
from trainer.grading.marker import Marking

_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_LONGEST = timedelta(days=60)


def end_of(day: str, now: datetime) -> datetime:
    """The end of a day, in the zone of the moment.

    Args:
        day: a day of the week (the next one, or today), `today`, `tomorrow`, or as 2026-03-13.
        now: the present moment.

    Raises:
        TrainerError: it is no day, or over, or more than sixty days away.
    """
    word = day.strip().casefold()
    if word in {"today", "tomorrow"}:
        found = now.date() + timedelta(days=word == "tomorrow")
    elif word in _DAYS:
        found = now.date() + timedelta(days=(_DAYS.index(word) - now.weekday()) % 7)
    else:
        try:
            found = date.fromisoformat(word)
        except ValueError as error:
            raise TrainerError(
                f"{day!r} is no day.", "Write friday, tomorrow or 2026-03-13."
            ) from error
    end = datetime.combine(found, time(23, 59, 59), now.tzinfo)
    if not now < end < now + _LONGEST:
        raise TrainerError(
            f"{found} is over, or too far away.", "Homework lasts sixty days at most."
        )
    return end


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a file that was handed in."""

    name: str
    new: int
    """Answers that were not there yet."""
    handed_in: int
    left: tuple[str, ...]
    """What was not taken, and why."""


def take_homework(
    school_class: SchoolClass,
    file: Path,
    student: str | None,
    now: datetime,
    mark: Marking = grade,
) -> Taken:
    """Take in the answers that a homework page gave out: marked now, each counted once.

    What somebody answered before, on this computer or in another file, stays as it is.

    Args:
        school_class: whose homework it was.
        file: what the page gave out.
        student: whose it is; where None, whoever the name or the code in it names.
        now: the present moment.
        mark: marks an answer as the item's deck says.

    Raises:
        TrainerError: it is none, of no homework of this class, of nobody of it, or the homework
            is being served just now.
    """
    handed_in = read_handed_in(file)
    drills = past_drills(school_class.drills)
    drill = next((one for one in drills if one.opened.drill == handed_in.homework), None)
    if drill is None:
        raise TrainerError(
            f"{file.name} belongs to no homework of class {school_class.name}.",
            "Name the class that had it.",
        )
    owner = _owner(school_class, handed_in, student)
    log = DrillLog(drill.path)
    try:
        drill = read_drill(drill.path)  # as it is now that nobody else can add to it
        seat = former_seat(drill.state, owner.id)
        if seat is None:
            token = new_token()
            joined = Joined(
                at=drill.opened.at,
                player=f"home-{owner.id}"[:64],
                name=player_name(owner.name),
                student=owner.id,
                team=0 if drill.opened.teams else None,
                token=token,
            )
            log.put(joined)
        player = seat.id if seat else joined.player
        questions = [replace(question, marking=mark) for question in drill.questions]
        left: list[str] = []
        new = 0
        for given in handed_in.answers:
            if given.q > len(questions):
                left.append(f"{given.q}: there is no such question.")
            elif player not in drill.state.last_answers(given.q - 1):
                try:
                    log.put(_answered(questions[given.q - 1], player, given, now))
                    new += 1
                except NoAnswerError as error:
                    left.append(f"{given.q}: {error}")
        if not log.flush():
            raise TrainerError(str(log.trouble), "Make room on the disk, and try again.")
    finally:
        log.close()
    closed = close_homework(read_drill(drill.path), school_class, now)
    remember_rest(ClassMemory(school_class), closed, now)
    return Taken(owner.name, new, len(handed_in.answers), tuple(left))


def _owner(school_class: SchoolClass, handed_in: HandedIn, student: str | None) -> Student:
    roster, codes = school_class.roster, school_class.codes()
    if student is None and codes:
        student = owner_of(handed_in.name, codes)
    found = roster.student(student) if student else None
    if found is None and not codes and look(handed_in.name):
        found = roster.find(handed_in.name)
    if found is None:
        raise TrainerError(
            f"{handed_in.name!r} is nobody of class {school_class.name}.",
            "Say whose it is: --student NAME",
        )
    return found


def _answered(question: Question, player: str, given: HomeworkAnswer, now: datetime) -> Answered:
    """An answer as if it had been given here; the pupil's own clock decides nothing."""
    answer = read_sent(question, given.answer)
    mark = question.mark_in_class(answer)
    if mark.unread:
        raise NoAnswerError(mark.note)
    return Answered(
        at=now,
        player=player,
        question=given.q - 1,
        round=1,
        answer=question.form.write(answer),
        score=mark.score,
        confidence=given.sure if question.has_key else None,
        after_ms=given.after_ms,
    )
