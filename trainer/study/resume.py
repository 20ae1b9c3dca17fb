"""Takes up a session that was cut off: its steps are read back from the journal."""

from collections.abc import Callable, Iterable, Mapping

from trainer.deck.card import Card, Flashcard, Match, MultipleChoice, PickAll, TrueFalse
from trainer.deck.item import Item
from trainer.grading.grade import grade
from trainer.grading.mark import Answer, Mark
from trainer.memory.duration import believable
from trainer.store.event import BuryEvent, Event, ReviewEvent, SuspendEvent, UndoEvent
from trainer.study.step import Step

Marking = Callable[[Item, Answer], Mark]


def steps_of(
    events: Iterable[Event], items: Mapping[str, Item], mark: Marking = grade
) -> tuple[Step, ...]:
    """The steps that a session's events tell of, oldest first, undone ones left out.

    Args:
        events: what the session recorded, oldest first.
        items: ref -> item; steps of items that are no longer in any deck are left out,
            their reviews stay in the journal.
        mark: marks an answer as the item's deck says.
    """
    events = tuple(events)
    undone = {event.event for event in events if isinstance(event, UndoEvent)}
    return tuple(
        _step(event, items[f"{event.deck}/{event.item}"], mark)
        for event in events
        if isinstance(event, ReviewEvent | BuryEvent | SuspendEvent)
        and event.id not in undone
        and f"{event.deck}/{event.item}" in items
    )


def _step(event: ReviewEvent | BuryEvent | SuspendEvent, item: Item, mark: Marking) -> Step:
    if not isinstance(event, ReviewEvent):
        return Step(item, None, event.id)
    answer = answer_from_json(item.card, event.answer)
    return Step(
        item,
        None,
        event.id,
        rating=event.rating,
        answer=answer,
        mark=_mark(item, answer, mark),
        seconds=believable(event.duration_ms) / 1000,
        was_new=event.before is None,
    )


def _mark(item: Item, answer: Answer | None, mark: Marking) -> Mark | None:
    if isinstance(item.card, Flashcard):
        return None
    return Mark(0.0, ()) if answer is None else mark(item, answer)


def answer_from_json(card: Card, value: object) -> Answer | None:
    """An answer as the journal holds it, made an answer again.

    None for an answer that the card, edited since, no longer takes.
    """
    match card, value:
        case PickAll(), tuple():
            return frozenset(str(option) for option in value)
        case Match(), dict():
            return {str(left): str(right) for left, right in value.items()}
        case TrueFalse(), bool():
            return value
        case ((PickAll() | Match() | TrueFalse() | Flashcard()), _):
            return None
        case MultipleChoice(), str():
            return value if value in card.options else None
        case _, tuple():
            return tuple(str(part) for part in value)
        case _, str():
            return value
        case _:
            return None
