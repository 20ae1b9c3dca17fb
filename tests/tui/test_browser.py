import asyncio
from collections.abc import Callable
from threading import Event

import pytest
from textual.widgets import Input, Static

from tests.tui.conftest import until
from trainer.deck.item import Item
from trainer.errors import TrainerError
from trainer.memory.rating import Rating
from trainer.store.event import ReviewEvent
from trainer.study import sessions
from trainer.study.options import StudyOptions
from trainer.study.search import Search
from trainer.tui.app import TrainerApp
from trainer.tui.background_work import BackgroundWork
from trainer.tui.screens import browser
from trainer.tui.screens.browser import BrowserScreen
from trainer.tui.widgets import item_detail
from trainer.tui.widgets.long_list import LongList

OpenApp = Callable[..., TrainerApp]
DRAFT = "title: D\nid: d\ncards:\n  - {q: Ready?, a: A}\n  - {q: Côte?, a: B, status: draft}\n"


def shown(app: TrainerApp, selector: str) -> str:
    return str(app.screen.query_one(selector, Static).content)


def rows(app: TrainerApp) -> list[str]:
    shown = app.screen.query_one(LongList)
    lines = [shown.render_line(y).text for y in range(shown.region.height)]
    return [line for line in lines if line.strip()]


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
        assert "chance of recall today  100%" in shown(app, "#card")
        await app.workers.wait_for_complete()
        assert "10 Mar 2026  Easy" in shown(app, "#history")


def open_reviewed(open_app: OpenApp, cards: int = 6) -> TrainerApp:
    """The app on a deck of which every card was rated once."""
    rows = "".join(f"  - {{id: c{number}, q: Q{number}?, a: A}}\n" for number in range(cards))
    app = open_app(f"title: D\nid: d\ncards:\n{rows}")
    session = sessions.start(app.collection, StudyOptions(), app.clock())
    for _ in range(cards):
        session.reveal()
        session.rate(Rating.EASY, app.clock())
    return app


