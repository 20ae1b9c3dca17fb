"""What the store knows of one item, and of one study day."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from trainer.memory.state import MemoryState

_Count = Annotated[int, Field(ge=0)]


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """What follows from the journal for one item."""

    memory: MemoryState | None = None
    """What is remembered of it; None when it is new."""
    suspended: bool = False
    """Whether the learner does not want to be asked it."""
    buried_until: date | None = None
    """The study day before which it is not asked."""


@dataclass(frozen=True, slots=True)
class DayTotals:
    """What was studied of one deck on one study day."""

    new: _Count = 0
    """Items met for the first time."""
    reviews: _Count = 0
    """Answers to items in the review phase; learning steps are not among them."""
    milliseconds: _Count = 0
    """Time spent, from question to rating; whole, so that an undo restores it exactly."""
