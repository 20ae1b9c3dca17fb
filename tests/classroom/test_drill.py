"""A drill as its teacher runs it: begun, cut off, taken up again, remembered."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.classroom.conftest import questions
from tests.clock import NOON, PATIENCE, Clock
from tests.free_port import free_port
from tests.memories import memories_of
from trainer.classroom.begin_drill import begin_drill, resume_drill
from trainer.classroom.class_memory import ClassMemory
from trainer.classroom.client import Seat
from trainer.classroom.codes import make_codes
from trainer.classroom.drill import Drill
from trainer.classroom.drill_event import Confidence
from trainer.classroom.drill_stage import DrillStage
from trainer.classroom.past_drills import read_drill, unfinished_drill
from trainer.classroom.preset import Preset, preset_named
from trainer.classroom.refused import RefusedError
from trainer.classroom.school_class import SchoolClass
from trainer.classroom.server_message import Refusal, SeatMessage, Welcome
from trainer.deck.item import Item
from trainer.errors import TrainerError
from trainer.store.learner import Learner

ITEMS = [question.item for question in questions().values()]


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
    anna = drill.room.seats.join("Anna", "token", clock(), student="anna").id
    go(drill, 2)
    drill.room.answers.give(anna, 0, 1, drill.room.questions[0].options[0], clock())
    log, before = drill.path, drill.room.state
    await drill.close()
    clock.now += timedelta(minutes=10)
    found = unfinished_drill(school_class.drills, clock())
    assert found
    assert found.path == log
    again = resume_drill(found, school_class, clock)
    assert again.room.state == before
    assert again.room.seats.rejoin("token").name == "Anna"
    assert [q.options for q in again.room.questions] == [q.options for q in drill.room.questions]
    await again.close()


async def test_on_another_day_it_does_not_go_on(
    begin: Begin, school_class: SchoolClass, clock: Clock
) -> None:
    drill = begin()
    go(drill)
    await drill.close()
    assert unfinished_drill(school_class.drills, NOON + timedelta(hours=7)) is None
    assert unfinished_drill(school_class.drills, clock())


async def test_a_finished_drill_or_one_never_begun_is_not_gone_on_with(
    begin: Begin, school_class: SchoolClass, clock: Clock
) -> None:
    assert unfinished_drill(school_class.drills, clock()) is None
    drill = begin()
    await drill.close()
    assert unfinished_drill(school_class.drills, clock()) is None
    clock.now += timedelta(minutes=1)
    drill = begin()
    drill.do(drill.room.finish)
    await drill.close()
    assert unfinished_drill(school_class.drills, clock()) is None


async def test_a_drill_whose_last_answer_was_shown_is_over(
    begin: Begin, school_class: SchoolClass, clock: Clock
) -> None:
    drill = begin(items=[questions()["choice"].item])
    go(drill, 3)
    await drill.close()
    assert unfinished_drill(school_class.drills, clock())
    again = resume_drill(read_drill(drill.path), school_class, clock)
    go(again)
    assert again.room.state.stage is DrillStage.REVEALED
    await again.close()
    assert unfinished_drill(school_class.drills, clock()) is None


async def test_a_race_that_was_cut_off_waits_for_the_teacher(
    begin: Begin, school_class: SchoolClass, clock: Clock
) -> None:
    drill = begin("race", [questions()["choice"].item])
    anna = drill.room.seats.join("Anna", "token", clock(), student="anna").id
    go(drill, 2)
    clock.now += timedelta(seconds=8)
    drill.do(lambda now: drill.room.answers.give(anna, 0, 1, "Tiber", now))
    await drill.close()
    clock.now += timedelta(minutes=3)
    again = resume_drill(read_drill(drill.path), school_class, clock)
    again.tick()
    assert again.room.state.stage is DrillStage.OPEN
    assert again.room.state.paused
    again.do(lambda now: again.room.pause(now, paused=False))
    assert again.room.flow.left(clock()) == timedelta(seconds=12)
    await again.close()


async def test_a_mended_deck_changes_nothing_of_what_was_asked(
    begin: Begin, school_class: SchoolClass, clock: Clock
) -> None:
    drill = begin()
    anna = drill.room.seats.join("Anna", "token", clock(), student="anna").id
    go(drill, 2)
    option = drill.room.questions[0].options[0]
    drill.do(lambda now: drill.room.answers.give(anna, 0, 1, option, now))
    await drill.close()
    again = resume_drill(read_drill(drill.path), school_class, clock)
    assert [q.item for q in again.room.questions] == [q.item for q in drill.room.questions]
    await again.close()


async def test_a_later_drill_closes_the_one_that_was_cut_off(
    begin: Begin, school_class: SchoolClass, clock: Clock
) -> None:
    cut_off = begin("race")
    go(cut_off, 2)
    await cut_off.close()
    clock.now += timedelta(minutes=1)
    later = begin("drill")
    go(later)
    await later.close()
    found = unfinished_drill(school_class.drills, clock())
    assert found
    assert found.path == later.path
    assert "(preset drill), question 1 of 3" in found.in_words({"kinds": "Every kind"})
    assert "drill on Every kind" in found.in_words({"kinds": "Every kind"})
    later = resume_drill(found, school_class, clock)
    later.do(later.room.finish)
    await later.close()
    assert unfinished_drill(school_class.drills, clock()) is None


async def test_with_codes_a_name_alone_takes_no_seat(
    begin: Begin, school_class: SchoolClass
) -> None:
    make_codes(school_class.folder)
    drill = begin()
    pin, codes = drill.room.opened.pin, school_class.codes()
    await drill.serve("127.0.0.1")
    heard: asyncio.Queue[SeatMessage] = asyncio.Queue()
    for typed in ("Anna", codes["anna"].upper()):
        seat = Seat(f"127.0.0.1:{drill.server.port}", heard.put_nowait, lambda _: None)
        running = asyncio.create_task(seat.run(pin, typed))
        first = await asyncio.wait_for(heard.get(), PATIENCE)
        await seat.leave()
        await running
        while not heard.empty():
            heard.get_nowait()
        if typed == "Anna":
            assert isinstance(first, Refusal)
            assert first.code == "name"
        else:
            assert isinstance(first, Welcome)
            assert first.name == "Anna"
    await drill.close()


async def test_a_drill_that_was_only_looked_at_leaves_no_log(begin: Begin) -> None:
    drill = begin()
    assert drill.path.exists()
    await drill.close()
    assert not drill.path.exists()


async def test_all_that_was_cut_off_is_remembered_by_the_next_drill(
    begin: Begin, school_class: SchoolClass, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviews: list[object] = []
    for _ in range(2):
        drill = begin("drill", [questions()["choice"].item], many=1)
        anna = drill.room.seats.join("Anna", "token", clock(), student="anna").id
        with monkeypatch.context() as stopped:  # before anything was remembered
            stopped.setattr(ClassMemory, "remember", lambda *_: ("The computer stopped.",))
            go(drill, 2)
            drill.room.answers.give(anna, 0, 1, "Tiber", clock())
            go(drill, 2)
            await drill.close()
        clock.now += timedelta(minutes=1)
        await begin("exit").close()
        with Learner.open(school_class.student_folder("anna"), read_only=True) as learner:
            reviews = [e for e in learner.events("kinds", "choice") if e.type == "review"]
    assert len(reviews) == 2


async def test_devices_find_the_drill_where_they_left_it(
    begin: Begin, school_class: SchoolClass, clock: Clock
) -> None:
    drill = begin()
    port = free_port()
    await drill.serve("127.0.0.2", port)
    go(drill)
    await drill.close()
    again = resume_drill(read_drill(drill.path), school_class, clock)
    await again.serve_devices(None, 1)
    assert (again.server.hosts, again.server.port) == (["127.0.0.2"], port)
    await again.close()


async def test_a_door_that_cannot_be_opened_is_told_for_as_long_as_it_is_shut(
    begin: Begin,
) -> None:
    drill = begin()
    await drill.serve_devices("192.0.2.1", 0)  # an address of documentation: nobody has it
    assert "cannot be used" in str(drill.join_trouble)
    await drill.serve("127.0.0.1")
    assert drill.join_trouble is None
    await drill.close()


async def test_in_a_race_the_teacher_can_open_answers_again(begin: Begin, clock: Clock) -> None:
    drill = begin("race", [questions()["choice"].item])
    anna = drill.room.seats.join("Anna", "token", clock(), student="anna").id
    go(drill, 2)
    drill.room.answers.give(anna, 0, 1, "Tiber", clock())
    drill.tick()
    assert drill.room.state.stage is DrillStage.CLOSED
    drill.undo()
    drill.tick()
    assert drill.room.taking
    drill.room.answers.give(anna, 0, 1, "Po", clock())
    drill.tick()
    assert not drill.room.taking
    await drill.close()


async def test_to_take_back_an_absence_takes_back_all_of_it(
    begin: Begin, school_class: SchoolClass
) -> None:
    drill = begin("board")
    go(drill, 2)
    first = drill.students.call()
    before = school_class.bag()
    drill.students.pass_on(absent=True)
    assert drill.absent == {first}
    drill.undo()
    assert drill.absent == set()
    assert drill.room.state.called(0) == first
    assert school_class.bag().done == before.done
    await drill.close()


async def test_a_question_becomes_reviews_once_the_next_one_is_closed(
    begin: Begin, school_class: SchoolClass, clock: Clock
) -> None:
    drill = begin(items=[questions()["choice"].item, questions()["typed"].item])
    anna = drill.room.seats.join("Anna", "token", clock(), student="anna").id
    go(drill, 2)
    drill.room.answers.give(anna, 0, 1, "Tiber", clock())
    go(drill, 4)
    await asyncio.sleep(0.05)
    assert not school_class.student_folder("anna").exists()
    drill.undo()
    go(drill, 2)
    await drill_is_remembered(drill, {0})
    with Learner.open(school_class.student_folder("anna"), read_only=True) as learner:
        assert list(memories_of(learner, "kinds")) == ["choice"]
    drill.room.seats.join("Ben", "token 2", clock(), student="ben")
    go(drill, 2)
    await drill_is_remembered(drill, {0, 1})
    await drill.close()


async def drill_is_remembered(drill: Drill, questions: set[int]) -> None:
    async with asyncio.timeout(PATIENCE):
        while drill.room.state.remembered != questions:  # noqa: ASYNC110 - a thread works
            await asyncio.sleep(0.01)


async def test_what_could_not_be_remembered_is_told_and_tried_again(
    begin: Begin, school_class: SchoolClass, clock: Clock
) -> None:
    drill = begin(items=[questions()["choice"].item])
    anna = drill.room.seats.join("Anna", "token", clock(), student="anna").id
    go(drill, 2)
    drill.room.answers.give(anna, 0, 1, "Tiber", clock())
    with Learner.open(school_class.student_folder("anna")):
        go(drill, 3)
        async with asyncio.timeout(PATIENCE):
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
    anna = drill.room.seats.join("Anna", "token", clock(), student="anna").id
    go(drill, 2)
    drill.room.answers.give(anna, 0, 1, "Tiber", clock())
    go(drill, 2)
    await drill.close()
    assert not school_class.student_folder("anna").exists()
    clock.now += timedelta(days=1)
    lesson = begin()
    with Learner.open(school_class.student_folder("anna"), read_only=True) as learner:
        assert list(memories_of(learner, "kinds")) == ["choice"]
    await lesson.close()


async def test_the_bag_is_kept_across_lessons_and_an_undo_puts_the_student_back(
    begin: Begin, clock: Clock
) -> None:
    drill = begin("board")
    go(drill, 2)
    first = drill.students.call()
    drill.undo()
    assert drill.students.call() == first
    second = drill.students.pass_on()
    third = drill.students.pass_on(absent=True)
    assert drill.absent == {second}
    assert {first, second, third} == {"anna", "ben", "cleo"}
    await drill.close()
    clock.now += timedelta(days=1)
    lesson = begin("board")
    go(lesson, 2)
    assert lesson.students.call() in {first, second}
    await lesson.close()


async def test_a_race_closes_when_everybody_here_has_answered(begin: Begin, clock: Clock) -> None:
    drill = begin("race", [questions()["choice"].item])
    players = [drill.room.seats.join(n, n, clock(), student=n.lower()).id for n in ("Anna", "Ben")]
    go(drill, 2)
    drill.room.answers.give(players[0], 0, 1, "Tiber", clock())
    drill.tick()
    assert drill.room.state.stage.value == "open"
    drill.room.presence.note_gone(players[1], drill.now)
    drill.tick()
    assert drill.room.state.stage.value == "closed"
    await drill.close()


async def test_who_is_to_say_how_sure_he_is_has_time_for_it(
    school_class: SchoolClass, clock: Clock
) -> None:
    preset = preset_named("race", confidence=True)
    drill = begin_drill([questions()["choice"].item], preset, school_class, clock)
    anna = drill.room.seats.join("Anna", "Anna", clock(), student="anna").id
    go(drill, 2)
    stages = []
    for confidence in (None, Confidence.GUESS):
        drill.room.answers.give(anna, 0, 1, "Tiber", clock(), confidence=confidence)
        drill.tick()
        stages.append(drill.room.state.stage)
    assert stages == [DrillStage.OPEN, DrillStage.CLOSED]
    await drill.close()


async def test_neighbours_discuss_options_where_there_are_some(begin: Begin) -> None:
    drill = begin("peer", many=20)
    assert {question.kind for question in drill.room.questions} == {"choice", "pick", "truth"}
    await drill.close()
    drill = begin("peer", [questions()["typed"].item])
    assert [question.kind for question in drill.room.questions] == ["typed"]
    await drill.close()


@pytest.mark.parametrize(
    ("preset", "many", "asked", "shortfall"),
    [
        ("peer", 3, 3, None),
        ("peer", 9, 3, "3 of 9 questions: there are no more cards with options to vote on."),
        ("exit", 20, 10, "10 of 20 questions: there are no more cards marked for the players."),
        ("drill", 20, 11, "11 of 20 questions: there are no more cards."),
    ],
)
async def test_as_many_questions_are_asked_as_were_wanted_or_it_is_said_why_not(
    begin: Begin, preset: str, many: int, asked: int, shortfall: str | None
) -> None:
    drill = begin(preset, many=many)
    assert len(drill.room.questions) == asked
    assert (drill.shortfall or "").removesuffix(" Name other decks.") == (shortfall or "")
    await drill.close()


async def test_guests_alone_are_drilled_without_memory(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    preset: Preset = preset_named("exit")
    drill = begin_drill(ITEMS, preset, None, clock)
    assert len(drill.room.questions) == 3
    assert not any(question.form.self_marked for question in drill.room.questions)
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


@pytest.mark.parametrize("preset", ["race", "drill"])
async def test_a_computer_that_slept_costs_nobody_time(
    begin: Begin, clock: Clock, monkeypatch: pytest.MonkeyPatch, preset: str
) -> None:
    seconds = [1000.0]
    monkeypatch.setattr("trainer.classroom.drill.seconds", lambda: seconds[0])
    drill = begin(preset, [ITEMS[0], ITEMS[3]], 2)
    anna = drill.room.seats.join("Anna", "t", clock.now).id
    go(drill, 2)
    drill.tick()

    def later(slept: float) -> None:
        clock.now += timedelta(seconds=slept)
        seconds[0] += slept

    later(4)
    drill.tick()
    later(600)
    drill.notice_sleep()  # an answer comes before the next look at the time
    assert drill.room.state.stage is DrillStage.OPEN
    assert drill.room.state.paused is (preset == "race")
    if preset == "race":
        assert drill.room.flow.left(clock.now) == timedelta(seconds=16)
        drill.do(lambda now: drill.room.pause(now, paused=False))
    later(2)
    given = drill.room.answers.give(anna, 0, 1, "Tiber", clock.now)
    assert given.after_ms == 6000
    await drill.close()
