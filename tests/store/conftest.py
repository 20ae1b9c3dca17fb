"""Events to record, with what does not matter filled in."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.clock import NOON, TODAY
from trainer.memory.rating import Rating
from trainer.memory.state import MemoryState, Phase
from trainer.store.event import BuryEvent, ReviewEvent, SuspendEvent, UndoEvent


def memory_of(reps: int, phase: Phase = Phase.REVIEW) -> MemoryState:
    return MemoryState(
        phase=phase,
        step=None if phase is Phase.REVIEW else 0,
        stability=reps + 1 / 3,
        difficulty=5.1,
        due=TODAY + timedelta(days=reps),
        ready_at=None if phase is Phase.REVIEW else NOON,
        reviewed=TODAY,
        reps=reps,
        lapses=0,
    )


def review_to(
    item: str = "capital", *, deck: str = "brics", reps: int = 1, **more: object
) -> ReviewEvent:
    """The review that leads to so many repetitions."""
    told: dict[str, object] = {
        "at": NOON,
        "day": TODAY,
        "session": "s1",
        "deck": deck,
        "item": item,
        "rating": Rating.GOOD,
        "before": memory_of(reps - 1) if reps > 1 else None,
        "after": memory_of(reps),
        "scheduler": "abc",
        "duration_ms": 2500,
    }
    return ReviewEvent.model_validate(told | more)


@pytest.fixture(scope="session")
def memory() -> Callable[..., MemoryState]:
    return memory_of


@pytest.fixture(scope="session")
def review() -> Callable[..., ReviewEvent]:
    return review_to


@pytest.fixture(scope="session")
def undo() -> Callable[..., UndoEvent]:
    def build(event: str) -> UndoEvent:
        return UndoEvent(at=NOON, day=TODAY, session="s1", event=event)

    return build


@pytest.fixture(scope="session")
def suspend() -> Callable[..., SuspendEvent]:
    def build(item: str = "capital", *, suspended: bool = True) -> SuspendEvent:
        return SuspendEvent(at=NOON, day=TODAY, deck="brics", item=item, suspended=suspended)

    return build


@pytest.fixture(scope="session")
def bury() -> Callable[..., BuryEvent]:
    def build(item: str = "capital", *, days: int = 1, before: date | None = None) -> BuryEvent:
        until = TODAY + timedelta(days=days)
        return BuryEvent(at=NOON, day=TODAY, deck="brics", item=item, until=until, before=before)

    return build
