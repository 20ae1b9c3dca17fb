"""How well the scheduler predicts real answers: by default, by a 24-hour day, and fitted.

    python -m tests.bench.logloss [REVIEWS.csv] [--learners N]

Every answer on a later study day than the item's last one is predicted from the reviews before
it, in the order of time. As in the benchmark of FSRS (a time series split in five), the first
sixth is only learnt from and the rest is scored; reviews on the same study day change the
memory and are not scored. Chances are clipped to 0.000001 from 0 and 1, which decides nothing
but the price of the 24-hour day: a period under 24 hours counts there as no time at all, so an
item forgotten overnight was predicted with certainty.

Fits are judged by the same split in five: each fifth is predicted by parameters fitted to all
before it. Beside ours stands Anki's way with the same library: card ids, 8 epochs. Simulated
learners (tests/bench/simulated_learners.py) show the same for small histories, against the truth.

The learner's zone is not in the data. They never study from 6 to 14 UTC and most at 17, so they
live in the Americas: every offset from UTC-10 to UTC-2 puts the rollover into their night and
gives the same study days. UTC-5 stands for them.
"""

import argparse
import csv
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import fsrs
from fsrs_rs_python import FSRS, TrainingConfig

from tests.bench.simulated_learners import LATER, excess, learner
from trainer.memory.fit import History, Parameters, PastAnswer, answers_of, fitted_to, log_loss
from trainer.memory.rating import Rating
from trainer.memory.scheduler import DEFAULT_PARAMETERS, Scheduler
from trainer.memory.state import MemoryState
from trainer.memory.study_day import study_day

BESIDE_THE_REPOSITORY = Path(__file__).parents[3] / "shared" / "data" / "reviews-josh.csv"
ZONE = timezone(timedelta(hours=-5))
ROLLOVER_HOUR = 4
CLIP = 1e-6
SPLITS = 5
SIZES = (400, 700, 1000)


class Review(NamedTuple):
    at: datetime
    card: str
    rating: Rating

    @property
    def day(self) -> date:
        return study_day(self.at, ROLLOVER_HOUR)


class Forecast(NamedTuple):
    chance: float
    recalled: bool

    @property
    def loss(self) -> float:
        chance = min(max(self.chance, CLIP), 1 - CLIP)
        return -math.log(chance if self.recalled else 1 - chance)


Forecaster = Callable[[Iterable[Review]], Iterator[Forecast]]


def read_reviews(path: Path) -> list[Review]:
    with path.open(newline="") as rows:
        return sorted(
            Review(
                datetime.fromisoformat(row["review_time"]).astimezone(ZONE),
                row["card_id"],
                Rating(int(row["review_rating"])),
            )
            for row in csv.DictReader(rows)
        )


def by_study_days(reviews: Iterable[Review]) -> Iterator[Forecast]:
    """Foretell with the scheduler of this project."""
    scheduler = Scheduler(rollover_hour=ROLLOVER_HOUR)
    states: dict[str, MemoryState] = {}
    for review in reviews:
        state = states.get(review.card)
        if state and state.reviewed < review.day:
            chance = scheduler.retrievability(state, review.day)
            yield Forecast(chance, review.rating > Rating.AGAIN)
        states[review.card] = scheduler.review(review.card, state, review.rating, review.at)


def by_periods_of_24_hours(reviews: Iterable[Review]) -> Iterator[Forecast]:
    """Foretell the same answers with py-fsrs given the moments themselves."""
    scheduler = fsrs.Scheduler(enable_fuzzing=False)
    cards: dict[str, fsrs.Card] = {}
    days: dict[str, date] = {}
    for review in reviews:
        moment = review.at.astimezone(UTC)
        card = cards.get(review.card) or fsrs.Card(card_id=0, due=moment)
        if review.card in days and days[review.card] < review.day:
            chance = scheduler.get_card_retrievability(card, moment)
            yield Forecast(chance, review.rating > Rating.AGAIN)
        cards[review.card], _ = scheduler.review_card(card, fsrs.Rating(review.rating), moment)
        days[review.card] = review.day


