"""A class on disk: its memory, and a student who leaves without a trace."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.classroom.conftest import Desk
from tests.clock import NOON
from trainer.classroom.class_memory import (
    ClassMemory,
    Prediction,
    rating_of,
    shown_in,
    weakest_first,
)
from trainer.classroom.drill_event import Confidence, Joined, hash_of
from trainer.classroom.drill_log import DrillLog, read_log
from trainer.classroom.purge import purge, still_named
from trainer.classroom.school_class import SchoolClass, class_names
from trainer.errors import TrainerError
from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.store.event import BuryEvent, ReviewEvent, SchedulerEvent, SuspendEvent
from trainer.store.home import guest_drills_folder, home
from trainer.store.learner import Learner
from trainer.study.collection import Collection


@pytest.fixture
def school_class(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SchoolClass:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    return SchoolClass.create("7B", ["Anna", "Ben", "Cleo"])


@pytest.fixture
def drill_log(school_class: SchoolClass) -> DrillLog:
    return DrillLog(school_class.drills / "2026-03-10.jsonl")


@pytest.fixture
def desk(drill_log: DrillLog) -> Iterator[Desk]:
    """A drill in which Anna, Ben and a guest answered one question, kept in its log."""
    desk = Desk("drill", "choice", "typed", confidence=True)
    drill_log.put(desk.opened)
    desk.keep = drill_log.put
    anna = desk.room.seats.join("Anna", "t1", NOON, student="anna").id
    ben = desk.room.seats.join("Benny", "t2", NOON, student="ben").id
    guest = desk.room.seats.join("Guest", "t3", NOON).id
    desk.open_first()
    desk.room.answers.give(anna, 0, 1, "Tiber", desk.later(3), confidence=Confidence.SURE)
    desk.room.answers.give(ben, 0, 1, "Tiber", desk.now, confidence=Confidence.GUESS)
    desk.room.answers.give(guest, 0, 1, "Po", desk.now)
    desk.room.call("ben", desk.now)
    desk.room.call("anna", desk.now, passed="ben")
    desk.room.mark("cleo", 0.0, desk.now)
    desk.go(2)
    yield desk
    drill_log.close()


def reviews(school_class: SchoolClass, student: str) -> list[ReviewEvent]:
    with Learner.open(school_class.student_folder(student), read_only=True) as learner:
        return [event for event in learner.events() if isinstance(event, ReviewEvent)]


def test_a_class_is_named_in_any_case(school_class: SchoolClass) -> None:
    assert SchoolClass("7b").roster == school_class.roster
    assert class_names() == ("7b",)
    with pytest.raises(TrainerError, match="already exists"):
        SchoolClass.create("7b", ["Dora"])


@pytest.mark.usefixtures("school_class")
@pytest.mark.parametrize("name", ["8c", "../7b", ""])
def test_a_class_that_is_not_there_is_told(name: str) -> None:
    with pytest.raises(TrainerError):
        SchoolClass(name)


def test_long_names_that_begin_alike_make_a_class(school_class: SchoolClass) -> None:
    assert school_class
    names = [f"{'Maximilian ' * 6}{letter}" for letter in "ABC"]
    assert [s.name for s in SchoolClass.create("8c", names).roster.students] == names


@pytest.mark.usefixtures("school_class")
def test_a_class_that_cannot_be_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer.classroom.school_class.write_roster", lambda _: "- {id: Ä}\n")
    with pytest.raises(TrainerError):
        SchoolClass.create("8c", ["Zoe"])
    assert class_names() == ("7b",)


def test_each_answer_is_a_review_of_that_student(school_class: SchoolClass, desk: Desk) -> None:
    memory = ClassMemory(school_class)
    assert memory.remember("d1", 0, desk.questions[0], shown_in(desk.room.state, 0)) == ()
    (anna,), (ben,), (cleo,) = (reviews(school_class, s) for s in ("anna", "ben", "cleo"))
    assert (anna.rating, anna.answer, anna.duration_ms) == (Rating.GOOD, "Tiber", 3000)
    assert (ben.rating, cleo.rating) == (Rating.HARD, Rating.AGAIN)
    assert {p.name for p in (school_class.folder / "students").iterdir()} == {"anna", "ben", "cleo"}


def test_a_review_is_made_once_however_often_it_is_asked_for(
    school_class: SchoolClass, desk: Desk
) -> None:
    for _ in range(3):
        ClassMemory(school_class).remember("d1", 0, desk.questions[0], shown_in(desk.room.state, 0))
    assert len(reviews(school_class, "anna")) == 1


def test_a_student_at_work_elsewhere_is_told_of(school_class: SchoolClass, desk: Desk) -> None:
    with Learner.open(school_class.student_folder("anna")) as learner:
        learner.checkpoint()
        (trouble,) = ClassMemory(school_class).remember(
            "d1", 0, desk.questions[0], shown_in(desk.room.state, 0)
        )
    assert trouble.startswith("anna: ")
    assert len(reviews(school_class, "ben")) == 1


def test_the_weakest_is_asked_first(school_class: SchoolClass, desk: Desk) -> None:
    memory = ClassMemory(school_class)
    items = [question.item for question in desk.questions]
    memory.remember("d1", 0, desk.questions[0], shown_in(desk.room.state, 0))
    later = NOON + timedelta(days=30)
    predicted = memory.predict(items, later)
    assert predicted["kinds/typed"].recall is None
    recall = predicted["kinds/choice"].recall
    assert recall is not None
    assert 0 < recall < 0.9
    assert (predicted["kinds/choice"].due, predicted["kinds/typed"].due) == (3, 0)
    assert [item.id for item in weakest_first(items[::-1], predicted, 5)] == ["choice", "typed"]


def test_what_is_due_for_nobody_comes_after_what_is_new(desk: Desk) -> None:
    items = [question.item for question in desk.questions]
    choice, typed = "kinds/choice", "kinds/typed"
    predictions = {choice: Prediction(0.97, 3, due=0), typed: Prediction(None, 0)}
    assert [item.ref for item in weakest_first(items, predictions, 5)] == [typed, choice]
    predictions[choice] = Prediction(0.97, 3, due=1)
    assert [item.ref for item in weakest_first(items, predictions, 5)] == [choice, typed]


def test_who_did_not_know_it_today_is_not_said_to_remember_it(
    school_class: SchoolClass, desk: Desk
) -> None:
    memory = ClassMemory(school_class)
    items = [question.item for question in desk.questions]
    memory.remember("d1", 0, desk.questions[0], shown_in(desk.room.state, 0))
    today = memory.predict(items, NOON)["kinds/choice"]
    assert today.recall == pytest.approx(1 / 3)  # of Anna, Ben and Cleo, Anna alone knew it
    assert today.met == 3


@pytest.mark.parametrize(
    ("score", "confidence", "rating"),
    [
        (1.0, None, Rating.GOOD),
        (1.0, Confidence.SURE, Rating.GOOD),
        (1.0, Confidence.GUESS, Rating.HARD),
        (0.5, None, Rating.HARD),
        (0.0, Confidence.SURE, Rating.AGAIN),
    ],
)
def test_a_guess_is_weaker_than_recall(
    score: float, confidence: Confidence | None, rating: Rating
) -> None:
    assert rating_of(score, confidence) is rating


def test_purge_leaves_nothing_of_a_student_in_any_file(
    school_class: SchoolClass, desk: Desk, drill_log: DrillLog
) -> None:
    ClassMemory(school_class).remember("d1", 0, desk.questions[0], shown_in(desk.room.state, 0))
    bag = school_class.bag()
    for _ in range(2):
        _, bag = bag.draw(["anna", "ben", "cleo"], ["anna", "ben"], seed=1)
    school_class.keep_bag(bag)
    log = school_class.drills / "2026-03-10.jsonl"
    drill_log.flush()
    drill_log.close()
    before = read_log(log)
    changed = purge(school_class, "ben")
    assert log in changed
    for path in school_class.folder.rglob("*"):
        assert "ben" not in path.name.lower()
        if path.is_file():
            assert b"ben" not in path.read_bytes().lower(), path
    kept = read_log(log)
    assert {event.id for event in kept} < {event.id for event in before}
    assert len(reviews(school_class, "anna")) == 1
    with pytest.raises(TrainerError, match="no student"):
        purge(SchoolClass("7b"), "ben")


def test_purge_finds_a_guest_of_the_students_name_and_no_other(
    school_class: SchoolClass, desk: Desk, drill_log: DrillLog
) -> None:
    drill_log.close()
    log = DrillLog(guest_drills_folder() / "2026-03-11.jsonl")
    log.put(desk.opened)
    for name in ("BEN", "Zoe"):
        log.put(Joined(at=NOON, player=name, name=name, token=""))
    log.close()
    assert log.path in purge(school_class, "ben")
    assert [e.name for e in read_log(log.path) if isinstance(e, Joined)] == ["Zoe"]


def test_purge_leaves_who_only_looks_alike_and_says_where_they_are(
    school_class: SchoolClass, desk: Desk, drill_log: DrillLog
) -> None:
    drill_log.close()
    (school_class.folder / "roster.yaml").write_text("- {id: jose, name: José}\n- Jose\n")
    log = DrillLog(guest_drills_folder() / "2026-03-11.jsonl")
    log.put(desk.opened)
    for name in ("JOSÉ", "Jose", "Josè"):
        log.put(Joined(at=NOON, player=name, name=name, token=""))
    log.close()
    report = school_class.folder / "march-students.csv"
    report.write_text("student,score\nJosé,1\nJose,2\n", encoding="utf-8")
    purge(SchoolClass("7b"), "jose")
    assert report.read_text(encoding="utf-8").split() == ["student,score", "Jose,2"]
    assert [e.name for e in read_log(log.path) if isinstance(e, Joined)] == ["Jose", "Josè"]
    assert {report, log.path} <= {*still_named(["José"])}


@pytest.mark.parametrize("student", ["", ".", "..", "../../learners"])
def test_purge_reaches_nothing_else(school_class: SchoolClass, student: str) -> None:
    (school_class.folder / "students").mkdir()
    with pytest.raises(TrainerError):
        purge(school_class, student)
    assert (school_class.folder / "roster.yaml").exists()


def test_after_purge_a_search_of_the_whole_home_finds_nothing(
    school_class: SchoolClass, desk: Desk, drill_log: DrillLog
) -> None:
    drill_log.close()
    roster = school_class.folder / "roster.yaml"
    roster.write_text(
        "# Benjamin Kite sits by the door\n- {id: anna, name: Anna}  # beside Benji\n"
        "- {id: ben, name: Benjamin Kite, aliases: [Benji]}\n- {id: cleo, name: Cleo}\n"
    )
    other = SchoolClass.create("8c", ["Zoe"])
    for folder in (other.drills, guest_drills_folder()):
        log = DrillLog(folder / "2026-03-11.jsonl")
        log.put(desk.opened)
        for name in ("BENJI", "Zoe"):
            log.put(Joined(at=NOON, player=name, name=name, token=""))
        log.close()
        with log.path.open("ab") as file:
            file.write(b'{"type": "joined", "name": "Benji", harm\n')
    kept = {
        "reports/benji-march.csv": "Name,Score\r\nBenji,1\r\n",
        "classes/7b/march-students.csv": "Name,Score\r\nAnna,1\r\nBenjamin Kite,0\r\n",
        "backups/ben/2026-03-10.zip": "",
        "backups/anna/before-benji-left.zip": "",
        "classes/7b/students/unsaved-ben-2026-03-10-101010.jsonl": "",
        "seat.json": '{"name": "Benji"}',
    }
    for name, text in kept.items():
        (home() / name).parent.mkdir(parents=True, exist_ok=True)
        (home() / name).write_text(text)
    purge(SchoolClass("7b"), "ben")
    assert [*still_named(["ben", "Benjamin Kite", "Benji"])] == []
    for path in home().rglob("*"):
        assert "ben" not in path.name.lower()
        assert not path.is_file() or b"ben" not in path.read_bytes().lower(), path
    assert [s.id for s in SchoolClass("7b").roster.students] == ["anna", "cleo"]
    assert (home() / "classes/7b/march-students.csv").read_text().split() == [
        "Name,Score",
        "Anna,1",
    ]
    assert [e.name for e in read_log(log.path) if isinstance(e, Joined)] == ["Zoe"]


@pytest.mark.usefixtures("desk")
def test_a_guest_who_is_in_no_roster_is_purged_by_name(
    school_class: SchoolClass, drill_log: DrillLog
) -> None:
    drill_log.close()
    assert [*still_named(["Guest"])]
    purge(school_class, "Guest")
    assert [*still_named(["Guest"])] == []


@pytest.mark.usefixtures("desk")
def test_a_guest_called_as_the_class_takes_no_report_along(
    school_class: SchoolClass, drill_log: DrillLog
) -> None:
    drill_log.put(Joined(at=NOON, player="7b", name="7b", token=""))
    drill_log.close()
    report = school_class.folder / "7b-2026-03-10-0900-students.csv"
    report.write_text("\ufeffstudent,team\nAnna,7b\n7b,\n", encoding="utf-8")
    note = home() / "reports" / "7b.txt"
    note.parent.mkdir()
    note.touch()
    purge(school_class, "7b")
    assert report.read_text(encoding="utf-8-sig").split() == ["student,team", "Anna,7b"]
    assert note.exists()


def test_a_token_of_the_first_logs_is_hashed_when_it_is_read() -> None:
    joined = Joined(at=NOON, player="p", name="Anna", token="plain")  # noqa: S106
    assert joined.token == hash_of("plain")
    assert Joined.model_validate_json(joined.model_dump_json()) == joined


AT_HOME = """\
title: Rivers
id: rivers
cards:
  - {id: tiber, q: Which river runs through Rome?, a: Tiber, siblings: po}
  - {id: po, q: Which river runs through Turin?, a: Po}
  - {id: both, q: Paris, a: Seine, reverse: true}
  - {id: nile, q: Which river runs through Cairo?, a: Nile}
  - {id: spree, q: Which river runs through Berlin?, a: Spree}
  - {id: vltava, q: Which river runs through Prague?, a: Vltava, requires: nile}
  - {id: danube, q: Which river runs through Vienna?, a: Danube}
