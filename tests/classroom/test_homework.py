"""Homework: served over days, taken in by its end, and from files, each answer once."""

import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.classroom.conftest import questions
from trainer.classroom.begin_drill import begin_drill, resume_drill
from trainer.classroom.class_memory import shown_in
from trainer.classroom.codes import make_codes
from trainer.classroom.drill import Drill
from trainer.classroom.drill_log import RunningError
from trainer.classroom.drill_stage import DrillStage
from trainer.classroom.homework import close_homework, close_past_homework, import_homework
from trainer.classroom.homework_end import end_of
from trainer.classroom.make_report import report_of
from trainer.classroom.past_drills import open_homework, read_drill, unfinished_drill
from trainer.classroom.preset import preset_named
from trainer.classroom.purge import purge
from trainer.classroom.refused import RefusedError
from trainer.classroom.school_class import SchoolClass
from trainer.errors import TrainerError
from trainer.store.learner import Learner

TUESDAY = datetime(2026, 3, 10, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "found"),
    [("friday", 13), ("Tuesday", 10), ("monday", 16), ("tomorrow", 11), ("2026-03-20", 20)],
)
def test_a_day_is_meant_to_its_end(day: str, found: int) -> None:
    end = end_of(day, TUESDAY)
    assert (end.day, end.hour, end.minute) == (found, 23, 59)


