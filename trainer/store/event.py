"""What the journal tells: one frozen event a line.

An event that changes an item says what was before and what is after, so that undo, replay
and rebuild never run the scheduler, and a journal outlives the scheduler that wrote it.
"""

import hashlib
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated, Literal, Self
from uuid import uuid4

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from trainer.errors import TrainerError
from trainer.memory.rating import Rating
from trainer.memory.state import MemoryState
from trainer.memory.study_day import study_day
from trainer.store.record import ItemRecord

if TYPE_CHECKING:
    from trainer.memory.scheduler import Scheduler


_Moment = Annotated[
    AwareDatetime,
    Field(ge=datetime(1970, 1, 1, tzinfo=UTC), lt=datetime(2200, 1, 1, tzinfo=UTC)),
]
"""No clock is so wrong; and what lies further off cannot be counted in days of any zone."""

_Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]*$")]
"""A deck's or an item's id. Journals of other machines are merged: no other character may reach
a terminal or a table; and an underscore in front marks the scores' own tables."""


class _Event(BaseModel):
    """What every event tells."""

    # Built when the first event is read or written: most starts read none.
    model_config = ConfigDict(frozen=True, defer_build=True)

    type: str
    id: str = Field(default_factory=lambda: uuid4().hex, min_length=1)
    """Unique among all machines, so that merging two journals is a union."""
    at: _Moment
    """When it happened, with the learner's UTC offset of that moment."""
    day: date
    """The study day on which it happened."""
    session: str | None = None
    """The session it belongs to; None for what was done outside of one."""


class _ItemEvent(_Event):
    deck: _Name
    """The deck's id."""
    item: _Name
    """The item's id in its deck."""


GivenAnswer = str | bool | tuple[str, ...] | dict[str, str] | None
"""A learner's answer as its question writes it; what it means the question reads."""


class ReviewEvent(_ItemEvent):
    """An item was asked and rated."""

    type: Literal["review"] = "review"
    rating: Rating
    before: MemoryState | None
    """The item's memory before the review; None when it was new."""
    after: MemoryState | None
    """Its memory after the review; None in cram, which leaves the memory as it was."""
    scheduler: str | None = None
    """The `key` of the SchedulerEvent that tells what made `after`; None in cram."""
    answer: GivenAnswer = None
    """None when the learner only looked."""
    score: Annotated[float, Field(ge=0, le=1)] | None = None
    """What the answer was worth; None for a flashcard."""
    duration_ms: Annotated[int, Field(ge=0)]
    """From the question to the rating, as far as that is believable."""

    @property
    def cram(self) -> bool:
        """Whether the review left the memory alone."""
        return self.after is None

    @model_validator(mode="after")
    def _names_its_scheduler(self) -> Self:
        if (self.after is None) != (self.scheduler is None):
            raise ValueError("a review names its scheduler, and only a cram review has none")
        return self


class SuspendEvent(_ItemEvent):
    """An item is no longer asked, or is asked again; recorded only when that changes."""

    type: Literal["suspend"] = "suspend"
    suspended: bool


class BuryEvent(_ItemEvent):
    """An item is put off."""

    type: Literal["bury"] = "bury"
    until: date
    """The study day on which it may be asked again."""
    before: date | None = None
    """Until when it was put off already; what an undo restores."""


class UndoEvent(_Event):
    """A review, suspension or burial is taken back. An undo cannot be undone."""

    type: Literal["undo"] = "undo"
    event: str
    """The id of the event taken back."""


Place = tuple[_Name, _Name]
"""A deck and an item of it."""


class MoveEvent(_Event):
    """Items go by other names since their cards were edited; what is known goes along."""

    type: Literal["move"] = "move"
    moves: tuple[tuple[Place, Place], ...]
    """From where to where, all at once: two items may change places."""


class ForgetEvent(_ItemEvent):
    """What is known of an item is dropped; its reviews stay in the journal."""

    type: Literal["forget"] = "forget"


