"""What a study day asks, in which order, and what it keeps apart."""

from datetime import date, datetime, timedelta

import pytest

from tests.clock import NOON, TODAY
from trainer.memory.agenda import agenda_of
from trainer.memory.queue import (
    AgendaItem,
    Ask,
    Counts,
    DayCounts,
    DayQueue,
    Finished,
    Limits,
    Wait,
)
from trainer.memory.state import MemoryState, Phase

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
MINUTE = timedelta(minutes=1)
NO_LIMITS = Limits(new_per_day=1000, reviews_per_day=1000)


def due(day: date = TODAY, stability: float = 10, reviewed: date = YESTERDAY) -> MemoryState:
    """The memory of an item in the review phase."""
    return MemoryState(
        phase=Phase.REVIEW,
        step=None,
        stability=stability,
        difficulty=5,
        due=day,
        reviewed=reviewed,
        reps=3,
        lapses=0,
    )


LEARNT = due(TOMORROW, reviewed=TODAY)
"""What becomes of an item that is recalled today."""


def on_step(minutes: float, phase: Phase = Phase.LEARNING, day: date = TODAY) -> MemoryState:
    """The memory of an item that is ready so many minutes after noon."""
    return MemoryState(
        phase=phase,
        step=0,
        stability=1,
        difficulty=5,
        due=day,
        ready_at=NOON + minutes * MINUTE,
        reviewed=TODAY,
        reps=1,
        lapses=0,
    )


def queue_of(
    *entries: AgendaItem, limits: Limits = NO_LIMITS, done: DayCounts | None = None
) -> DayQueue:
    return agenda_of(
        entries,
        day=TODAY,
        limits=limits,
        done=done or DayCounts(),
        recall=lambda _, stability: stability / 100,
    ).queue()


def asked(queue: DayQueue, now: datetime = NOON) -> str:
    """The refs that are asked one after the other while all are recalled at once."""
    refs: list[str] = []
    while isinstance(step := queue.next(now), Ask):
        assert refs.count(step.ref) == 0
        refs.append(step.ref)
        queue = queue.after(step.ref, LEARNT)
    return " ".join(refs)


def test_an_empty_day_is_finished() -> None:
    assert queue_of().next(NOON) == Finished()


def test_learning_comes_before_reviews_and_reviews_before_new_items() -> None:
    queue = queue_of(AgendaItem("new"), AgendaItem("review", due()), AgendaItem("step", on_step(0)))
    assert asked(queue) == "step review new"


def test_the_step_that_was_ready_first_comes_first() -> None:
    queue = queue_of(AgendaItem("later", on_step(-1)), AgendaItem("sooner", on_step(-2)))
    assert asked(queue) == "sooner later"


def test_the_weakest_memory_is_reviewed_first() -> None:
    queue = queue_of(
        AgendaItem("strong", due(stability=30)),
        AgendaItem("weak", due(stability=10)),
        AgendaItem("middling", due(stability=20)),
    )
    assert asked(queue) == "weak middling strong"


def test_new_items_come_in_the_authors_order() -> None:
    assert asked(queue_of(AgendaItem("c"), AgendaItem("a"), AgendaItem("b"))) == "c a b"


def test_what_is_overdue_is_asked_and_what_is_due_tomorrow_is_not() -> None:
    queue = queue_of(
        AgendaItem("overdue", due(date(2023, 1, 1))), AgendaItem("tomorrow", due(TOMORROW))
    )
    assert asked(queue) == "overdue"


def test_a_step_that_becomes_ready_interrupts_the_reviews() -> None:
    queue = queue_of(AgendaItem("step", on_step(5)), AgendaItem("review", due()), AgendaItem("new"))
    assert queue.next(NOON + 4 * MINUTE) == Ask("review")
    assert queue.next(NOON + 5 * MINUTE) == Ask("step")


def test_a_near_step_is_asked_ahead_of_time_when_nothing_else_is_left() -> None:
    queue = queue_of(AgendaItem("step", on_step(20)))
    assert queue.next(NOON) == Ask("step")


