"""What the journal records: one frozen event a line.

To add a kind of event: one class here and in `Event` (or in `trainer.store.item_event`, where it
is about one item), and one case in `trainer.store.fold`.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal, Self, get_args
from uuid import uuid4

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from trainer.errors import TrainerError
from trainer.memory.rating import RESET
from trainer.memory.study_day import study_day
from trainer.moment import Moment
from trainer.store.event_base import EventBase, ItemEventBase, ItemKey
from trainer.store.item_event import (
    AcceptEvent,
    BuryEvent,
    DueEvent,
    FlagEvent,
    ForgetEvent,
    GivenAnswer,
    ItemEvent,
    NoteEvent,
    ReviewEvent,
    StateEvent,
    SuspendEvent,
)

if TYPE_CHECKING:
    from trainer.memory.scheduler import Scheduler

__all__ = [
    "AcceptEvent",
    "BatchEnded",
    "BuryEvent",
    "Change",
    "ClockEvent",
    "DueEvent",
    "Event",
    "FlagEvent",
    "ForgetEvent",
    "GivenAnswer",
    "ItemEvent",
    "ItemKey",
    "MoveEvent",
    "NoteEvent",
    "OfOneMachine",
    "RestoreEvent",
    "ReviewEvent",
    "SchedulerEvent",
    "SessionEnded",
    "SessionStarted",
    "SettledEvent",
    "StateEvent",
    "SuspendEvent",
    "UndoEvent",
    "UnknownTypeError",
    "moment_after",
    "read_event",
    "reviews_in",
    "types_of",
    "write_event",
]


_TICK = timedelta(milliseconds=1)


def moment_after(now: datetime, latest: float | None) -> datetime:
    """The moment of what is wanted to hold from now on, be this clock behind the one before.

    At its own early moment a reset would count before the reviews that it drops, and drop nothing.

    Args:
        now: the present moment.
        latest: the latest moment of all that happened, in seconds since 1970; None when nothing
            did.
    """
    if latest is None or latest <= now.timestamp():
        return now
    return datetime.fromtimestamp(latest, now.tzinfo) + _TICK


class MoveEvent(EventBase):
    """Items go by other names since their cards were edited; what is known goes along."""

    type: Literal["move"] = "move"
    moves: tuple[tuple[ItemKey, ItemKey], ...]
    """From where to where, all at once: two items may change places."""

    @classmethod
    def of(
        cls,
        moves: tuple[tuple[ItemKey, ItemKey], ...],
        now: datetime,
        day: date,
        latest: float | None,
    ) -> Self:
        """That items go by other names from now on.

        It counts after all that happened to them: see `moment_after`.

        Args:
            moves: from where to where.
            now: the present moment.
            day: its study day.
            latest: the latest moment of all that happened, in seconds since 1970; None when
                nothing did.
        """
        return cls(at=moment_after(now, latest), day=day, moves=moves)


class UndoEvent(EventBase):
    """An event is taken back: all is as if it had never been. An undo cannot be undone."""

    type: Literal["undo"] = "undo"
    event: str
    """The id of the event taken back."""


class ClockEvent(EventBase):
    """A clock was wrong: when an event really happened, as far as one can know."""

    type: Literal["clock"] = "clock"
    event: str
    """The id of the event that lies in the future."""
    counts_as: Moment
    """The moment at which it counts. Of several the earliest holds."""


class SchedulerEvent(EventBase):
    """Which scheduler is at work from here on; written when it changes, named by reviews."""

    type: Literal["scheduler"] = "scheduler"
    version: str
    """Algorithm and implementation, as `FSRS-6, fsrs 6.3.2`."""
    parameters: tuple[float, ...]
    """The algorithm's weights."""
    desired_retention: Annotated[float, Field(gt=0, lt=1)]
    """The chance of recall at which an item comes back."""
    rollover_hour: Annotated[int, Field(ge=0, le=23)] | None = Field(
        default=None, exclude_if=lambda hour: hour is None
    )
    """The hour at which its study days begin; older versions did not record it."""

    @classmethod
    def of(cls, scheduler: "Scheduler", now: datetime) -> Self:
        """That a scheduler is at work from a moment on."""
        return cls(
            at=now,
            day=study_day(now, scheduler.rollover_hour),
            version=scheduler.version,
            parameters=scheduler.parameters,
            desired_retention=scheduler.desired_retention,
            rollover_hour=scheduler.rollover_hour,
        )

    def scheduler(self, rollover_hour: int) -> "Scheduler | None":
        """The scheduler itself; None where it is none that can be.

        Args:
            rollover_hour: the hour at which its study days begin, where the event does not say.
        """
        from trainer.memory.scheduler import Scheduler

        recorded = self.rollover_hour
        try:
            return Scheduler(
                parameters=self.parameters,
                desired_retention=self.desired_retention,
                rollover_hour=rollover_hour if recorded is None else recorded,
            )
        except (TrainerError, ValueError):
            return None

    @cached_property
    def key(self) -> str:
        """Twelve hexadecimal digits that follow from what the scheduler does."""
        parts: tuple[object, ...] = (self.version, self.parameters, self.desired_retention)
        if self.rollover_hour is not None:
            parts = (*parts, self.rollover_hour)
        return hashlib.blake2b(repr(parts).encode(), digest_size=6).hexdigest()


