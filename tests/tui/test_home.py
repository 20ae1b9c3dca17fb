from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest
from textual import events
from textual.widgets import OptionList, Static

from tests.clock import NOON
from tests.memories import memories_of
from tests.tui.conftest import painted, said, until
from trainer.deck.library import load_library
from trainer.memory.rating import Rating
from trainer.store.copies import changed_since, copy_shipped
from trainer.study import sessions
from trainer.study.options import StudyOptions
from trainer.tui.app import TrainerApp
from trainer.tui.screens.author import AuthorScreen
from trainer.tui.screens.difference import DifferenceScreen
from trainer.tui.screens.findings import FindingsScreen
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.study import StudyScreen
from trainer.tui.widgets.key_line import KeyLine

OpenApp = Callable[..., TrainerApp]

ONE = "title: One\nid: one\ncards:\n  - {q: Q?, a: A}\n"
BROKEN = "title: Broken\ncards:\n  - {q: Q?}\n"


def shown(app: TrainerApp, selector: str) -> str:
    return str(app.screen.query_one(selector, Static).content)


def seen(app: TrainerApp, selector: str) -> str:
    """As `shown`, also of a screen that is only on its way."""
    return "".join(str(part.content) for part in app.screen.query(selector).results(Static))


def rows(app: TrainerApp) -> list[str]:
    options = app.screen.query_one("#decks", OptionList)
    return [str(options.get_option_at_index(at).prompt) for at in range(options.option_count)]


async def test_enter_begins_at_once(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "12 new" in shown(app, "#due")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen)


async def test_the_foot_and_the_line_above_name_the_same_key(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test() as pilot:
        await until(pilot, lambda: "enter starts" in shown(app, "#due"))
        offered = app.screen.query_one(KeyLine).offered
        assert [one.key for one in offered if one.action == "study"] == ["enter"]
        assert [one.shown for one in offered if one.action == "study"] == ["enter"]


async def test_a_row_studies_its_deck_alone(open_app: OpenApp) -> None:
    app = open_app(ONE, ONE.replace("one", "two").replace("One", "Two"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen)
        assert app.screen.session.item.deck_id == "two"
        assert app.screen.session.left.total == 1


async def test_a_deck_with_errors_is_shown_as_such_and_the_others_work(open_app: OpenApp) -> None:
    app = open_app(BROKEN, ONE)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "✗ 1 error" in rows(app)[1]
        assert "One" in rows(app)[2]
        await pilot.press("down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, FindingsScreen)
        page = str(app.screen.query_one("#page Static", Static).content)
        assert "line 3, column 5" in page
        assert "the card has no answer" in page
        await pilot.press("q", "home", "enter")
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen)


async def test_a_mended_deck_is_read_again(open_app: OpenApp) -> None:
    app = open_app(BROKEN)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.collection.library.readings[0].path.write_text(ONE)
        await pilot.press("r")
        await pilot.pause()
        assert "One" in rows(app)[1]


async def test_a_new_deck_is_found_on_reading_again(open_app: OpenApp) -> None:
    app = open_app(BROKEN)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.collection.library.readings[0].path.with_name("other.yaml").write_text(ONE)
        await pilot.press("r")
        await pilot.pause()
        assert len(rows(app)) == 3


async def test_nothing_due_says_until_when_and_how_to_practise(open_app: OpenApp) -> None:
    app = open_app(ONE)
    session = sessions.start(app.collection, StudyOptions(), app.clock())
    session.reveal()
    session.rate(Rating.EASY, app.clock())
    session.end(app.clock())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Nothing due until" in shown(app, "#due")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("p")
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen)
        assert app.screen.session.cram


async def test_a_session_that_was_cut_off_is_offered_first(open_app: OpenApp) -> None:
    app = open_app()
    session = sessions.start(app.collection, StudyOptions(), app.clock())
    session.reveal()
    session.rate(Rating.GOOD, app.clock())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "cut off" in shown(app, "#due")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen)
        assert (app.screen.session.id, app.screen.session.done) == (session.id, 1)


async def test_another_program_on_the_same_learner_reads_only(open_app: OpenApp) -> None:
    open_app()
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Read only" in shown(app, "#trouble-line")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)


@pytest.mark.parametrize("how", ["by itself", "at a key", "at focus"])
async def test_read_only_goes_soon_after_the_other_window_has(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    # sooner than people would wait, or never
    monkeypatch.setattr("trainer.tui.app._LOOK", 0.05 if how == "by itself" else 3600)
    first, app = open_app(ONE), open_app(ONE)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Read only" in shown(app, "#trouble-line")
        first.collection.close()
        if how == "at a key":
            await pilot.press("down")
        elif how == "at focus":
            app.post_message(events.AppFocus())
        await until(pilot, lambda: not app.screen.query_one("#trouble-line").has_class("-shown"))
        await pilot.press("home", "enter")
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen)