async def test_the_card_is_shown_while_its_history_is_still_being_read(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_reviewed(open_app)
    begun, go_on = Event(), Event()

    def slow(_: Item) -> tuple[ReviewEvent, ...]:
        begun.set()
        assert go_on.wait(10)
        return ()

    monkeypatch.setattr(app.collection, "history", slow)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("b")
        assert await asyncio.to_thread(begun.wait, 10)
        await pilot.press("down")
        assert "d/c1" in shown(app, "#card")
        assert shown(app, "#history") == ""
        await pilot.press("q")
        go_on.set()
        await pilot.pause()
        assert not isinstance(app.screen, BrowserScreen)


async def test_a_held_arrow_key_reads_only_the_history_of_where_it_comes_to_rest(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_reviewed(open_app)
    read: list[str] = []
    pauses: list[float] = []
    at_rest = asyncio.Event()

    def history(item: Item) -> tuple[ReviewEvent, ...]:
        read.append(item.id)
        return ()

    async def pause(_: BackgroundWork, seconds: float) -> None:
        pauses.append(seconds)
        await at_rest.wait()

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("b")
        await app.workers.wait_for_complete()
        monkeypatch.setattr(app.collection, "history", history)
        monkeypatch.setattr(BackgroundWork, "pause", pause)
        for _ in range(4):
            app.screen.query_one(LongList).action_move(1)
            await pilot.pause()
        assert {item_detail.PAUSE} == set(pauses)
        at_rest.set()
        await app.workers.wait_for_complete()
        assert read == ["c4"]


async def test_a_history_that_cannot_be_read_is_told(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_reviewed(open_app)

    def broken(_: Item) -> tuple[ReviewEvent, ...]:
        raise TrainerError("reviews.jsonl cannot be read")

    monkeypatch.setattr(app.collection, "history", broken)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("b")
        await pilot.pause()
        await app.workers.wait_for_complete()
        assert shown(app, "#history") == "reviews.jsonl cannot be read"


async def test_search_goes_over_all_however_many_pieces_that_takes(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser, "_PIECE", 2)
    app = open_reviewed(open_app)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("b")
        await pilot.pause()
        assert [row.split()[-1] for row in rows(app)] == [f"Q{number}?" for number in range(6)]
        await pilot.press("down", "down", "slash", "5")
        await pilot.pause()
        assert [row.split()[-1] for row in rows(app)] == ["Q5?"]
        assert "d/c5" in shown(app, "#card")


async def test_a_search_gives_way_to_the_next(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser, "_PIECE", 1)
    looked_at: list[str] = []
    begun = asyncio.Event()
    finds = Search.finds

    def looked_into(search: Search, item: Item) -> bool:
        if search.query:
            looked_at.append(item.id)
            begun.set()
        return finds(search, item)

    monkeypatch.setattr(Search, "finds", looked_into)
    app = open_reviewed(open_app)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("b")
        await pilot.pause()
        search = app.screen.query_one("#search", Input)
        search.value = "q"
        await begun.wait()
        search.value = "5"
        await pilot.pause()
        await app.workers.wait_for_complete()
        assert len(looked_at) < 12
        assert [row.split()[-1] for row in rows(app)] == ["Q5?"]


async def test_an_item_is_suspended_and_resumed(open_app: OpenApp) -> None:
    app = open_app(DRAFT)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("b", "x")
        await pilot.pause()
        assert "suspended" in rows(app)[0]
        assert "Suspended: 1 of 1" in str(app.screen.query_one("#message", Static).content)
        assert app.collection.agenda(app.clock()).counts.total == 0
        await pilot.press("x")
        await pilot.pause()
        assert "Resumed: 1 of 1" in str(app.screen.query_one("#message", Static).content)
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


async def test_several_are_marked_flagged_reset_and_taken_back(open_app: OpenApp) -> None:
    app = open_reviewed(open_app)
    learner = app.collection.learner
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("b", "space", "space", "2")
        await pilot.pause()
        assert [learner.record_of("d", f"c{n}").flag for n in range(3)] == [2, 2, 0]
        assert "⚑2" in rows(app)[0]
        assert "2 of 2" in shown(app, "#message")
        await pilot.press("R")
        await pilot.pause()
        assert learner.memory("d", "c0") is None
        assert learner.record_of("d", "c0").flag == 2
        await pilot.press("u", "u")
        await pilot.pause()
        assert learner.memory("d", "c0") is not None
        assert learner.record_of("d", "c0").flag == 0
        await pilot.press("u")
        await pilot.pause()
        assert "Nothing was done" in shown(app, "#message")


async def test_a_note_and_a_day_are_typed(open_app: OpenApp) -> None:
    app = open_reviewed(open_app)
    learner = app.collection.learner
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("b", "n", *"mine", "enter", "d", *"40", "enter")
        await pilot.pause()
        assert learner.record_of("d", "c0").note == "mine"
        assert "in 40d" in rows(app)[0]
        assert "your note: mine" in shown(app, "#card")
        await pilot.press("d", *"soon", "enter")
        await pilot.pause()
        assert "in 40d" in rows(app)[0]
        assert app.screen.query_one("#value", Input).value == "soon"
        await pilot.press("escape")
        await pilot.press("slash", *"note:min")
        await pilot.pause()
        assert len(rows(app)) == 1


async def test_keys_that_come_at_once_go_where_each_leads(open_app: OpenApp) -> None:
    app = open_reviewed(open_app)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("b")
        await pilot.pause()
        for key in ["n", *"mind it", "enter", "d", *"40", "enter", "slash", *"note:mind"]:
            app.simulate_key(key)
        await until(pilot, lambda: app.screen.query_one("#search", Input).value == "note:mind")
        await pilot.pause()
        assert app.collection.learner.record_of("d", "c0").note == "mind it"
        assert len(rows(app)) == 1
        assert "in 40d" in rows(app)[0]


async def test_a_wrong_term_is_told_and_the_list_stays(open_app: OpenApp) -> None:
    app = open_reviewed(open_app)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("b", "slash")
        app.screen.query_one("#search", Input).value = "is:nonsense"
        await pilot.pause()
        assert "is:nonsense" in shown(app, "#message")
        assert len(rows(app)) == 6


async def test_the_search_line_completes_a_term(open_app: OpenApp) -> None:
    app = open_reviewed(open_app)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("b", "slash", *"q -is:susp")
        await pilot.pause()
        await pilot.press("right")
        await pilot.pause()
        assert app.screen.query_one("#search", Input).value == "q -is:suspended"


async def test_what_was_found_is_studied(open_app: OpenApp) -> None:
    app = open_app(DRAFT + "  - {q: Steady?, a: C}\n")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("b", "slash", *"steady", "enter", "s")
        await pilot.pause()
        assert shown(app, "#prompt") == "Steady?"
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(app.screen, BrowserScreen)


async def test_the_list_is_sorted_by_another_column(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(160, 24)) as pilot:
        await pilot.pause()
        await pilot.press("b", "o", "o", "o", "o")
        await pilot.pause()
        kinds = [row.split()[1] for row in rows(app)]
        assert kinds == sorted(kinds)
        assert "by kind" in shown(app, "#message")


async def test_order_and_cursor_stay_while_cards_are_studied_and_the_browser_is_left(
    open_app: OpenApp,
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("b", "o", "o", "o", "o", "down", "down")
        await pilot.pause()
        before, cursor = rows(app), app.screen.query_one(LongList).cursor
        assert cursor == 2
        await pilot.press("s")
        await pilot.pause()
        await pilot.press("q")
        await pilot.pause()
        if not isinstance(app.screen, BrowserScreen):
            await pilot.press("q")
            await pilot.pause()
        assert isinstance(app.screen, BrowserScreen)
        assert (rows(app), app.screen.query_one(LongList).cursor) == (before, cursor)
        await pilot.press("q", "b")
        await pilot.pause()
        assert "by kind" in shown(app, "#message")
        assert rows(app) == before


async def test_a_search_that_is_not_understood_says_where(open_app: OpenApp) -> None:
    app = open_app(DRAFT)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("b", "slash", *"a or tga:x")
        await pilot.pause()
        assert "“tga:x” at character 6" in shown(app, "#message")
        app.screen.query_one("#search", Input).value = "(ready or cote) -is:draft"
        await pilot.pause()
        assert [row.split()[-1] for row in rows(app)] == ["Ready?"]


async def test_what_changed_nothing_is_not_to_be_taken_back(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("b", "space", "space", "R")
        await pilot.pause()
        assert shown(app, "#message") == "Reset: 0 of 2."
        await pilot.press("slash", *"kind:date", "enter")
        await pilot.pause()
        assert "marked" not in shown(app, "#message")


async def test_rows_have_the_width_of_a_narrow_screen(open_app: OpenApp) -> None:
    app = open_app(DRAFT)
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        await pilot.press("b")
        await pilot.pause()
        assert app.screen.query_one(LongList).size.width >= 39