def test_a_far_step_is_waited_for_until_it_is_near() -> None:
    queue = queue_of(AgendaItem("step", on_step(90)))
    assert queue.next(NOON) == Wait(NOON + 70 * MINUTE)
    assert queue.next(NOON + 70 * MINUTE) == Ask("step")


def test_a_step_that_is_due_on_the_next_study_day_is_not_waited_for() -> None:
    assert queue_of(AgendaItem("step", on_step(15, day=TOMORROW))).next(NOON) == Finished()
    queue = queue_of(AgendaItem("new"))
    assert queue.after("new", on_step(15, day=TOMORROW)).next(NOON) == Finished()


def test_an_item_answered_wrong_comes_back_after_another() -> None:
    queue = queue_of(AgendaItem("a", due(stability=1)), AgendaItem("b", due(stability=2)))
    queue = queue.after("a", on_step(0, Phase.RELEARNING))
    assert queue.next(NOON) == Ask("b")
    assert queue.after("b", LEARNT).next(NOON) == Ask("a")


def test_two_steps_take_turns() -> None:
    queue = queue_of(AgendaItem("a", on_step(0)), AgendaItem("b", on_step(1)))
    queue = queue.after("a", on_step(0.5))
    assert queue.next(NOON) == Ask("b")


def test_the_last_item_left_is_asked_twice_running() -> None:
    queue = queue_of(AgendaItem("a"))
    assert queue.after("a", on_step(1)).next(NOON) == Ask("a")


def test_a_recalled_item_leaves_the_queue() -> None:
    queue = queue_of(AgendaItem("a", due()))
    assert queue.after("a", LEARNT).next(NOON) == Finished()


def test_suspended_and_buried_items_are_not_asked() -> None:
    queue = queue_of(
        AgendaItem("suspended", due(), suspended=True),
        AgendaItem("buried", on_step(0), buried_until=TOMORROW),
        AgendaItem("buried new", buried_until=TOMORROW),
        AgendaItem("dug up", due(), buried_until=TODAY),
    )
    assert asked(queue) == "dug up"


def test_the_limit_on_new_items_counts_those_introduced_before() -> None:
    entries = [AgendaItem(ref) for ref in "abcde"]
    queue = queue_of(*entries, limits=Limits(3, 10), done=DayCounts(new=1))
    assert asked(queue) == "a b"


def test_the_limit_on_reviews_keeps_the_weakest_and_counts_those_done_before() -> None:
    entries = [AgendaItem(str(number), due(stability=number)) for number in (4, 3, 2, 1)]
    queue = queue_of(*entries, limits=Limits(3, 3), done=DayCounts(reviews=1))
    assert asked(queue) == "1 2"


def test_learning_steps_know_no_limit() -> None:
    queue = queue_of(AgendaItem("step", on_step(0)), AgendaItem("new"), limits=Limits(0, 0))
    assert asked(queue) == "step"


@pytest.mark.parametrize("done", [DayCounts(new=9), DayCounts(reviews=9)])
def test_a_limit_that_was_lowered_during_the_day_asks_nothing_more(done: DayCounts) -> None:
    queue = queue_of(AgendaItem("new"), AgendaItem("review", due()), limits=Limits(5, 5), done=done)
    assert len(asked(queue).split()) == 1


def test_a_new_item_waits_for_what_it_requires() -> None:
    assert asked(queue_of(AgendaItem("b", requires=("a",)), AgendaItem("a", on_step(90)))) == ""


def test_it_is_introduced_in_the_session_in_which_that_is_learnt() -> None:
    queue = queue_of(AgendaItem("b", requires=("a",)), AgendaItem("a"), AgendaItem("c"))
    assert queue.next(NOON) == Ask("a")
    queue = queue.after("a", on_step(1))
    assert queue.next(NOON) == Ask("c")
    assert queue.after("a", LEARNT).next(NOON) == Ask("b")


