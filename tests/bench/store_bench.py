"""How long a learner's folder takes to open and a review to be durable, beside the floors.

Run: python -m tests.bench.store_bench [CARDS]; tables for 1,000 to 50,000 cards where not told
otherwise, each with ten reviews behind it. It asserts nothing. A figure counts only beside the
floor of the same run: the same machine, disk and minute.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic_core import to_jsonable_python
from tinydb import TinyDB
from tinydb.table import Document

from trainer.memory.rating import Rating
from trainer.memory.state import MemoryState, Phase
from trainer.store.event import ReviewEvent, SessionStarted, write_event
from trainer.store.learner import Learner

NOON = datetime(2024, 1, 1, 12, tzinfo=UTC)
RUNS = 500
SIZES = ((1_000, 1), (10_000, 10), (10_000, 1), (50_000, 50))
"""Cards, and decks that they lie in."""


def review(number: int, cards: int, decks: int) -> ReviewEvent:
    """The review of this number in a row that goes round and round the cards."""
    card, reps = number % cards, number // cards + 1
    day = date(2024, 1, 1) + timedelta(days=number // 100)
    return ReviewEvent(
        at=NOON,
        day=day,
        session="session",
        deck=f"deck{card % decks}",
        item=f"card{card}",
        rating=Rating.GOOD,
        before=memory(reps - 1, day) if reps > 1 else None,
        after=memory(reps, day),
        scheduler="0123456789ab",
        answer="the answer",
        score=1.0,
        duration_ms=4000,
    )


def memory(reps: int, day: date) -> MemoryState:
    return MemoryState(
        phase=Phase.REVIEW,
        step=None,
        stability=reps * 3.14159,
        difficulty=5.5,
        due=day + timedelta(days=reps),
        reviewed=day,
        reps=reps,
        lapses=0,
    )


def milliseconds(action: Callable[[int], object], runs: int) -> tuple[float, float]:
    """The median and the 99th percentile of an action, which gets the run's number."""
    taken = []
    for run in range(runs):
        begin = time.perf_counter()
        action(run)
        taken.append((time.perf_counter() - begin) * 1000)
    return statistics.median(taken), statistics.quantiles(taken, n=100)[98]


def show(what: str, taken: tuple[float, float], floor: tuple[float, float]) -> None:
    """One line of the table; the ratio is of medians."""
    print(f"{what:58}{taken[0]:9.2f}{taken[1]:9.2f}{taken[0] / floor[0]:9.1f} x")


def measure(folder: Path, cards: int, reviews: int, decks: int, floor: tuple[float, float]) -> None:
    """Measure one learner with so many cards and reviews behind them."""
    folder.mkdir()
    events = [review(number, cards, decks) for number in range(reviews, reviews + RUNS)]
    with (folder / "reviews.jsonl").open("wb") as journal:
        for number in range(reviews):
            if number % 50 == 0:
                session = SessionStarted(at=NOON, day=NOON.date(), session=str(number))
                journal.write(write_event(session))
            journal.write(write_event(review(number, cards, decks)))
    what = f"{cards:,} cards in {decks}, {reviews:,} reviews"
    rebuild = milliseconds(lambda _: Learner.open(folder).close(), 2)
    reading = milliseconds(lambda _: json.loads((folder / "scores.json").read_bytes()), 9)
    learner = Learner.open(folder)
    show(
        f"{what}: a durable review", milliseconds(lambda n: learner.record(events[n]), RUNS), floor
    )
    begin = time.perf_counter()
    learner.close()
    checkpoint = (time.perf_counter() - begin) * 1000
    opening = milliseconds(lambda _: Learner.open(folder, read_only=True).close(), 9)
    show(f"{what}: open (floor: json.loads)", opening, reading)
    print(f"{what}: rebuild {rebuild[1]:.0f} ms, checkpoint {checkpoint:.0f} ms")


def bare_append(folder: Path) -> tuple[float, float]:
    """The floor: one line appended and fsynced, and nothing else."""
    line = write_event(review(12_345, 1000, 1))
    descriptor = os.open(folder / "bare.jsonl", os.O_CREAT | os.O_WRONLY | os.O_APPEND)

    def append(_: int) -> None:
        os.write(descriptor, line)
        os.fsync(descriptor)

    taken = milliseconds(append, RUNS)
    os.close(descriptor)
    return taken


def plain_tinydb(folder: Path, cards: int) -> tuple[float, float]:
    """TinyDB as it comes, which rewrites its file with every review, in place."""
    document = {"memory": to_jsonable_python(memory(1, NOON.date())), "suspended": False}
    database = TinyDB(folder / "plain.json")
    database.insert_multiple(Document(document, card) for card in range(1, cards + 1))
    taken = milliseconds(lambda run: database.upsert(Document(document, run + 1)), 50)
    database.close()
    return taken


def main(sizes: tuple[tuple[int, int], ...]) -> None:
    """Print the table."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        floor = bare_append(folder)
        print(f"{'':58}{'median':>9}{'p99 ms':>9}{'floor':>9}")
        show("floor: a bare append with fsync", floor, floor)
        show("plain TinyDB: an upsert at 1,000 cards", plain_tinydb(folder, 1000), floor)
        for number, (cards, decks) in enumerate(sizes):
            measure(folder / str(number), cards, cards * 10, decks, floor)


if __name__ == "__main__":
    main(tuple((int(cards), 1) for cards in sys.argv[1:]) or SIZES)
