"""The home screen of a heavy user, cold and warm, and its memory.

Run: python -m tests.bench.scale [DECKS CARDS REVIEWS]; 100 decks of 500 cards with 500,000
reviews behind them unless given. Every figure is of a fresh process, imports
included. The floor is a bare Textual app, painted in the same way in the same run.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench import heavy_user

ROUNDS = 5

PAINT = """
import time; began = time.perf_counter()
from trainer.garbage_collection import collect_seldom; collect_seldom()  # as trainer.cli.main
import asyncio, json, resource, sys
from pathlib import Path

async def paint(app, is_shown):
    # seconds until the first frame, and until the first on which it is shown
    frames, display = [], app._display
    def timed(screen, renderable):
        display(screen, renderable)
        taken = time.perf_counter() - began
        frames.extend([taken] * (not frames))
        frames.extend([taken] * (len(frames) == 1 and is_shown(screen)))
    app._display = timed
    async with app.run_test(size=(100, 40)) as pilot:
        while len(frames) < 2:
            await asyncio.sleep(0.02)
    return frames

if sys.argv[1] == "bare":
    from textual.app import App
    from textual.widgets import Static
    class Bare(App):
        def compose(self):
            yield Static("first frame")
    app, is_shown = Bare(), lambda screen: True
else:
    from trainer.cli.app import OpeningApp, collect
    app = OpeningApp(lambda told: collect([sys.argv[1]], learner="me", progress=told))
    told = (" due", " new")
    is_shown = lambda screen: any(words in str(screen.query_one("#due").render()) for words in told)
first, painted = asyncio.run(paint(app, is_shown))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"first": first, "painted": painted, "megabytes": peak}))
"""


def figures(what: str) -> dict[str, float]:
    """What a fresh process measured of itself."""
    run = subprocess.run(
        [sys.executable, "-c", PAINT, what], check=True, capture_output=True, text=True
    )
    told: dict[str, float] = json.loads(run.stdout)
    return told


def show(name: str, runs: list[dict[str, float]]) -> None:
    """One line: medians over the runs."""
    first, painted, megabytes = (
        statistics.median(run[key] for run in runs) for key in ("first", "painted", "megabytes")
    )
    print(f"{name:32}{first:9.2f} s {painted:9.2f} s {megabytes:9.0f} MB")


def main(decks: int, cards: int, reviews: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        os.environ["TRAINER_HOME"] = name
        folder = Path(name) / "learners" / "me"
        given = Path(name) / "many"
        heavy_user.write_decks(given, decks, cards)
        heavy_user.write_journal(folder, decks, cards, reviews)
        print(f"{decks} decks, {decks * cards:,} cards, {reviews:,} reviews")
        print(f"{'':32}{'first frame':>11} {'what is due':>11} {'memory':>12}")
        show("first run: scores and decks", [figures(str(given))])
        cold = []
        for _ in range(2):
            subprocess.run(["rm", "-r", str(Path(name) / "cache")], check=True)
            cold.append(figures(str(given)))
        show("cold: no cached decks", cold)
        show("warm", [figures(str(given)) for _ in range(ROUNDS)])
        show("floor: a bare Textual app", [figures("bare") for _ in range(ROUNDS)])


if __name__ == "__main__":
    main(*(int(given) for given in sys.argv[1:4] or ("100", "500", "500000")))
