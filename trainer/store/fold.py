"""From events to what follows from them: the one place where an event takes effect.

The events are a set: what counts is which they are, not where their lines are. They take
effect in the order of the moments at which they count, and of their ids where two are of one
moment. So the state is the same live, reopened, rebuilt and merged in either order.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from trainer.memory.scheduler import Scheduler
from trainer.memory.state import MemoryState, Phase
from trainer.memory.study_day import study_day
from trainer.store.event import (
    AcceptEvent,
    BuryEvent,
    Change,
    DueEvent,
    FlagEvent,
    ForgetEvent,
    ItemEvent,
    ItemKey,
    MoveEvent,
    NoteEvent,
    ReviewEvent,
    SchedulerEvent,
    StateEvent,
    SuspendEvent,
)
from trainer.store.imported_reviews import counts_by_day
from trainer.store.record import ItemRecord
from trainer.store.renamed_items import Key
from trainer.store.state import BLANK, State


def fold(events: Iterable[Change], state: State) -> State:
    """Let changes happen, in their order.

    Args:
        events: in the order of `key_of`; each once, and none that was taken back.
        state: what they start from, with the facts that have no order: schedulers and clocks.

    Returns:
        The same state.
    """
    counts = Counter[tuple[date, int, int]]()  # at once: to count each takes a tenth of the time
    for event in events:
        for count in counted(take_effect(state, event)):
            counts[count] += 1
    for (day, new, reviews), times in counts.items():
        state.count(day, new * times, reviews * times)
    return state


def key_of(event: Change, state: State) -> Key:
    """Where an event is in the order of all."""
    at = event.at if not state.clock else state.clock.get(event.id, event.at)
    return at.timestamp(), event.id


def apply(state: State, event: Change) -> Change:
    """Let the next event happen, and count it on its study day.

    Returns:
        The event as it took effect: see `take_effect`.
    """
    happened = take_effect(state, event)
    for day, new, reviews in counted(happened):
        state.count(day, new, reviews)
    return happened


def take_effect(state: State, event: Change) -> Change:
    """Let the next event change names and records, and count nothing on its study day.

    Returns:
        The event as it took effect: under the name that its item bore then, at the moment at
        which it counts, a review with the memory that it really found and left.
    """
    if isinstance(event, MoveEvent):
        _move(state, event, key_of(event, state))
        return event
    item_key = event.deck, event.item
    if state.names.today and item_key in state.names.today:
        item_key = state.names.bearer(event, is_of_new_card=_is_of_new_card(event, state))
    is_corrected = bool(state.clock) and event.id in state.clock
    if is_corrected:
        event = _as_it_counts(event, state)
    record = state.record_of(*item_key)
    if isinstance(event, ReviewEvent) and (record.memory != event.before or is_corrected):
        event = _as_it_was(event, state, record.memory)
    state.put(item_key, _after(record, event))
    return event if item_key == (event.deck, event.item) else event.under(item_key)


def reverse(state: State, event: Change, item_key: ItemKey, record: ItemRecord) -> None:
    """Take back the latest change of an item.

    Args:
        state: what followed with it.
        event: the change as it took effect.
        item_key: the item.
        record: what was known of it before.
    """
    state.put(item_key, record)
    for day, new, reviews in counted(event):
        state.count(day, -new, -reviews)


def counted(event: Change) -> Iterable[tuple[date, int, int]]:
    """How much an event counts against the limits of study days: new items, and reviews."""
    if isinstance(event, ReviewEvent):
        if event.after is None:
            return ()
        if event.before is None:
            return ((event.day, 1, 0),)
        return ((event.day, 0, 1),) if event.before.phase is Phase.REVIEW else ()
    return counts_by_day(event.reviews) if isinstance(event, StateEvent) else ()


def _after(record: ItemRecord, event: ItemEvent) -> ItemRecord:
    match event:
        case ReviewEvent():
            if event.after is None:
                return record
            # not `replace`, which takes as long as all the rest: most events are reviews
            r = record
            return ItemRecord(event.after, r.suspended, r.buried_until, r.accepted, r.flag, r.note)
        case SuspendEvent():
            return replace(record, suspended=event.suspended)
        case BuryEvent():
            return replace(record, buried_until=event.until)
        case AcceptEvent():
            others = (answer for answer in record.accepted if answer != event.answer)
            return replace(record, accepted=(*others, event.answer))
        case FlagEvent():
            return replace(record, flag=event.flag)
        case NoteEvent():
            return replace(record, note=event.note)
        case DueEvent():
            return replace(record, memory=_due(record.memory, event.due))
        case StateEvent():
            return replace(
                record,
                memory=_stated(record.memory, event),
                suspended=event.suspended,
                buried_until=event.buried_until,
            )
        case ForgetEvent(keeps_own=True):
            return ItemRecord(accepted=record.accepted, flag=record.flag, note=record.note)
        case ForgetEvent():
            return BLANK


def _due(known: MemoryState | None, day: date) -> MemoryState | None:
    """The memory of what is asked on a day of the learner's choice; what is new stays new."""
    if known is None:
        return None
    return replace(known, phase=Phase.REVIEW, step=None, ready_at=None, due=day)


