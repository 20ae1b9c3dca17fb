"""Where Anki stood with an item, here."""

import math
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.clock import NOON
from trainer.errors import TrainerError
from trainer.exchange.import_result import PastReview, PastState
from trainer.memory.rating import RESET, Rating
from trainer.memory.scheduler import DEFAULT_PARAMETERS
from trainer.memory.sm2 import memory_of_sm2
from trainer.memory.state import MemoryState, Phase
from trainer.store.event import ForgetEvent, ReviewEvent
from trainer.store.learner import Learner
from trainer.store.merge import merge
from trainer.store.record import ItemRecord
from trainer.study.collection import Collection
from trainer.study.corrections import answered_today, take_back
from trainer.study.fitting import restated
from trainer.study.imported_history import ImportedHistory, import_history
from trainer.study.imported_state import stood_so

TODAY = NOON.date()


def days_ago(days: int, rating: int = 3) -> PastReview:
    return PastReview("flash", 0, NOON - timedelta(days=days), rating, 4000)


def taken(collection: Collection, *reviews: PastReview, state: PastState) -> ItemRecord:
    [deck] = collection.library.decks
    import_history(collection.learner, deck, reviews, collection.scheduler, NOON, states=[state])
    return collection.learner.record_of("kinds", "flash")


@pytest.mark.parametrize(
    ("interval", "ease", "difficulty"),
    # as `memory_state_from_sm2` of fsrs-rs 5 has it with the default parameters
    [(1, 2.5, 8.215851), (100, 2.5, 5.003576), (150, 2.0, 6.723013), (365, 2.6, 3.064047)],
)
def test_interval_and_ease_make_a_memory_as_in_anki(
    collection: Collection, interval: int, ease: float, difficulty: float
) -> None:
    found = memory_of_sm2(interval, ease, collection.scheduler.parameters)
    assert found[0] == interval
    assert found[1] == pytest.approx(difficulty, rel=1e-5)


def test_a_state_of_fsrs_is_taken_as_it_is(collection: Collection) -> None:
    state = PastState(
        "flash",
        0,
        due=date(2026, 4, 1),
        interval_days=30,
        stability=31.5,
        difficulty=4.25,
        reps=7,
        lapses=2,
    )
    assert taken(collection, days_ago(60), days_ago(8), state=state).memory == MemoryState(
        phase=Phase.REVIEW,
        stability=31.5,
        difficulty=4.25,
        due=date(2026, 4, 1),
        reviewed=date(2026, 3, 2),
        reps=7,
        lapses=2,
    )
    assert sum(isinstance(event, ReviewEvent) for event in collection.learner.events()) == 2


def test_a_card_without_a_log_has_its_due_day_and_its_interval(collection: Collection) -> None:
    state = PastState("flash", 0, due=date(2026, 7, 1), interval_days=150, ease=2.0, reps=8)
    memory = taken(collection, state=state).memory
    assert memory
    assert (memory.due, memory.due - memory.reviewed) == (date(2026, 7, 1), timedelta(days=150))
    assert (memory.stability, memory.reps) == (150, 8)


def test_a_due_day_set_by_hand_on_a_card_never_answered(collection: Collection) -> None:
    memory = taken(collection, state=PastState("flash", 0, due=date(2026, 7, 1))).memory
    assert memory
    assert (memory.due, memory.reviewed) == (date(2026, 7, 1), TODAY)


def test_a_reset_voids_what_stood_before_it(collection: Collection) -> None:
    rows = [days_ago(60), days_ago(40), days_ago(3, RESET)]
    assert taken(collection, *rows, state=PastState("flash", 0)) == ItemRecord()
    events = [*collection.learner.events()]
    assert sum(isinstance(event, ReviewEvent) for event in events) == 2
    assert sum(isinstance(event, ForgetEvent) for event in events) == 1


def test_a_new_card_there_is_new_here_whatever_its_log_says(collection: Collection) -> None:
    assert taken(collection, days_ago(60), state=PastState("flash", 0)).memory is None


def test_suspended_and_buried_cards_are_so_here(collection: Collection) -> None:
    state = PastState("flash", 0, suspended=True, buried=True)
    assert taken(collection, state=state) == ItemRecord(
        None, suspended=True, buried_until=TODAY + timedelta(days=1)
    )


@pytest.mark.parametrize(("left", "step"), [(0, 1), (1, 1), (2, 0), (5, 0)])
def test_a_card_that_is_being_learnt_goes_on_where_it_was(
    collection: Collection, left: int, step: int
) -> None:
    ready = NOON + timedelta(minutes=7)
    state = PastState("flash", 0, last=NOON, learning=True, ready=ready, steps_left=left, reps=1)
    answer = PastReview("flash", 0, NOON - timedelta(minutes=3), 1, 4000)
    memory = taken(collection, answer, state=state).memory
    assert memory
    assert (memory.phase, memory.step, memory.ready_at) == (Phase.LEARNING, step, ready)
    assert (memory.due, memory.reviewed) == (TODAY, TODAY)


def test_a_state_is_taken_once_and_never_over_what_was_learnt_here(collection: Collection) -> None:
    [deck] = collection.library.decks
    state = PastState("flash", 0, due=date(2026, 7, 1), interval_days=150)
    for wanted in (ImportedHistory(0, 1, 0), ImportedHistory(0, 0, 1)):
        learner, scheduler = collection.learner, collection.scheduler
        assert import_history(learner, deck, [], scheduler, NOON, states=[state]) == wanted


