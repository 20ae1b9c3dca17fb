"""From the key that rates to the next card painted, in a deck of many cards.

Run: python -m tests.bench.next_card [CARDS REVIEWS [RATINGS]]; 10,000 cards with none behind them
and 200 ratings unless given; no more ratings than cards. Beside it, in the same run,
the floor: a bare append with fsync. The last paint counts, not the first. Nothing else runs
meanwhile: a pilot that waits for the screen sends a message to each of its widgets.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench import heavy_user
from trainer.cli.app import collect
from trainer.garbage_collection import collect_seldom
from trainer.store.settings import Settings
from trainer.study.options import StudyOptions
from trainer.tui.app import TrainerApp
from trainer.tui.screens.study import StudyScreen

if TYPE_CHECKING:  # Textual, imported before trainer.tui, would paint 60 times a second
    from rich.console import RenderableType
    from textual.screen import Screen

RATINGS = 200
TARGET_MS = 16
QUIET = 0.05
"""Seconds without a paint after which none is to come."""


async def run(app: TrainerApp, ratings: int) -> tuple[list[float], list[float]]:
    """Milliseconds from each rating until it was recorded, and until the last paint for it."""
    recorded: list[float] = []
    painted: list[float] = []
    last_paint = 0.0
    paint = app._display  # noqa: SLF001 - Textual says nowhere else that it has painted

    def noting(screen: "Screen[object]", renderable: "RenderableType | None") -> None:
        nonlocal last_paint
        paint(screen, renderable)
        last_paint = time.perf_counter()

    app._display = noting  # type: ignore[method-assign]  # noqa: SLF001 - as above
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, StudyScreen)
        for _ in range(ratings):
            await screen.action_go_on()
            await pilot.pause()
            began = time.perf_counter()
            await screen.action_rate(3)
            recorded.append((time.perf_counter() - began) * 1000)
            while time.perf_counter() - max(began, last_paint) < QUIET:  # noqa: ASYNC110
                await asyncio.sleep(QUIET)
            painted.append((last_paint - began) * 1000)
    return recorded, painted


def appends(folder: Path) -> list[float]:
    """Milliseconds of a bare append of 600 bytes with fsync."""
    took: list[float] = []
    with (folder / "bare").open("ab", buffering=0) as file:
        for _ in range(RATINGS):
            began = time.perf_counter()
            file.write(b"x" * 600)
            os.fsync(file.fileno())
            took.append((time.perf_counter() - began) * 1000)
    return took


def report(name: str, took: list[float]) -> None:
    print(f"{name:32} median {statistics.median(took):6.2f}  p99 {sorted(took)[-3]:6.2f} ms")


def main(cards: int, reviews: int, ratings: int = RATINGS) -> None:
    collect_seldom()  # as trainer.cli.main
    with tempfile.TemporaryDirectory() as home:
        os.environ["TRAINER_HOME"] = home
        heavy_user.write_decks(Path(home) / "many", 1, cards)
        if reviews:
            folder = Path(home) / "learners" / "me"
            heavy_user.write_journal(folder, 1, cards, reviews, due_within=1)
        with closing(collect([str(Path(home) / "many")], learner="me")) as collection:
            chosen = Settings(new_per_day=cards, reviews_per_day=cards, reduced_motion=True)
            collection.save_settings(chosen)
            recorded, painted = asyncio.run(
                run(TrainerApp(collection, StudyOptions()), min(ratings, cards))
            )
        print(f"{cards} cards in one deck, {reviews} reviews behind them, {len(painted)} ratings")
        report(f"rated: durable (target p99 {TARGET_MS} ms)", recorded)
        report("rated: next card painted", painted)
        report("floor: append with fsync", appends(Path(home)))


if __name__ == "__main__":
    main(*(int(given) for given in sys.argv[1:4] or ("10000", "0")))
