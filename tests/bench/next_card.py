"""From the key that rates to the next card painted, in a deck of many cards.

Run: python tests/bench/next_card.py [CARDS]. Beside it, in the same run, the floor: a bare
append with fsync, and a repaint of the same screen on which nothing changed.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from trainer.store.settings import Settings
from trainer.study.collection import Collection
from trainer.study.options import StudyOptions
from trainer.tui.app import TrainerApp
from trainer.tui.screens.study import StudyScreen

RATINGS = 200
TARGET_MS = 16


async def timed(screen: StudyScreen, act: Callable[[], Awaitable[object]]) -> float:
    """Milliseconds from acting until the screen is painted."""
    painted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    began = time.perf_counter()
    await act()
    screen.call_after_refresh(lambda: painted.done() or painted.set_result(None))
    await painted
    return (time.perf_counter() - began) * 1000


async def run(app: TrainerApp) -> tuple[list[float], list[float]]:
    rated: list[float] = []
    bare: list[float] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, StudyScreen)

        async def repaint() -> None:
            screen.refresh()

        for _ in range(RATINGS):
            await screen.action_go_on()
            await pilot.pause()
            rated.append(await timed(screen, lambda: screen.action_rate(3)))
            bare.append(await timed(screen, repaint))
    return rated, bare


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
    print(f"{name:28} median {statistics.median(took):6.2f}  p99 {sorted(took)[-3]:6.2f} ms")


def main(cards: int) -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ["TRAINER_HOME"] = home
        deck = Path(home) / "many.yaml"
        deck.write_text(
            "title: Many\nid: many\ncards:\n"
            + "".join(f"  - {{id: c{n}, q: Question {n}?, a: Answer {n}}}\n" for n in range(cards))
        )
        with Collection([str(deck)], learner="me", folder=Path(home)) as collection:
            collection.save_settings(Settings(new_per_day=cards, reduced_motion=True))
            rated, bare = asyncio.run(run(TrainerApp(collection, StudyOptions())))
        print(f"{cards} cards in one deck, {RATINGS} ratings; target p99 {TARGET_MS} ms")
        report("rated to next card painted", rated)
        report("floor: repaint alone", bare)
        report("floor: append with fsync", appends(Path(home)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
