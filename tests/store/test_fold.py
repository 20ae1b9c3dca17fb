"""What follows from events, whatever the order in which their lines stand."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from typing import Any, Literal

import pytest

from tests.clock import NOON, TODAY
from tests.store.histories import Machine
from trainer.memory.queue import DayCounts
from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.memory.state import MemoryState, Phase
from trainer.store.event import (
    AcceptEvent,
    BatchEnded,
    BuryEvent,
    ClockEvent,
    DueEvent,
    Event,
    FlagEvent,
    ForgetEvent,
    ItemKey,
    MoveEvent,
    NoteEvent,
    ReviewEvent,
    SchedulerEvent,
    StateEvent,
    SuspendEvent,
    UndoEvent,
)
from trainer.store.record import ItemRecord
from trainer.store.state import State
from trainer.store.timeline import Timeline

SCHEDULER = Scheduler()
TOLD = SchedulerEvent.of(SCHEDULER, NOON)

Review = Callable[..., ReviewEvent]
Memory = Callable[..., MemoryState]


def after(*events: Event) -> State:
    return Timeline(None, also=events).fold()


def record(*events: Event, item: str = "capital") -> ItemRecord:
    return after(*events).record_of("brics", item)


def given(
    at: datetime,
    before: ReviewEvent | None = None,
    item: str = "capital",
    rating: Rating = Rating.GOOD,
) -> ReviewEvent:
    """A review that a scheduler made, after another."""
    return ReviewEvent.of(
        ("brics", item),
        rating,
        at,
        before=before.after if before else None,
        scheduler=SCHEDULER,
        scheduler_key=TOLD.key,
    )


def moved(at: datetime, *pairs: tuple[str, str]) -> MoveEvent:
    moves = tuple((("brics", old), ("brics", new)) for old, new in pairs)
    return MoveEvent(at=at, day=TODAY, moves=moves)


def undo(event: Event) -> UndoEvent:
    return UndoEvent(at=event.at + timedelta(minutes=1), day=TODAY, event=event.id)


def days(number: float) -> datetime:
    return NOON + timedelta(days=number)


def test_of_an_item_that_nobody_was_asked_nothing_is_known() -> None:
    assert record() == ItemRecord()


def test_a_review_leaves_the_memory_that_it_led_to(review: Review, memory: Memory) -> None:
    assert record(review(reps=1), review(reps=2)).memory == memory(2)


def test_the_first_review_counts_as_new_and_one_in_the_review_phase_as_review(
    review: Review, memory: Memory
) -> None:
    first, second = review(reps=1), review(reps=2)
    assert after(first).counts(TODAY) == DayCounts(new=1)
    assert after(first, second).counts(TODAY) == DayCounts(new=1, reviews=1)
    lapsed = review(reps=2, after=memory(2, Phase.RELEARNING))
    again = review(reps=3, before=memory(2, Phase.RELEARNING))
    assert after(first, lapsed, again).counts(TODAY) == DayCounts(new=1, reviews=1)


def test_a_cram_review_leaves_the_memory_and_the_limits_alone(
    review: Review, memory: Memory
) -> None:
    events = review(reps=1), review(before=memory(1), after=None, scheduler=None)
    assert record(*events).memory == memory(1)
    assert after(*events).counts(TODAY) == DayCounts(new=1)


def test_each_day_has_counts_of_its_own(review: Review) -> None:
    later = TODAY + timedelta(days=1)
    state = after(review("a"), review("b", deck="other"), review("c", day=later))
    assert (state.counts(TODAY).new, state.counts(later).new) == (2, 1)


def test_what_is_suspended_buried_and_accepted_is_known(
    suspend: Callable[..., SuspendEvent], bury: Callable[..., BuryEvent]
) -> None:
    accept = AcceptEvent(at=NOON, day=TODAY, deck="brics", item="capital", answer="Peking")
    assert record(suspend(), bury(), accept) == ItemRecord(
        suspended=True, buried_until=TODAY + timedelta(days=1), accepted=("Peking",)
    )
    assert record(accept, undo(accept)) == ItemRecord()


def test_what_was_forgotten_begins_anew(review: Review, memory: Memory) -> None:
    reviews = review(reps=1), review(reps=2)
    forget = ForgetEvent(at=NOON, day=TODAY, deck="brics", item="capital")
    assert record(*reviews, forget) == ItemRecord()
    assert record(*reviews, forget, review(reps=1)).memory == memory(1)


@pytest.mark.parametrize(
    ("reason", "reps", "stays"),
    [
        ("imported", 1, False),
        ("fitted", 1, True),
        ("lost", 1, True),
        ("imported", 5, False),
        ("lost", 5, False),
    ],
)
def test_a_statement_forgets_no_review_unless_it_was_imported(
    review: Review,
    memory: Memory,
    reason: Literal["imported", "fitted", "lost"],
    reps: int,
    *,
    stays: bool,
) -> None:
    reviews = review(reps=1), review(reps=2)
    told = ItemRecord(memory(reps), suspended=True)
    state = StateEvent.of(("brics", "capital"), told, NOON, TODAY, reason)
    known = record(*reviews, state)
    assert known == ItemRecord(memory(2 if stays else reps), suspended=True)


def test_later_reviews_go_on_from_what_was_imported() -> None:
    first = given(days(0))
    second = given(days(9), first)
    third = given(days(20), second)
    known = ItemRecord(second.after)
    state = StateEvent.of(("brics", "capital"), known, days(10), TODAY, "imported")
    assert record(TOLD, state, third).memory == third.after


def test_a_review_that_did_not_know_of_another_is_scheduled_anew() -> None:
    first = given(days(0))
    here, there = given(days(5), first), given(days(8), first, rating=Rating.AGAIN)
    memory = record(TOLD, first, here, there).memory
    assert here.after
    assert memory == SCHEDULER.review("brics/capital", here.after, Rating.AGAIN, days(8))


def test_of_a_review_taken_back_in_the_middle_no_trace_is_left() -> None:
    first = given(days(0))
    second = given(days(5), first)
    third = given(days(20), second)
    assert record(TOLD, first, second, third, undo(second)) == record(
        TOLD, first, given(days(20), first)
    )
    assert after(TOLD, first, undo(first)) == after(TOLD)


@pytest.mark.parametrize("moves", [1, 2, 3])
def test_an_undo_finds_its_review_whatever_the_item_is_called_by_now(moves: int) -> None:
    review = given(days(0), item="a")
    names = "abcd"
    hops = [moved(days(n + 1), (names[n], names[n + 1])) for n in range(moves)]
    state = after(TOLD, review, *hops)
    assert state.record_of("brics", names[moves]).memory == review.after
    undone = after(TOLD, review, *hops, undo(review))
    assert (undone.records, undone.days) == ({}, {})


def test_items_may_change_places_and_go_in_a_circle() -> None:
    one, two = given(days(0), item="a"), given(days(0), item="b", rating=Rating.AGAIN)
    swapped = after(TOLD, one, two, moved(days(1), ("a", "b"), ("b", "a")))
    assert swapped.record_of("brics", "b").memory == one.after
    assert swapped.record_of("brics", "a").memory == two.after
    back = moved(days(2), ("b", "a"), ("a", "b"))
    again = after(TOLD, one, two, moved(days(1), ("a", "b"), ("b", "a")), back)
    assert again.record_of("brics", "a").memory == one.after
    there_and_back = after(TOLD, one, moved(days(1), ("a", "c")), moved(days(2), ("c", "a")))
    assert there_and_back.record_of("brics", "a").memory == one.after


def test_a_machine_that_did_not_know_of_a_new_name_meant_the_same_item() -> None:
    first = given(days(0), item="a")
    there = given(days(5), first, item="a")
    state = after(TOLD, first, moved(days(1), ("a", "b")), moved(days(2), ("b", "c")), there)
    assert state.record_of("brics", "c").memory == there.after
    assert state.record_of("brics", "a") == ItemRecord()


@pytest.mark.parametrize("first", ["review", "suspend"])
def test_a_new_card_under_an_old_name_is_a_new_card(first: str) -> None:
    machine = Machine(random.Random(1))
    old = given(days(0), item="a")
    machine.record(TOLD, old, moved(days(1), ("a", "b")))
    new: Event = given(days(2), item="a")
    if first == "suspend":
        new = SuspendEvent.of(("brics", "a"), days(2), TODAY, suspended=True)
    machine.record(new)
    state = machine.current.state
    assert state.record_of("brics", "b") == ItemRecord(old.after)
    assert state.record_of("brics", "a") != ItemRecord()
    assert machine.rebuilt() == state


def test_a_first_review_under_an_old_name_by_a_machine_that_knew_nothing_is_of_the_same_item() -> (
    None
):
    """It neither met the card nor heard of its new name: no `before`, and no `since_move`."""
    first = given(days(0), item="a")
    there = given(days(2), item="a")
    state = after(TOLD, first, moved(days(1), ("a", "b")), there)
    after_both = SCHEDULER.review("brics/a", first.after, there.rating, there.at)
    assert state.record_of("brics", "b").memory == after_both
    assert state.record_of("brics", "a") == ItemRecord()


def test_in_a_journal_of_an_older_version_it_is_a_new_card() -> None:
    told = TOLD.model_copy(update={"rollover_hour": None})
    key = {"scheduler": told.key}
    first = given(days(0), item="a").model_copy(update=key)
    new = given(days(2), item="a").model_copy(update=key)
    state = after(told, first, moved(days(1), ("a", "b")), new)
    assert state.record_of("brics", "b").memory == first.after
    assert state.record_of("brics", "a").memory == new.after


def test_a_move_means_other_items_once_a_new_card_is_known_to_have_come_before_it() -> None:
    machine = Machine(random.Random(1))
    machine.record(TOLD, *(given(days(0), item=f"other{number}") for number in range(9)))
    old = given(days(0), item="a")
    first = moved(days(1), ("a", "b"))
    # of a machine that knows a new card under the old name
    both = moved(days(3), ("b", "c"), ("a", "d"))
    suspended = SuspendEvent.of(("brics", "c"), days(4), TODAY, suspended=True)
    machine.record(old, first, both, suspended)
    new = given(days(2), item="a", rating=Rating.AGAIN)
    machine.record(new.model_copy(update={"since_move": first.id}))
    assert machine.state == machine.rebuilt()
    machine.record(undo(suspended))
    assert machine.state == machine.rebuilt()
    assert machine.state.record_of("brics", "c").memory == old.after
    assert machine.state.record_of("brics", "d").memory == new.after


def test_where_two_come_to_one_name_what_is_known_better_stays() -> None:
    one = given(days(0), item="a")
    more = given(days(3), one, item="a")
    other = given(days(0), item="b", rating=Rating.EASY)
    for to, kept in ((("a", "b"), more), (("b", "a"), more)):
        state = after(TOLD, one, more, other, moved(days(4), to))
        assert state.record_of("brics", to[1]).memory == kept.after


def test_events_of_a_batch_that_was_cut_off_are_left_out() -> None:
    first = given(days(0))
    second = given(days(5), first)
    batch, end = BatchEnded.close([second, undo(first)])
    assert after(TOLD, first, *batch) == after(TOLD, first)
    assert after(TOLD, first, *batch, end) == after(TOLD, first, second, undo(first))


def test_an_event_counts_once_however_often_its_line_stands_there() -> None:
    first = given(days(0))
    second = given(days(5), first)
    assert after(TOLD, first, second, first, second) == after(TOLD, first, second)


def test_a_moment_that_cannot_be_decides_neither_order_nor_a_due_date() -> None:
    first = given(days(0))
    wrong = given(days(2000), first)
    then = given(days(9), first, rating=Rating.AGAIN)
    clock = ClockEvent(at=days(9), day=TODAY, event=wrong.id, counts_as=days(4))
    state = after(TOLD, first, wrong, then, clock)
    right = given(days(4), first)
    assert state.record_of("brics", "capital") == record(TOLD, first, right, then)
    assert state.days == after(TOLD, first, right, then).days


def test_of_two_corrections_the_earlier_holds_and_one_taken_back_does_not() -> None:
    wrong = given(days(2000))
    one = ClockEvent(at=days(9), day=TODAY, event=wrong.id, counts_as=days(4))
    two = ClockEvent(at=days(9), day=TODAY, event=wrong.id, counts_as=days(6))
    right = record(TOLD, given(days(4)))
    assert record(TOLD, wrong, one, two) == right == record(TOLD, wrong, two, one)
    assert record(TOLD, wrong, two, one, undo(two)) == right


def test_what_is_put_off_by_a_wrong_clock_is_put_off_from_the_right_moment() -> None:
    until = days(2003).date()
    at = days(2000)
    bury = BuryEvent(at=at, day=at.date(), deck="brics", item="capital", until=until)
    clock = ClockEvent(at=NOON, day=TODAY, event=bury.id, counts_as=days(4))
    assert record(bury, clock).buried_until == days(7).date()


def test_the_order_of_lines_tells_nothing() -> None:
    first = given(days(0), item="a")
    second = given(days(5), first, item="a")
    events: list[Event] = [TOLD, first, second, moved(days(2), ("a", "b")), undo(first)]
    states = [after(*order) for order in permutations(events)]
    assert all(state == states[0] for state in states)


def test_a_scheduler_may_be_told_of_after_its_reviews() -> None:
    machine = Machine(random.Random(1))
    first = given(days(0))
    machine.record(first, given(days(5)), TOLD)
    assert machine.current.state == machine.rebuilt()
    known = machine.current.state.record_of("brics", "capital").memory
    assert known == given(days(5), first).after


def test_what_needs_the_hour_of_a_day_finds_it_in_the_scheduler() -> None:
    item_key: ItemKey = ("brics", "capital")
    early = datetime(2026, 3, 12, 1, tzinfo=UTC)
    for hour, day in ((0, date(2026, 3, 12)), (4, date(2026, 3, 11))):
        scheduler = Scheduler(rollover_hour=hour)
        told = SchedulerEvent.of(scheduler, NOON)
        wrong = ReviewEvent.of(
            item_key,
            Rating.GOOD,
            days(2000),
            before=None,
            scheduler=scheduler,
            scheduler_key=told.key,
        )
        clock = ClockEvent(at=NOON, day=TODAY, event=wrong.id, counts_as=early)
        assert after(told, wrong, clock).days == {day: DayCounts(new=1)}


def test_flag_and_note_are_the_learners_own_and_stay_when_a_card_is_reset(review: Review) -> None:
    where: dict[str, Any] = {"at": NOON, "day": TODAY, "deck": "brics", "item": "capital"}
    first = review(reps=1)
    flag, note = FlagEvent(**where, flag=2), NoteEvent(**where, note="mine")
    reset, forget = ForgetEvent(**where, keeps_own=True), ForgetEvent(**where)
    assert record(first, flag, note, reset) == ItemRecord(flag=2, note="mine")
    reviewed = record(flag, note, review(reps=1))
    assert (reviewed.flag, reviewed.note, reviewed.memory) == (2, "mine", first.after)
    assert record(flag, note, forget) == ItemRecord()
    assert record(flag, note, undo(flag)) == ItemRecord(note="mine")
    assert record(flag, FlagEvent(**where, flag=0)) == ItemRecord()


def test_what_is_set_due_is_due_then_and_what_is_new_stays_new(review: Review) -> None:
    day = TODAY + timedelta(days=40)
    first = review(reps=1)
    due = DueEvent(at=NOON, day=TODAY, deck="brics", item="capital", due=day)
    assert record(due) == ItemRecord()
    memory = record(first, due).memory
    assert memory is not None
    assert (memory.due, memory.ready_at, memory.reps) == (day, None, 1)


def test_what_was_put_off_by_a_wrong_clock_is_put_off_by_the_hour_at_which_its_days_begin() -> None:
    midnight = Scheduler(rollover_hour=0)
    told, at = SchedulerEvent.of(midnight, NOON), days(2000)
    wrong = BuryEvent.of(("brics", "a"), at, at.date())
    small_hours = NOON.replace(hour=2)
    clock = ClockEvent(at=NOON, day=TODAY, event=wrong.id, counts_as=small_hours)
    tomorrow = TODAY + timedelta(days=1)
    assert after(told, wrong, clock).record_of("brics", "a").buried_until == tomorrow
    machine = Machine(random.Random(1))
    machine.record(wrong, clock, told)
    assert machine.state.record_of("brics", "a").buried_until == tomorrow
    assert machine.rebuilt() == machine.state
