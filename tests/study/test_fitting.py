"""A learner's own answers, as the fit wants them."""

from datetime import UTC, datetime

from trainer.memory.fit import Fit
from trainer.memory.rating import Rating
from trainer.memory.scheduler import DEFAULT_PARAMETERS, Scheduler
from trainer.store.event import Event, ForgetEvent, MoveEvent, ReviewEvent
from trainer.study.collection import Collection
from trainer.study.fitting import histories, what_changed

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
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


def test_a_moved_item_goes_on_and_a_forgotten_one_begins_anew() -> None:
    events: list[Event] = [
        review("a"),
        MoveEvent(at=NOON, day=DAY, moves=((("d", "a"), ("d", "b")),)),
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
    collection.learner.record(review("a"))
    before = dict(collection.learner.records("d"))
    collection.adopt(Fit(other, "fitted", {"present": 0.5, "fitted": 0.4}, 400, 100))
    assert collection.scheduler.parameters == other
    assert collection.settings.parameters == other
    assert dict(collection.learner.records("d")) == before
    collection.adopt(Fit(DEFAULT_PARAMETERS, "default", {}, 400, 100))
    assert collection.settings.parameters is None
    collection.adopt(Fit(other, "present", {}, 400, 100))
    assert collection.settings.parameters is None


def test_what_a_fit_changed_is_told() -> None:
    other = (*DEFAULT_PARAMETERS[:2], 9.0, *DEFAULT_PARAMETERS[3:])
    losses = {"present": 0.5, "default": 0.45, "fitted": 0.4}
    told = "\n".join(what_changed(Fit(other, "fitted", losses, 4000, 1000), Scheduler()))
    assert "Fitted to 4,000 answers, judged by the 1,000 latest." in told
    assert "now 0.5000, default 0.4500, fitted 0.4000" in told
    assert "came back after days: 2, " in told
    assert "From now on after days: 9, " in told
    told = "\n".join(what_changed(Fit(other, "present", losses, 4000, 1000), Scheduler()))
    assert "nothing changes" in told
