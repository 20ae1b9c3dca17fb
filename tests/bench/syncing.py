"""What a sync costs: beside a merge of the same events, and with a long journal behind it.

Run: python -m tests.bench.syncing [REVIEWS ...]. It asserts nothing. The learner was opened before.
`one after the other`: what comes in happened after all that is known here. `both at once`: this
device was used in between, and the items are folded again, as merge does.
"""

import os
import shutil
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.heavy_user import write_journal
from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.store.event import ReviewEvent, SchedulerEvent
from trainer.store.learner import Learner
from trainer.store.merge import merge
from trainer.store.sync import sync

NEW = 100
"""Reviews on the other device."""
RUNS = 3
SIZES = (50_000, 500_000)


def study(learner: Learner, begin: datetime, reviews: int, first: int = 0) -> None:
    """So many reviews, a minute apart."""
    scheduler = Scheduler()
    key = learner.record_scheduler(SchedulerEvent.of(scheduler, begin))
    for number in range(reviews):
        place = ("deck000", f"c{first + number}")
        at = begin + timedelta(minutes=number)
        before = learner.memory(*place)
        learner.record(
            ReviewEvent.of(
                place, Rating.GOOD, at, before=before, scheduler=scheduler, scheduler_key=key
            )
        )


def measure(folder: Path, reviews: int) -> None:
    """Print what the same events cost to sync and to merge."""
    write_journal(folder / "me", 10, 500, reviews)
    now = datetime.now(UTC) + timedelta(days=30)
    (folder / "box").mkdir()
    begin = time.perf_counter()
    with Learner.open(folder / "me") as learner:
        opened = time.perf_counter()
        sync(learner, folder / "box", now)
    print(
        f"{reviews:,} reviews: the first sync {time.perf_counter() - opened:.2f} s, "
        f"after opening without scores {opened - begin:.2f} s"
    )
    shutil.copytree(folder / "me", folder / "second" / "me")
    with Learner.open(folder / "second" / "me") as other:
        study(other, now - timedelta(hours=9), NEW)
        sync(other, folder / "box", now)
    for what, mine in (("one after the other", 0), ("both at once", NEW)):
        taken: dict[str, float] = {}
        for way in ("sync", "merge"):
            taken[way] = min(once(folder, way, mine, now) for _ in range(RUNS))
        ratio = taken["sync"] / taken["merge"]
        print(
            f"{reviews:,} reviews, {NEW} new, {what}: sync {taken['sync'] * 1000:.0f} ms, "
            f"merge {taken['merge'] * 1000:.0f} ms: {ratio:.2f} x"
        )
    with Learner.open(folder / "me") as learner:
        sync(learner, folder / "box", now)
        idle = min(timed(lambda: sync(learner, folder / "box", now).events, 0) for _ in range(RUNS))
    print(f"{reviews:,} reviews, nothing new: sync {idle * 1000:.1f} ms")


def once(folder: Path, way: str, mine: int, now: datetime) -> float:
    """Seconds that it takes to bring in the other's reviews, on a fresh copy."""
    copy = folder / "copy"
    shutil.copytree(folder / "me", copy / "me")
    shutil.copytree(folder / "box", copy / "box")
    os.sync()  # else what is measured is the way of the copy to the disk
    try:
        with Learner.open(copy / "me") as learner:
            study(learner, now - timedelta(hours=8, minutes=30), mine, first=200)
            if way == "sync":
                return timed(lambda: sync(learner, copy / "box", now).events)
            return timed(lambda: merge(learner, folder / "second" / "me", now).events)
    finally:
        shutil.rmtree(copy)


def timed(action: Callable[[], int], brought: int = NEW) -> float:
    """Seconds that it takes to bring in so many reviews."""
    begin = time.perf_counter()
    if action() < brought:
        raise RuntimeError("not all was brought in")
    return time.perf_counter() - begin


def main() -> None:
    """Print the table."""
    for size in [int(size) for size in sys.argv[1:]] or SIZES:
        with TemporaryDirectory() as name:
            measure(Path(name), size)


if __name__ == "__main__":
    main()
