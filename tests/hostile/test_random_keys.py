"""Keys typed at random, 1 to 20 ms apart: no crash, and the journal is what the screen showed."""

from pathlib import Path

import pytest

from tests.hostile.random_keys import Tally, many_rounds, one_round

pytestmark = pytest.mark.hostile


def test_a_few_seconds_of_random_keys(tmp_path: Path) -> None:
    tally = Tally()
    for seed in range(7, 12):  # a round may end on a screen without a card
        (home := tmp_path / str(seed)).mkdir()
        tally.add(one_round(seed, 2, home))
        if tally.counted:
            break
    _holds(tally)
    assert tally.keys > 50


@pytest.mark.slow
def test_a_minute_of_random_keys() -> None:
    tally = many_rounds(60)
    _holds(tally)
    assert tally.compared > 10


def _holds(tally: Tally) -> None:
    assert not tally.crashes, tally.crashes[0]
    assert not tally.differences, tally.differences[0]
    assert tally.counted
