"""py-fsrs, as the scheduler uses it, against the Rust implementation that Anki runs on.

The Rust one computes in single precision, hence the tolerance; and it caps the stability at
36,500 days where py-fsrs does not, so histories here stay below that.
"""

import random
from datetime import UTC, datetime, timedelta

import fsrs_rs_python as rust
import pytest

from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler

GAPS = (0, 0, 1, 1, 2, 3, 5, 8, 13, 30, 100, 300)
"""Study days between two reviews."""

OTHER_PARAMETERS = (
    0.5, 2.0, 4.0, 12.0, 5.5, 1.1, 2.2, 0.05, 1.5, 0.25, 1.1,
    1.8, 0.1, 0.35, 1.2, 0.4, 2.5, 0.7, 0.3, 0.12, 0.25,
)  # fmt: skip


def history(seed: int) -> list[tuple[Rating, int]]:
    chooser = random.Random(seed)
    ratings = chooser.choices(list(Rating), weights=(2, 1, 4, 1), k=chooser.randint(1, 15))
    return [(rating, chooser.choice(GAPS) if place else 0) for place, rating in enumerate(ratings)]


@pytest.mark.parametrize("parameters", [Scheduler().parameters, OTHER_PARAMETERS])
def test_whole_histories_end_in_the_same_memory(parameters: tuple[float, ...]) -> None:
    scheduler, other = Scheduler(parameters=parameters), rust.FSRS(list(parameters))
    for seed in range(400):
        state, now = None, datetime(2024, 1, 1, 20, tzinfo=UTC)
        for rating, gap in history(seed):
            # The hour wanders within the study day, which must not matter.
            now = now.replace(hour=(now.hour * 7 + 5) % 19 + 4) + timedelta(days=gap)
            state = scheduler.review("deck/item", state, rating, now)
        assert state is not None
        expected = other.memory_state(
            rust.FSRSItem([rust.FSRSReview(rating, gap) for rating, gap in history(seed)])
        )
        assert state.stability == pytest.approx(expected.stability, rel=1e-5), history(seed)
        assert state.difficulty == pytest.approx(expected.difficulty, rel=1e-5), history(seed)
