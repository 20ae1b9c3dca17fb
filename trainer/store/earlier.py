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
    from trainer.store.event import ForgetEvent, ReviewEvent, StateEvent


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


def events_of(
    statement: "StateEvent", scheduler: "Scheduler"
) -> "Iterator[ReviewEvent | ForgetEvent]":
    """The answers as they would have been recorded here, with the memory that each found and left.

    Args:
        statement: of an item, with its earlier reviews.
        scheduler: schedules each anew.
    """
    from trainer.store.event import ForgetEvent, ReviewEvent

    memory: MemoryState | None = None
    deck, item = place = statement.place
    for number, review in enumerate(statement.reviews):
        id_, at, day = f"{statement.id}.{number}", review.moment, review.day
        if review.rating == RESET:
            memory = None
            yield ForgetEvent(id=id_, at=at, day=day, deck=deck, item=item)
            continue
        event = ReviewEvent.of(
            place,
            Rating(review.rating),
            at,
            before=memory,
            scheduler=scheduler,
            scheduler_key=statement.scheduler or "",
            event_id=id_,
            duration_ms=review.duration_ms,
            fuzz=False,
        )
        memory = event.after
        yield event if event.day == day else event.model_copy(update={"day": day})