def test_what_is_unlocked_takes_its_place_in_the_authors_order() -> None:
    queue = queue_of(
        AgendaItem("a"), AgendaItem("c"), AgendaItem("b", requires=("a",)), AgendaItem("a2")
    )
    assert asked(queue) == "a c b a2"


def test_a_review_of_a_requirement_unlocks_nothing_twice() -> None:
    queue = queue_of(AgendaItem("a", due()), AgendaItem("b", requires=("a",)))
    assert asked(queue) == "a b"
    assert asked(queue.without("b")) == "a"


def test_it_waits_for_all_that_it_requires() -> None:
    queue = queue_of(AgendaItem("c", requires=("a", "b", "b")), AgendaItem("a"), AgendaItem("b"))
    assert queue.after("a", LEARNT).counts.new == 1
    assert asked(queue) == "a b c"


def test_a_requirement_that_lapsed_locks_nothing() -> None:
    lapsed = on_step(90, Phase.RELEARNING)
    assert asked(queue_of(AgendaItem("b", requires=("a",)), AgendaItem("a", lapsed))) == "b"


def test_a_requirement_out_of_reach_locks_nothing() -> None:
    queue = queue_of(
        AgendaItem("b", requires=("suspended", "in another deck", "b's own card")),
        AgendaItem("suspended", suspended=True),
    )
    assert asked(queue) == "b"


def test_a_requirement_that_is_buried_locks() -> None:
    queue = queue_of(AgendaItem("b", requires=("a",)), AgendaItem("a", buried_until=TOMORROW))
    assert asked(queue) == ""


def test_of_siblings_only_one_is_asked_on_a_day() -> None:
    queue = queue_of(
        AgendaItem("new", siblings=("weak", "strong", "new")),
        AgendaItem("strong", due(stability=20), siblings=("weak",)),
        AgendaItem("weak", due(stability=10)),
    )
    assert queue.counts == Counts(new=0, learning=0, review=1)
    assert asked(queue) == "weak"


@pytest.mark.parametrize("state", [LEARNT, on_step(-1)])
def test_the_sibling_of_an_item_asked_today_waits_for_tomorrow(state: MemoryState) -> None:
    queue = queue_of(
        AgendaItem("asked", state),
        AgendaItem("review", due(), siblings=("asked",)),
        AgendaItem("other"),
    )
    assert "review" not in asked(queue)


def test_of_new_siblings_only_one_is_introduced() -> None:
    queue = queue_of(
        AgendaItem("a", siblings=("b",)), AgendaItem("b"), AgendaItem("c", siblings=("b",))
    )
    assert queue.counts.new == 2
    assert asked(queue) == "a c"


def test_an_item_on_a_learning_step_goes_on_beside_its_sibling() -> None:
    queue = queue_of(AgendaItem("a", on_step(-1), siblings=("b",)), AgendaItem("b", on_step(0)))
    assert asked(queue) == "a b"


def test_a_dependant_that_is_also_a_sibling_waits_for_tomorrow() -> None:
    queue = queue_of(AgendaItem("a"), AgendaItem("b", requires=("a",), siblings=("a",)))
    assert asked(queue) == "a"


def test_a_new_item_is_not_introduced_beside_one_confusable_with_it() -> None:
    queue = queue_of(
        AgendaItem("a", confusables=("b", "known")),
        AgendaItem("b"),
        AgendaItem("known", due(TOMORROW)),
    )
    assert asked(queue) == "a"
    beside_a_review = queue_of(
        AgendaItem("new", confusables=("known",)), AgendaItem("known", due())
    )
    assert asked(beside_a_review) == "known"


def test_known_confusables_are_reviewed_four_items_apart() -> None:
    others = [AgendaItem(letter, due(stability=10)) for letter in "abcdef"]
    queue = queue_of(
        AgendaItem("Astana", due(stability=1), confusables=("Almaty",)),
        AgendaItem("Almaty", due(stability=2)),
        *others,
    )
    assert asked(queue) == "Astana a b c d Almaty e f"


