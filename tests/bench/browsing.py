"""The deck browser of a heavy user: when it shows what, and how long the event loop waits.

Run: python -m tests.bench.browsing [DECKS CARDS REVIEWS]; 100 decks of 500 cards with 500,000
reviews behind them unless given.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

from textual.widgets import Input, Static

from tests.bench import heavy_user
from trainer.cli.app import collect
from trainer.garbage_collection import collect_seldom
from trainer.tui.app import TrainerApp
from trainer.tui.screens.browser import BrowserScreen
from trainer.tui.widgets.long_list import LongList

BEAT = 0.002
"""Seconds between two looks at the event loop."""


@asynccontextmanager
async def longest_wait(name: str) -> AsyncIterator[None]:
    """Print how long something took, and how long the event loop was kept at most."""
    waits = [0.0]

    async def beat() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(BEAT)
            waits.append(time.perf_counter() - before - BEAT)

    beating = asyncio.create_task(beat())
    began = time.perf_counter()
    yield
    took = time.perf_counter() - began
    await asyncio.sleep(BEAT)
    beating.cancel()
    print(f"{name:32}{took * 1000:8.0f} ms {max(waits) * 1000:14.0f} ms")


async def browse(app: TrainerApp, items: int) -> None:
    """Open the browser, move, search."""
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.pause()
        screen = BrowserScreen(None)
        async with longest_wait("open, to the last row"):
            await app.push_screen(screen)
            shown = screen.query_one(LongList)
            await until(lambda: shown.count == items)
        history = screen.query_one("#history", Static)
        await until(lambda: str(history.content))
        for _ in range(3):
            async with longest_wait("an arrow key, to the history"):
                shown.action_move(1)
                await until(lambda: not str(history.content))
                await until(lambda: str(history.content))
        async with longest_wait("twenty arrow keys"):
            for _ in range(20):
                shown.action_move(1)
                await asyncio.sleep(1 / 30)
        for wanted in ("ba", "bade 77", "nothing like it"):
            async with longest_wait(f"search {wanted!r}"):
                screen.query_one("#search", Input).value = wanted
                await pilot.pause()
                await app.workers.wait_for_complete(
                    [worker for worker in app.workers if worker.node is screen]
                )


async def until(holds: Callable[[], object]) -> None:
    """Wait, letting the event loop go on."""
    while not holds():  # noqa: ASYNC110 - what is waited for sends no word
        await asyncio.sleep(BEAT)


def main(decks: int, cards: int, reviews: int) -> None:
    """Print the table."""
    collect_seldom()  # as trainer.cli.main
    with tempfile.TemporaryDirectory() as name:
        os.environ["TRAINER_HOME"] = name
        heavy_user.write_decks(Path(name) / "many", decks, cards)
        heavy_user.write_journal(Path(name) / "learners" / "me", decks, cards, reviews)
        with closing(collect([str(Path(name) / "many")], learner="me")) as collection:
            print(f"{decks} decks, {decks * cards:,} cards, {reviews:,} reviews")
            print(f"{'':32}{'took':>11} {'longest wait':>17}")
            asyncio.run(browse(TrainerApp(collection), decks * cards))


if __name__ == "__main__":
    main(*(int(given) for given in sys.argv[1:4] or ("100", "500", "500000")))
