"""The wall, and the teacher's keys."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from tests.classroom.conftest import questions
from tests.clock import NOON, PATIENCE, Clock
from tests.exchange.pictures import wav
from tests.tui.conftest import said, until
from trainer.classroom.begin_drill import begin_drill
from trainer.classroom.drill import Drill
from trainer.classroom.drill_stage import DrillStage
from trainer.classroom.preset import preset_named
from trainer.classroom.school_class import SchoolClass
from trainer.deck.item import Item, items_of_deck
from trainer.deck.reader import read_deck_text
from trainer.media.sound import Sound
from trainer.tui.classroom.drill_app import DrillApp
from trainer.tui.qr_code import qr_code
from trainer.tui.wall.wall_view import WallView
from trainer.tui.widgets.key_line import KeyLine

Run = Callable[..., AsyncIterator[tuple[Drill, Pilot[None]]]]


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Drill]:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    def make(
        preset: str,
        *cards: str,
        teams: int | None = None,
        clock: object = None,
        items: Sequence[Item] = (),
    ) -> Drill:
        school_class = SchoolClass.create("7b", ["Anna", "Ben", "[@click=app.quit]x[/]"])
        items = items or [questions()[card].item for card in cards or ("choice", "typed")]
        tell = clock or (lambda: NOON)
        return begin_drill(
            items,
            preset_named(preset, teams=teams),
            school_class,
            tell,  # type: ignore[arg-type]
            until=NOON + timedelta(days=2) if preset == "homework" else None,
        )

    return make


@asynccontextmanager
async def running(
    drill: Drill, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[DrillApp, Pilot[None]]]:
    serve = drill.server.start if drill.room.preset.devices else None
    app = DrillApp(drill, serve)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        yield app, pilot
    await drill.close()


def wall(app: DrillApp) -> str:
    """What the wall says, in small letters: the large ones are drawn of blocks."""
    return str(app.screen.query_one(WallView).drawn(200, 0))


def drawn_of(app: DrillApp) -> str:
    """What is on the wall."""
    return str(app.screen.query_one("#wall", Static).content)


def top(app: DrillApp) -> str:
    return str(app.screen.query_one("#top", Static).render())


async def test_a_question_from_the_thinking_to_the_reason(build: Callable[..., Drill]) -> None:
    async with running(build("board", "choice"), (40, 20)) as (app, pilot):
        await pilot.press("space")
        assert "Which river runs through Rome?" in wall(app)
        assert "Tiber" not in wall(app)
        assert "think" in top(app)
        await pilot.press("space")
        assert "Tiber" in wall(app)
        assert "✓" not in wall(app)
        await pilot.press("space")
        assert "Tiber ✓" in wall(app)
        assert "See a map." in wall(app)
        await pilot.press("space")
        assert "Done." in wall(app)


async def test_in_class_a_sound_plays_when_the_teacher_says_so(
    build: Callable[..., Drill], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    played: list[str] = []

    def play(_: object, sound: Sound) -> str:
        played.append(sound.path.name)
        return ""

    monkeypatch.setattr("trainer.media.sound.SoundPlayer.play", play)
    for name in ("q.wav", "a.wav"):
        (tmp_path / name).write_bytes(wav())
    cards = "  - {q: Which?, typed: Po, sound: q.wav, answer_sound: a.wav}\n"
    text = f"title: T\nid: t\ncards:\n{cards}"
    deck = read_deck_text(text, tmp_path / "t.yaml").deck
    assert deck
    drill = build("board", items=items_of_deck(deck))
    drill.server.gallery.folders = {"t": tmp_path}
    async with running(drill) as (_, pilot):
        await pilot.press("s", "space", "space")
        assert played == []
        await pilot.press("s")
        assert played == ["q.wav"]
        await pilot.press("space", "s")
        assert played == ["q.wav", "a.wav"]


async def test_a_student_is_called_and_marked(build: Callable[..., Drill]) -> None:
    drill = build("board", "choice")
    async with running(drill) as (app, pilot):
        await pilot.press("space", "space", "c")
        called = drill.room.state.called(0)
        assert called
        assert drill.students.name_of(called) in wall(app)
        await pilot.press("h", "y")
        assert drill.room.state.marks[0] == {called: 1}
        await pilot.press("u", "u")
        assert drill.room.state.marks[0] == {}
        await pilot.press("x")
        assert drill.room.state.called(0) not in {None, called}
        absent = drill.room.state.called(0)
        await pilot.press("z")
        assert drill.absent == {absent}


async def test_one_key_does_not_end_what_everybody_is_at(build: Callable[..., Drill]) -> None:
    drill = build("exit", "choice")
    async with running(drill) as (_, pilot):
        anna = drill.room.seats.join("Anna", "t", NOON, student="anna").id
        await pilot.press("space")
        drill.room.answers.give(anna, 0, 1, "Tiber", NOON)
        await pilot.press("f")
        assert drill.room.at_own_pace
        await pilot.press("f")
        assert drill.room.state.stage is DrillStage.DONE
        assert [player.answered for player in drill.report().players] == [1]


def offered(app: DrillApp) -> dict[str, bool]:
    """Key -> whether it does something now, as the line at the foot has them."""
    return {key.shown: key.enabled for key in app.screen.query_one(KeyLine).offered}


async def test_the_list_of_addresses_shows_the_key_that_chooses_and_the_way_back(
    build: Callable[..., Drill],
) -> None:
    async with running(build("drill", "choice"), (40, 20)) as (app, pilot):
        await pilot.press("a")
        assert offered(app) == {"⏎": True, "q": True}


async def test_a_key_that_does_nothing_is_not_offered(build: Callable[..., Drill]) -> None:
    drill = build("board", "choice")
    async with running(drill) as (app, pilot):
        assert offered(app) == {"space": True, "u": False, "?": True, "q": True}
        await pilot.press("space")
        assert offered(app) == {"space": True, "u": True, "?": True, "q": True}
        await pilot.press("space", "space", "space")
        assert drill.room.state.stage is DrillStage.DONE
        assert offered(app) == {"u": False, "?": True, "q": True}, "it became reviews"
        await pilot.press("i", "i")
        assert "How each student did" in wall(app)
        assert offered(app)["space"], "it puts the marks away"
        await pilot.press("space")
        assert "How each student did" not in wall(app)
        live = {binding.binding.action for binding in app.screen.active_bindings.values()}
        assert not live & {"advance", "finish", "reveal", "pause", "skip", "sound", "void"}


@pytest.mark.parametrize("preset", ["drill", "gentle", "race", "teams", "peer", "exit"])
async def test_a_drill_that_nobody_joined_is_shown_to_its_end(
    build: Callable[..., Drill], preset: str
) -> None:
    drill = build(preset, "choice", "typed", teams=2 if preset == "teams" else None)
    async with running(drill) as (app, pilot):
        while drill.room.state.stage is not DrillStage.DONE:
            await pilot.press("space", "r")
            assert drawn_of(app) == str(app.screen.query_one(WallView).drawn(75, 21))
        assert "teach again" in wall(app) or "no answers" in wall(app)


async def test_an_error_in_drawing_the_wall_is_not_passed_over(
    build: Callable[..., Drill], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Content:
        raise ZeroDivisionError

    async def begin() -> None:
        async with running(build("board", "choice")) as (_, pilot):
            monkeypatch.setattr("trainer.tui.wall.wall_view.question_wall", broken)
            await pilot.press("space")

    with pytest.raises(ZeroDivisionError):
        await begin()


async def test_homework_says_until_when_and_its_help_speaks_of_homework(
    build: Callable[..., Drill],
) -> None:
    drill = build("homework", "choice")
    async with running(drill) as (app, pilot):
        await pilot.press("space")
        assert drill.room.opened.until is not None
        day = f"{drill.room.opened.until.astimezone():%A %Y-%m-%d}"
        assert f"1 question, at your own pace, until {day}." in wall(app)
        await pilot.press("question_mark")
        await pilot.pause()
        page = str(app.screen.query_one("#page Static", Static).content)
        assert "at their own pace" in page
        assert "everybody thinks" not in page
        assert "on disk before" in page


async def test_space_closes_homework_when_pressed_twice(build: Callable[..., Drill]) -> None:
    drill = build("homework", "choice")
    async with running(drill) as (_, pilot):
        await pilot.press("space", "space")
        assert drill.room.at_own_pace
        await pilot.press("space")
        assert drill.room.state.stage is DrillStage.CLOSED


async def test_hands_that_come_late_are_not_counted_for_the_next_question(
    build: Callable[..., Drill],
) -> None:
    drill = build("board", "choice", "truth")
    async with running(drill) as (app, pilot):
        await pilot.press("space", "space", "t", *"4 12 7")
        drill.do(drill.room.reveal)
        drill.do(drill.room.advance)
        drill.do(drill.room.advance)
        await pilot.press("enter")
        await pilot.pause()
        assert drill.room.state.question == 1
        assert not drill.room.state.tallies
        assert not app.screen.query_one("#hands", Input).display


async def test_hands_are_typed_and_shown(build: Callable[..., Drill]) -> None:
    drill = build("board", "choice")
    async with running(drill) as (app, pilot):
        await pilot.press("space", "t")
        assert not app.screen.query_one("#hands", Input).display
        await pilot.press("space", "t", *"4 12")
        await pilot.press("enter")
        assert not drill.room.state.tallies
        await pilot.press(*" 7", "enter")
        assert drill.room.state.tallies == {(0, 1): (4, 12, 7)}
        assert "12" in wall(app)
        await pilot.press("t", "escape")
        assert drill.room.state.stage is DrillStage.OPEN


async def test_a_notice_covers_nothing_once_the_teacher_goes_on(
    build: Callable[..., Drill],
) -> None:
    drill = build("board", "choice")
    async with running(drill) as (app, pilot):
        await pilot.press("space")
        app.notify("This question does not count.", timeout=2 * PATIENCE)
        await until(pilot, lambda: bool(said(app)))
        await pilot.press("f")
        await until(pilot, lambda: not said(app))


async def test_digits_mark_teams(build: Callable[..., Drill]) -> None:
    drill = build("board", "choice", teams=2)
    async with running(drill) as (app, pilot):
        await pilot.press("space", "space", "space", "1", "2", "2", "2")
        assert drill.room.state.marks[0] == {"team:▲ Red": 1, "team:● Blue": 0}
        assert "▲ Red 1000 ✓" in wall(app)


async def test_the_chart_stays_hidden_until_the_second_vote_is_closed(
    build: Callable[..., Drill],
) -> None:
    drill = build("peer", "choice")
    async with running(drill) as (app, pilot):
        anna = drill.room.seats.join("Anna", "t", NOON, student="anna").id
        await pilot.press("space", "space")
        drill.room.answers.give(anna, 0, 1, "Po", NOON)
        await pilot.press("space")
        assert "█" not in wall(app)
        assert "convince" in wall(app)
        await pilot.press("space")
        drill.room.answers.give(anna, 0, 2, "Tiber", NOON)
        assert "█" not in wall(app)
        await pilot.press("space")
        assert "█" in wall(app)
        await pilot.press("space")
        assert "1. vote" in wall(app)
        assert "2. vote" in wall(app)


async def test_how_each_student_did_shows_only_when_asked_for(build: Callable[..., Drill]) -> None:
    drill = build("drill", "choice")
    async with running(drill) as (app, pilot):
        anna = drill.room.seats.join("Anna", "t", NOON, student="anna").id
        await pilot.press("space", "space")
        drill.room.answers.give(anna, 0, 1, "Po", NOON)
        await pilot.press("space", "space", "space")
        assert "teach again" not in wall(app), "one answer says too little for a verdict"
        assert "Anna" not in wall(app)
        await pilot.press("i")
        assert "Anna" not in wall(app), "all who see the wall would see it: it is asked for twice"
        await pilot.press("i")
        assert "Anna" in wall(app)
        assert "Need help" not in wall(app)
        await pilot.press("i", "w")
        assert len(list(Path.cwd().glob("7b-*.csv"))) == 3
        assert len(list(Path.cwd().glob("7b-*.xlsx"))) == 1


async def test_a_seat_is_freed_and_a_student_noted_as_absent(build: Callable[..., Drill]) -> None:
    drill = build("drill", "choice")
    async with running(drill) as (app, pilot):
        drill.room.seats.join("Anna", "t", NOON, student="anna")
        await pilot.press("m")
        assert app.screen.query_one(OptionList).option_count == 3
        await pilot.press("k")
        assert not drill.room.state.seated
        await pilot.press("down", "a")
        assert drill.absent == {"ben"}
        await pilot.press("escape")
        assert "Nobody has joined" in wall(app)


async def test_an_answer_that_was_not_given_cannot_be_voided_and_that_is_said(
    build: Callable[..., Drill],
) -> None:
    drill = build("drill", "choice")
    async with running(drill) as (app, pilot):
        drill.room.seats.join("Anna", "t", NOON, student="anna")
        await pilot.press("space", "m", "v")
        assert drill.room.state.question == 0
        assert not drill.room.state.excused
        await until(pilot, lambda: "gave no answer there" in "".join(said(app)))


async def test_the_list_of_who_is_here_follows_who_comes_and_goes(
    build: Callable[..., Drill],
) -> None:
    drill = build("race", "choice")
    async with running(drill) as (app, pilot):
        seats = drill.room.seats
        anna = seats.join("Anna", "a", NOON, student="anna").id
        await pilot.press("m")
        rows = app.screen.query_one(OptionList)

        def shown() -> list[str]:
            return [str(rows.get_option_at_index(n).prompt) for n in range(rows.option_count)]

        await until(pilot, lambda: shown()[0] == "Anna")
        await pilot.press("e", "e")
        assert drill.room.state.players[anna].extra_time == 0.5
        assert shown()[0] == "Anna   50% more time"
        zoe = seats.join("Zoe", "z", NOON).id
        await until(pilot, lambda: "Zoe   guest" in shown())
        assert rows.highlighted == 0, "who was chosen stays chosen"
        drill.room.presence.note_gone(zoe, drill.now)
        await until(pilot, lambda: "Zoe   guest   connection lost" in shown())
        await pilot.press("u", "u")
        assert drill.room.state.players[anna].extra_time == 0
        assert shown()[0] == "Anna"


async def test_leaving_a_running_drill_takes_two_presses(build: Callable[..., Drill]) -> None:
    drill = build("board", "choice")
    async with running(drill) as (app, pilot):
        await pilot.press("space", "q")
        assert app.is_running
        await pilot.press("q")
        await pilot.pause()
        assert not app.is_running
    assert drill.room.state.stage is DrillStage.THINK


async def test_the_clock_goes_on_by_itself(build: Callable[..., Drill]) -> None:
    clock = Clock()
    drill = build("race", "choice", clock=clock)
    async with running(drill) as (app, pilot):
        await pilot.press("space")
        assert "3 s" in top(app)
        clock.now += timedelta(seconds=3)
        await until(pilot, lambda: drill.room.state.stage.value == "open")
        await pilot.press("p")
        assert "paused" in top(app)
        clock.now += timedelta(seconds=60)
        await pilot.pause(0.4)
        assert drill.room.state.stage.value == "open"


async def test_a_press_just_after_the_think_pause_ended_by_itself_closes_nothing(
    build: Callable[..., Drill],
) -> None:
    clock = Clock()
    drill = build("race", "choice", clock=clock)
    async with running(drill) as (_, pilot):
        await pilot.press("space")
        clock.now += timedelta(seconds=3)
        await until(pilot, lambda: drill.room.state.stage is DrillStage.OPEN)
        for _ in range(3):
            clock.now += timedelta(seconds=0.3)
            await pilot.press("space")
            assert drill.room.state.stage is DrillStage.OPEN
        clock.now += timedelta(seconds=0.3)
        await pilot.press("space")
        assert drill.room.state.stage is DrillStage.CLOSED


async def test_a_new_student_joins_the_class_in_mid_lesson(build: Callable[..., Drill]) -> None:
    drill = build("race", "choice")
    async with running(drill) as (app, pilot):
        await pilot.press("m", "n", *"Zoe", "enter")
        assert drill.school_class
        assert drill.school_class.roster.students[-1].name == "Zoe"
        assert drill.server.admission.roster
        assert drill.server.admission.roster.find("zoe")
        await pilot.press("n", *"Anna", "enter")
        assert len(drill.school_class.roster.students) == 4
        assert app.screen.query_one(Input).display, "it can be typed again"


async def test_the_wall_says_that_somebody_was_refused_and_not_who(
    build: Callable[..., Drill],
) -> None:
    drill = build("race", "choice")
    async with running(drill) as (app, pilot):
        drill.server.refusals.note("Anna: has a seat already")
        await until(pilot, lambda: "1 refused" in top(app))
        assert "Anna" not in top(app)
        await pilot.press("m", "escape")
        assert "refused" not in top(app)


async def test_hostile_names_are_shown_as_they_are(build: Callable[..., Drill]) -> None:
    drill = build("race", "choice")
    name = "[@click=app.quit]x[/]"
    async with running(drill) as (app, pilot):
        player = drill.room.seats.join(name, "t", NOON).id
        await until(pilot, lambda: name in wall(app))
        await pilot.press("space", "space")
        drill.room.answers.give(player, 0, 1, "Tiber", NOON)
        await pilot.press("space", "space")
        assert name in wall(app)
        await pilot.press("space", "i")
        assert name in wall(app)
        await pilot.press("i", "m", "escape", "?", "escape")
        assert app.is_running


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (200, 60)])
@pytest.mark.parametrize("preset", ["board", "drill", "race", "exit", "peer", "teams"])
async def test_every_stage_can_be_shown_at_every_size(
    build: Callable[..., Drill], preset: str, size: tuple[int, int]
) -> None:
    cards = [card for card in questions() if preset != "exit" or card != "flash"]
    drill = build(preset, *cards)
    async with running(drill, size) as (app, pilot):
        if drill.room.preset.devices:
            drill.room.seats.join("Anna", "t", NOON, student="anna")
        for _ in range(60):
            if drill.room.state.stage is DrillStage.DONE:
                break
            drill.do(drill.room.advance)
            app.screen.show_all()  # type: ignore[attr-defined]
            await pilot.pause()
        assert drill.room.state.stage is DrillStage.DONE


async def test_what_a_class_thinks_is_shown_and_nothing_of_it_is_right(
    build: Callable[..., Drill],
) -> None:
    text = (
        "title: t\ncards:\n"
        "  - {id: scale, q: Was it easy?, poll: [Not at all, A little]}\n"
        "  - {id: open, q: What was hard?, poll: open}\n"
    )
    deck = read_deck_text(text, Path("t.yaml")).deck
    assert deck
    drill = build("drill", items=items_of_deck(deck))
    async with running(drill) as (app, pilot):
        anna, ben = (drill.room.seats.join(name, name, NOON).id for name in ("Anna", "Ben"))
        for number, (hers, his) in enumerate([(0, 0), ("fractions", "Fractions")]):
            await pilot.press("space", "space")
            form = drill.room.questions[number].form
            drill.room.answers.give(anna, number, 1, form.read(hers), NOON)
            drill.room.answers.give(ben, number, 1, form.read(his), NOON)
            await pilot.press("space", "space")
            assert drill.room.state.stage is DrillStage.REVEALED
            assert "✓" not in wall(app)
            assert ("█" * 24 if number == 0 else "2×  fractions") in wall(app)


def test_the_qr_code_is_dark_on_light() -> None:
    lines = list(qr_code("http://192.168.1.20:8722/#123456"))
    assert len({len(line) for line in lines}) == 1
    assert all("black on white" in str(span.style) for line in lines for span in line.spans)
    assert str(lines[0]).strip() == ""


async def test_how_to_join_is_put_away_by_space_and_answers_stay_open(
    build: Callable[..., Drill],
) -> None:
    drill = build("drill", "choice")
    async with running(drill) as (app, pilot):
        await pilot.press("space", "space", "j")
        assert drill.room.opened.pin in wall(app)
        await pilot.press("space")
        assert drill.room.state.stage is DrillStage.OPEN
        assert drill.room.opened.pin not in wall(app)


async def test_a_seat_that_was_freed_is_given_back_where_it_was_freed(
    build: Callable[..., Drill],
) -> None:
    drill = build("drill", "choice")
    async with running(drill) as (_, pilot):
        drill.room.seats.join("Anna", "t", NOON, student="anna")
        await pilot.press("m", "k")
        assert not drill.room.state.seated
        await pilot.press("u")
        assert drill.room.state.seated


async def test_a_lobby_with_pupils_in_it_is_not_left_by_one_press(
    build: Callable[..., Drill],
) -> None:
    drill = build("drill", "choice")
    async with running(drill) as (app, pilot):
        drill.room.seats.join("Anna", "a", NOON)
        await pilot.press("escape")
        assert app.is_running
        assert app.return_code is None
        await pilot.press("q")
        await pilot.press("q")
    assert app.return_code == 0


async def test_an_error_that_nobody_waits_for_is_shown_on_the_wall(
    build: Callable[..., Drill], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("the answer is Tiber")

    drill = build("drill", "choice")
    async with running(drill) as (app, pilot):
        # an error that nobody foresees has no door
        monkeypatch.setattr("trainer.classroom.broadcast.Broadcast._tell_some", broken)
        asyncio.get_running_loop().call_soon(drill.server.broadcast.tell_all)
        await until(pilot, lambda: "ZeroDivisionError" in trouble(app))
        assert "test_drill.py, line" in trouble(app)
        assert "Tiber" not in trouble(app)
        assert app.is_running


def trouble(app: DrillApp) -> str:
    return str(app.screen.query_one("#trouble-line", Static).render())
