"""How well the default scheduler foretells real answers, and how badly a 24-hour day does.

    python tests/bench/logloss.py [REVIEWS.csv]

Every answer on a later study day than the item's last one is foretold from the reviews before
it, in the order of time. As in the benchmark of FSRS (a time series split in five), the first
sixth is only learnt from and the rest is scored; reviews on the same study day change the
memory and are not scored. Chances are clipped to 0.000001 from 0 and 1, which decides nothing
but the price of the 24-hour day: a period under 24 hours counts there as no time at all, so an
item forgotten overnight was foretold with certainty.

The learner's zone is not in the data. He never studies from 6 to 14 UTC and most at 17, so he
lives in the Americas: every offset from UTC-10 to UTC-2 puts the rollover into his night and
gives the same study days. UTC-5 stands for them.
"""

import csv
import math
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

import fsrs

from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.memory.state import MemoryState
from trainer.memory.study_day import study_day

BESIDE_THE_REPOSITORY = Path(__file__).parents[3] / "shared" / "data" / "reviews-josh.csv"
ZONE = timezone(timedelta(hours=-5))
ROLLOVER_HOUR = 4
CLIP = 1e-6


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


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else BESIDE_THE_REPOSITORY
    if not path.exists():
        print(f"skipped: there is no {path}")
        return
    reviews = read_reviews(path)
    print(f"held-out log-loss of the default scheduler, {len(reviews):,} reviews")
    print(f"  calendar study days  {held_out_log_loss(reviews, by_study_days):.3f}")
    print(f"  periods of 24 hours  {held_out_log_loss(reviews, by_periods_of_24_hours):.3f}")


if __name__ == "__main__":
    main()
