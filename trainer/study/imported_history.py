"""Reviews of another program, imported into a learner's journal as if they had been made here."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from functools import partial
from itertools import chain
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from trainer.deck.deck import Deck
from trainer.deck.outline import outlines_of
from trainer.exchange.import_result import PastReview, PastState
from trainer.memory.rating import RESET
from trainer.memory.scheduler import Scheduler
from trainer.memory.state import MemoryState
from trainer.memory.study_day import study_day
from trainer.store.event import (
    ForgetEvent,
    ItemEvent,
    ItemKey,
    ReviewEvent,
    SchedulerEvent,
    StateEvent,
)
from trainer.store.imported_reviews import EarlierReview, Replayed, replayed
from trainer.store.learner import Learner
from trainer.store.record import ItemRecord
from trainer.study.imported_state import stood_so

_FIRST = datetime(1970, 1, 1, tzinfo=UTC)
"""No event lies before it."""
_SPAN = 60
"""Seconds of which all are of one study day: clocks are changed at whole minutes."""


class ImportedHistory(NamedTuple):
    """What came of a history."""

    reviews: int
    items: int
    """How many items are as they were elsewhere."""
    known: int
    """How many items had progress of their own, which is left as it is."""
    unfit: int = 0
    """How many had a state that no item can have, so that only their reviews count."""


def import_history(  # noqa: PLR0913 - what it is of, what it brings, and when
    learner: Learner,
    deck: Deck,
    reviews: Iterable[PastReview],
    scheduler: Scheduler,
    now: datetime,
    *,
    states: Iterable[PastState] = (),
) -> ImportedHistory:
    """Record what was reviewed elsewhere, and the state of each item there.

    Its state is what counts: its due day, its interval and its memory; the reviews before
    are history. Where only reviews are known, the memory follows from them. Done twice, the second
    does nothing: the items are known by then.

    Args:
        learner: opened for recording.
        deck: the deck that the reviews are of.
        reviews: in the order of time; those later than now or before 1970 are left out.
        scheduler: schedules each again.
        now: the present moment in the learner's time zone.
        states: of the items; one without reviews may have one too.

    Raises:
        TrainerError: they could not all be written.
    """
    items: defaultdict[str, list[str]] = defaultdict(list)
    for outline in chain.from_iterable(outlines_of(deck.id, card) for card in deck.cards):
        items[outline.key].append(outline.id)
    of_item: defaultdict[str, list[PastReview]] = defaultdict(list)
    latest = now.astimezone(UTC)  # moments of one time zone are compared in a third of the time
    for review in reviews:
        if _FIRST <= review.at <= latest and review.item < len(items.get(review.card, ())):
            of_item[items[review.card][review.item]].append(review)
    stated = {
        items[one.card][one.item]: one for one in states if one.item < len(items.get(one.card, ()))
    }
    every = {*of_item, *stated}
    known = {item for item in every if learner.record_of(deck.id, item) != ItemRecord()}
    today, days = study_day(now, scheduler.rollover_hour), _StudyDays(scheduler.rollover_hour)
    key = learner.record_scheduler(SchedulerEvent.of(scheduler, now))
    before = [event for event in learner.events(deck.id) if isinstance(event, ItemEvent)]
    recorded = {
        (event.item, _milliseconds(event.at))
        for event in before
        if isinstance(event, ReviewEvent | ForgetEvent)
    }
    forgotten = {event.item for event in before}
    events: list[ItemEvent] = []
    many = unfit = 0
    for item in sorted(every - known):
        item_key, answers = (deck.id, item), of_item.get(item, [])
        many += sum(review.rating != RESET for review in answers)
        if item in stated:
            fresh = answers
            if item in forgotten:
                fresh = [one for one in answers if (item, _milliseconds(one.at)) not in recorded]
            is_first = item not in forgotten and learner.latest_move(item_key) is None
            at = fresh[-1].at.astimezone() if fresh and is_first else now
            follows = partial(_memory_after, item_key, answers, scheduler, key)
            try:
                record = stood_so(stated[item], follows, scheduler, now)
            except (ValueError, OverflowError):
                unfit += 1
            else:
                if fresh or record != ItemRecord():
                    events.append(_statement(item_key, record, fresh, at, days, key))
                continue
        made, memory = _events(item_key, answers, scheduler, key, due=item not in stated)
        events += [event for event in made if (item, _milliseconds(event.at)) not in recorded]
        if item in forgotten:  # after that nothing of the past counts by itself
            record = ItemRecord(memory)
            events.append(StateEvent.of(item_key, record, now, today, "imported"))
    learner.record_all(sorted(events, key=lambda event: event.at))
    return ImportedHistory(many, len(every) - len(known), len(known), unfit)


def _statement(  # noqa: PLR0913, PLR0917 - what is known of it, since when, and by whom
    item_key: ItemKey,
    record: ItemRecord,
    reviews: Sequence[PastReview],
    at: datetime,
    days: "_StudyDays",
    key: str,
) -> StateEvent:
    """The state of an item, with the reviews before, in one event.

    On two machines that import the same history it is the same event.
    """
    moments = [one.at.timestamp() for one in reviews]
    earlier = tuple(
        EarlierReview(round(when * 1000), days[when // _SPAN], one.rating, one.duration_ms)
        for when, one in zip(moments, reviews, strict=True)
    )
    content = repr((item_key, record, earlier, at.timestamp()))
    return StateEvent.of(
        item_key,
        record,
        at,
        study_day(at, days.rollover_hour),
        "imported",
        event_id=hashlib.blake2b(content.encode(), digest_size=16).hexdigest(),
        reviews=earlier,
        scheduler=key if earlier else None,
    )


class _StudyDays(dict[float, date]):
    """Number of such a span since 1970 -> its study day; many answers are given in each.

    Args:
        rollover_hour: when a study day begins.
    """

    def __init__(self, rollover_hour: int) -> None:
        super().__init__()
        self.rollover_hour = rollover_hour

    def __missing__(self, span: float) -> date:
        begins = datetime.fromtimestamp(span * _SPAN, UTC).astimezone()
        return self.setdefault(span, study_day(begins, self.rollover_hour))


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _events(
    item_key: ItemKey, reviews: Sequence[PastReview], scheduler: Scheduler, key: str, *, due: bool
) -> tuple[list[ReviewEvent | ForgetEvent], MemoryState | None]:
    """What was done with an item, and the memory that follows from that alone.

    Args:
        item_key: the item.
        reviews: of it, in the order of time.
        scheduler: schedules each again.
        key: names the scheduler.
        due: whether the item is due when the last of them says so.
    """
    answers = [_replayed(item_key, review, scheduler.rollover_hour) for review in reviews]
    last = answers[-1].id if due and answers else None
    events = [*replayed(item_key, answers, scheduler, key, fuzzed=last)]
    after = events[-1] if events else None
    return events, after.after if isinstance(after, ReviewEvent) else None


def _replayed(item_key: ItemKey, review: PastReview, rollover_hour: int) -> Replayed:
    """A review, named so that it is the same event on two machines."""
    (deck, item), at = item_key, review.at.astimezone()
    what = "reset " if review.rating == RESET else ""
    event_id = uuid5(NAMESPACE_URL, f"{what}{deck}/{item} {at.timestamp()}").hex
    day = study_day(at, rollover_hour)
    return Replayed(event_id, at, day, review.rating, review.duration_ms)


def _memory_after(
    item_key: ItemKey, reviews: Sequence[PastReview], scheduler: Scheduler, key: str
) -> MemoryState | None:
    """The memory that follows from reviews alone."""
    return _events(item_key, reviews, scheduler, key, due=False)[1]