def _stated(known: MemoryState | None, event: StateEvent) -> MemoryState | None:
    """The memory after a statement, which forgets no review that it did not know of."""
    stated = event.memory
    if event.reason == "imported" or known is None:
        return stated
    if stated is None or stated.reps < known.reps:
        return known
    if stated.reps > known.reps:
        return stated
    return replace(known, stability=stated.stability, difficulty=stated.difficulty)


def _move(state: State, event: MoveEvent, key: Key) -> None:
    to = state.names.move(event, key)
    moved = [(state.record_of(*old), new) for old, new in to.items()]
    for old in to:
        state.put(old, BLANK)
    for record, new in moved:
        there = state.record_of(*new)
        if there == BLANK or _reps(record) > _reps(there):  # what is known better stays
            state.put(new, record)


def _reps(record: ItemRecord) -> int:
    return record.memory.reps if record.memory else 0


def _is_of_new_card(event: ItemEvent, state: State) -> bool:
    """Whether a review is of a new card that bears an old name, by the word of an older version.

    Older versions did not record which move a name was taken by; but of a new card they had
    nothing before. They did not record a scheduler's rollover hour either.
    """
    if not isinstance(event, ReviewEvent) or event.before or not event.scheduler:
        return False
    scheduler_event = state.schedulers.get(event.scheduler)
    if scheduler_event is None:
        state.undescribed.add(event.scheduler)
    return scheduler_event is None or scheduler_event.rollover_hour is None


def _as_it_was(event: ReviewEvent, state: State, before: MemoryState | None) -> ReviewEvent:
    """The review with the memory that it really found and left.

    It may not have known of the one before it, since that was on another machine, or was taken
    back; then it is scheduled again, by the scheduler that it names.
    """
    if event.after is None:
        return event
    if event.scheduler not in state.schedulers:
        state.undescribed.add(event.scheduler or "")
        return event.model_copy(update={"before": before})
    scheduler = scheduler_of(event, state)
    if scheduler is None:  # nobody can schedule so: what it says is taken
        return event.model_copy(update={"before": before})
    # the name that it was recorded under: a later name does not change what was scheduled
    after = scheduler.review(f"{event.deck}/{event.item}", before, event.rating, event.at)
    return event.model_copy(update={"before": before, "after": after})


def _as_it_counts(event: ItemEvent, state: State) -> ItemEvent:
    """The event at the moment at which it counts; what it dates from its own is dated from that."""
    counts_as = state.clock.get(event.id)
    if counts_as is None:
        return event
    day = study_day(counts_as, rollover_hour(event, state))
    ahead, days = event.at - counts_as, event.day - day
    changes: dict[str, object] = {"at": counts_as, "day": day}
    match event:
        case ReviewEvent(after=MemoryState() as after):
            changes["after"] = _earlier(after, ahead, days)
        case BuryEvent():
            changes["until"] = event.until - days
        case DueEvent():
            changes["due"] = event.due - days
        case StateEvent():
            if event.memory and event.memory.reviewed > day:  # else it was made before
                changes["memory"] = _earlier(event.memory, ahead, days)
            if event.buried_until and event.buried_until > event.day:
                changes["buried_until"] = event.buried_until - days
        case _:
            pass
    return event.model_copy(update=changes)


def _earlier(memory: MemoryState, by: timedelta, days: timedelta) -> MemoryState:
    """The memory that a wrong clock dated so much too late, and that many study days."""
    return replace(
        memory,
        due=memory.due - days,
        ready_at=memory.ready_at and memory.ready_at - by,
        reviewed=memory.reviewed - days,
    )


def rollover_hour(event: ItemEvent, state: State) -> int:
    """The hour at which the study day of an event began.

    The scheduler that it names says. One that names none began its day as one of the learner's
    schedulers did, the latest that fits its moment and its day. Where older versions recorded no
    hour, any that fits is taken.
    """
    named = event.scheduler if isinstance(event, ReviewEvent | StateEvent) else None
    scheduler_event = state.schedulers.get(named or "")
    if scheduler_event is not None and scheduler_event.rollover_hour is not None:
        return scheduler_event.rollover_hour
    known = () if named else state.schedulers.values()
    latest_first = sorted(known, key=lambda one: (one.at, one.id))[::-1]
    recorded = (one.rollover_hour for one in latest_first if one.rollover_hour is not None)
    hours = (*recorded, 4, *range(24))
    return next((hour for hour in hours if study_day(event.at, hour) == event.day), 4)


def scheduler_of(event: ReviewEvent | StateEvent, state: State) -> Scheduler | None:
    """The scheduler that an event names; None where that is none that can be, or is not known."""
    known = state.schedulers.get(event.scheduler or "")
    return _scheduler(known, rollover_hour(event, state)) if known else None


@lru_cache(maxsize=64)
def _scheduler(scheduler_event: SchedulerEvent, hour: int) -> Scheduler | None:
    return scheduler_event.scheduler(hour)