"""


def test_what_is_due_for_a_student_is_what_their_own_agenda_says(
    school_class: SchoolClass, tmp_path: Path
) -> None:
    path, now = tmp_path / "rivers.yaml", NOON + timedelta(days=30)
    path.write_text(AT_HOME)
    with Learner.open(school_class.student_folder("anna"), now=NOON) as learner:
        for item in ("tiber", "po", "both", "both.r", "nile", "spree"):
            learner.record(reviewed(learner, item, NOON))
        learner.record(SuspendEvent.of(("rivers", "nile"), NOON, NOON.date(), suspended=True))
        learner.record(BuryEvent.of(("rivers", "spree"), now, now.date()))
        learner.record(reviewed(learner, "both", now))
    shutil.copytree(school_class.student_folder("anna"), tmp_path / "learners/me")
    with Collection([str(path)], learner="me", folder=tmp_path, read_only=True) as collection:
        today = collection.agenda(now).today
        items = [*collection.items.values()]
    own = {ref for ref, kind in today.items() if kind != "new"}
    predicted = ClassMemory(school_class).predict(items, now)
    assert {ref for ref, prediction in predicted.items() if prediction.due} == own
    assert own & {"rivers/tiber", "rivers/po"}
    assert not own & {"rivers/nile", "rivers/spree", "rivers/both.r", "rivers/danube"}


def reviewed(learner: Learner, item: str, at: datetime) -> ReviewEvent:
    scheduler = Scheduler()
    return ReviewEvent.of(
        ("rivers", item),
        Rating.EASY,
        at,
        before=learner.memory("rivers", item),
        scheduler=scheduler,
        scheduler_key=learner.record_scheduler(SchedulerEvent.of(scheduler, at)),
    )


def test_who_shares_an_id_with_another_keeps_their_folder_when_the_other_is_deleted_by_hand(
    school_class: SchoolClass,
) -> None:
    roster = school_class.folder / "roster.yaml"
    roster.write_text("# 7b\n- José  # the first\n- Jose\n- Anna\n")
    ids = {student.name: student.id for student in SchoolClass("7b").roster.students}
    assert roster.read_text().startswith("# 7b\n- José  # the first\n- {id: jose-")
    roster.write_text("".join(roster.read_text().splitlines(keepends=True)[2:]))
    kept = {student.name: student.id for student in SchoolClass("7b").roster.students}
    assert kept == {"Jose": ids["Jose"], "Anna": "anna"}
    assert roster.read_text().endswith("- Anna\n")


def test_a_roster_that_cannot_be_written_is_read(school_class: SchoolClass) -> None:
    roster = school_class.folder / "roster.yaml"
    roster.write_text("- José\n- Jose\n")
    assert school_class.reread()
    roster.write_text("- José\n- Jose\n")
    school_class.folder.chmod(0o500)
    try:
        assert len(SchoolClass("7b").roster.students) == 2
    finally:
        school_class.folder.chmod(0o700)
