"""However the events came and the program went: what is found is what the journal says."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.memory.rating import Rating
from trainer.store.event import (
    BuryEvent,
    Event,
    ItemEvent,
    ReviewEvent,
    SessionEnded,
    SessionStarted,
    SuspendEvent,
    UndoEvent,
)
from trainer.store.learner import Learner
from trainer.store.projection import Projection

DAY = date(2024, 5, 1)
NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)

ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *("review", "review", "cram", "suspend", "bury", "undo", "undo", "unknown undo"),
                *("start", "end", "checkpoint", "crash", "close"),
            ]
        ),
        st.sampled_from(["a", "b"]),
        st.sampled_from(["one", "two", "three"]),
        st.integers(0, 2),
    ),
    max_size=40,
)


@settings(deadline=None, max_examples=150)
@given(ACTIONS)
def test_live_reopened_and_rebuilt_are_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    review: Callable[..., ReviewEvent],
    actions: list[tuple[str, str, str, int]],
) -> None:
    folder = tmp_path_factory.mktemp("learner")
    learner = Learner.open(folder)
    standing: list[ItemEvent] = []
    for what, deck, item, number in actions:
        match what:
            case "checkpoint":
                learner.checkpoint()
            case "crash":
                learner._writer.close()
                learner = Learner.open(folder)
            case "close":
                learner.close()
                learner = Learner.open(folder)
            case _:
                event = event_of(what, learner, (deck, item, number), standing, review)
                learner.record(event)
        assert learner._replay.projection == naive(standing)
        assert not learner.notices
    learner.close()
    live = learner._replay.projection
    assert found(folder) == live
    (folder / "scores.json").unlink(missing_ok=True)
    assert found(folder) == live


def found(folder: Path) -> Projection:
    with Learner.open(folder) as learner:
        return learner._replay.projection


def naive(standing: list[ItemEvent]) -> Projection:
    projection = Projection()
    for event in standing:
        projection.apply(event)
    return projection


def event_of(
    what: str,
    learner: Learner,
    drawn: tuple[str, str, int],
    standing: list[ItemEvent],
    review: Callable[..., ReviewEvent],
) -> Event:
    """The event of one action; `standing` follows: what happened and was not taken back."""
    deck, item, number = drawn
    record = learner.record_of(deck, item)
    day = DAY + timedelta(days=number)
    reps = record.memory.reps if record.memory else 0
    change: ItemEvent
    match what:
        case "start":
            return SessionStarted(at=NOON, day=DAY, session=f"s{number}")
        case "end":
            return SessionEnded(at=NOON, day=DAY, session=f"s{number}")
        case "undo" if standing:
            return UndoEvent(at=NOON, day=day, event=standing.pop().id)
        case "undo" | "unknown undo":
            return UndoEvent(at=NOON, day=day, event="nothing that ever was")
        case "review":
            told = {"day": day, "rating": Rating.HARD, "duration_ms": number}
            change = review(item, deck=deck, reps=reps + 1, **told)
        case "cram":
            told = {"before": record.memory, "after": None, "scheduler": None, "day": day}
            change = review(item, deck=deck, **told)
        case "suspend":
            flag = not record.suspended
            change = SuspendEvent(at=NOON, day=day, deck=deck, item=item, suspended=flag)
        case _:
            change = BuryEvent(
                at=NOON, day=day, deck=deck, item=item, until=day, before=record.buried_until
            )
    standing.append(change)
    return change
