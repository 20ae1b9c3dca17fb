"""What is due, what is held back and why, and what the coming days hold."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings

from tests.clock import NOON, TODAY
from tests.memory.queue.test_day_queue import (
    LEARNT,
    NO_LIMITS,
    TOMORROW,
    YESTERDAY,
    due,
    on_step,
)
from tests.memory.queue.test_properties import collections, limits, scheduler
from trainer.memory.agenda import Agenda, agenda_of
from trainer.memory.forecast import forecast
from trainer.memory.queue import AgendaItem, Counts, DayCounts, Limits
from trainer.memory.queue.held import Held, Why

DAY = timedelta(days=1)


def agenda(
    *entries: AgendaItem,
    bounds: Limits = NO_LIMITS,
    done: DayCounts | None = None,
    day: date = TODAY,
) -> Agenda:
    return agenda_of(
        entries, day=day, limits=bounds, done=done or DayCounts(), recall=scheduler.recall
    )


def why(agenda: Agenda, ref: str) -> Held | None:
    return agenda.why_not(ref, NOON)


def test_what_is_due_now_is_held_back_by_nothing() -> None:
    plan = agenda(AgendaItem("review", due()), AgendaItem("new"), AgendaItem("step", on_step(5)))
    assert [why(plan, ref) for ref in ("review", "new", "step")] == [None, None, None]
    assert plan.counts == Counts(new=1, learning=1, review=1)
    assert plan.until(NOON) == NOON


def test_each_reason_is_told_with_its_end() -> None:
    plan = agenda(
        AgendaItem("suspended", due(), suspended=True),
        AgendaItem("buried", due(), buried_until=TOMORROW + DAY),
        AgendaItem("later", due(TOMORROW + DAY)),
        AgendaItem("step", on_step(90)),
        AgendaItem("weak", due(stability=1)),
        AgendaItem("sibling", due(), siblings=("weak",)),
        AgendaItem("locked", requires=("step",)),
        AgendaItem("alike", confusables=("weak",)),
        AgendaItem("first"),
        AgendaItem("second"),
        bounds=Limits(1, 10),
    )
    assert {ref: why(plan, ref) for ref in plan.plan.entries} == {
        "suspended": Held(Why.SUSPENDED),
        "buried": Held(Why.BURIED, TOMORROW + DAY),
        "later": Held(Why.NOT_DUE, TOMORROW + DAY),
        "step": Held(Why.STEP, NOON + timedelta(minutes=70)),
        "weak": None,
        "sibling": Held(Why.SIBLING, TOMORROW, "weak"),
        "locked": Held(Why.REQUIRES, None, "step"),
        "alike": Held(Why.CONFUSABLE, TOMORROW, "weak"),
        "first": None,
        "second": Held(Why.LIMIT, TOMORROW),
    }
    assert [ref for ref, _ in plan.held_back(NOON)] == [
        "step",
        "buried",
        "sibling",
        "locked",
        "alike",
        "second",
    ]


def test_a_new_sibling_of_a_new_item_waits_for_tomorrow() -> None:
    plan = agenda(AgendaItem("a", siblings=("b",)), AgendaItem("b"))
    assert plan.introduced == ("a",)
    assert why(plan, "b") == Held(Why.SIBLING, TOMORROW, "a")


def test_a_review_beyond_the_limit_waits_for_tomorrow() -> None:
    plan = agenda(
        AgendaItem("strong", due(stability=50)),
        AgendaItem("weak", due(stability=2)),
        bounds=Limits(0, 1),
    )
    assert why(plan, "strong") == Held(Why.LIMIT, TOMORROW)


def test_what_the_limit_holds_back_waits_for_as_many_days_as_it_takes() -> None:
    fresh = [AgendaItem(f"new{number}") for number in range(6)]
    known = [AgendaItem(f"r{number}", due(stability=1 + number)) for number in range(4)]
    plan = agenda(*fresh, *known, bounds=Limits(2, 1))
    assert [why(plan, entry.ref) for entry in fresh] == [
        *[None] * 2,
        *[Held(Why.LIMIT, TOMORROW)] * 2,
        *[Held(Why.LIMIT, TOMORROW + DAY)] * 2,
    ]
    assert [why(plan, entry.ref) for entry in known[1:]] == [
        Held(Why.LIMIT, TOMORROW + ahead * DAY) for ahead in range(3)
    ]
    spread = Limits(0, 3, spread_until=TOMORROW, spread_reviews=1)
    days = [
        held.until for entry in known if (held := why(agenda(*known, bounds=spread), entry.ref))
    ]
    assert days == [TOMORROW, TOMORROW + DAY, TOMORROW + DAY]


def test_what_a_limit_of_none_holds_back_waits_for_the_learner() -> None:
    plan = agenda(AgendaItem("new"), AgendaItem("known", due()), bounds=Limits(0, 0))
    assert why(plan, "new") == why(plan, "known") == Held(Why.LIMIT)
    assert dict(plan.held_back(NOON)).keys() == {"new", "known"}


def test_no_tomorrow_is_promised_where_the_limit_is_none() -> None:
    plan = agenda(
        AgendaItem("today", LEARNT),
        AgendaItem("review", due(), siblings=("today",)),
        AgendaItem("new", confusables=("today",)),
        bounds=Limits(0, 0),
    )
    assert why(plan, "review") == why(plan, "new") == Held(Why.LIMIT)
    assert plan.until(NOON) is None
    more = agenda(*plan.plan.entries.values(), bounds=Limits(0, 1, more_new=1))
    assert why(more, "review") == Held(Why.SIBLING, TOMORROW, "today")
    assert why(more, "new") == Held(Why.LIMIT), "more of them is for this day only"


def test_a_buried_item_that_is_not_due_waits_for_the_later_of_both() -> None:
    plan = agenda(AgendaItem("a", due(TOMORROW), buried_until=TOMORROW + DAY))
    assert why(plan, "a") == Held(Why.NOT_DUE, TOMORROW + DAY)


def test_a_step_of_tomorrow_that_is_buried_for_longer_waits_for_the_later_of_both() -> None:
    step = on_step(17 * 60, day=TOMORROW)
    plan = agenda(AgendaItem("a", step, buried_until=TOMORROW + DAY))
    assert why(plan, "a") == Held(Why.BURIED, TOMORROW + DAY)
    assert plan.until(NOON) == TOMORROW + DAY
    plan = agenda(AgendaItem("a", step, buried_until=TOMORROW))
    assert why(plan, "a") == Held(Why.STEP, step.ready_at)
    assert plan.until(NOON) == TOMORROW


def test_nothing_is_due_until_a_step_is_near() -> None:
    assert agenda(AgendaItem("step", on_step(90))).until(NOON) == NOON + timedelta(minutes=70)
    assert agenda(AgendaItem("step", on_step(10))).until(NOON) == NOON


def test_what_a_sibling_or_the_limit_holds_back_is_due_tomorrow() -> None:
    beside = agenda(
        AgendaItem("a", replace(LEARNT, due=TODAY + 9 * DAY)),
        AgendaItem("b", due(), siblings=("a",)),
    )
    assert beside.until(NOON) == TOMORROW
    assert forecast(beside, 3) == (0, 1, 0)
    limited = agenda(AgendaItem("a"), bounds=Limits(1, 1), done=DayCounts(new=1))
    assert limited.until(NOON) == TOMORROW


def test_the_next_day_is_that_of_the_first_that_is_due() -> None:
    plan = agenda(
        AgendaItem("a", due(TODAY + 5 * DAY)), AgendaItem("b", due(TODAY + 3 * DAY), suspended=True)
    )
    assert plan.until(NOON) == TODAY + 5 * DAY
    assert agenda(AgendaItem("a"), bounds=Limits(0, 0)).until(NOON) is None


def test_the_forecast_begins_with_what_is_asked_today() -> None:
    plan = agenda(
        AgendaItem("overdue", due(TODAY - 300 * DAY)),
        AgendaItem("sibling", due(), siblings=("overdue",)),
        AgendaItem("step", on_step(3)),
        AgendaItem("new"),
        AgendaItem("tomorrow", due(TOMORROW)),
        AgendaItem("third", due(TODAY + 3 * DAY)),
        AgendaItem("suspended", due(), suspended=True),
        AgendaItem("buried", due(), buried_until=TODAY + 2 * DAY),
        AgendaItem("far", due(TODAY + 5 * DAY)),
    )
    assert forecast(plan, 5) == (2, 2, 1, 1, 0)
    assert forecast(plan, 5, among={"tomorrow", "far", "step"}) == (1, 1, 0, 0, 0)


def test_what_the_limit_leaves_is_carried_to_the_next_day() -> None:
    entries = [AgendaItem(str(number), due()) for number in range(5)]
    assert forecast(agenda(*entries, bounds=Limits(0, 2)), 4) == (2, 2, 1, 0)


def test_a_backlog_is_spread_over_days() -> None:
    entries = [
        AgendaItem(f"{number:02}", due(YESTERDAY, stability=99 - number)) for number in range(20)
    ]
    bounds = Limits(0, 200, spread_until=TODAY + 2 * DAY, spread_reviews=4)
    plan = agenda(*entries, bounds=bounds)
    assert (plan.overdue, plan.waiting) == (20, 20)
    assert plan.reviews == ("19", "18", "17", "16"), "the most fragile first"
    assert forecast(plan, 5) == (4, 4, 4, 8, 0)
    rest = [entry for entry in entries if entry.ref not in {"19", "18"}]
    assert agenda(*rest, bounds=bounds, done=DayCounts(reviews=2)).reviews == ("17", "16")
    strict = replace(bounds, reviews_per_day=3)
    assert len(agenda(*entries, bounds=strict).reviews) == 3, "the limit holds all the same"


def test_a_review_that_was_buried_today_keeps_its_place_and_its_siblings_away() -> None:
    plan = agenda(
        AgendaItem("buried", due(stability=1), buried_until=TOMORROW),
        AgendaItem("sibling", due(), siblings=("buried",)),
        AgendaItem("next", due(stability=2)),
        AgendaItem("last", due(stability=3)),
        bounds=Limits(0, 2),
    )
    assert plan.reviews == ("next",)
    assert why(plan, "sibling") == Held(Why.SIBLING, TOMORROW, "buried")
    assert forecast(plan, 2)[0] == 1


def test_a_step_that_was_buried_today_keeps_its_siblings_away() -> None:
    entries = [
        AgendaItem("step", replace(on_step(0), reviewed=YESTERDAY)),
        AgendaItem("sibling", due(), siblings=("step",)),
        AgendaItem("new", confusables=("step",)),
    ]
    live = agenda(*entries).queue().without("step")
    entries[0] = entries[0]._replace(buried_until=TOMORROW)
    plan = agenda(*entries)
    assert plan.counts == live.counts == Counts(new=0, learning=0, review=0)
    assert why(plan, "sibling") == Held(Why.SIBLING, TOMORROW, "step")
    assert why(plan, "new") == Held(Why.CONFUSABLE, TOMORROW, "step")
    longer = agenda(entries[0]._replace(buried_until=TOMORROW + DAY), *entries[1:])
    assert longer.reviews == ("sibling",), "it was put off before today"


def test_more_today_is_for_this_day_only() -> None:
    entries = [
        *(AgendaItem(f"new {number}") for number in range(30)),
        AgendaItem("tomorrow", due(TOMORROW)),
    ]
    entries += [AgendaItem("held", due()), AgendaItem("today", LEARNT)]
    done = DayCounts(new=10, reviews=5)
    assert agenda(*entries, bounds=Limits(10, 5), done=done).counts.total == 0
    more = agenda(*entries, bounds=Limits(10, 5, more_new=10), done=done)
    assert more.counts == Counts(new=10, learning=0, review=0)
    ahead = agenda(*entries, bounds=Limits(10, 5, ahead=True), done=done)
    assert set(ahead.reviews) == {"tomorrow", "held"}, "not again what was asked today"
    assert why(ahead, "tomorrow") is None
    assert forecast(ahead, 2) == (2, 1)


def test_memories_leave_out_what_is_suspended() -> None:
    plan = agenda(AgendaItem("a", due()), AgendaItem("b", due(), suspended=True), AgendaItem("new"))
    assert plan.memories == (due(),)


def midnight_after(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


@settings(max_examples=settings().max_examples // 2, deadline=None)
@given(entries=collections(), bounds=limits)
def test_counts_reasons_and_queue_say_the_same(
    entries: tuple[AgendaItem, ...], bounds: Limits
) -> None:
    plan = agenda(*entries, bounds=bounds)
    assert plan.counts == plan.queue().counts
    assert forecast(plan, 1) == (plan.counts.review + plan.counts.learning,)
    now_due = {entry.ref for entry in entries if why(plan, entry.ref) is None}
    waiting = {ref for ref in plan.today if ref not in now_due}
    assert now_due <= plan.today.keys()
    assert all(plan.today[ref] == "learning" for ref in waiting)
    assert (plan.until(NOON) == NOON) == bool(now_due)


def done_for_today(entries: Iterable[AgendaItem], plan: Agenda) -> tuple[AgendaItem, ...]:
    """The entries after every item of today was answered and put off for long."""
    answered = replace(LEARNT, due=TODAY + 30 * DAY)
    return tuple(
        entry._replace(state=answered) if entry.ref in plan.today else entry for entry in entries
    )


@settings(max_examples=settings().max_examples // 2, deadline=None)
@given(entries=collections(), bounds=limits)
def test_the_forecast_comes_true(entries: tuple[AgendaItem, ...], bounds: Limits) -> None:
    while (plan := agenda(*entries, bounds=bounds)).today:
        entries = done_for_today(entries, plan)
        bounds = replace(bounds, new_per_day=0) if not plan.introduced else bounds
    told = forecast(plan, 4)
    for ahead in range(1, 4):
        coming = agenda(*entries, bounds=bounds, day=TODAY + ahead * DAY)
        assert told[ahead] == coming.counts.review + coming.counts.learning
        answered = replace(LEARNT, due=TODAY + 30 * DAY, reviewed=YESTERDAY)
        entries = tuple(
            entry._replace(state=answered) if coming.today.get(entry.ref, "new") != "new" else entry
            for entry in entries
        )


@settings(max_examples=settings().max_examples // 2, deadline=None)
@given(entries=collections(), bounds=limits)
def test_nothing_is_due_before_the_next_moment_and_something_is_then(
    entries: tuple[AgendaItem, ...], bounds: Limits
) -> None:
    plan = agenda(*entries, bounds=bounds)
    until = plan.until(NOON)
    if isinstance(until, datetime):
        at = max(until, NOON)
        assert any(plan.why_not(ref, at) is None for ref in plan.today)
        if at > NOON:
            assert not any(
                plan.why_not(ref, at - timedelta(seconds=1)) is None for ref in plan.today
            )
        return
    day = TODAY
    for _ in range(60):
        day += DAY
        coming = agenda(*entries, bounds=bounds, day=day)
        if coming.today:
            assert day == until
            return
    assert until is None
