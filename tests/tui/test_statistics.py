"""The statistics screen."""

import asyncio
from collections.abc import Callable
from datetime import date, timedelta

from textual.widgets import Static

from trainer.study.options import StudyOptions
from trainer.study.statistics import Calibration, HardItem, Share, Statistics
from trainer.tui.app import TrainerApp
from trainer.tui.screens.statistics import lines_of

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
    hardest=(HardItem("d/x", "[b]What[/b] is hard?", 9.1, 9, leech=True),),
)


def test_the_page_tells_figures_beside_every_bar() -> None:
    text = "\n".join(str(line) for line in lines_of(FULL, ""))
    for told in (
        "1200 reviews on 40 days, 2 h 01 min",
        "90% of 50",
        "nothing asked",
        "75% predicted",
        "50% recalled of 20",
        "off by",
        "tomorrow 1",
        "[b]What[/b] is hard?  leech",
    ):
        assert told in text
    assert max(len(line) for line in text.splitlines()) <= 76


async def test_it_opens_from_home_counts_and_goes_back(
    open_app: Callable[..., TrainerApp],
) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space", "3")
        await pilot.press("q", "q")
        await pilot.pause()
        await pilot.press("t")
        async with asyncio.timeout(5):
            while "1 reviews" not in str(app.screen.query_one("#page Static", Static).render()):
                await pilot.pause(0.02)
        await pilot.press("q")
        assert app.screen.query("#decks")
