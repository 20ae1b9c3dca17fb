"""Goes on with a session that was cut off: its steps are read back from the journal."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from trainer.asking.question import Question
from trainer.deck.form_base import Answer, NoAnswerError
from trainer.deck.item import Item
from trainer.grading.marker import Marking, graded
from trainer.memory.duration import believable
from trainer.store.event import (
    AcceptEvent,
    BuryEvent,
    Event,
    ItemKey,
    ReviewEvent,
    SuspendEvent,
)
from trainer.study.response import Response
from trainer.study.steps import Step


def steps_of(
    events: Iterable[Event], items: Mapping[str, Item], mark: Marking = graded
) -> tuple[Step, ...]:
    """The steps that a session's events record, oldest first.

    Args:
        events: what the session recorded and did not take back, oldest first.
        items: ref -> item. The steps of those that are no longer in any deck count all the same.
        mark: marks an answer as the item's deck says.
    """
    steps: list[Step] = []
    accepted: dict[ItemKey, str] = {}
    for event in events:
        if isinstance(event, AcceptEvent):
            accepted[event.item_key] = event.id
        elif isinstance(event, ReviewEvent | BuryEvent | SuspendEvent):
            step = _step(event, items.get(f"{event.deck}/{event.item}"), mark)
            steps.append(replace(step, accepted=accepted.pop(event.item_key, None)))
    return tuple(steps)


def _step(event: ReviewEvent | BuryEvent | SuspendEvent, item: Item | None, mark: Marking) -> Step:
    if not isinstance(event, ReviewEvent):
        return Step(item, None, event.id)
    response = Response() if item is None else _response(event, Question.of(item, 0, mark))
    return Step(
        item,
        None,
        event.id,
        rating=event.rating,
        answer=response.answer,
        mark=response.mark,
        seconds=believable(event.duration_ms) / 1000,
        was_new=event.before is None,
    )


def _response(event: ReviewEvent, question: Question) -> Response:
    answer = _answer(question, event.answer)
    marked = question.not_answered if answer is None else question.mark(answer)
    response = Response(answer, marked)
    if event.score == 1 and response.can_be_taken:  # as its learner did then
        return response.taken_as_right()
    return response


def _answer(question: Question, kept: object) -> Answer | None:
    """The answer that the journal holds; None where the card, edited since, takes no such one."""
    if question.form.self_marked:
        return None
    try:
        return question.form.read(kept)
    except NoAnswerError:
        return None
