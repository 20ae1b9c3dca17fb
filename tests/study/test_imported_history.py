"""Reviews of another program go on here."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from tests.clock import NOON
from tests.memories import memories_of
from trainer.exchange.import_result import PastReview, PastState
from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.memory.study_day import study_day
from trainer.store.event import ForgetEvent, ReviewEvent, StateEvent
from trainer.store.journal import Journal
from trainer.study.collection import Collection
from trainer.study.imported_history import ImportedHistory, import_history

_CHANGES = [(3, 9), (3, 10), (4, 6), (4, 7), (10, 5), (11, 2), (11, 3), (12, 1)]
"""Days on which clocks were changed somewhere, and some others."""


def past(card: str, item: int, days_ago: int, rating: int = 3) -> PastReview:
    return PastReview(card, item, NOON - timedelta(days=days_ago), rating, 4000)


def take(collection: Collection, *reviews: PastReview) -> ImportedHistory:
    [deck] = collection.library.decks
    return import_history(collection.learner, deck, reviews, collection.scheduler, NOON)


def test_a_memory_is_what_the_ratings_and_their_times_make_it(collection: Collection) -> None:
    rows = [past("flash", 0, 30), past("flash", 0, 28), past("flash", 0, 10, rating=1)]
    assert take(collection, *rows) == ImportedHistory(reviews=3, items=1, known=0)
    wanted = None
    for row in rows:
        at = row.at.astimezone()
        wanted = collection.scheduler.review("kinds/flash", wanted, Rating(row.rating), at)
    assert collection.learner.memory("kinds", "flash") == wanted
    assert wanted
    assert (wanted.reps, wanted.lapses) == (3, 1)
    events = [e for e in collection.learner.events() if isinstance(e, ReviewEvent)]
    assert [event.before for event in events] == [None, *[event.after for event in events[:-1]]]


def test_each_side_and_each_gap_has_its_own_history(collection: Collection) -> None:
    take(collection, past("both", 1, 5), past("cloze", 1, 4), past("gaps", 0, 3))
    assert memories_of(collection.learner, "kinds").keys() == {"both.r", "cloze.2", "gaps"}


def test_what_was_learnt_here_stands_and_twice_is_once(collection: Collection) -> None:
    assert take(collection, past("flash", 0, 5)).reviews == 1
    assert take(collection, past("flash", 0, 5), past("typed", 0, 5)) == ImportedHistory(
        1, 1, known=1
    )
    memory = collection.learner.memory("kinds", "flash")
    assert memory
    assert memory.reps == 1


def test_reviews_of_the_future_and_of_no_card_are_left_out(collection: Collection) -> None:
    assert take(collection, past("flash", 0, -1), past("gone", 0, 1)) == ImportedHistory(0, 0, 0)


def test_a_history_forgotten_and_taken_in_again_is_no_double(collection: Collection) -> None:
    take(collection, past("flash", 0, 5))
    collection.learner.record(ForgetEvent(at=NOON, day=NOON.date(), deck="kinds", item="flash"))
    assert take(collection, past("flash", 0, 5)).reviews == 1
    events = [*Journal(collection.learner.folder / "reviews.jsonl").entries()]
    ids = [entry.event.id for entry in events if entry.event]
    assert len(ids) == len(set(ids))
    assert collection.learner.memory("kinds", "flash")


@pytest.mark.parametrize(
    "zone",
    [
        "EST5EDT,M3.2.0,M11.1.0",
        "NPT-5:45",
        "LHST-10:30LHDT-11,M10.1.0,M4.1.0",
        "NST3:30NDT,M3.2.0/0:01,M11.1.0/0:01",  # at a minute past midnight
    ],
)
@pytest.mark.parametrize("rollover_hour", [0, 4])
def test_each_earlier_answer_is_of_the_day_on_which_it_was_given(
    collection: Collection,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    zone: str,
    rollover_hour: int,
) -> None:
    request.addfinalizer(time.tzset)
    request.addfinalizer(monkeypatch.undo)
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    [deck] = collection.library.decks
    about = [datetime(2025, *day, rollover_hour).astimezone() for day in _CHANGES]
    near = [timedelta(seconds=seconds) for seconds in (-1800, -300, -1, 0, 59, 60, 299, 300, 3661)]
    moments = sorted(day.astimezone(UTC) + after for day in about for after in near)
    reviews = [PastReview("flash", 0, at, 3, 4000) for at in moments]
    state = PastState("flash", 0, due=NOON.date(), interval_days=30, reps=len(reviews))
    scheduler = Scheduler(rollover_hour=rollover_hour)
    import_history(collection.learner, deck, reviews, scheduler, NOON, states=[state])
    [event] = [one for one in collection.learner.events() if isinstance(one, StateEvent)]
    assert {one.moment: one.day for one in event.reviews or ()} == {
        at: study_day(at.astimezone(), rollover_hour) for at in moments
    }
