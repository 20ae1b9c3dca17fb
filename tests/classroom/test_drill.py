"""A drill as its teacher runs it: begun, cut off, taken up again, remembered."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.classroom.conftest import NOON, questions
from trainer.classroom.drill import Drill, begin_drill, resume_drill, unfinished_drill
from trainer.classroom.event import Confidence, Stage
from trainer.classroom.preset import Preset, preset_named
from trainer.classroom.room import RefusedError
from trainer.classroom.school_class import SchoolClass
from trainer.deck.item import Item
from trainer.errors import TrainerError
from trainer.store.learner import Learner

ITEMS = [question.item for question in questions().values()]


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def school_class(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SchoolClass:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    return SchoolClass.create("7b", ["Anna", "Ben", "Cleo"])


Begin = Callable[..., Drill]


@pytest.fixture
def begin(school_class: SchoolClass, clock: Clock) -> Begin:
    def build(preset: str = "drill", items: list[Item] | None = None, many: int = 3) -> Drill:
        return begin_drill(items or ITEMS, preset_named(preset), school_class, clock, many=many)

    return build


def go(drill: Drill, times: int = 1) -> None:
    for _ in range(times):
        drill.do(drill.room.advance)


async def test_a_drill_that_was_cut_off_goes_on_with_seats_answers_and_scores(
    begin: Begin, school_class: SchoolClass, clock: Clock
) -> None:
    drill = begin()
    anna = drill.room.join("Anna", "token", clock(), student="anna").id
    go(drill, 2)
    drill.room.answer(anna, 0, 1, drill.room.questions[0].options[0], clock())
    log, before = drill.path, drill.room.state
    await drill.close()
    clock.now += timedelta(minutes=10)
    found = unfinished_drill(school_class.drills, drill.room.preset, ITEMS, clock())
    assert found == log
    again = resume_drill(found, ITEMS, school_class, clock)
    assert again.room.state == before
    assert again.resumed
    assert again.room.rejoin("token").name == "Anna"
    assert [q.options for q in again.room.questions] == [q.options for q in drill.room.questions]
    await again.close()


@pytest.mark.parametrize(
    ("preset", "items", "later"),
    [("race", ITEMS, 0), ("drill", ITEMS[:1], 0), ("drill", ITEMS, 7)],
)
async def test_another_drill_or_another_day_does_not_go_on(
    begin: Begin, school_class: SchoolClass, preset: str, items: list[Item], later: int
) -> None:
    drill = begin()
    go(drill)
    await drill.close()
    now = NOON + timedelta(hours=later)
    assert unfinished_drill(school_class.drills, preset_named(preset), items, now) is None


async def test_a_finished_drill_or_one_never_begun_is_not_gone_on_with(
    begin: Begin, school_class: SchoolClass, clock: Clock
) -> None:
    preset = preset_named("drill")
    assert unfinished_drill(school_class.drills, preset, ITEMS, clock()) is None
    drill = begin()
    await drill.close()
    assert unfinished_drill(school_class.drills, preset, ITEMS, clock()) is None
    clock.now += timedelta(minutes=1)
    drill = begin()
    drill.do(drill.room.finish)
    await drill.close()
    assert unfinished_drill(school_class.drills, preset, ITEMS, clock()) is None


async def test_a_race_that_was_cut_off_waits_for_the_teacher(
    begin: Begin, school_class: SchoolClass, clock: Clock
) -> None:
    drill = begin("race", [questions()["choice"].item])
    anna = drill.room.join("Anna", "token", clock(), student="anna").id
    go(drill, 2)
    clock.now += timedelta(seconds=8)
    drill.do(lambda now: drill.room.answer(anna, 0, 1, "Tiber", now))
    await drill.close()
    clock.now += timedelta(minutes=3)
    again = resume_drill(drill.path, ITEMS, school_class, clock)
    again.tick()
    assert again.room.state.stage is Stage.OPEN
    assert again.room.state.paused
    again.do(lambda now: again.room.pause(now, paused=False))
    assert again.room.left(clock()) == timedelta(seconds=12)
    await again.close()


async def test_a_card_that_is_gone_is_told(
    begin: Begin, school_class: SchoolClass, clock: Clock
) -> None:
    drill = begin()
    go(drill)
    await drill.close()
    with pytest.raises(TrainerError, match="in none of these decks"):
        resume_drill(drill.path, [], school_class, clock)


async def test_a_question_becomes_reviews_once_the_next_one_is_closed(
    begin: Begin, school_class: SchoolClass, clock: Clock
) -> None:
    drill = begin(items=[questions()["choice"].item, questions()["typed"].item])
    anna = drill.room.join("Anna", "token", clock(), student="anna").id
    go(drill, 2)
    drill.room.answer(anna, 0, 1, "Tiber", clock())
    go(drill, 4)
    await asyncio.sleep(0.05)
    assert not school_class.student_folder("anna").exists()
    drill.undo()
    go(drill, 2)
    await drill_is_remembered(drill, {0})
    with Learner.open(school_class.student_folder("anna"), read_only=True) as learner:
        assert list(learner.states("kinds")) == ["choice"]
    drill.room.join("Ben", "token 2", clock(), student="ben")
    go(drill, 2)
    await drill_is_remembered(drill, {0, 1})
    await drill.close()


async def drill_is_remembered(drill: Drill, questions: set[int]) -> None:
    async with asyncio.timeout(5):
        while drill.room.state.remembered != questions:  # noqa: ASYNC110 - a thread works
            await asyncio.sleep(0.01)


async def test_what_could_not_be_remembered_is_told_and_tried_again(
    begin: Begin, school_class: SchoolClass, clock: Clock
) -> None:
    drill = begin(items=[questions()["choice"].item])
    anna = drill.room.join("Anna", "token", clock(), student="anna").id
    go(drill, 2)
    drill.room.answer(anna, 0, 1, "Tiber", clock())
    with Learner.open(school_class.student_folder("anna")):
        go(drill, 3)
        async with asyncio.timeout(5):
            while not drill.trouble:  # noqa: ASYNC110 - a thread works
                await asyncio.sleep(0.01)
        assert "anna" in drill.trouble
    await drill.close()
    assert drill.room.state.remembered == {0}
    assert drill.trouble is None


async def test_what_a_lost_drill_left_is_remembered_before_the_next(
    begin: Begin, school_class: SchoolClass, clock: Clock
) -> None:
    drill = begin(items=[questions()["choice"].item, questions()["typed"].item])
    anna = drill.room.join("Anna", "token", clock(), student="anna").id
    go(drill, 2)
    drill.room.answer(anna, 0, 1, "Tiber", clock())
    go(drill, 2)
    await drill.close()
    assert not school_class.student_folder("anna").exists()
    clock.now += timedelta(days=1)
    lesson = begin()
    with Learner.open(school_class.student_folder("anna"), read_only=True) as learner:
        assert list(learner.states("kinds")) == ["choice"]
    await lesson.close()


async def test_the_bag_is_kept_across_lessons_and_an_undo_puts_the_student_back(
    begin: Begin, clock: Clock
) -> None:
    drill = begin("board")
    go(drill, 2)
    first = drill.call()
    drill.undo()
    assert drill.call() == first
    second = drill.pass_on()
    third = drill.pass_on(absent=True)
    assert drill.absent == {second}
    assert {first, second, third} == {"anna", "ben", "cleo"}
    await drill.close()
    clock.now += timedelta(days=1)
    lesson = begin("board")
    go(lesson, 2)
    assert lesson.call() in {first, second}
    await lesson.close()


async def test_a_race_closes_when_everybody_here_has_answered(begin: Begin, clock: Clock) -> None:
    drill = begin("race", [questions()["choice"].item])
    players = [drill.room.join(n, n, clock(), student=n.lower()).id for n in ("Anna", "Ben")]
    go(drill, 2)
    drill.room.answer(players[0], 0, 1, "Tiber", clock())
    drill.tick()
    assert drill.room.state.stage.value == "open"
    drill.room.drop(players[1])
    drill.tick()
    assert drill.room.state.stage.value == "closed"
    await drill.close()


async def test_who_is_to_say_how_sure_he_is_has_time_for_it(
    school_class: SchoolClass, clock: Clock
) -> None:
    preset = preset_named("race", confidence=True)
    drill = begin_drill([questions()["choice"].item], preset, school_class, clock)
    anna = drill.room.join("Anna", "Anna", clock(), student="anna").id
    go(drill, 2)
    stages = []
    for confidence in (None, Confidence.GUESS):
        drill.room.answer(anna, 0, 1, "Tiber", clock(), confidence=confidence)
        drill.tick()
        stages.append(drill.room.state.stage)
    assert stages == [Stage.OPEN, Stage.CLOSED]
    await drill.close()


async def test_neighbours_discuss_options_where_there_are_some(begin: Begin) -> None:
    drill = begin("peer", many=20)
    assert {question.kind for question in drill.room.questions} == {"choice", "pick", "truth"}
    await drill.close()
    drill = begin("peer", [questions()["typed"].item])
    assert [question.kind for question in drill.room.questions] == ["typed"]
    await drill.close()


async def test_guests_alone_are_drilled_without_memory(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    preset: Preset = preset_named("exit")
    drill = begin_drill(ITEMS, preset, None, clock)
    assert len(drill.room.questions) == 3
    assert not any(question.self_marked for question in drill.room.questions)
    with pytest.raises(RefusedError):
        drill.undo()
    await drill.close()
    assert not (tmp_path / "classes").exists()


@pytest.mark.parametrize("preset", ["race", "gentle", "teams", "peer", "exit"])
async def test_nobody_marks_himself_where_there_is_something_to_win(
    begin: Begin, preset: str
) -> None:
    drill = begin(preset, many=20)
    assert "flashcard" not in {question.kind for question in drill.room.questions}
    await drill.close()


def test_nothing_to_ask_is_told(school_class: SchoolClass, clock: Clock) -> None:
    with pytest.raises(TrainerError, match="no card to ask"):
        begin_drill([], preset_named("drill"), school_class, clock)
