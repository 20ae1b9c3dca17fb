"""Today's answers, to be rated again or taken back, also long after their session."""

from collections.abc import Collection as Some
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple, TypeGuard

from trainer.deck.item import Item
from trainer.errors import TrainerError
from trainer.memory.rating import Rating
from trainer.store.event import Event, ReviewEvent, SchedulerEvent, StateEvent, UndoEvent
from trainer.store.imported_reviews import events_of
from trainer.study.collection import Collection


class RatedAnswer(NamedTuple):
    """An answer that was rated today."""

    event: ReviewEvent
    item: Item | None
    """What was asked; None where its card is gone."""
    taken_back: bool = False
    elsewhere: bool = False
    """Whether it was given in another program, where alone it can be changed."""

    @property
    def prompt(self) -> str:
        """The question, or where there is none any more the item's name."""
        return self.item.prompt if self.item else f"{self.event.deck}/{self.event.item}"


def is_answer(event: Event, decks: Some[str]) -> TypeGuard[ReviewEvent]:
    """Whether an event is an answer of these decks; it is of the study day that it names.

    Every answer that was rated and not taken back is one, wherever answers are listed or counted:
    practice too, learning steps, and those of another program. What limits and goals count are
    not answers but new items and reviews (`DayCounts`), which practice leaves alone.
    """
    return isinstance(event, ReviewEvent) and event.deck in decks


def answered_today(collection: Collection, now: datetime) -> list[RatedAnswer]:
    """What was answered on this study day in the decks that are open, oldest first.

    Raises:
        TrainerError: the journal can no longer be read.
    """
    today = collection.today(now)
    decks = {deck_id for deck_id, part in collection.items.parts.items() if part.positions}
    answered_items = [
        RatedAnswer(event, collection.items.get(f"{event.deck}/{event.item}"), elsewhere=elsewhere)
        for event, elsewhere in _with_earlier(collection, today)
        if event.day == today and is_answer(event, decks)
    ]
    return sorted(answered_items, key=lambda answered: answered.event.at)


def _with_earlier(collection: Collection, day: date) -> Iterator[tuple[Event, bool]]:
    """What happened, and whether it did so in another program: there, around that day."""
    for event in collection.learner.events(earlier=False):
        yield event, False
        if isinstance(event, StateEvent) and any(one.day == day for one in event.reviews):
            for earlier in events_of(event, collection.scheduler):
                yield earlier, True


def rate_again(
    collection: Collection, answered: RatedAnswer, rating: Rating, now: datetime
) -> RatedAnswer:
    """Replace a rating, as if the new one had been given then.

    Raises:
        TrainerError: another program holds the learner or gave the answer, or it cannot be
            written.
    """
    _refuse(collection, answered)
    event, scheduler = answered.event, collection.scheduler
    key = collection.learner.record_scheduler(SchedulerEvent.of(scheduler, now))
    # at that moment the item may have had another name
    recorded = collection.learner.find(event.id)
    review = ReviewEvent.of(
        recorded.item_key if isinstance(recorded, ReviewEvent) else event.item_key,
        rating,
        event.at,
        before=event.before,
        scheduler=scheduler,
        scheduler_key=None if event.cram else key,
        session=event.session,
        answer=event.answer,
        score=event.score,
        duration_ms=event.duration_ms,
    ).model_copy(update={"since_move": event.since_move})
    events: list[Event] = [review]
    if not answered.taken_back:
        events.insert(0, _undo(collection, event, now))
    collection.learner.record_all(events)
    return RatedAnswer(review.under(event.item_key), answered.item)


def take_back(collection: Collection, answered: RatedAnswer, now: datetime) -> RatedAnswer:
    """Let an answer be as if it had never been given.

    Raises:
        TrainerError: another program holds the learner or gave the answer, or it cannot be
            written.
    """
    _refuse(collection, answered)
    if not answered.taken_back:
        collection.learner.record_all([_undo(collection, answered.event, now)])
    return answered._replace(taken_back=True)


def _refuse(collection: Collection, answered: RatedAnswer) -> None:
    collection.refuse_when_held()
    if answered.elsewhere:
        raise TrainerError(
            "This was answered in another program.", "Change it there, and import it again."
        )


def _undo(collection: Collection, event: ReviewEvent, now: datetime) -> UndoEvent:
    return UndoEvent(at=now, day=collection.today(now), event=event.id)
