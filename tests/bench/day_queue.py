"""What an answer costs the queue, and what a day's agenda costs, by the size of the collection.

Run: python -m tests.bench.day_queue [SIZE ...]; 1,000, 10,000 and 100,000 unless given.
Eight in ten items are due, two in ten new; a tenth has siblings. No limit holds.
"""

import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from tests.clock import NOON
from trainer.memory.agenda import agenda_of
from trainer.memory.forecast import forecast
from trainer.memory.queue import AgendaItem, Ask, DayCounts, Limits
from trainer.memory.queue.day_queue import DayQueue
from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.memory.state import MemoryState, Phase

TODAY = date(2026, 3, 10)
ANSWERS = 100
SIZES = (1_000, 10_000, 100_000)


def entries(many: int) -> list[AgendaItem]:
    """Items of a learnt collection, all reviews due."""
    made = []
    for number in range(many):
        state = None
        if number % 10 < 8:
            reviewed = TODAY - timedelta(days=20 + number % 300)
            state = MemoryState(
                phase=Phase.REVIEW,
                stability=1 + number % 97,
                difficulty=5,
                due=TODAY - timedelta(days=number % 7),
                reviewed=reviewed,
                reps=5,
            )
        siblings = (f"deck/{number + 1}",) if number % 20 == 0 else ()
        made.append(AgendaItem(f"deck/{number}", state, siblings=siblings))
    return made


def answers(queue: DayQueue, scheduler: Scheduler) -> tuple[list[DayQueue], list[float]]:
    """The queue after each of 100 answers of all kinds, and the microseconds each took."""
    queues, took = [queue], []
    now = NOON
    for number in range(ANSWERS):
        step = queue.next(now)
        assert isinstance(step, Ask)
        rating = Rating(1 + number % 4)
        state = scheduler.review(step.ref, queue.plan.entries[step.ref].state, rating, now)
        now += timedelta(seconds=9)
        began = time.perf_counter()
        queue = queue.after(step.ref, state)
        queue.next(now)
        assert queue.counts.total
        took.append((time.perf_counter() - began) * 1e6)
        queues.append(queue)
    return queues, took


def milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def main(sizes: tuple[int, ...] = SIZES) -> None:
    scheduler = Scheduler()
    print(f"{'items':>8} {'plan':>9} {'forecast':>9} {'queue':>8}", end="")
    print(f" {'answer+next':>12} {'p99':>8} {'undo+next':>10} {f'{ANSWERS} kept':>10}")
    for size in sizes:
        limits = Limits(size, size)
        told = entries(size)

        began = time.perf_counter()
        agenda = agenda_of(
            told, day=TODAY, limits=limits, done=DayCounts(), recall=scheduler.recall
        )
        plan_ms = (time.perf_counter() - began) * 1000
        forecast_ms = milliseconds(partial(forecast, agenda, 7))
        queue_ms = milliseconds(agenda.queue)

        queue = agenda.queue()
        answers(queue, scheduler)
        queues, took = answers(queue, scheduler)
        back = [milliseconds(partial(old.next, NOON)) * 1000 for old in reversed(queues)]
        tracemalloc.start()
        kept, _ = answers(queue, scheduler)
        kept_kb = tracemalloc.get_traced_memory()[0] / 1024
        tracemalloc.stop()
        assert len(kept) == ANSWERS + 1
        print(
            f"{size:8,} {plan_ms:6.0f} ms {forecast_ms:6.0f} ms {queue_ms:5.2f} ms"
            f" {statistics.median(took):9.0f} µs {sorted(took)[-2]:5.0f} µs"
            f" {statistics.median(back):7.0f} µs {kept_kb:7.0f} KB"
        )


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or SIZES)
