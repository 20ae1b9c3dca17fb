from datetime import date, timedelta

from trainer.memory.scheduler import Scheduler
from trainer.memory.state import MemoryState, Phase
from trainer.memory.workload import RETENTIONS, workload

DAY = date(2024, 1, 1)


def learnt(stability: float) -> MemoryState:
    return MemoryState(
        phase=Phase.REVIEW,
        stability=stability,
        difficulty=5,
        due=DAY + timedelta(days=round(stability)),
        reviewed=DAY,
        reps=3,
    )


STATES = [learnt(stability) for stability in (2, 5, 9, 14, 30, 60)] * 20


def test_more_retention_costs_more_reviews_and_remembers_more() -> None:
    loads = list(workload(STATES, Scheduler(), DAY))
    assert [load.retention for load in loads] == list(RETENTIONS)
    reviews = [load.reviews_per_day for load in loads]
    assert reviews == sorted(reviews)
    assert reviews[-1] > 2 * reviews[0]
    assert loads[-1].remembered > loads[0].remembered
    assert all(0.75 < load.remembered < 1 for load in loads)


def test_it_is_the_same_each_time_and_grows_with_what_was_learnt() -> None:
    once = list(workload(STATES, Scheduler(), DAY))
    assert list(workload(STATES, Scheduler(), DAY)) == once
    many = list(workload(STATES * 10, Scheduler(), DAY))
    for few, more in zip(once, many, strict=True):
        assert 7 < more.reviews_per_day / few.reviews_per_day < 13


def test_of_nothing_learnt_there_is_no_load() -> None:
    assert list(workload([], Scheduler(), DAY)) == []


def test_the_forgetting_curve_read_backwards() -> None:
    for retention in RETENTIONS:
        scheduler = Scheduler(desired_retention=retention)
        days = scheduler.days_until(50)
        state = learnt(50)
        assert abs(scheduler.retrievability(state, DAY + timedelta(days=days)) - retention) < 0.005
