"""The keys at the foot of a screen."""

from collections.abc import Callable
from pathlib import Path

import pytest

from trainer.study.options import StudyOptions
from trainer.tui.app import TrainerApp
from trainer.tui.screens.help import HelpScreen
from trainer.tui.screens.phone import PhoneScreen
from trainer.tui.widgets.key_line import KeyLine

OpenApp = Callable[..., TrainerApp]
DECK = "title: One\nid: one\ncards:\n  - {id: c, q: Who wrote Emma?, typed: Jane Austen}\n"


def keys(app: TrainerApp) -> dict[str, int]:
    """What is offered, and where its word ends on the screen."""
    line = app.screen.query_one(KeyLine)
    drawn, ends, end = line.render_line(0).text, {}, 0
    for key in line.offered:
        end = drawn.index(f"{key.shown} {key.word}", end) + len(f"{key.shown} {key.word}")
        ends[key.word] = end
    return ends


@pytest.mark.parametrize("width", [40, 80])
async def test_no_word_is_cut_and_all_keys_are_a_key_away(open_app: OpenApp, width: int) -> None:
    app = open_app(DECK, study=StudyOptions())
    async with app.run_test(size=(width, 20)) as pilot:
        home = ["escape"]
        for way in ([*"Kant"], ["enter"], ["4"], ["c"], home, ["enter", "b"], [*home, "b"]):
            await pilot.press(*way)
            await pilot.pause()
            await pilot.pause()
            offered = keys(app)
            assert max(offered.values()) <= width, offered
            assert "Keys" in offered
            assert {"Back", "Home", "Quit"} & offered.keys(), "the way out"


async def test_what_writes_the_card_shows_on_a_narrow_form(
    open_app: OpenApp, tmp_path: Path
) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        app.deck_screens.add_card(tmp_path / "decks" / "deck0.yaml")
        await pilot.pause()
        await pilot.pause()
        assert keys(app).keys() == {"Write the card", "Back", "Keys"}


async def test_a_wider_screen_shows_more_keys(open_app: OpenApp) -> None:
    app = open_app(DECK, study=StudyOptions())
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.press(*"Kant", "enter")
        await pilot.pause()
        await pilot.pause()
        assert "I was right" not in keys(app)
        await pilot.resize_terminal(80, 20)
        await pilot.pause()
        await pilot.pause()
        assert "I was right" in keys(app)


async def test_a_click_on_a_key_presses_it(open_app: OpenApp) -> None:
    app = open_app(DECK, study=StudyOptions())
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.press(*"Kant", "enter")
        await pilot.pause()
        await pilot.pause()
        await pilot.click(KeyLine, offset=(keys(app)["Keys"] - 2, 0))
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)


async def test_the_code_for_a_phone_shows_the_way_back(open_app: OpenApp) -> None:
    app = open_app(DECK, study=StudyOptions())
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.press("ctrl+y")
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, PhoneScreen)
        assert [*keys(app)] in (["Choose", "Back"], ["Back"]), "none where there is no network"


async def test_ratings_are_offered_with_the_answer_and_a_hint_before_it(open_app: OpenApp) -> None:
    app = open_app("title: D\nid: d\ncards:\n  - {id: a, q: A?, a: B}\n", study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        asked = {binding.binding.action for binding in app.screen.active_bindings.values()}
        assert "hint" in asked
        assert "rate(3)" not in asked
        await pilot.press("3", "space")
        await pilot.pause()
        answered = {binding.binding.action for binding in app.screen.active_bindings.values()}
        assert "hint" not in answered
        assert "rate(3)" in answered
