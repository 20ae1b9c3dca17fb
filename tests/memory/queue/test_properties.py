"""What holds for every queue, whatever hangs together with what."""

from collections.abc import Iterator
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.clock import NOON, TODAY
from trainer.memory.agenda import agenda_of
from trainer.memory.queue import AgendaItem, Ask, DayCounts, DayQueue, Limits, Wait
from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.memory.state import MemoryState, Phase

DAY = timedelta(days=1)
REFS = [f"item {number}" for number in range(8)]
scheduler = Scheduler()


def memories() -> Iterator[MemoryState | None]:
    """New; met today; due, not due and lapsed; on a step since this morning or last night."""
    yield None
    for first in (Rating.AGAIN, Rating.EASY):
        for ago in (timedelta(hours=1), DAY, 30 * DAY):
            state = scheduler.review("any", None, first, NOON - ago)
            yield state
            yield scheduler.review("any", state, Rating.AGAIN, NOON - ago / 2)


refs = st.lists(st.sampled_from(REFS), max_size=2).map(tuple)
links = st.fixed_dictionaries({"siblings": refs, "confusables": refs})


@st.composite
def collections(draw: st.DrawFn) -> tuple[AgendaItem, ...]:
    return tuple(
        AgendaItem(
            ref,
            draw(st.sampled_from(list(memories()))),
            requires=tuple(draw(st.lists(st.sampled_from(REFS[:place]), max_size=2)))
            if place
            else (),
            suspended=draw(st.integers(0, 5)) == 0,
            buried_until=draw(st.sampled_from([None, None, TODAY, TODAY + DAY])),
            **draw(links),
        )
        for place, ref in enumerate(REFS)
    )


def planned(entries: tuple[AgendaItem, ...], limits: Limits) -> DayQueue:
    return agenda_of(
        entries,
        day=TODAY,
        limits=limits,
        done=DayCounts(),
        recall=scheduler.recall,
    ).queue()


limits = st.builds(Limits, st.integers(0, 8), st.integers(0, 8))
ratings = st.lists(st.sampled_from(Rating), min_size=60, max_size=60)


def work_off(
    queue: DayQueue, entries: tuple[AgendaItem, ...], chosen: list[Rating]
) -> list[tuple[str, DayQueue]]:
    """Answer until the day is done: each item asked, with the queue that asked it."""
    states = {entry.ref: entry.state for entry in entries}
    steps: list[tuple[str, DayQueue]] = []
    now = NOON
    # After the ratings that were drawn everything is easy, so that the day ends.
    for rating in [*chosen, *[Rating.EASY] * 20]:
        step = queue.next(now)
        if isinstance(step, Wait):
            assert step.until > now
            now = step.until
            step = queue.next(now)
        if not isinstance(step, Ask):
            assert queue.counts.total == 0
            return steps
        steps.append((step.ref, queue))
        states[step.ref] = scheduler.review(step.ref, states[step.ref], rating, now)
        queue = queue.after(step.ref, states[step.ref])
        now += timedelta(seconds=20)
    raise AssertionError(steps)


@settings(max_examples=settings().max_examples // 2, deadline=None)
@given(entries=collections(), bounds=limits, chosen=ratings)
def test_only_what_may_be_asked_is_asked(
    entries: tuple[AgendaItem, ...], bounds: Limits, chosen: list[Rating]
) -> None:
    by_ref = {entry.ref: entry for entry in entries}
    order = [ref for ref, _ in work_off(planned(entries, bounds), entries, chosen)]
    for ref in order:
        entry = by_ref[ref]
        assert not entry.suspended
        assert entry.buried_until is None or entry.buried_until <= TODAY
        assert entry.state is None or entry.state.due <= TODAY
    new = [ref for ref in dict.fromkeys(order) if by_ref[ref].state is None]
    assert len(new) <= bounds.new_per_day
    for ref in new:
        for required in by_ref[ref].requires:
            state = by_ref[required].state
            learnt = state is not None and state.is_learnt
            assert learnt or by_ref[required].suspended or required in order[: order.index(ref)]
        for other in {*by_ref[ref].siblings, *by_ref[ref].confusables} - {ref}:
            assert other not in order
            other_state = by_ref[other].state
            assert other_state is None or other_state.reviewed != TODAY


@settings(max_examples=settings().max_examples // 2, deadline=None)
@given(entries=collections())
def test_every_due_item_is_asked_exactly_once_when_all_are_recalled(
    entries: tuple[AgendaItem, ...],
) -> None:
    alone = tuple(
        AgendaItem(
            entry.ref,
            entry.state,
            confusables=entry.confusables,
            suspended=entry.suspended,
            buried_until=entry.buried_until,
        )
        for entry in entries
    )
    due = [
        entry.ref
        for entry in alone
        if entry.state is not None and entry.state.due <= TODAY and not entry.suspended
        if entry.buried_until is None or entry.buried_until <= TODAY
        if entry.state.phase is not Phase.LEARNING
    ]
    steps = work_off(planned(alone, Limits(0, 1000)), alone, [Rating.GOOD] * 60)
    order = [ref for ref, _ in steps]
    assert [order.count(ref) for ref in due] == [1] * len(due)


@settings(max_examples=settings().max_examples // 2, deadline=None)
@given(entries=collections(), bounds=limits, chosen=ratings, back=st.integers(0, 60))
def test_from_an_old_queue_the_day_goes_on_as_it_did(
    entries: tuple[AgendaItem, ...], bounds: Limits, chosen: list[Rating], back: int
) -> None:
    queue = planned(entries, bounds)
    steps = work_off(queue, entries, chosen)
    for ref, old in steps[:back]:
        old.later(ref).without(ref)
    assert work_off(queue, entries, chosen) == steps


acts = st.lists(
    st.tuples(st.sampled_from(["answer", "answer", "bury"]), st.sampled_from(Rating)), max_size=30
)


@settings(max_examples=settings().max_examples // 2, deadline=None)
@given(entries=collections(), bounds=limits, chosen=acts)
def test_the_day_planned_again_has_what_the_queue_has_left(
    entries: tuple[AgendaItem, ...], bounds: Limits, chosen: list[tuple[str, Rating]]
) -> None:
    """As after a crash, on another screen, or in another program."""
    known = {entry.ref: entry for entry in entries}
    queue, done, now = planned(entries, bounds), DayCounts(), NOON
    for act, rating in chosen:
        step = queue.next(now)
        now = step.until if isinstance(step, Wait) else now
        step = queue.next(now)
        if not isinstance(step, Ask):
            break
        entry = known[step.ref]
        if act == "bury":
            queue = queue.without(step.ref)
            known[step.ref] = entry._replace(buried_until=TODAY + DAY)
        else:
            after = scheduler.review(step.ref, entry.state, rating, now)
            queue = queue.after(step.ref, after)
            known[step.ref] = entry._replace(state=after)
            done = DayCounts(
                done.new + (entry.state is None),
                done.reviews + (entry.state is not None and entry.state.phase is Phase.REVIEW),
            )
        now += timedelta(seconds=20)
        again = agenda_of(
            known.values(), day=TODAY, limits=bounds, done=done, recall=scheduler.recall
        )
        assert again.counts == again.queue().counts == queue.counts
        assert [*again.queue().new.values()] == [*queue.new.values()]
