from collections.abc import Callable

from textual.widgets import Input, OptionList, Static

from trainer.memory.rating import Rating
from trainer.study import sessions
from trainer.study.options import StudyOptions
from trainer.tui.app import TrainerApp
from trainer.tui.screens.browser import BrowserScreen

OpenApp = Callable[..., TrainerApp]
DRAFT = "title: D\nid: d\ncards:\n  - {q: Ready?, a: A}\n  - {q: Côte?, a: B, status: draft}\n"


def shown(app: TrainerApp, selector: str) -> str:
    return str(app.screen.query_one(selector, Static).content)


def rows(app: TrainerApp) -> list[str]:
    options = app.screen.query_one("#items", OptionList)
    return [str(options.get_option_at_index(at).prompt) for at in range(options.option_count)]


async def test_every_item_is_listed_with_its_state(open_app: OpenApp) -> None:
    app = open_app(DRAFT)
    session = sessions.start(app.collection, StudyOptions(), app.clock())
    session.reveal()
    session.rate(Rating.GOOD, app.clock())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("b")
        await pilot.pause()
        assert [row.split() for row in rows(app)] == [["learning", "Ready?"], ["draft", "Côte?"]]


async def test_search_finds_in_questions_and_answers_whatever_the_accents(
    open_app: OpenApp,
) -> None:
    app = open_app(DRAFT)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("b", "slash", *"cote")
        await pilot.pause()
        assert [row.split()[-1] for row in rows(app)] == ["Côte?"]
        app.screen.query_one("#search", Input).value = "nothing like it"
        await pilot.pause()
        assert rows(app) == []
        assert "Nothing matches" in shown(app, "#card")


async def test_an_item_shows_its_memory_and_its_history(open_app: OpenApp) -> None:
    app = open_app(DRAFT)
    session = sessions.start(app.collection, StudyOptions(), app.clock())
    session.reveal()
    session.rate(Rating.EASY, app.clock())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("b")
        await pilot.pause()
        detail = shown(app, "#card")
        assert "chance of recall today  100%" in detail
        assert "10 Mar 2026  Easy" in detail


async def test_an_item_is_suspended_and_taken_up_again(open_app: OpenApp) -> None:
    app = open_app(DRAFT)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("b", "s")
        await pilot.pause()
        assert "suspended" in rows(app)[0]
        assert app.collection.counts(StudyOptions(), app.clock()).total == 0
        await pilot.press("s")
        await pilot.pause()
        assert "new" in rows(app)[0]


async def test_on_a_narrow_screen_the_detail_takes_the_place_of_the_list(
    open_app: OpenApp,
) -> None:
    app = open_app(DRAFT)
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        await pilot.press("b")
        await pilot.pause()
        assert not app.screen.query_one("#detail").region.width
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.query_one("#detail").region.width > 30
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, BrowserScreen)
        assert app.screen.query_one("#items").region.width > 30