class SessionStarted(EventBase):
    """A sitting began; it is open until its SessionEnded, or until another begins."""

    type: Literal["session-started"] = "session-started"
    session: str
    decks: tuple[str, ...] = ()
    """Ids of the decks drawn from; all of them when empty."""
    tags: tuple[str, ...] = ()
    """Only cards with one of these tags; all when empty."""
    items: tuple[str, ...] = ()
    """Only these items, each as `deck/item`; all when empty."""
    limit: int | None = None
    """End after this many answers; None for no end but the queue's."""
    cram: bool = False
    seed: int = 0
    """What the order of options follows from."""


class SessionEnded(EventBase):
    """A sitting came to its end."""

    type: Literal["session-ended"] = "session-ended"
    session: str


class BatchEnded(EventBase):
    """Events that mean one thing are all written; without this line none of them counts."""

    type: Literal["batch-ended"] = "batch-ended"
    batch: str
    events: Annotated[int, Field(ge=1)]
    """How many they are."""

    @classmethod
    def close(cls, events: Sequence["Event"], origin: str = "") -> "tuple[list[Event], BatchEnded]":
        """Events marked as one batch, and the line that closes it.

        Args:
            events: at least one.
            origin: how the name of the batch begins, to know later where it came from.
        """
        batch, last = f"{origin}{uuid4().hex[:12]}", events[-1]
        marked = [event.model_copy(update={"batch": batch}) for event in events]
        return marked, cls(at=last.at, day=last.day, batch=batch, events=len(events))


class RestoreEvent(EventBase):
    """The learner went back to a backup, and chose to leave what it did not have."""

    type: Literal["restore"] = "restore"
    left: tuple[str, ...] = ()
    """Ids of the events that were left: it is no damage that they are not here."""


class SettledEvent(ItemEventBase):
    """What followed from a merge, as older versions wrote it: read over, for it follows anyway."""

    type: Literal["settled"] = "settled"


Change = ItemEvent | MoveEvent
"""What changes records; only its order matters."""

OfOneMachine = SessionStarted | SessionEnded | BatchEnded | RestoreEvent | SettledEvent
"""What is not carried from journal to journal."""

Event = Change | UndoEvent | ClockEvent | SchedulerEvent | OfOneMachine


def types_of(events: object) -> frozenset[str]:
    """The types of a union of events, as they are in the journal."""
    fields = (event.model_fields["type"] for event in get_args(events))
    return frozenset(name for field in fields for name in get_args(field.annotation))


_EVENT: TypeAdapter[Event] = TypeAdapter(
    Annotated[Event, Field(discriminator="type")], config=ConfigDict(defer_build=True)
)


def reviews_in(events: Iterable[Event]) -> int:
    """How many reviews there are among events, those that another program recorded among them."""
    return sum(
        sum(one.rating != RESET for one in event.reviews)
        if isinstance(event, StateEvent)
        else isinstance(event, ReviewEvent)
        for event in events
    )


class UnknownTypeError(ValueError):
    """A line holds an event of a type that a newer trainer may know."""


def read_event(line: bytes) -> Event:
    """Read one line of the journal.

    Raises:
        UnknownTypeError: it is an event of an unknown type.
        ValueError: it is no event.
    """
    try:
        event = _EVENT.validate_json(line)
    except ValidationError as error:
        if error.errors(include_url=False)[0]["type"] == "union_tag_invalid":
            raise UnknownTypeError from error
        raise
    if "id" not in event.model_fields_set:  # it would be another event whenever it is read
        raise ValueError("it has no id")
    return event


def write_event(event: Event) -> bytes:
    """The event as one line of the journal, line feed included."""
    return event.model_dump_json().encode() + b"\n"
