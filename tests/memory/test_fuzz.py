from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.memory.fuzz import fuzzed, max_shift

SEEDS = [f"deck/item {number}" for number in range(8_000)]
FEW = SEEDS[:1000]
"""Enough to meet each of the days of a range; a mean takes more."""


@pytest.mark.parametrize(
    ("interval", "shift"), [(1, 0), (2, 0), (3, 1), (7, 2), (20, 3), (100, 7), (1000, 52)]
)
def test_the_range_is_the_one_of_fsrs(interval: int, shift: int) -> None:
    assert max_shift(interval) == shift


@pytest.mark.parametrize("interval", [1, 2, 3, 5, 8, 13, 21, 34])
def test_the_mean_over_seeds_is_the_interval_itself(interval: int) -> None:
    assert fmean(fuzzed([interval], seed=seed)[0] for seed in SEEDS) == pytest.approx(
        interval, abs=0.05
    )


def test_the_mean_is_kept_for_each_of_three_ratings() -> None:
    intervals = [5, 7, 16]
    ranks = zip(*(fuzzed(intervals, seed=seed) for seed in SEEDS), strict=True)
    assert [fmean(rank) for rank in ranks] == pytest.approx(intervals, abs=0.05)


@pytest.mark.parametrize("interval", [3, 8, 21, 100])
def test_every_day_of_the_range_is_used(interval: int) -> None:
    shift = max_shift(interval)
    assert {fuzzed([interval], seed=seed)[0] for seed in FEW} == set(
        range(interval - shift, interval + shift + 1)
    )


def test_a_range_cut_below_by_the_previous_interval_is_cut_above_too() -> None:
    assert {fuzzed([21], seed=seed, previous=20)[0] for seed in FEW} == {20, 21, 22}


def test_a_range_cut_above_by_the_maximum_is_cut_below_too() -> None:
    assert {fuzzed([99], seed=seed, maximum=100)[0] for seed in FEW} == {98, 99, 100}


def test_at_the_maximum_the_better_rating_still_waits_longer() -> None:
    assert fuzzed([100, 100, 100], seed="x", maximum=100) == (98, 99, 100)


def test_a_previous_interval_that_was_fuzzed_upwards_holds_the_next_one_up() -> None:
    assert fuzzed([100], seed="x", previous=106) == (106,)


def test_a_previous_interval_far_from_what_is_asked_now_does_not() -> None:
    assert fuzzed([30], seed="x", previous=100) == (30 + max_shift(30),)


def test_equal_intervals_are_told_apart() -> None:
    assert fuzzed([1, 1, 1], seed="x") == (1, 2, 3)


def test_the_same_seed_gives_the_same_days_and_another_seed_others() -> None:
    assert fuzzed([100], seed="deck/item 3") == fuzzed([100], seed="deck/item 3")
    assert len({fuzzed([100], seed=seed) for seed in SEEDS[:50]}) > 5


rising = st.lists(st.integers(1, 2000), min_size=1, max_size=3).map(sorted)


@given(intervals=rising, previous=st.integers(0, 2000), seed=st.text(max_size=5))
def test_order_bounds_and_floor(intervals: list[int], previous: int, seed: str) -> None:
    shifted = fuzzed(intervals, seed=seed, previous=previous)
    assert list(shifted) == sorted(set(shifted))
    for rank, (interval, days) in enumerate(zip(intervals, shifted, strict=True)):
        highest = interval + max_shift(interval)
        assert days >= max(1, interval - max_shift(interval))
        assert days >= min(previous, highest)
        # Rank by rank, equal intervals push the better one a day beyond its range at most.
        assert days <= highest + rank


@given(
    intervals=st.lists(st.integers(1, 60), min_size=1, max_size=3).map(sorted),
    previous=st.integers(0, 60),
    maximum=st.integers(3, 60),
    seed=st.text(max_size=5),
)
def test_the_maximum_holds_whatever_else_is_asked(
    intervals: list[int], previous: int, maximum: int, seed: str
) -> None:
    shifted = fuzzed(
        [min(interval, maximum) for interval in intervals],
        seed=seed,
        previous=previous,
        maximum=maximum,
    )
    assert list(shifted) == sorted(set(shifted))
    assert 1 <= shifted[0] <= shifted[-1] <= maximum
