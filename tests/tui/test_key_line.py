"""The keys at the foot of a screen."""

from collections.abc import Callable

import pytest
from textual.widgets._footer import FooterKey

from trainer.study.options import StudyOptions
from trainer.tui.app import TrainerApp
from trainer.tui.widgets.key_line import KeyLine

OpenApp = Callable[..., TrainerApp]
DECK = "title: One\nid: one\ncards:\n  - {id: c, q: Who wrote Emma?, typed: Jane Austen}\n"


def keys(app: TrainerApp) -> dict[str, int]:
    """What is offered, and where its word ends."""
    line = app.screen.query_one(KeyLine)
    return {key.description: key.region.right for key in line.query(FooterKey)}


@pytest.mark.parametrize("width", [40, 80])
async def test_no_word_is_cut_and_all_keys_are_a_key_away(open_app: OpenApp, width: int) -> None:
    app = open_app(DECK, study=StudyOptions())
    async with app.run_test(size=(width, 20)) as pilot:
        for way in ([*"Kant"], ["enter"], ["4"], ["c"], ["escape"], ["enter", "b"]):
            await pilot.press(*way)
            await pilot.pause()
            await pilot.pause()
            offered = keys(app)
            assert max(offered.values()) <= width, offered
            assert "Keys" in offered


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