def test_a_fit_leaves_what_another_program_said_of_an_item(collection: Collection) -> None:
    state = PastState("flash", 0, due=date(2026, 7, 1), interval_days=150, reps=8)
    before = taken(collection, days_ago(200), state=state)
    other = (*DEFAULT_PARAMETERS[:2], 9.0, *DEFAULT_PARAMETERS[3:])
    later = NOON + timedelta(days=1)
    collection.learner.record_all(restated(collection.learner, other, later))
    assert collection.learner.record_of("kinds", "flash") == before


FAR, EARLY = datetime(9999, 12, 31, 23, tzinfo=UTC), datetime(1, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "state",
    [
        PastState("flash", 0, due=FAR.date(), interval_days=5),
        PastState("flash", 0, due=EARLY.date(), interval_days=500),
        PastState("flash", 0, due=TODAY, interval_days=10**7),
        PastState("flash", 0, due=TODAY, stability=float("inf")),
        PastState("flash", 0, due=TODAY, interval_days=float("nan")),
        PastState("flash", 0, due=TODAY, difficulty=50),
        PastState("flash", 0, due=TODAY, lapses=-1),
        PastState("flash", 0, learning=True, ready=FAR, last=EARLY),
    ],
)
def test_what_cannot_be_is_counted_and_the_reviews_count(
    collection: Collection, state: PastState
) -> None:
    [deck] = collection.library.decks
    reviews = [PastReview("flash", 0, EARLY, 3, 0), days_ago(60), days_ago(3)]
    learner, scheduler = collection.learner, collection.scheduler
    told = import_history(learner, deck, reviews, scheduler, NOON, states=[state])
    assert told == ImportedHistory(2, 1, 0, unfit=1)
    memory = learner.memory("kinds", "flash")
    assert memory
    assert memory.reps == 2


@pytest.mark.parametrize("odd", [math.inf, -math.inf, math.nan, 1e308, -1e308, 1e-320])
@pytest.mark.parametrize("figure", ["interval_days", "ease", "stability", "difficulty"])
def test_a_state_with_an_odd_figure_is_taken_or_left(
    collection: Collection, figure: str, odd: float
) -> None:
    whole = PastState(
        "flash", 0, due=TODAY, interval_days=3, ease=2.5, stability=3, difficulty=5, reps=1
    )
    bare = whole._replace(stability=None, difficulty=None)
    for state in (whole, bare):
        figures: dict[str, Any] = {figure: odd}
        memory = taken(collection, days_ago(3), state=state._replace(**figures)).memory
        assert memory is not None
        assert math.isfinite(memory.stability)
        assert 1 <= memory.difficulty <= 10


STOOD = PastState("flash", 0, due=date(2026, 4, 1), interval_days=30, stability=31.5, difficulty=4)


def test_a_history_is_one_line_and_read_back_as_its_reviews(collection: Collection) -> None:
    answers = (days_ago(60, 1), days_ago(8), days_ago(0))
    taken(collection, *answers, state=STOOD)
    learner = collection.learner
    entries = [entry.event for entry in learner.journal.entries()]
    assert [event.type for event in entries if event] == ["scheduler", "state", "batch-ended"]
    found = [event for event in learner.events() if isinstance(event, ReviewEvent)]
    told = [(event.at, int(event.rating), event.duration_ms) for event in found]
    assert told == [(one.at, one.rating, one.duration_ms) for one in answers]
    assert [event.before for event in found] == [None, *(event.after for event in found[:-1])]
    assert found[0].after == collection.scheduler.review(
        "kinds/flash", None, Rating.AGAIN, answers[0].at.astimezone(), fuzz=False
    )
    counts = [learner.state.counts(TODAY - timedelta(days=days)) for days in (60, 8, 0)]
    assert [(day.new, day.reviews) for day in counts] == [(1, 0), (0, 1), (0, 1)]
    (of_today,) = answered_today(collection, NOON)
    assert of_today.event == found[-1]
    with pytest.raises(TrainerError, match="another program"):
        take_back(collection, of_today, NOON)


def test_two_machines_that_take_in_one_history_have_it_once(
    collection: Collection, tmp_path: Path
) -> None:
    [deck] = collection.library.decks
    answers = (days_ago(60), days_ago(8))
    with Learner.open(tmp_path / "other") as other:
        later = NOON + timedelta(hours=30)
        import_history(other, deck, answers, collection.scheduler, later, states=[STOOD])
    taken(collection, *answers, state=STOOD)
    before = collection.learner.state.days.copy()
    assert merge(collection.learner, tmp_path / "other", NOON).reviews == 0
    assert collection.learner.state.days == before


def test_what_was_answered_here_since_goes_on_from_a_history_of_another_machine(
    collection: Collection, tmp_path: Path
) -> None:
    [deck] = collection.library.decks
    scheduler = collection.scheduler
    with Learner.open(tmp_path / "other") as other:
        import_history(other, deck, [days_ago(8)], scheduler, NOON, states=[STOOD])
    own = import_history(collection.learner, deck, [days_ago(2)], scheduler, NOON)
    assert own.reviews == 1
    assert merge(collection.learner, tmp_path / "other", NOON).reviews == 1
    memory = collection.learner.memory("kinds", "flash")
    stood = stood_so(STOOD, lambda: None, scheduler, NOON).memory
    assert memory == scheduler.review("kinds/flash", stood, Rating.GOOD, days_ago(2).at)


def test_a_history_taken_in_again_after_it_was_forgotten_is_told_once(
    collection: Collection,
) -> None:
    taken(collection, days_ago(8), state=STOOD)
    collection.learner.record(ForgetEvent(at=NOON, day=TODAY, deck="kinds", item="flash"))
    assert taken(collection, days_ago(8), state=STOOD).memory
    events = [*collection.learner.events()]
    assert sum(isinstance(event, ReviewEvent) for event in events) == 1
