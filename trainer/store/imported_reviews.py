"""What was answered in another program before, as the statement of where an item stood has it.

A history of years is one line of the journal and not one for each answer: the answers explain
nothing of the memory, which is what the other program said, and are read for statistics alone.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated, NamedTuple

from pydantic import Field

from trainer.memory.rating import RESET, Rating
from trainer.moment import Day

if TYPE_CHECKING:
    from trainer.memory.scheduler import Scheduler
    from trainer.memory.state import MemoryState
    from trainer.store.event import ForgetEvent, ItemKey, ReviewEvent, StateEvent


class EarlierReview(NamedTuple):
    """One answer, or a reset."""

    at: Annotated[int, Field(ge=0, lt=7_258_118_400_000)]
    """When, in milliseconds since 1970; up to 2199."""
    day: Day
    """The study day on which it was."""
    rating: Annotated[int, Field(ge=RESET, le=4)]
    """1 (again) to 4 (easy); or RESET."""
    duration_ms: Annotated[int, Field(ge=0)] = 0

    @property
    def moment(self) -> datetime:
        """When, in the time zone of this machine."""
        return datetime.fromtimestamp(self.at / 1000, UTC).astimezone()


def counts_by_day(reviews: Iterable[EarlierReview]) -> Iterator[tuple[date, int, int]]:
    """What counts against the limits of each study day: new items and reviews.

    The first answer is of a new item, and those of later days are reviews; a second one on the
    same day was a learning step.
    """
    before: date | None = None
    for review in reviews:
        if review.rating == RESET:
            before = None
        elif review.day != before:
            yield review.day, int(before is None), int(before is not None)
            before = review.day


class Replayed(NamedTuple):
    """One answer, or a reset, as an event is to name it."""

    id: str
    at: datetime
    day: date
    rating: int
    """1 (again) to 4 (easy); or RESET."""
    duration_ms: int


def replayed(
    item_key: "ItemKey",
    answers: Iterable[Replayed],
    scheduler: "Scheduler",
    key: str,
    *,
    fuzzed: str | None = None,
) -> "Iterator[ReviewEvent | ForgetEvent]":
    """Answers as they would have been recorded here, with the memory that each found and left.

    Args:
        item_key: the item.
        answers: in the order of time.
        scheduler: schedules each again.
        key: names the scheduler.
        fuzzed: the id of the answer whose day is shifted a little, since it says what is due.
    """
    from trainer.store.event import ForgetEvent, ReviewEvent

    memory: MemoryState | None = None
    deck, item = item_key
    for id_, at, day, rating, duration_ms in answers:
        if rating == RESET:
            memory = None
            yield ForgetEvent(id=id_, at=at, day=day, deck=deck, item=item)
            continue
        event = ReviewEvent.of(
            item_key,
            Rating(rating),
            at,
            before=memory,
            scheduler=scheduler,
            scheduler_key=key,
            event_id=id_,
            fuzz=id_ == fuzzed,
            duration_ms=duration_ms,
        )
        memory = event.after
        yield event if event.day == day else event.model_copy(update={"day": day})


def events_of(
    statement: "StateEvent", scheduler: "Scheduler"
) -> "Iterator[ReviewEvent | ForgetEvent]":
    """The answers of a statement as events; see `replayed`.

    Args:
        statement: of an item, with its earlier reviews.
        scheduler: schedules each again.
    """
    answers = (
        Replayed(f"{statement.id}.{number}", one.moment, one.day, one.rating, one.duration_ms)
        for number, one in enumerate(statement.reviews)
    )
    return replayed(statement.item_key, answers, scheduler, statement.scheduler or "")
