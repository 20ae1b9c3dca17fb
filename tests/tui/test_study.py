"""The wiring of the study screen: what a learner presses and what he sees."""

from collections.abc import Callable

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from trainer.study.options import StudyOptions
from trainer.study.session import Session, Stage
from trainer.tui.app import TrainerApp
from trainer.tui.screens.study import StudyScreen
from trainer.tui.screens.summary import SummaryScreen

OpenApp = Callable[..., TrainerApp]


def shown(app: TrainerApp, selector: str) -> str:
    """The text of a widget on the screen."""
    return str(app.screen.query_one(selector, Static).visual)


def session_of(app: TrainerApp) -> Session:
    assert isinstance(app.screen, StudyScreen)
    return app.screen._session


async def go_to(pilot: Pilot[None], item_id: str) -> Session:
    """Let the screen ask one card."""
    app = pilot.app
    assert isinstance(app, TrainerApp)
    session = session_of(app)
    while session.item.id != item_id:
        session.skip(app.clock())
    await app.screen._show()  # type: ignore[attr-defined]
    await pilot.pause()
    return session


@pytest.mark.parametrize(
    ("item", "keys", "score"),
    [
        ("choice", ["space"], None),
        ("typed", [*"goete", "enter"], 1.0),
        ("cloze", [*"vienna", "enter"], 1.0),
        ("gaps", [*"red", "enter", *"gren", "enter"], 1.0),
        ("truth", ["f"], 1.0),
        ("truth", ["up", "enter"], 1.0),
        ("number", ["8", "enter"], 1.0),
        ("date", [*"1989", "enter"], 0.5),
        ("list", [*"latvia", "enter", "enter"], 1 / 3),
    ],
)
async def test_each_kind_is_answered_by_keyboard(
    open_app: OpenApp, item: str, keys: list[str], score: float | None
) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        session = await go_to(pilot, item)
        await pilot.press(*keys)
        await pilot.pause()
        if score is None:
            assert session.stage is Stage.ASKING
        else:
            assert session.mark is not None
            assert session.mark.score == pytest.approx(score)
