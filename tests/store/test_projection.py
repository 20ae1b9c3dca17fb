from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta

import pytest

from trainer.memory.queue import DayCounts
from trainer.memory.state import MemoryState, Phase
from trainer.store.event import BuryEvent, ItemEvent, ReviewEvent, SuspendEvent
from trainer.store.projection import Projection
from trainer.store.record import ItemRecord

DAY = date(2024, 5, 1)

Review = Callable[..., ReviewEvent]


def test_an_item_nobody_asked_for_is_new() -> None:
    assert Projection().record_of("brics", "capital") == ItemRecord()


def test_a_review_leaves_the_memory_that_it_led_to(
    review: Review, memory: Callable[..., MemoryState]
) -> None:
    projection = Projection()
    projection.apply(review(reps=1))
    projection.apply(review(reps=2))
    assert projection.record_of("brics", "capital").memory == memory(2)


def test_the_first_review_counts_as_new_and_one_in_the_review_phase_as_review(
    review: Review, memory: Callable[..., MemoryState]
) -> None:
    projection = Projection()
    projection.apply(review(reps=1))
    assert projection.counts(DAY) == DayCounts(new=1)
    projection.apply(review(reps=2))
    assert projection.counts(DAY) == DayCounts(new=1, reviews=1)
    projection.apply(review(reps=3, before=memory(2, Phase.RELEARNING)))
    assert projection.counts(DAY) == DayCounts(new=1, reviews=1)


def test_a_cram_review_leaves_the_memory_and_the_limits_alone(
    review: Review, memory: Callable[..., MemoryState]
) -> None:
    projection = Projection()
    projection.apply(review(reps=1))
    projection.apply(review(before=memory(1), after=None, scheduler=None))
    assert projection.record_of("brics", "capital").memory == memory(1)
    assert projection.counts(DAY) == DayCounts(new=1)


def test_each_day_has_counts_of_its_own(review: Review) -> None:
    projection = Projection()
    projection.apply(review("a"))
    projection.apply(review("b", deck="other"))
    projection.apply(review("c", day=DAY + timedelta(days=1)))
    assert projection.counts(DAY).new == 2
    assert projection.counts(DAY + timedelta(days=1)).new == 1


@pytest.fixture(params=["review", "suspend", "unsuspend", "bury", "bury again"])
def change(
    request: pytest.FixtureRequest,
    review: Review,
    suspend: Callable[..., SuspendEvent],
    bury: Callable[..., BuryEvent],
) -> tuple[list[ItemEvent], ItemEvent]:
    """What happened before, and the event to be taken back."""
    cases: dict[str, tuple[list[ItemEvent], ItemEvent]] = {
        "review": ([review(reps=1)], review(reps=2)),
        "suspend": ([], suspend()),
        "unsuspend": ([suspend()], suspend(suspended=False)),
        "bury": ([], bury()),
        "bury again": ([bury(days=1)], bury(days=3, before=DAY + timedelta(days=1))),
    }
    return cases[request.param]


def test_taking_an_event_back_leaves_no_trace_of_it(
    change: tuple[list[ItemEvent], ItemEvent],
) -> None:
    history, event = change
    projection = Projection()
    for earlier in history:
        projection.apply(earlier)
    before = deepcopy(projection)
    projection.apply(event)
    assert projection != before
    projection.take_back(event)
    assert projection == before


def test_taking_the_only_review_back_makes_the_item_new_and_the_day_idle(review: Review) -> None:
    projection = Projection()
    projection.apply(review())
    projection.take_back(review())
    assert projection == Projection()


def test_taking_back_what_is_not_the_last_change_keeps_what_came_later(
    review: Review, memory: Callable[..., MemoryState]
) -> None:
    projection = Projection()
    first, second = review(reps=1), review(reps=2)
    projection.apply(first)
    projection.apply(second)
    projection.take_back(first)
    assert projection.record_of("brics", "capital").memory == memory(2)
    assert projection.counts(DAY).new == 0