def test_a_day_ends_by_the_clock_of_that_day(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(time.tzset)
    request.addfinalizer(monkeypatch.undo)
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    end = end_of("sunday", datetime(2026, 3, 28, 22, 30, tzinfo=UTC))  # clocks change in between
    assert end.astimezone(UTC) == datetime(2026, 3, 29, 21, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize("day", ["", "soon", "2026-03-09", "2027-03-09", "2026-02-30"])
def test_what_is_no_day_to_come_is_refused(day: str) -> None:
    with pytest.raises(TrainerError):
        end_of(day, TUESDAY)


class Desk:
    """A class with homework until Friday, and a clock."""

    def __init__(self, home: Path) -> None:
        self.now = TUESDAY
        self.home = home
        self.school_class = SchoolClass.create("7b", ["Anna", "Ben"])
        items = [questions()[card].item for card in ("choice", "typed")]
        self.drill: Drill = begin_drill(
            items,
            preset_named("homework"),
            self.school_class,
            lambda: self.now,
            until=end_of("friday", TUESDAY),
        )
        self.order = [question.item.id for question in self.drill.room.questions]
        for student in ("anna", "ben"):
            self.drill.room.seats.join(student.title(), student, self.now, student=student)
        self.drill.do(self.drill.room.advance)

    def answer(self, student: str, card: str, answer: str) -> None:
        room = self.drill.room
        player = next(p.id for p in room.state.seated.values() if p.joined.student == student)
        room.answers.give(player, self.order.index(card), 1, answer, self.now)

    def file(self, name: str, **answers: object) -> Path:
        path = self.home / f"{name}.homework.json"
        given = [
            {"q": self.order.index(card) + 1, "answer": answer, "at": "2026-03-10T12:00:00Z"}
            for card, answer in answers.items()
        ]
        whole = {"trainer": "homework", "v": 1, "homework": self.drill.room.opened.drill}
        path.write_text(json.dumps({**whole, "name": name, "answers": given}))
        return path

    def reviews(self, student: str) -> int:
        with Learner.open(self.school_class.student_folder(student), read_only=True) as learner:
            return sum(learner.memory("kinds", card) is not None for card in ("choice", "typed"))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    return Desk(tmp_path)


async def test_it_lasts_for_days_over_restarts_and_is_taken_in_at_its_end(desk: Desk) -> None:
    desk.answer("anna", "choice", "Tiber")
    await desk.drill.close()
    desk.now += timedelta(days=2)
    [past] = open_homework(desk.school_class.drills, desk.now)
    desk.drill = resume_drill(past, desk.school_class, lambda: desk.now)
    desk.answer("ben", "choice", "Po")
    desk.drill.tick()
    assert desk.drill.room.at_own_pace
    desk.now += timedelta(days=2)
    desk.drill.tick()
    assert desk.drill.room.state.stage is DrillStage.DONE
    report = desk.drill.report()
    answered = {question.asked.ref: question.answers for question in report.questions}
    assert answered == {"kinds/choice": 2, "kinds/typed": 0}
    await desk.drill.close()
    assert (desk.reviews("anna"), desk.reviews("ben")) == (1, 1)
    assert open_homework(desk.school_class.drills, desk.now) == ()


async def test_a_file_counts_once_and_is_marked_when_it_is_taken_in(desk: Desk) -> None:
    desk.answer("anna", "choice", "Tiber")
    desk.drill.do(lambda _: None)  # it is on disk before it is acknowledged
    file = desk.file("anna", choice="Po", typed="Goethe")
    for _ in range(2):
        imported = import_homework(desk.school_class, file, None, desk.now)
        assert (imported.name, imported.new, imported.handed_in, imported.waits) == (
            "Anna",
            1,
            2,
            True,
        )
    assert len([*desk.school_class.drills.glob("*.anna.*.homework.json")]) == 1
    desk.drill.tick()  # who serves it imports it
    assert not [*desk.school_class.drills.glob("*.anna.*.homework.json")]
    assert len(desk.drill.room.state.given) == 1
    assert desk.drill.room.state.answers[desk.order.index("typed"), 1]
    desk.now += timedelta(days=4)
    desk.drill.tick()
    await desk.drill.close()
    assert import_homework(desk.school_class, file, None, desk.now).new == 0
    drill = read_drill(desk.drill.path)
    report = report_of(drill.state, drill.questions)
    assert {player.name: player.answered for player in report.players} == {"Anna": 2, "Ben": 0}
    [anna] = [player for player in report.players if player.name == "Anna"]
    assert anna.share == 1  # what was answered here stays as it is
    assert desk.reviews("anna") == 2
    assert "anna" in shown_in(drill.state, desk.order.index("typed"))


async def test_a_file_is_taken_in_while_nobody_serves_and_the_homework_goes_on(desk: Desk) -> None:
    desk.answer("ben", "choice", "Po")
    await desk.drill.close()
    desk.now += timedelta(days=1)
    imported = import_homework(desk.school_class, desk.file("anna", choice="Tiber"), None, desk.now)
    assert (imported.name, imported.new) == ("Anna", 1)
    [past] = open_homework(desk.school_class.drills, desk.now)
    desk.drill = resume_drill(past, desk.school_class, lambda: desk.now)
    room = desk.drill.room
    assert room.at_own_pace
    anna = next(p.id for p in room.state.seated.values() if p.joined.student == "anna")
    assert room.flow.question_of(anna) == desk.order.index("typed")
    desk.answer("anna", "typed", "Goethe")
    desk.now += timedelta(days=3)
    desk.drill.tick()
    report = desk.drill.report()
    assert {player.name: player.answered for player in report.players} == {"Anna": 2, "Ben": 1}
    await desk.drill.close()
    assert (desk.reviews("anna"), desk.reviews("ben")) == (2, 1)
    late = desk.file("ben", typed="Goethe")  # it lay in the letter box
    assert import_homework(desk.school_class, late, None, desk.now).new == 1
    assert desk.reviews("ben") == 2


async def test_what_waited_where_the_homework_was_cut_off_is_not_lost(desk: Desk) -> None:
    imported = import_homework(desk.school_class, desk.file("anna", choice="Tiber"), None, desk.now)
    assert imported.waits
    desk.drill.log.close()  # as a crash does
    desk.now += timedelta(days=4)
    close_past_homework(desk.school_class.drills, desk.school_class, desk.now)
    assert desk.reviews("anna") == 1
    assert not [*desk.school_class.drills.glob("*.anna.*.homework.json")]


async def test_homework_runs_beside_other_homework_and_a_lesson_and_each_closes_at_its_time(
    desk: Desk,
) -> None:
    folder = desk.school_class.drills

    def begin(preset: str, until: datetime | None) -> Drill:
        desk.now += timedelta(minutes=1)
        items = [questions()["typed"].item]
        class_ = desk.school_class
        drill = begin_drill(items, preset_named(preset), class_, lambda: desk.now, until=until)
        drill.do(drill.room.advance)
        return drill

    other = begin("homework", end_of("monday", TUESDAY))
    lesson = begin("drill", None)
    with pytest.raises(RunningError):
        begin("drill", None)
    assert [d.path for d in open_homework(folder, desk.now)] == [other.path, desk.drill.path]
    with pytest.raises(TrainerError, match="of class 7b is running"):
        desk.school_class.delete()
    for drill in (lesson, other, desk.drill):
        await drill.close()
    desk.now += timedelta(days=4)
    close_past_homework(folder, desk.school_class, desk.now)
    assert [drill.path for drill in open_homework(folder, desk.now)] == [other.path]
    assert read_drill(desk.drill.path).state.stage is DrillStage.DONE
    desk.now += timedelta(days=3)
    close_past_homework(folder, desk.school_class, desk.now)
    assert open_homework(folder, desk.now) == ()


async def test_a_file_of_somebody_who_never_joined_is_taken_in_too(desk: Desk) -> None:
    desk.drill.room.seats.remove(next(iter(desk.drill.room.state.seated)), desk.now)
    desk.now += timedelta(days=4)
    desk.drill.tick()
    await desk.drill.close()
    file = desk.file("anna", choice="Tiber")
    assert import_homework(desk.school_class, file, None, desk.now).new == 1
    assert desk.reviews("anna") == 1
    strange = desk.file("zoe", choice="Tiber")
    with pytest.raises(TrainerError, match="not in class"):
        import_homework(desk.school_class, strange, None, desk.now)
    assert import_homework(desk.school_class, strange, "ben", desk.now).name == "Ben"


async def test_what_is_no_answer_is_left_and_told(desk: Desk) -> None:
    desk.now += timedelta(days=4)
    desk.drill.tick()
    await desk.drill.close()
    file = desk.file("anna", choice="Nile", typed=["a"])
    imported = import_homework(desk.school_class, file, None, desk.now)
    assert (imported.new, len(imported.left)) == (0, 2)
    other = json.loads(file.read_text()) | {"homework": "another"}
    file.write_text(json.dumps(other))
    with pytest.raises(TrainerError, match="belongs to no homework"):
        import_homework(desk.school_class, file, None, desk.now)


async def test_homework_stays_open_beside_a_lesson_and_counts_when_its_day_is_over(
    desk: Desk,
) -> None:
    desk.answer("ben", "choice", "Po")
    await desk.drill.close()
    desk.now += timedelta(hours=1)
    lesson = begin_drill(
        [questions()["typed"].item], preset_named("drill"), desk.school_class, lambda: desk.now
    )
    lesson.do(lesson.room.advance)
    await lesson.close()
    folder = desk.school_class.drills
    cut_off = unfinished_drill(folder, desk.now)
    [at_home] = open_homework(folder, desk.now)
    assert cut_off
    assert (cut_off.path, at_home.path) == (lesson.path, desk.drill.path)
    early = desk.file("anna", choice="Tiber")
    assert import_homework(desk.school_class, early, None, desk.now).new == 1
    assert desk.reviews("anna") == 0
    desk.now += timedelta(days=4)
    late = desk.file("anna", typed="Goethe")
    assert import_homework(desk.school_class, late, None, desk.now).new == 1
    assert (desk.reviews("anna"), desk.reviews("ben")) == (2, 1)
    assert len(report_of(read_drill(desk.drill.path).state, at_home.questions).questions) == 2
    assert open_homework(folder, desk.now) == ()


async def test_a_question_of_homework_still_open_can_be_voided(desk: Desk) -> None:
    number = desk.order.index("typed")
    with pytest.raises(RefusedError):
        desk.drill.room.void(desk.now, question=2)
    desk.answer("ben", "choice", "Po")
    desk.answer("ben", "typed", "Goethe")
    for question in range(2):
        desk.drill.room.void(desk.now, question=question)
    assert number in desk.drill.room.state.void
    await desk.drill.close()


async def test_a_page_that_was_given_out_from_the_lobby_can_be_handed_in(desk: Desk) -> None:
    desk.now += timedelta(minutes=1)
    items = [questions()["choice"].item]
    class_, until = desk.school_class, end_of("friday", TUESDAY)
    left = begin_drill(items, preset_named("homework"), class_, lambda: desk.now, until=until)
    await desk.drill.close()
    desk.drill, desk.order = left, ["choice"]
    await left.close()
    assert open_homework(class_.drills, desk.now)[0].path == left.path
    assert import_homework(class_, desk.file("anna", choice="Tiber"), None, desk.now).new == 1
    desk.now += timedelta(days=4)
    close_past_homework(class_.drills, class_, desk.now)
    assert read_drill(left.path).state.stage is DrillStage.DONE
    assert desk.reviews("anna") == 1


async def test_who_ends_homework_early_takes_in_all_its_answers(desk: Desk) -> None:
    desk.answer("anna", "choice", "Tiber")
    desk.answer("ben", "typed", "Goethe")
    desk.drill.do(desk.drill.room.finish)
    report = desk.drill.report()
    assert {player.name: player.answered for player in report.players} == {"Anna": 1, "Ben": 1}
    await desk.drill.close()
    assert (desk.reviews("anna"), desk.reviews("ben")) == (1, 1)


async def test_who_is_renamed_or_new_while_homework_runs_is_known_at_once(desk: Desk) -> None:
    elsewhere = SchoolClass("7b")
    elsewhere.rename("ben", "Benedikt")
    elsewhere.add("Cleo")
    early = import_homework(elsewhere, desk.file("Cleo", choice="Tiber"), None, desk.now)
    assert early.waits
    desk.drill.tick()
    assert not [*elsewhere.drills.glob("*.homework.json")]
    assert desk.drill.server.admission.roster
    assert desk.drill.server.admission.roster.find("Benedikt")
    old_name = import_homework(elsewhere, desk.file("Ben", typed="Goethe"), None, desk.now)
    assert (old_name.name, old_name.new) == ("Benedikt", 1)
    make_codes(elsewhere.folder)
    desk.drill.tick()
    assert {*desk.drill.server.admission.codes} == {"anna", "ben", "cleo"}
    await desk.drill.close()


async def test_a_roster_that_was_broken_meanwhile_stops_nothing(desk: Desk) -> None:
    roster = desk.school_class.folder / "roster.yaml"
    was = roster.read_text()
    roster.write_text("students: [")
    desk.drill.tick()
    assert desk.drill.server.admission.roster
    assert desk.drill.server.admission.roster.find("Anna")
    assert desk.drill.server.refusals.latest
    roster.write_text(was + "# fixed\n")
    desk.drill.tick()
    await desk.drill.close()


async def test_what_waits_beside_homework_that_is_over_is_imported(desk: Desk) -> None:
    assert import_homework(
        desk.school_class, desk.file("anna", choice="Tiber"), None, desk.now
    ).waits
    desk.drill.do(desk.drill.room.finish)
    await desk.drill.close()
    assert desk.reviews("anna") == 0
    close_homework(read_drill(desk.drill.path), desk.school_class, desk.now)
    assert desk.reviews("anna") == 1


async def test_a_file_of_somebody_whose_seat_was_freed_with_its_answers_counts(desk: Desk) -> None:
    anna = next(iter(desk.drill.room.state.seated))
    desk.answer("anna", "choice", "Po")
    desk.drill.do(lambda now: desk.drill.room.seats.remove(anna, now, keep_answers=False))
    import_homework(desk.school_class, desk.file("anna", choice="Tiber"), None, desk.now)
    desk.drill.tick()
    desk.drill.do(desk.drill.room.finish)
    report = desk.drill.report()
    [found] = [player for player in report.players if player.student == "anna"]
    assert (found.answered, found.share) == (1, 0.5)
    await desk.drill.close()
    assert desk.reviews("anna") == 1


async def test_homework_of_another_class_stops_no_purge_but_of_who_is_in_it(desk: Desk) -> None:
    other = SchoolClass.create("8a", ["Emil", "Fritz"])
    desk.drill.room.seats.join("Emil", "e", desk.now)
    desk.drill.do(lambda _: None)
    purge(other, "Fritz")
    assert not SchoolClass("8a").roster.find("Fritz")
    with pytest.raises(TrainerError, match=f"homework {desk.drill.path.stem} of class 7b"):
        purge(other, "Emil")
    await desk.drill.close()
    purge(other, "Emil")