async def test_the_days_to_come_are_shown_in_numbers(open_app: OpenApp) -> None:
    app = open_app(ONE)
    session = sessions.start(app.collection, StudyOptions(), app.clock())
    session.reveal()
    session.rate(Rating.EASY, app.clock())
    [memory] = memories_of(app.collection.learner, "one").values()
    app.clock = lambda: NOON + timedelta(days=(memory.due - NOON.date()).days - 2)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        day_after_next = f"{memory.due:%a} 1"
        assert day_after_next in shown(app, "#forecast")


async def test_keys_after_the_last_one_break_nothing(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test() as pilot:
        await pilot.pause()
        for key in ("q", "t", "b", "question_mark", "p"):
            app.simulate_key(key)
        await pilot.pause()
    assert app.return_code == 0


async def test_decks_in_folders_stand_below_their_names(open_app: OpenApp, tmp_path: Path) -> None:
    (tmp_path / "decks" / "words").mkdir(parents=True)
    two = ONE.replace("one", "two").replace("One", "Two")
    (tmp_path / "decks" / "words" / "two.yaml").write_text(two)
    app = open_app(ONE)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert [row.split("  ")[0].strip() or row.split()[0] for row in rows(app)[1:]] == [
            "One",
            "words/",
            "Two",
        ]
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen)
        assert app.screen.session.item.deck_id == "two", "the name of a folder is stepped over"


@pytest.mark.parametrize("width", [60, 80, 91, 100, 119, 120, 150])
async def test_rows_fit_at_every_width(open_app: OpenApp, width: int) -> None:
    app = open_app()
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        await pilot.pause()
        rows = ["".join(piece.text for piece in strip) for strip in painted(app)]
        (row,) = (row for row in rows if "Every kind" in row)
        assert "12 new" in row
        assert "…" not in row
        assert "0%" in row or width == 60


async def test_a_copy_shows_what_it_says_otherwise_than_the_shipped_deck(
    open_app: OpenApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "installed"
    installed.mkdir()
    for name in ("deck.deck_files", "store.copies"):
        monkeypatch.setattr(import_module(f"trainer.{name}"), "shipped_decks", lambda: installed)
    (installed / "one.yaml").write_text(ONE)
    own = copy_shipped(installed / "one.yaml")
    own.write_text(ONE.replace("a: A", "a: '[bold]Mine[/]'"))
    (installed / "one.yaml").write_text(ONE.replace("Q?", "Which?\x1b[31m"))
    app = open_app()
    app.collection.library = load_library(
        (str(own),),
        working_folder=tmp_path,
        learner_decks=tmp_path,
        read=app.collection.index.read,
    )
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until(pilot, lambda: said(app))
        assert "The shipped deck one has changed since you copied it." in " ".join(said(app))
        await pilot.press("v")
        assert app.screen is app.home, "no deck is chosen"
        await pilot.press("down", "e")
        await until(pilot, lambda: "changed" in seen(app, "#trouble-line"))
        assert isinstance(app.screen, AuthorScreen)
        await pilot.press("f5")
        await until(pilot, lambda: "Which?" in seen(app, "#page Static"))
        lines = seen(app, "#page Static").splitlines()
        assert "-  - {q: Which?[31m, a: A}" in lines
        assert "+  - {q: Q?, a: '[bold]Mine[/]'}" in lines
        assert [line for line in lines if line.startswith("line ")] == ["line 3 of your copy"]
        assert not any("@@" in line for line in lines)
        await until(pilot, lambda: changed_since(own) is None)
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, AuthorScreen))
        await until(pilot, lambda: not seen(app, "#trouble-line"))
        await pilot.press("#", "f5")
        await until(pilot, lambda: "+#" in seen(app, "#page Static"))
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, AuthorScreen))
        await pilot.press("backspace", "escape")
        await until(pilot, lambda: app.screen is app.home)
        await pilot.press("v")
        await until(pilot, lambda: isinstance(app.screen, DifferenceScreen))
        await pilot.press("q")
        await until(pilot, lambda: app.screen is app.home)


async def test_a_deck_that_is_no_copy_says_so(open_app: OpenApp) -> None:
    app = open_app(ONE)
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.press("down", "v")
        await until(pilot, lambda: "is not a copy" in seen(app, "#page Static"))


async def test_a_title_has_the_room_that_the_counts_leave(open_app: OpenApp) -> None:
    app = open_app(ONE.replace("One", "A title of thirty characters"))
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        assert rows(app)[1].split("  ")[0] == "A title of thirty characters"
        assert rows(app)[1].endswith("1 new")


async def test_a_test_that_is_never_scheduled_has_no_bar_of_what_is_learnt(
    open_app: OpenApp,
) -> None:
    app = open_app(ONE + "scheduled: false\n", ONE.replace("one", "two").replace("One", "Two"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "%" not in rows(app)[1]
        assert "0%" in rows(app)[2]