def test_new_items_come_between_confusables_when_reviews_run_out() -> None:
    queue = queue_of(
        AgendaItem("Astana", due(stability=1), confusables=("Almaty",)),
        AgendaItem("Almaty", due(stability=2)),
        AgendaItem("new"),
    )
    assert asked(queue) == "Astana new Almaty"


def test_a_skipped_item_comes_when_nothing_else_is_left() -> None:
    queue = queue_of(
        AgendaItem("a", due(stability=1)), AgendaItem("b", due(stability=2)), AgendaItem("c")
    )
    assert asked(queue.later("a")) == "b c a"
    assert asked(queue.later("a").later("b")) == "c a b"
    assert asked(queue.later("a").later("b").later("a")) == "c b a"


def test_a_skipped_step_lets_others_go_before() -> None:
    queue = queue_of(AgendaItem("step", on_step(0)), AgendaItem("new"))
    assert asked(queue.later("step")) == "new step"


def test_a_skipped_new_item_keeps_its_place_in_the_limit() -> None:
    queue = queue_of(*map(AgendaItem, "abc"), limits=Limits(2, 0)).later("a")
    assert queue.counts.new == 2
    assert asked(queue) == "b a"


def test_a_skipped_new_item_counts_against_the_limit_once() -> None:
    queue = queue_of(
        AgendaItem("a"), AgendaItem("b"), AgendaItem("c", requires=("a",)), limits=Limits(3, 0)
    )
    assert asked(queue.later("a")) == "b a c"


def test_a_skipped_new_item_keeps_its_siblings_away() -> None:
    queue = queue_of(AgendaItem("a"), AgendaItem("b", siblings=("a",)), AgendaItem("c"))
    assert asked(queue.later("a")) == "c a"


def test_a_new_item_put_away_makes_room_for_another() -> None:
    queue = queue_of(*map(AgendaItem, "abc"), limits=Limits(2, 0))
    assert asked(queue.without("a")) == "b c"


def test_a_new_item_that_was_skipped_and_put_away_makes_room_for_its_sibling() -> None:
    queue = queue_of(AgendaItem("a", siblings=("b",)), AgendaItem("b"), limits=Limits(1, 0)).later(
        "a"
    )
    assert queue.counts.new == 1
    assert asked(queue.without("a")) == "b"
    assert asked(queue.without("a").later("b").without("b")) == ""


def test_a_review_put_away_makes_room_for_none() -> None:
    reviews = [AgendaItem(str(number), due(stability=number)) for number in (1, 2, 3)]
    queue = queue_of(*reviews, limits=Limits(0, 2))
    assert asked(queue.without("1")) == "2"


def test_what_is_put_away_is_gone_wherever_it_was() -> None:
    queue = queue_of(AgendaItem("step", on_step(0)), AgendaItem("review", due()), AgendaItem("new"))
    for ref in ("step", "review", "new"):
        assert ref not in asked(queue.without(ref))
        assert ref not in asked(queue.later(ref).without(ref))


def test_an_answer_without_a_memory_takes_the_item_out() -> None:
    assert queue_of(AgendaItem("a")).after("a", None).next(NOON) == Finished()


def test_the_counts_tell_what_is_left_today() -> None:
    queue = queue_of(
        AgendaItem("step", on_step(3)),
        AgendaItem("review", due()),
        *map(AgendaItem, "abc"),
        limits=Limits(2, 10),
    )
    assert queue.counts == Counts(new=2, learning=1, review=1)
    assert queue.counts.total == 4
    after = queue.after("review", on_step(9, Phase.RELEARNING)).after("a", LEARNT)
    assert after.counts == Counts(new=1, learning=2, review=0)
    assert after.later("b").later("step").counts == after.counts


def test_undo_is_keeping_the_old_queue() -> None:
    before = queue_of(AgendaItem("a", due()), AgendaItem("b", requires=("a",)), AgendaItem("c"))
    whole_day = asked(before)
    untouched = before._replace()
    before.after("a", LEARNT).later("b").without("c")
    assert before == untouched
    assert asked(before) == whole_day
