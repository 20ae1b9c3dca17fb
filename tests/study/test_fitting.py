"""A learner's own answers, as the fit wants them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.clock import NOON
from trainer.memory.fit import Fit
from trainer.memory.rating import Rating
from trainer.memory.scheduler import DEFAULT_PARAMETERS, Scheduler
from trainer.memory.state import MemoryState, Phase
from trainer.store.event import Event, ForgetEvent, ReviewEvent
from trainer.store.rebuild import rebuild
from trainer.study.collection import Collection
from trainer.study.fitting import adopt, histories, restated, what_changed

DAY = NOON.date()


def review(item: str, rating: Rating = Rating.GOOD, *, cram: bool = False) -> ReviewEvent:
    after = None if cram else Scheduler().review(item, None, rating, NOON)
    return ReviewEvent(
        at=NOON,
        day=DAY,
        deck="d",
        item=item,
        rating=rating,
        before=None,
        after=after,
        scheduler=None if cram else "key",
        duration_ms=1,
    )


def test_an_item_goes_on_and_a_forgotten_one_begins_again() -> None:
    events: list[Event] = [
        review("b"),
        review("b", Rating.AGAIN),
        review("c"),
        ForgetEvent(at=NOON, day=DAY, deck="d", item="c"),
        review("c", Rating.HARD),
        review("c", cram=True),
    ]
    found = [[rating for _, rating in history] for history in histories(events) if history]
    assert found == [[Rating.GOOD], [Rating.GOOD, Rating.AGAIN], [Rating.HARD]]


def test_adopting_a_fit_changes_no_due_date_and_is_kept(collection: Collection) -> None:
    other = (*DEFAULT_PARAMETERS[:2], 9.0, *DEFAULT_PARAMETERS[3:])
    learner = collection.learner
    learner.record(review("a"))
    before = learner.memory("d", "a")
    assert before
    fitted = Fit(other, "fitted", {"present": 0.5, "fitted": 0.4}, 400, 100)
    adopt(collection, fitted, restated(learner, other, NOON))
    assert collection.scheduler.parameters == other
    assert collection.settings.parameters == other
    after = learner.memory("d", "a")
    assert after
    assert after.stability == pytest.approx(9.0)
    assert after == replace(before, stability=after.stability, difficulty=after.difficulty)
    adopt(collection, Fit(DEFAULT_PARAMETERS, "default", {}, 400, 100), [])
    assert collection.settings.parameters is None
    adopt(collection, Fit(other, "present", {}, 400, 100), [])
    assert collection.settings.parameters is None


def test_what_was_restated_is_what_follows_from_the_journal(collection: Collection) -> None:
    learner = collection.learner
    learner.record(review("a"))
    other = (*DEFAULT_PARAMETERS[:2], 9.0, *DEFAULT_PARAMETERS[3:])
    later = NOON + timedelta(days=1)
    learner.record_all(restated(learner, other, later))
    assert rebuild(learner.journal) == learner.state


def test_what_a_fit_changed_is_told() -> None:
    other = (*DEFAULT_PARAMETERS[:2], 9.0, *DEFAULT_PARAMETERS[3:])
    losses = {"present": 0.5, "default": 0.45, "fitted": 0.4}
    told = "\n".join(what_changed(Fit(other, "fitted", losses, 4000, 1000), Scheduler()))
    assert "Fitted to 4,000 answers, judged by the 1,000 latest." in told
    assert "now 0.5000, default 0.4500, fitted 0.4000" in told
    assert "came back after days: 2, " in told
    assert "From now on it comes back after days: 9, " in told
    told = "\n".join(what_changed(Fit(other, "present", losses, 4000, 1000), Scheduler()))
    assert "nothing changes" in told


def test_what_the_new_parameters_cost_is_told() -> None:
    shorter = tuple(value * 0.3 if at < 4 else value for at, value in enumerate(DEFAULT_PARAMETERS))
    fitted = Fit(shorter, "fitted", {"present": 0.5, "fitted": 0.4}, 4000, 1000)
    learnt = MemoryState(
        phase=Phase.REVIEW,
        step=None,
        stability=20.0,
        difficulty=5.0,
        due=DAY,
        reviewed=DAY,
        reps=3,
        lapses=0,
    )
    told = what_changed(fitted, Scheduler(), [learnt] * 300, DAY)
    assert "reviews a day over the next year" in told[-1]
