"""Learners whose memory is known: FSRS-6 with weights of their own, drawn around the default ones.

They study for some months as the default scheduler plans it. What they recall is drawn by their
own weights, so any forecast can be held against the true chance and not against luck.
"""

import math
import random
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from fsrs_rs_python import FSRS

from trainer.memory.fit import History, Parameters, PastAnswer
from trainer.memory.forgetting_curve import ForgettingCurve
from trainer.memory.rating import Rating
from trainer.memory.scheduler import DEFAULT_PARAMETERS, Scheduler
from trainer.memory.state import MemoryState

SPREAD = 0.3
"""The standard deviation of a weight's logarithm among learners."""
NEW_A_DAY = 12
LATER = 600
"""Answers after those fitted to, by which forecasts are judged."""


class Learner(NamedTuple):
    """A learner and what they answered."""

    weights: Parameters
    histories: list[History]


def learner(seed: int, answers: int) -> Learner:
    """A learner who has given so many answers on a later day than the last, and LATER more."""
    chance = random.Random(seed)
    weights = _weights(chance)
    truth = Scheduler(parameters=weights, learning_steps=(), relearning_steps=())
    planner = Scheduler(learning_steps=(), relearning_steps=())
    known: dict[str, tuple[MemoryState, MemoryState]] = {}
    histories: defaultdict[str, list[tuple[date, Rating]]] = defaultdict(list)
    due: defaultdict[date, list[str]] = defaultdict(list)
    day, given = date(2025, 1, 1), 0
    while given < answers + LATER:
        new = [str(len(known) + number) for number in range(NEW_A_DAY)]
        now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        for item in [*due.pop(day, ()), *new]:
            real, planned = known.get(item, (None, None))
            if real is None:
                odds = (25, 10, 50, 15)
            elif chance.random() < truth.retrievability(real, day):
                odds = (0, 12, 75, 13)
            else:
                odds = (1, 0, 0, 0)
            given += real is not None
            rating = chance.choices(tuple(Rating), odds)[0]
            histories[item].append((day, rating))
            planned = planner.review(item, planned, rating, now)
            known[item] = truth.review(item, real, rating, now), planned
            due[max(planned.due, day + timedelta(days=1))].append(item)
        day += timedelta(days=1)
    return Learner(weights, [*histories.values()])


def excess(one: Learner, parameters: Parameters, later: Sequence[PastAnswer]) -> float:
    """How much log loss parameters cost on average, beyond what chance itself costs; in nats."""
    true = _chances(one.weights, later)
    told = _chances(parameters, later)
    return math.fsum(
        p * math.log(p / q) + (1 - p) * math.log((1 - p) / (1 - q))
        for p, q in zip(true, told, strict=True)
    ) / len(later)


def _chances(parameters: Parameters, answers: Sequence[PastAnswer]) -> list[float]:
    befores = [answer.before for answer in answers]
    memories = FSRS([*parameters]).memory_state_batch(befores, [None] * len(befores))
    curve = ForgettingCurve(parameters)
    return [
        min(max(curve.recall(answer.days, memory.stability), 1e-6), 1 - 1e-6)
        for answer, memory in zip(answers, memories, strict=True)
    ]


def _weights(chance: random.Random) -> Parameters:
    drawn = [default * math.exp(chance.gauss(0, SPREAD)) for default in DEFAULT_PARAMETERS]
    drawn[:4] = sorted(drawn[:4])  # a harder first rating is never remembered longer
    bounds = zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    return tuple(
        min(max(weight, lowest), highest)
        for weight, (lowest, highest) in zip(drawn, bounds, strict=True)
    )
