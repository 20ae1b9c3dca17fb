"""What the journal records of one item."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from trainer.deck.text import SafeText
from trainer.memory.rating import Rating
from trainer.memory.state import MemoryState
from trainer.memory.study_day import study_day
from trainer.moment import Day
from trainer.store.event_base import ItemEventBase, ItemKey, is_none, new_id
from trainer.store.imported_reviews import EarlierReview
from trainer.store.record import ItemRecord

if TYPE_CHECKING:
    from trainer.memory.scheduler import Scheduler


def _is_empty(value: tuple[object, ...]) -> bool:
    return not value


GivenAnswer = str | bool | tuple[str, ...] | dict[str, str] | None
"""A learner's answer as its question writes it; what it means the question reads."""


class ReviewEvent(ItemEventBase):
    """An item was asked and rated."""

    type: Literal["review"] = "review"
    rating: Rating
    before: MemoryState | None
    """The item's memory before the review; None when it was new."""
    after: MemoryState | None
    """Its memory after the review; None in cram, which leaves the memory as it was."""
    scheduler: str | None = None
    """The `key` of the SchedulerEvent that says what made `after`; None in cram."""
    answer: GivenAnswer = None
    """None when the learner only looked."""
    score: Annotated[float, Field(ge=0, le=1)] | None = None
    """What the answer was worth; None for a flashcard."""
    duration_ms: Annotated[int, Field(ge=0)]
    """From the question to the rating, as far as that is believable."""

    @classmethod
    def of(  # noqa: PLR0913 - a review is put together here and nowhere else
        cls,
        item_key: ItemKey,
        rating: Rating,
        at: datetime,
        *,
        before: MemoryState | None,
        scheduler: "Scheduler",
        scheduler_key: str | None,
        event_id: str | None = None,
        session: str | None = None,
        answer: object = None,
        score: float | None = None,
        duration_ms: int = 0,
        fuzz: bool = True,
    ) -> Self:
        """The review of an item, scheduled.

        Args:
            item_key: the item.
            rating: how well it was recalled.
            at: when.
            before: what is remembered of it so far.
            scheduler: what schedules it.
            scheduler_key: names the scheduler; None in cram, which schedules nothing.
            event_id: its id where it follows from something; a new one when None.
            session: the session it belongs to.
            answer: what was given.
            score: what it was worth.
            duration_ms: how long it took.
            fuzz: whether the day on which it is due again is shifted a little.
        """
        deck, item = item_key
        cram = scheduler_key is None
        after = None if cram else scheduler.review(f"{deck}/{item}", before, rating, at, fuzz=fuzz)
        return cls(
            id=event_id or new_id(),
            at=at,
            day=study_day(at, scheduler.rollover_hour),
            session=session,
            deck=deck,
            item=item,
            rating=rating,
            before=before,
            after=after,
            scheduler=scheduler_key,
            answer=answer,
            score=score,
            duration_ms=duration_ms,
        )

    @property
    def cram(self) -> bool:
        """Whether the review left the memory alone."""
        return self.after is None

    @model_validator(mode="after")
    def _names_its_scheduler(self) -> Self:
        if (self.after is None) != (self.scheduler is None):
            raise ValueError("a review names its scheduler, and only a cram review has none")
        return self


class SuspendEvent(ItemEventBase):
    """An item is no longer asked, or is asked again; recorded only when that changes."""

    type: Literal["suspend"] = "suspend"
    suspended: bool

    @classmethod
    def of(
        cls,
        item_key: ItemKey,
        at: datetime,
        day: date,
        *,
        suspended: bool,
        session: str | None = None,
    ) -> Self:
        """That an item is no longer asked, or is asked again."""
        deck, item = item_key
        return cls(at=at, day=day, session=session, deck=deck, item=item, suspended=suspended)


class BuryEvent(ItemEventBase):
    """An item is put off."""

    type: Literal["bury"] = "bury"
    until: Day
    """The study day on which it may be asked again."""
    before: Day | None = None
    """Until when it was put off already. Older versions needed it to undo."""

    @classmethod
    def of(cls, item_key: ItemKey, at: datetime, day: date, *, session: str | None = None) -> Self:
        """That an item is put off until the study day after this one."""
        deck, item, until = *item_key, day + timedelta(days=1)
        return cls(at=at, day=day, session=session, deck=deck, item=item, until=until)


class AcceptEvent(ItemEventBase):
    """An answer counts as right for an item from now on."""

    type: Literal["accept"] = "accept"
    answer: Annotated[SafeText, Field(min_length=1)]


class FlagEvent(ItemEventBase):
    """An item was flagged, to be found again; 0 takes the flag away."""

    type: Literal["flag"] = "flag"
    flag: Annotated[int, Field(ge=0, le=7)]
    """The number of the flag, as in Anki."""


class NoteEvent(ItemEventBase):
    """A note of the learner's own on an item; an empty one takes it away."""

    type: Literal["note"] = "note"
    note: SafeText


class DueEvent(ItemEventBase):
    """An item that is not new is to be asked on a day that the learner chose."""

    type: Literal["due"] = "due"
    due: Day


class ForgetEvent(ItemEventBase):
    """What is known of an item is dropped; its reviews stay in the journal."""

    type: Literal["forget"] = "forget"
    keeps_own: bool = Field(default=False, exclude_if=lambda kept: not kept)
    """Whether flag, note and accepted answers stay: the card was reset, to be learnt again."""


class StateEvent(ItemEventBase):
    """What is known of an item at a moment, as a whole; later reviews go on from there.

    Older versions wrote it as `kept`, without a reason.
    """

    type: Literal["state", "kept"] = "state"
    memory: MemoryState | None
    suspended: bool
    buried_until: Day | None
    reason: Literal["imported", "fitted", "lost"] = "lost"
    """Why it is said.

    `imported`: so another program has it, whatever was reviewed before.
    `fitted`: the scheduler was fitted, which shows stability and difficulty in another light.
    `lost`: the lines that led there are lost. The latter two forget no review that they did not
    know of.
    """
    reviews: tuple[EarlierReview, ...] = Field(default=(), exclude_if=_is_empty)
    """What was answered in another program till then, in the order of time."""
    scheduler: str | None = Field(default=None, exclude_if=is_none)
    """The `key` of the SchedulerEvent that says what those answers would have led to here."""

    @classmethod
    def of(  # noqa: PLR0913 - what is known, since when, and why
        cls,
        item_key: ItemKey,
        record: ItemRecord,
        at: datetime,
        day: date,
        reason: Literal["imported", "fitted", "lost"],
        *,
        event_id: str | None = None,
        reviews: tuple[EarlierReview, ...] = (),
        scheduler: str | None = None,
    ) -> Self:
        """That this is known of an item from a moment on."""
        deck, item = item_key
        return cls(
            id=event_id or new_id(),
            at=at,
            day=day,
            deck=deck,
            item=item,
            memory=record.memory,
            suspended=record.suspended,
            buried_until=record.buried_until,
            reason=reason,
            reviews=reviews,
            scheduler=scheduler,
        )


ItemEvent = (
    ReviewEvent
    | SuspendEvent
    | BuryEvent
    | AcceptEvent
    | FlagEvent
    | NoteEvent
    | DueEvent
    | ForgetEvent
    | StateEvent
)
"""What changes the record of one item."""
