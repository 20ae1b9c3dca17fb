"""The state of an item in another program, as what the store knows of one."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from math import isfinite

from trainer.exchange.import_result import PastState
from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.memory.sm2 import memory_of_sm2
from trainer.memory.state import MemoryState, Phase
from trainer.memory.study_day import study_day
from trainer.store.record import ItemRecord

_EASE = 2.5
"""What SM-2 begins with."""


def stood_so(
    state: PastState,
    history: Callable[[], MemoryState | None],
    scheduler: Scheduler,
    now: datetime,
) -> ItemRecord:
    """What is known of an item in this state.

    Args:
        state: in the other program.
        history: gives the memory that follows from its reviews, where there are any.
        scheduler: gives the memory of what FSRS has not scheduled yet.
        now: the present moment in the learner's time zone.

    Raises:
        ValueError, OverflowError: no item can be in this state, as with a due day in the year 9999.
    """
    figures = (state.interval_days, state.ease, state.stability, state.difficulty)
    if not all(isfinite(figure) for figure in figures if figure is not None):
        raise ValueError("no interval and no ease is endless")
    today = study_day(now, scheduler.rollover_hour)
    memory = None
    if state.learning:
        memory = _on_a_step(state, history, scheduler, now)
    elif state.due is not None:
        memory = _at_rest(state, state.due, scheduler, today)
    buried = today + timedelta(days=1) if state.buried else None
    return ItemRecord(memory, state.suspended, buried)


def _at_rest(state: PastState, due: date, scheduler: Scheduler, today: date) -> MemoryState:
    """Its interval ends on the day it is due, so it began that many days before."""
    interval = state.interval_days or 0
    stability, difficulty = memory_of_sm2(
        max(interval, 1), state.ease or _EASE, scheduler.parameters
    )
    reviewed = due - timedelta(days=round(interval))
    return MemoryState(
        phase=Phase.REVIEW,
        stability=state.stability or stability,
        difficulty=state.difficulty or difficulty,
        due=due,
        reviewed=min(reviewed, today),
        reps=max(1, state.reps),
        lapses=state.lapses,
    )


def _on_a_step(
    state: PastState,
    history: Callable[[], MemoryState | None],
    scheduler: Scheduler,
    now: datetime,
) -> MemoryState:
    """It waits on one of our steps, as many before the last as it had there, if we have them."""
    last = (state.last or now).astimezone(now.tzinfo)
    ready = (state.ready or last).astimezone(now.tzinfo)
    stability, difficulty = state.stability, state.difficulty
    if not (stability and difficulty):
        begun = history() or scheduler.review("imported", None, Rating.AGAIN, last)
        stability, difficulty = stability or begun.stability, difficulty or begun.difficulty
    steps = scheduler.relearning_steps if state.relearning else scheduler.learning_steps
    return MemoryState(
        phase=Phase.RELEARNING if state.relearning else Phase.LEARNING,
        step=max(0, len(steps) - max(1, state.steps_left)),
        stability=stability,
        difficulty=difficulty,
        due=study_day(ready, scheduler.rollover_hour),
        ready_at=ready,
        reviewed=study_day(last, scheduler.rollover_hour),
        reps=max(1, state.reps),
        lapses=state.lapses,
    )
