"""The statistics screen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from tests.tui.conftest import until
from trainer.memory import fit
from trainer.memory.scheduler import DEFAULT_PARAMETERS
from trainer.memory.workload import Load
from trainer.study.options import StudyOptions
from trainer.study.statistics import Calibration, HardItem, Share, Statistics
from trainer.tui.app import TrainerApp
from trainer.tui.widgets.statistics_page import lines_of

TODAY = date(2026, 3, 10)
FULL = Statistics(
    today=TODAY,
    reviews=1200,
    seconds=7260,
    days_studied=40,
    retention={7: Share(50, 45), 30: Share(), 365: Share(900, 810)},
    calibration=(Calibration(0.75, 0.5, 20), Calibration(0.93, 0.95, 300)),
    per_day={TODAY - timedelta(days=n): n % 7 * 5 + 1 for n in range(0, 120, 2)},
    forecast=tuple(range(30)),
    stability=(1, 0, 4, 9, 12, 8, 4, 2, 1),
    difficulty=(0, 2, 5, 9, 12, 6, 3, 2, 1, 1),
    learnt=41,
    workload=(Load(0.8, 3.25, 0.9), Load(0.95, 13, 0.97)),
    hardest=(HardItem("d/x", "[b]What[/b] is hard?", 9.1, 9, leech=True),),
)


def test_the_page_tells_figures_beside_every_bar() -> None:
    text = "\n".join(str(line) for line in lines_of(FULL, "", 76))
    for told in (
        "1,200 reviews on 40 days, 2 h 01 min",
        "90% of 50",
        "nothing asked",
        "75% predicted",
        "50% of 20",
        "off by",
        "tomorrow 1",
        "80%  ██████░░░░░░░░░░░░░░░░░░  3.2 a day, 90% kept",
        "[b]What[/b] is hard?  leech",
    ):
        assert told in text
    assert max(len(line) for line in text.splitlines()) <= 76
    for line in map(str, lines_of(FULL, "", 34)):
        assert len(line) <= 34 or not set(line) & set("█░▒▓"), line  # prose may wrap, bars may not


@pytest.mark.parametrize(
    ("leeches", "told"),
    [
        (1, "leeches: 1; rewrite their cards"),
        (10, "leeches: 10; rewrite their cards"),
        (12, "leeches: 12, 2 more than these; rewrite their cards"),
    ],
)
def test_leeches_are_counted_and_the_first_are_named(leeches: int, told: str) -> None:
    items = tuple(HardItem(f"d/{n}", f"Q{n}?", 9.1, 9, leech=True) for n in range(leeches))
    page = replace(FULL, hardest=items[:10], leeches=items)
    text = "\n".join(str(line) for line in lines_of(page, "", 76))
    assert text.count("?  leech") == min(leeches, 10)
    assert told in text


async def test_it_opens_from_home_counts_and_goes_back(
    open_app: Callable[..., TrainerApp],
) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space", "3")
        await pilot.press("q", "q")
        await pilot.pause()
        await pilot.press("t")
        await until(
            pilot,
            lambda: "1 review " in str(app.screen.query("#page Static").last(Static).render()),
        )
        await pilot.press("q")
        assert app.screen.query("#decks")


async def shown(pilot: Pilot[None], words: str) -> str:
    """What stands above the statistics, once these words are among it."""
    told = pilot.app.screen.query_one("#message", Static)
    await until(pilot, lambda: words in str(told.render()))
    return str(told.render())


async def test_the_scheduler_is_fitted_on_request(
    open_app: Callable[..., TrainerApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t", "f")
        assert "Come back with 400" in await shown(pilot, "There are 0 answers")
        found = fit.Fit((*DEFAULT_PARAMETERS[:2], 9.0, *DEFAULT_PARAMETERS[3:]), "fitted", {}, 9, 3)
        monkeypatch.setattr("trainer.study.fitting.fit", lambda *_: found)
        await pilot.press("f")
        assert "stays due" in await shown(pilot, "Fitted to 9 answers")
        assert app.collection.settings.parameters == found.parameters
        assert app.collection.scheduler.parameters == found.parameters
