"""A student's terminal beside the teacher's wall."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from tests.classroom.conftest import questions
from tests.clock import NOON
from tests.tui.conftest import until
from trainer.classroom.begin_drill import begin_drill
from trainer.classroom.drill import Drill
from trainer.classroom.preset import preset_named
from trainer.tui.classroom.join import JoinApp, JoinScreen
from trainer.tui.widgets.answer import AnswerWidget
from trainer.tui.widgets.rows import RowsAnswer


@pytest.fixture
def begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Drill]:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))

    def build(preset: str, *cards: str) -> Drill:
        items = [questions()[card].item for card in cards]
        return begin_drill(items, preset_named(preset), None, lambda: NOON)

    return build


@asynccontextmanager
async def joined(
    drill: Drill, pin: str | None = None, token: str | None = None
) -> AsyncIterator[tuple[JoinApp, Pilot[tuple[str, str]], list[str]]]:
    if not drill.server.hosts:
        await drill.server.start()
    kept: list[str] = []
    address = f"127.0.0.1:{drill.server.port}"
    seat = JoinScreen(address, pin or drill.room.opened.pin, "Zoe", token, kept.append)
    app = JoinApp(seat)
    async with app.run_test(size=(80, 24)) as pilot:
        await shows(app, pilot, "drill" if token is None and pin is None else "")
        yield app, pilot, kept


def text(app: JoinApp) -> str:
    names = ("#top", "#prompt", "#message")
    return "\n".join(str(app.screen.query_one(name, Static).render()) for name in names)


async def shows(app: JoinApp, pilot: Pilot[tuple[str, str]], wanted: str) -> None:
    await until(pilot, lambda: wanted in text(app))
    await pilot.pause()


def go(drill: Drill, times: int = 1) -> None:
    for _ in range(times):
        drill.do(drill.room.advance)


async def test_a_question_is_answered_changed_and_revealed(begin: Callable[..., Drill]) -> None:
    drill = begin("drill", "choice")
    async with joined(drill) as (app, pilot, kept):
        assert len(kept) == 1
        go(drill)
        await shows(app, pilot, "Think first")
        go(drill)
        await shows(app, pilot, "question 1 of 1")
        await pilot.pause()
        assert str(app.screen.query_one(RowsAnswer).lead(1)).strip() == "B ●", "as on the wall"
        options = drill.room.questions[0].options
        await pilot.press("abc"[options.index("Po")])
        await shows(app, pilot, "Your answer is in")
        await pilot.press("c")
        await pilot.press("abc"[options.index("Tiber")])
        await shows(app, pilot, "Your answer is in")
        [given] = drill.room.state.given.values()
        assert given.answer == "Tiber"
        go(drill, 2)
        await shows(app, pilot, "✓ right")
        assert "See a map." in text(app)
        go(drill)
        await shows(app, pilot, "1 of 1 right")
    await drill.close()


async def test_a_change_begins_with_what_was_sent(begin: Callable[..., Drill]) -> None:
    drill = begin("drill", "list")
    async with joined(drill) as (app, pilot, _):
        go(drill, 2)
        await shows(app, pilot, "question 1 of 1")
        await pilot.pause()
        fields = len(app.screen.query("#answer Input"))
        await pilot.press(*"Po", "enter", *["enter"] * fields)
        await shows(app, pilot, "Your answer is in")
        await pilot.press("c")
        await until(pilot, lambda: len(app.screen.query("#answer Input")) == fields)
        assert app.screen.query("#answer Input").first(Input).value == "Po"
    await drill.close()


async def test_help_speaks_of_taking_part_and_costs_no_draft(begin: Callable[..., Drill]) -> None:
    drill = begin("drill", "typed")
    async with joined(drill) as (app, pilot, _):
        go(drill, 2)
        await shows(app, pilot, "question 1 of 1")
        await pilot.pause()
        await pilot.press(*"Go", "f1")
        await pilot.pause()
        page = str(app.screen.query_one("#page Static", Static).content)
        assert "until they close" in page
        assert "pageup and pagedown scroll" in page
        await pilot.press("escape")
        await pilot.press("e", "enter")
        await shows(app, pilot, "Your answer is in")
        [given] = drill.room.state.given.values()
        assert given.answer == "Goe"
    await drill.close()


async def test_a_long_question_is_scrolled_by_keys(begin: Callable[..., Drill]) -> None:
    drill = begin("drill", "typed")
    async with joined(drill) as (app, pilot, _):
        await pilot.resize_terminal(12, 8)
        go(drill, 2)
        await shows(app, pilot, "question 1 of 1")
        await pilot.pause()
        asked = app.screen.query_one("#asked")
        assert asked.max_scroll_y
        await pilot.press(*["pagedown"] * 3)
        await pilot.pause()
        assert asked.scroll_offset.y == asked.max_scroll_y
        await pilot.press(*["pageup"] * 5)
        await pilot.pause()
        assert asked.scroll_offset.y == 0
    await drill.close()


async def test_who_has_more_time_is_told_and_others_are_not(begin: Callable[..., Drill]) -> None:
    drill = begin("race", "choice")
    async with joined(drill) as (app, pilot, _):
        [zoe] = drill.room.presence.here
        go(drill, 2)
        await shows(app, pilot, "question 1 of 1")
        assert "more for you" not in text(app)
        drill.do(lambda now: drill.room.seats.extend(zoe, 0.5, now))
        await shows(app, pilot, "10 s more for you")
    await drill.close()


async def test_what_cannot_be_read_is_asked_again(begin: Callable[..., Drill]) -> None:
    drill = begin("drill", "number")
    async with joined(drill) as (app, pilot, _):
        go(drill, 2)
        await shows(app, pilot, "question 1")
        await pilot.pause()
        await pilot.press(*"many", "enter")
        await shows(app, pilot, "There is no number")
        assert not drill.room.state.given
        await pilot.pause()
        assert app.screen.query_one("#answer Input", Input).value == "many"
        await pilot.press("ctrl+z", "8", "enter")
        await shows(app, pilot, "Your answer is in")
        assert len(drill.room.state.given) == 1
    await drill.close()


async def test_a_drop_is_told_and_mended(begin: Callable[..., Drill]) -> None:
    drill = begin("drill", "choice")
    async with joined(drill) as (app, pilot, _):
        go(drill, 2)
        await shows(app, pilot, "question 1")
        [zoe] = drill.room.presence.here
        drill.server.broadcast.devices[zoe].cut()
        await shows(app, pilot, "trying again")
        await until(pilot, lambda: drill.room.presence.here == {zoe})
        await pilot.pause()
        await pilot.press("a")
        await shows(app, pilot, "Your answer is in")
        assert [*drill.room.state.given] == [zoe]
    await drill.close()


async def test_a_seat_is_had_again_after_a_crash(begin: Callable[..., Drill]) -> None:
    drill = begin("drill", "choice")
    async with joined(drill) as (app, pilot, kept):
        go(drill, 2)
        await shows(app, pilot, "question 1")
        await pilot.press("q")
    async with joined(drill, token=kept[0]) as (app, pilot, _):
        await shows(app, pilot, "question 1")
        assert len(drill.room.state.players) == 1
    await drill.close()


async def test_a_wrong_pin_is_told(begin: Callable[..., Drill]) -> None:
    drill = begin("drill", "choice")
    async with joined(drill, pin="000") as (app, pilot, _):
        await shows(app, pilot, "not the PIN on the wall")
        assert not drill.room.presence.here
    await drill.close()


async def test_every_kind_can_be_answered(begin: Callable[..., Drill]) -> None:
    cards = ["truth", "typed", "number", "date", "gaps", "list", "pick", "order", "match"]
    drill = begin("exit", *cards)
    async with joined(drill) as (app, pilot, _):
        go(drill)
        kinds = [question.kind for question in drill.room.questions]
        for number, kind in enumerate(kinds, 1):
            await shows(app, pilot, f"question {number}")
            keys = {
                "truth": ["f"],
                "pick": ["a", "enter"],
                "order": ["enter"],
                "match": ["a", "enter"],
                "cloze": [*"red", "enter", "enter"],
                "list": ["L", "enter", "enter"],
            }.get(kind, ["8", "enter"])
            await pilot.press(*keys)
        await shows(app, pilot, "All your answers are in")
        assert len(drill.room.state.answers) == len(kinds)
    await drill.close()


async def test_how_sure_one_is_is_asked_where_it_is_wanted(begin: Callable[..., Drill]) -> None:
    drill = begin("peer", "choice")
    async with joined(drill) as (app, pilot, _):
        go(drill, 2)
        await shows(app, pilot, "question 1")
        await pilot.pause()
        await pilot.press("a")
        await shows(app, pilot, "Your answer is in. How sure")
        assert drill.room.state.given, "it counts even if they say no more"
        await pilot.press("c")
        await shows(app, pilot, "Your answer is in")
        [given] = drill.room.state.given.values()
        assert given.confidence == "guess"
    await drill.close()


async def test_an_answer_that_comes_late_is_not_sent_to_the_next_question(
    begin: Callable[..., Drill],
) -> None:
    drill = begin("drill", "choice", "truth")
    async with joined(drill) as (app, pilot, _):
        go(drill, 2)
        await shows(app, pilot, "question 1")
        await pilot.pause()
        late = app.screen.query_one(AnswerWidget).turn
        go(drill, 4)
        await shows(app, pilot, "question 2")
        await pilot.pause()
        app.screen.post_message(AnswerWidget.Answered(late, "Po"))
        await pilot.pause(0.2)
        assert not drill.room.state.given
        await pilot.press("f")
        await shows(app, pilot, "Your answer is in")
    await drill.close()
