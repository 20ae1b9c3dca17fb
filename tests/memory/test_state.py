from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from pydantic import TypeAdapter, ValidationError

from trainer.memory.state import MemoryState, Phase

LEARNING = MemoryState(
    phase=Phase.LEARNING,
    step=1,
    stability=2.3065,
    difficulty=2.118,
    due=date(2024, 6, 10),
    ready_at=datetime(2024, 6, 10, 12, 10, tzinfo=timezone(timedelta(hours=2))),
    reviewed=date(2024, 6, 10),
    reps=1,
    lapses=0,
)

STATE = TypeAdapter(MemoryState)


def test_a_state_survives_json() -> None:
    assert STATE.validate_json(STATE.dump_json(LEARNING)) == LEARNING


def test_the_moment_of_a_step_is_kept_in_utc() -> None:
    assert LEARNING.ready_at == datetime(2024, 6, 10, 10, 10, tzinfo=UTC)
    assert b'"ready_at":"2024-06-10T10:10:00Z"' in STATE.dump_json(LEARNING)


@pytest.mark.parametrize(
    "change",
    [
        {"phase": "review"},
        {"step": None},
        {"step": -1},
        {"ready_at": None},
        {"ready_at": "2024-06-10T10:10:00"},
        {"stability": 0},
        {"stability": "inf"},
        {"difficulty": 10.5},
        {"reps": 0},
        {"lapses": -1},
    ],
)
def test_a_state_that_cannot_be_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        STATE.validate_python(STATE.dump_python(LEARNING) | change)


def test_an_item_is_learnt_from_its_first_review_phase_on_and_for_good() -> None:
    assert not LEARNING.is_learnt
    assert replace(LEARNING, phase=Phase.RELEARNING).is_learnt
    assert replace(LEARNING, phase=Phase.REVIEW, step=None, ready_at=None).is_learnt
