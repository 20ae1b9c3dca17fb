"""A second window records once the first has gone."""

from pathlib import Path

import pytest

from tests.clock import NOON
from trainer.errors import TrainerError
from trainer.store.event import FlagEvent
from trainer.store.learner import Learner


def flag(number: int) -> FlagEvent:
    return FlagEvent(at=NOON, day=NOON.date(), deck="d", item="a", flag=number)


def test_the_second_takes_over_with_all_that_the_first_recorded(tmp_path: Path) -> None:
    first = Learner.open(tmp_path, now=NOON)
    first.record(flag(1))
    with Learner.open(tmp_path, now=NOON) as second:
        assert second.holder
        first.record(flag(2))
        with pytest.raises(TrainerError, match="has it open"):
            second.record(flag(3))
        first.close()
        assert second.record_of("d", "a").flag == 1, "it reads what stood there when it opened"
        second.record(FlagEvent(at=NOON, day=NOON.date(), deck="d", item="b", flag=4))
        assert not second.trouble
        assert (second.record_of("d", "a").flag, second.record_of("d", "b").flag) == (2, 4)
    with Learner.open(tmp_path, now=NOON) as third:
        assert third.record_of("d", "b").flag == 4


def test_one_opened_for_reading_stays_so(tmp_path: Path) -> None:
    with Learner.open(tmp_path, read_only=True, now=NOON) as reader:
        assert not reader.take_over()
        with pytest.raises(TrainerError, match="opened for reading"):
            reader.record(flag(1))
