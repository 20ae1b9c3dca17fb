"""Paging through a deck while it is being written."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Static

from trainer.tui.app import TrainerApp
from trainer.tui.screens.preview import PreviewScreen

OpenApp = Callable[..., TrainerApp]
DECK = "title: R\nid: r\ncards:\n  - {id: a, q: One?, a: A}\n  - {id: b, q: Two?, typed: B}\n"


def shown(app: TrainerApp, selector: str) -> str:
    return str(app.screen.query_one(selector, Static).content)


async def test_cards_turn_reveal_and_leave_no_trace(open_app: OpenApp, tmp_path: Path) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.deck_screens.preview(tmp_path / "decks" / "deck0.yaml")
        await pilot.pause()
        assert shown(app, "#asked") == "One?"
        assert not app.screen.query_one("#revealed").display
        await pilot.press("space")
        assert shown(app, "#revealed") == "A"
        await pilot.press("space")
        assert shown(app, "#asked") == "Two?"
        await pilot.press("left")
        assert shown(app, "#asked") == "One?"
        await pilot.press("q")
    assert not list(app.collection.learner.events())


async def test_a_deck_that_cannot_be_read_has_no_card_to_go_on_to(
    open_app: OpenApp, tmp_path: Path
) -> None:
    app = open_app(DECK)
    path = tmp_path / "decks" / "deck0.yaml"
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        path.write_text(DECK + "\tx\n")
        app.deck_screens.preview(path)
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, PreviewScreen)
        assert "✗ line 6" in shown(app, "#top")
        assert shown(app, "#asked") == "The cards show here once one can be read."
        assert not {"preview.reveal", "preview.next"} & ids(screen)
        path.write_text(DECK)
        await screen.look_again()
        assert shown(app, "#asked") == "One?"
        assert ids(screen) >= {"preview.reveal", "preview.next"}


def ids(screen: PreviewScreen) -> set[str | None]:
    """Which keys do something now."""
    return {active.binding.id for active in screen.active_bindings.values()}


async def test_a_saved_file_is_read_again_at_the_same_card(
    open_app: OpenApp, tmp_path: Path
) -> None:
    app = open_app(DECK)
    path = tmp_path / "decks" / "deck0.yaml"
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.deck_screens.preview(path)
        await pilot.pause()
        await pilot.press("right")
        path.write_text(DECK.replace("  - {id: a, q: One?, a: A}\n", "").replace("Two", "Zwei"))
        screen = app.screen
        assert isinstance(screen, PreviewScreen)
        await screen.look_again()
        assert shown(app, "#asked") == "Zwei?"
        path.unlink()
        await screen.look_again()
        assert "cannot be read" in shown(app, "#top")


THIRD = "  - {id: c, q: Three?, a: C}\n"


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (DECK + THIRD + "\tx\n", "✗ line 7: "),  # the YAML: no card can be read
        (DECK + "  - {id: c, q: Three?}\n", "✗ line 6: "),  # the very card that is shown
        (DECK.replace("a: A}", "}") + THIRD.replace("a: C", "b: C"), "✗ line 4: "),
    ],
)
async def test_a_broken_save_tells_its_first_finding_and_keeps_the_place(
    open_app: OpenApp, tmp_path: Path, broken: str, told: str
) -> None:
    app = open_app(DECK + THIRD)
    path = tmp_path / "decks" / "deck0.yaml"
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.deck_screens.preview(path)
        await pilot.pause()
        await pilot.press("left")
        assert shown(app, "#asked") == "Three?"
        screen = app.screen
        assert isinstance(screen, PreviewScreen)
        path.write_text(broken)
        await screen.look_again()
        assert told in shown(app, "#top")
        assert shown(app, "#asked") != "One?"
        path.write_text(DECK + THIRD)
        await screen.look_again()
        assert shown(app, "#asked") == "Three?"
        assert "✗" not in shown(app, "#top")
