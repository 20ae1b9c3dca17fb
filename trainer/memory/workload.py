"""What a desired retention costs: reviews a day, by trying a year with each."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.memory.state import MemoryState, Phase

RETENTIONS = (0.75, 0.80, 0.85, 0.90, 0.95)
YEAR = 365
_SAMPLE = 150
"""Items that stand for all: trying a year with each takes milliseconds."""
_SEED = 0
"""What is drawn and what is recalled follow from it."""
_MIDDAY = time(12)


class Load(NamedTuple):
    """What comes of a desired retention."""

    retention: float
    reviews_per_day: float
    """Of the items learnt today, over the next year; again after a lapse included."""
    remembered: float
    """The share of them, 0 to 1, that would be recalled at its end."""


def workload(states: Sequence[MemoryState], scheduler: Scheduler, day: date) -> Iterator[Load]:
    """Try a year of keeping what is learnt, with no new items, at several retentions.

    Chance decides as the memory predicts, the same for each retention; a lapse is answered
    Again and then Good. More than 150 items are stood for by as many, drawn from them.

    Args:
        states: of the items learnt.
        scheduler: whose parameters and rollover hour hold.
        day: the present study day.
    """
    learnt = [state for state in states if state.phase is Phase.REVIEW]
    if not learnt:
        return
    drawn = random.Random(_SEED).sample(learnt, min(_SAMPLE, len(learnt)))
    for retention in RETENTIONS:
        trial = Scheduler(
            desired_retention=retention,
            parameters=scheduler.parameters,
            rollover_hour=scheduler.rollover_hour,
        )
        years = [
            _year(state, trial, day, random.Random(f"{_SEED} {number}"))
            for number, state in enumerate(drawn)
        ]
        reviews = sum(reviews for reviews, _ in years) * len(learnt) / len(drawn)
        yield Load(retention, reviews / YEAR, sum(recall for _, recall in years) / len(years))


def _year(
    state: MemoryState, scheduler: Scheduler, day: date, chance: random.Random
) -> tuple[int, float]:
    """How often one item is reviewed in a year, and how sure it is at its end."""
    end, reviews = day + timedelta(days=YEAR), 0
    while (due := max(day, _due(state, scheduler))) < end:
        recalled = chance.random() < scheduler.retrievability(state, due)
        moment = datetime.combine(due, _MIDDAY, UTC)
        state = scheduler.review(
            "workload", state, Rating.GOOD if recalled else Rating.AGAIN, moment
        )
        reviews += 1
        while state.ready_at is not None:
            state = scheduler.review("workload", state, Rating.GOOD, state.ready_at)
            reviews += 1
        day = due + timedelta(days=1)
    return reviews, scheduler.retrievability(state, end)


def _due(state: MemoryState, scheduler: Scheduler) -> date:
    """The day on which recall falls to the desired retention, whatever it was set to before."""
    return state.reviewed + timedelta(days=scheduler.days_until(state.stability))
