"""Today's answers, to be rated anew or taken back, also long after their session."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from trainer.deck.item import Item
from trainer.memory.rating import Rating
from trainer.store.event import Event, ReviewEvent, SchedulerEvent, UndoEvent
from trainer.study.collection import Collection


class Answered(NamedTuple):
    """An answer that was rated today."""

    event: ReviewEvent
    item: Item | None
    """What was asked; None where its card is gone."""
    taken_back: bool = False

    @property
    def prompt(self) -> str:
        """The question, or where there is none any more the item's name."""
        return self.item.prompt if self.item else f"{self.event.deck}/{self.event.item}"


def answered_today(collection: Collection, now: datetime) -> Iterator[Answered]:
    """What was answered on this study day, oldest first; practice, which counts nowhere, is not.

    Raises:
        TrainerError: the journal can no longer be read.
    """
    today = collection.today(now)
    for event in collection.learner.events(earlier=False):
        if isinstance(event, ReviewEvent) and event.day == today and not event.cram:
            yield Answered(event, collection.items.get(f"{event.deck}/{event.item}"))


def rate_anew(
    collection: Collection, answered: Answered, rating: Rating, now: datetime
) -> Answered:
    """Put another rating in the place of one, as if it had been given then.

    Raises:
        TrainerError: another program holds the learner, or it cannot be written.
    """
    collection.refuse_when_held()
    event, scheduler = answered.event, collection.scheduler
    review = ReviewEvent.of(
        event.place,
        rating,
        event.at,
        before=event.before,
        scheduler=scheduler,
        scheduler_key=collection.learner.record_scheduler(SchedulerEvent.of(scheduler, now)),
        session=event.session,
        answer=event.answer,
        score=event.score,
        duration_ms=event.duration_ms,
    )
    events: list[Event] = [review]
    if not answered.taken_back:
        events.insert(0, _undo(collection, event, now))
    collection.learner.record_all(events)
    return Answered(review, answered.item)


def take_back(collection: Collection, answered: Answered, now: datetime) -> Answered:
    """Let an answer be as if it had never been given.

    Raises:
        TrainerError: another program holds the learner, or it cannot be written.
    """
    collection.refuse_when_held()
    if not answered.taken_back:
        collection.learner.record_all([_undo(collection, answered.event, now)])
    return answered._replace(taken_back=True)


def _undo(collection: Collection, event: ReviewEvent, now: datetime) -> UndoEvent:
    return UndoEvent(at=now, day=collection.today(now), event=event.id)
