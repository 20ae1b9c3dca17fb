"""What is remembered of one item."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Phase(StrEnum):
    """Where an item stands; an item without a state is new."""

    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


class MemoryState(BaseModel):
    """The memory of one item after its last review (terms of FSRS-6)."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)

    phase: Phase
    step: int | None
    """The (re)learning step it waits on, from 0; None in the review phase."""
    stability: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    """Days until the chance of recall falls to 90%."""
    difficulty: Annotated[float, Field(ge=1, le=10, allow_inf_nan=False)]
    """1 (easy) to 10 (hard)."""
    due: date
    """The study day on which it is to be asked again."""
    ready_at: datetime | None = None
    """The moment (UTC) from which it may be asked, on a learning step; None in review."""
    reviewed: date
    """The study day of its last review."""
    reps: Annotated[int, Field(ge=1)]
    """How often it was reviewed."""
    lapses: Annotated[int, Field(ge=0)]
    """How often it was forgotten after having been learnt."""
