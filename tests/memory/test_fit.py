"""Fitted parameters are kept only where they predict later answers better."""

import math
import random
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from trainer.errors import TrainerError
from trainer.memory.fit import FEWEST, History, answers_of, fit, fitted_to, log_loss, within_bounds
from trainer.memory.rating import Rating
from trainer.memory.scheduler import DEFAULT_PARAMETERS, Scheduler

DAY = date(2024, 1, 1)


def learner(recall: Callable[[int], float], items: int = 600, seed: int = 1) -> list[History]:
    """Answers at fixed distances by someone who recalls as set, given the days that went by."""
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


def test_one_who_forgets_quickly_is_predicted_better_after_a_fit() -> None:
    forgetful = learner(lambda gap: 0.8 if gap < 4 else 0.3)
    found = fit(forgetful, DEFAULT_PARAMETERS)
    assert found.kept == "fitted"
    assert found.losses["fitted"] < found.losses["default"] - 0.05
    assert (found.held_out, found.learnt_from) == (600, 3000)
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


def test_parameters_that_predict_badly_give_way_to_the_default_or_better() -> None:
    absurd = (100.0, 100.0, 100.0, 100.0, *DEFAULT_PARAMETERS[4:])
    found = fit(learner(lambda gap: 0.9 ** (gap / 6)), absurd)
    assert found.kept in {"default", "fitted"}
    assert found.losses[found.kept] < found.losses["present"]


def test_what_won_is_fitted_once_more_to_all_answers() -> None:
    """Who begins to forget in the last fifth is predicted by those answers too."""
    histories = learner(lambda gap: 0.8 if gap < 4 else 0.3)
    answers = answers_of(histories)
    assert fit(histories, DEFAULT_PARAMETERS).parameters == fitted_to(answers)[0]


def test_parameters_are_brought_within_the_bounds_that_the_scheduler_insists_on() -> None:
    """In 32 bits the bound 0.8 is a little more than 0.8."""
    fitted = within_bounds((*DEFAULT_PARAMETERS[:20], 0.800000011920929))
    assert fitted == (*DEFAULT_PARAMETERS[:20], 0.8)
    assert Scheduler(parameters=fitted).parameters == fitted


def test_answers_that_were_left_out_are_not_counted() -> None:
    histories = learner(lambda _: 0.9)
    odd = [[(DAY, Rating.GOOD), (DAY + timedelta(days=300 + n), Rating.GOOD)] for n in range(5)]
    _, used = fitted_to(answers_of([*histories, *odd]))
    assert used == len(answers_of(histories))


def test_the_loss_is_the_plain_one_of_the_schedulers_own_forecasts() -> None:
    histories = learner(lambda _: 0.9, items=40)
    scheduler = Scheduler(learning_steps=(), relearning_steps=())
    losses = []
    for history in histories:
        memory = None
        for day, rating in history:
            if memory:
                chance = scheduler.retrievability(memory, day)
                losses.append(-math.log(chance if rating > Rating.AGAIN else 1 - chance))
            at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
            memory = scheduler.review("item", memory, rating, at)
    told = log_loss(answers_of(histories), DEFAULT_PARAMETERS)
    assert told == pytest.approx(sum(losses) / len(losses), abs=1e-5)


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