def held_out_log_loss(reviews: Iterable[Review], forecaster: Forecaster) -> float:
    """The mean loss, in nats, of all forecasts but the first sixth."""
    forecasts = list(forecaster(reviews))
    held_out = forecasts[len(forecasts) // 6 :]
    return math.fsum(forecast.loss for forecast in held_out) / len(held_out)


class Numbered(NamedTuple):
    """An answer, and the number of its card."""

    answer: PastAnswer
    card: int


Way = Callable[[Sequence[Numbered]], Parameters]


def anki(numbered: Sequence[Numbered]) -> Parameters:
    """Fit as Anki does: whole cards together, 8 epochs."""
    fitted = FSRS([*DEFAULT_PARAMETERS]).compute_parameters(
        [one.answer.item for one in numbered],
        card_ids=[one.card for one in numbered],
        training_config=TrainingConfig(num_epochs=8),
    )
    return tuple(fitted)


def ours(numbered: Sequence[Numbered]) -> Parameters:
    """Fit as `trainer fit` does."""
    return fitted_to([one.answer for one in numbered])[0]


def half_default(numbered: Sequence[Numbered]) -> Parameters:
    """Our fit, with as much of the default parameters in it."""
    return tuple(map(fmean, zip(ours(numbered), DEFAULT_PARAMETERS, strict=True)))


WAYS: dict[str, Way] = {
    "default parameters": lambda _: DEFAULT_PARAMETERS,
    "Anki's way": anki,
    "trainer fit": ours,
    "trainer fit, half default": half_default,
}


def numbered_answers(histories: Iterable[History]) -> list[Numbered]:
    found = [
        Numbered(answer, card)
        for card, history in enumerate(histories)
        for answer in answers_of([history])
    ]
    return sorted(found, key=lambda one: one.answer.day)


def split_in_five(numbered: Sequence[Numbered], way: Way) -> float:
    """The loss of each later sixth, predicted by what was fitted to all before it."""
    size = len(numbered) // (SPLITS + 1)
    starts = [len(numbered) - size * left for left in range(SPLITS, 0, -1)]
    losses = [
        log_loss([one.answer for one in numbered[start : start + size]], way(numbered[:start]))
        for start in starts
    ]
    return fmean(losses)


def beyond_chance(way: Way, learners: int, answers: int) -> float:
    """What fits to so many answers cost simulated learners, on average."""
    costs = []
    for seed in range(learners):
        one = learner(seed, answers)
        numbered = numbered_answers(one.histories)
        later = [each.answer for each in numbered[answers : answers + LATER]]
        costs.append(excess(one, way(numbered[:answers]), later))
    return fmean(costs)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("reviews", nargs="?", type=Path, default=BESIDE_THE_REPOSITORY)
    asked.add_argument("--learners", type=int, default=40, help="simulated ones; 0 for none")
    options = asked.parse_args()
    if options.reviews.exists():
        reviews = read_reviews(options.reviews)
        print(f"held-out log-loss of the default scheduler, {len(reviews):,} reviews")
        print(f"  calendar study days  {held_out_log_loss(reviews, by_study_days):.3f}")
        print(f"  periods of 24 hours  {held_out_log_loss(reviews, by_periods_of_24_hours):.3f}")
        histories: defaultdict[str, list[tuple[date, Rating]]] = defaultdict(list)
        for review in reviews:
            histories[review.card].append((review.day, review.rating))
        numbered = numbered_answers(histories.values())
        print(f"log-loss of fits, time series split in five, {len(numbered):,} answers")
        for name, way in WAYS.items():
            print(f"  {name:26}{split_in_five(numbered, way):.4f}")
    else:
        print(f"skipped: there is no {options.reviews}")
    if options.learners:
        print(f"log-loss beyond chance, {options.learners} simulated learners")
        print(f"  {'answers fitted to':26}" + "".join(f"{size:>9,}" for size in SIZES))
        for name, way in WAYS.items():
            costs = [beyond_chance(way, options.learners, size) for size in SIZES]
            print(f"  {name:26}" + "".join(f"{cost:9.4f}" for cost in costs))


if __name__ == "__main__":
    main()
