"""Fitted parameters are kept only where they foretell later answers better."""

import random
import sys
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from trainer.errors import TrainerError
from trainer.memory.fit import FEWEST, History, fit
from trainer.memory.rating import Rating
from trainer.memory.scheduler import DEFAULT_PARAMETERS, Scheduler

DAY = date(2024, 1, 1)


def learner(recall: Callable[[int], float], items: int = 600, seed: int = 1) -> list[History]:
    """Answers at fixed distances by someone who recalls as told, given the days that went by."""
    chance = random.Random(seed)
    histories: list[History] = []
    for item in range(items):
        day = DAY + timedelta(days=item % 200)
        history = [(day, Rating.GOOD)]
        for gap in (1, 2, 4, 8, 16):
            day += timedelta(days=gap)
            recalled = chance.random() < recall(gap)
            history.append((day, Rating.GOOD if recalled else Rating.AGAIN))
        histories.append(history)
    return histories


def test_one_who_forgets_quickly_is_foretold_better_after_a_fit() -> None:
    forgetful = learner(lambda gap: 0.8 if gap < 4 else 0.3)
    found = fit(forgetful, DEFAULT_PARAMETERS)
    assert found.kept == "fitted"
    assert found.losses["fitted"] < found.losses["default"] - 0.05
    assert found.held_out == pytest.approx((found.learnt_from + found.held_out) / 5, abs=1)
    fitted, default = (
        Scheduler(parameters=parameters) for parameters in (found.parameters, DEFAULT_PARAMETERS)
    )
    assert fitted.days_until(10) == default.days_until(10) == 10


def test_fitted_once_a_second_fit_changes_nothing() -> None:
    forgetful = learner(lambda gap: 0.8 if gap < 4 else 0.3)
    found = fit(forgetful, DEFAULT_PARAMETERS)
    again = fit(forgetful, found.parameters)
    assert again.kept == "present"
    assert again.parameters == found.parameters


def test_parameters_that_foretell_badly_give_way_to_the_default_or_better() -> None:
    absurd = (100.0, 100.0, 100.0, 100.0, *DEFAULT_PARAMETERS[4:])
    found = fit(learner(lambda gap: 0.9 ** (gap / 6)), absurd)
    assert found.kept in {"default", "fitted"}
    assert found.losses[found.kept] < found.losses["present"]


def test_too_few_answers_are_told() -> None:
    few = learner(lambda _: 0.9, items=FEWEST // 5 - 1)
    with pytest.raises(TrainerError, match="There are 395 answers"):
        fit(few, DEFAULT_PARAMETERS)


def test_answers_on_the_same_day_are_not_counted() -> None:
    with pytest.raises(TrainerError, match="There are 0 answers"):
        fit([[(DAY, Rating.AGAIN), (DAY, Rating.GOOD)]] * 1000, DEFAULT_PARAMETERS)


def test_without_the_extra_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsrs_rs_python", None)
    with pytest.raises(TrainerError) as told:
        fit([], DEFAULT_PARAMETERS)
    assert "quiz-trainer[fit]" in told.value.hint