class _RecordEvent(_ItemEvent):
    """What is known of an item, as a whole."""

    memory: MemoryState | None
    suspended: bool
    buried_until: date | None

    @classmethod
    def of(cls, place: tuple[str, str], record: ItemRecord, at: datetime, day: date) -> Self:
        """That this is known of an item from a moment on."""
        deck, item = place
        return cls(  # type: ignore[call-arg]  # each subclass names its type
            at=at,
            day=day,
            deck=deck,
            item=item,
            memory=record.memory,
            suspended=record.suspended,
            buried_until=record.buried_until,
        )

    @property
    def record(self) -> ItemRecord:
        """What is known."""
        return ItemRecord(self.memory, self.suspended, self.buried_until)


class SettledEvent(_RecordEvent):
    """Two machines' journals came together: what follows from both for an item.

    It follows from the other events alone, so it is not carried from journal to journal.
    """

    type: Literal["settled"] = "settled"


class KeptEvent(_RecordEvent):
    """What is known of an item, said anew: its reviews are lost, or are seen in another light.

    The first where the journal lost them, the second where the scheduler was fitted. Unlike what
    was settled it follows from nothing else, so it goes wherever the journal goes.
    """

    type: Literal["kept"] = "kept"


class SchedulerEvent(_Event):
    """Which scheduler is at work from here on; written when it changes, named by reviews."""

    type: Literal["scheduler"] = "scheduler"
    version: str
    """Algorithm and implementation, as `FSRS-6, fsrs 6.3.2`."""
    parameters: tuple[float, ...]
    """The algorithm's weights."""
    desired_retention: Annotated[float, Field(gt=0, lt=1)]
    """The chance of recall at which an item comes back."""

    @classmethod
    def of(cls, scheduler: "Scheduler", now: datetime) -> Self:
        """That a scheduler is at work from a moment on."""
        return cls(
            at=now,
            day=study_day(now, scheduler.rollover_hour),
            version=scheduler.version,
            parameters=scheduler.parameters,
            desired_retention=scheduler.desired_retention,
        )

    def scheduler(self, rollover_hour: int) -> "Scheduler | None":
        """The scheduler itself; None where it is none that can be.

        Args:
            rollover_hour: the hour at which its study days begin.
        """
        from trainer.memory.scheduler import Scheduler

        try:
            return Scheduler(
                parameters=self.parameters,
                desired_retention=self.desired_retention,
                rollover_hour=rollover_hour,
            )
        except (TrainerError, ValueError):
            return None

    @property
    def key(self) -> str:
        """Twelve hexadecimal digits that follow from version, parameters and retention alone."""
        told = repr((self.version, self.parameters, self.desired_retention))
        return hashlib.blake2b(told.encode(), digest_size=6).hexdigest()


class SessionStarted(_Event):
    """A sitting began; it is open until its SessionEnded, or until another begins."""

    type: Literal["session-started"] = "session-started"
    session: str
    decks: tuple[str, ...] = ()
    """Ids of the decks drawn from; all of them when empty."""
    tags: tuple[str, ...] = ()
    """Only cards with one of these tags; all when empty."""
    limit: int | None = None
    """End after this many answers; None for no end but the queue's."""
    cram: bool = False
    seed: int = 0
    """What the order of options follows from."""


class SessionEnded(_Event):
    """A sitting came to its end."""

    type: Literal["session-ended"] = "session-ended"
    session: str


ItemEvent = ReviewEvent | SuspendEvent | BuryEvent
"""What changes an item, and can be taken back."""

Change = ItemEvent | MoveEvent | ForgetEvent | SettledEvent | KeptEvent
"""What changes the record of an item."""

Event = Change | UndoEvent | SchedulerEvent | SessionStarted | SessionEnded

_EVENT: TypeAdapter[Event] = TypeAdapter(
    Annotated[Event, Field(discriminator="type")], config=ConfigDict(defer_build=True)
)


class UnknownTypeError(ValueError):
    """A line tells an event of a type that a newer trainer may know."""


def read_event(line: bytes) -> Event:
    """Read one line of the journal.

    Raises:
        UnknownTypeError: it is an event of an unknown type.
        ValueError: it is no event.
    """
    try:
        return _EVENT.validate_json(line)
    except ValidationError as error:
        if error.errors(include_url=False)[0]["type"] == "union_tag_invalid":
            raise UnknownTypeError from error
        raise


def write_event(event: Event) -> bytes:
    """The event as one line of the journal, line feed included."""
    return event.model_dump_json().encode() + b"\n"
