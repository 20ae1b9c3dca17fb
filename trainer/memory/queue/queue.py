"""What a queue is to those who use it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, Self

from trainer.memory.state import MemoryState


@dataclass(frozen=True, slots=True)
class Ask:
    """An item is to be asked now."""

    ref: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing is to be asked yet, but later on the same study day."""

    until: datetime
    """The first moment (UTC) at which there is something to ask."""


@dataclass(frozen=True, slots=True)
class Finished:
    """Nothing more is to be asked today."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items are still to be asked today."""

    new: int
    learning: int
    review: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.new + self.learning + self.review


class Queue(Protocol):
    """The items of one study day. A value: each step gives a new queue; undo keeps the old."""

    def next(self, now: datetime) -> Ask | Wait | Finished:
        """What to do at an (aware) moment; the answer does not change the queue."""

    def after(self, ref: str, state: MemoryState | None) -> Self:
        """The queue after an item was answered and its memory became `state`.

        In cram there is no state, and an item answered wrong goes `later` instead.
        """

    def without(self, ref: str) -> Self:
        """The queue without an item that was buried or suspended."""

    def later(self, ref: str) -> Self:
        """The queue with an item put off until nothing else is to be asked."""

    @property
    def counts(self) -> Counts:
        """How many items are left, as things stand."""
