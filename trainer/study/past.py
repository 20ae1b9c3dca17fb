"""Reviews of another program, taken into a learner's journal as if they had been made here."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from trainer.deck.deck import Deck
from trainer.deck.identity import card_key
from trainer.deck.item import items_of_card
from trainer.exchange.carried import PastReview
from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.memory.state import MemoryState
from trainer.memory.study_day import study_day
from trainer.store.event import ItemEvent, ReviewEvent, SchedulerEvent, StateEvent
from trainer.store.learner import Learner
from trainer.store.record import ItemRecord


class Taken(NamedTuple):
    """What came of a history."""

    reviews: int
    items: int
    """How many items are no longer new."""
    known: int
    """How many items had progress of their own, which is left as it is."""


def take_history(
    learner: Learner,
    deck: Deck,
    reviews: Iterable[PastReview],
    scheduler: Scheduler,
    now: datetime,
) -> Taken:
    """Record what was reviewed elsewhere; each memory follows from its ratings and their times.

    Done twice, the second does nothing: the items are known by then.

    Args:
        learner: opened for recording.
        deck: the deck that the reviews are of.
        reviews: in the order of time; later ones than now are left out.
        scheduler: schedules each anew.
        now: the present moment in the learner's time zone.

    Raises:
        TrainerError: they could not all be written.
    """
    items = {card_key(card): items_of_card(deck.id, card) for card in deck.cards}
    of_item: defaultdict[str, list[PastReview]] = defaultdict(list)
    for review in reviews:
        if review.at <= now and review.card in items:
            of_item[items[review.card][review.item].id].append(review)
    known = {item for item in of_item if learner.record_of(deck.id, item) != ItemRecord()}
    today = study_day(now, scheduler.rollover_hour)
    key = learner.record_scheduler(SchedulerEvent.of(scheduler, now))
    before = [event for event in learner.events(deck.id) if isinstance(event, ItemEvent)]
    taken, forgotten = {event.id for event in before}, {event.item for event in before}
    events: list[ItemEvent] = []
    many = 0
    for item, row in of_item.items():
        if item not in known:
            made = [*_events(deck.id, item, row, scheduler, key)]
            many += len(made)
            events += [event for event in made if event.id not in taken]
            if item in forgotten:  # after which nothing of the past counts by itself
                record = ItemRecord(made[-1].after)
                events.append(StateEvent.of((deck.id, item), record, now, today, "imported"))
    learner.record_all(sorted(events, key=lambda event: event.at))
    return Taken(many, len(of_item) - len(known), len(known))


def _events(
    deck: str, item: str, reviews: Iterable[PastReview], scheduler: Scheduler, key: str
) -> Iterable[ReviewEvent]:
    memory: MemoryState | None = None
    for review in reviews:
        at = review.at.astimezone()
        event = ReviewEvent.of(
            (deck, item),
            Rating(review.rating),
            at,
            before=memory,
            scheduler=scheduler,
            scheduler_key=key,
            event_id=uuid5(NAMESPACE_URL, f"{deck}/{item} {at.timestamp()}").hex,
            duration_ms=review.duration_ms,
        )
        memory = event.after
        yield event
