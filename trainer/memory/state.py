"""What is remembered of one item."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from trainer.moment import Day, UtcMoment


class Phase(StrEnum):
    """How far an item is; an item without a state is new."""

    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryState:
    """The memory of one item after its last review (terms of FSRS-6).

    A dataclass with slots, not a model: a heavy user has fifty thousand of them.

    Raises:
        ValidationError: (pydantic's) for a state that cannot be.
    """

    phase: Phase
    step: Annotated[int, Field(ge=0)] | None = None
    """The (re)learning step it waits on, from 0; None in the review phase."""
    stability: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    """Days until the chance of recall falls to 90%."""
    difficulty: Annotated[float, Field(ge=1, le=10, allow_inf_nan=False)]
    """1 (easy) to 10 (hard)."""
    due: Day
    """The study day on which it is to be asked again."""
    ready_at: UtcMoment | None = None
    """The moment (UTC) from which it may be asked, on a learning step; None in review."""
    reviewed: Day
    """The study day of its last review."""
    reps: Annotated[int, Field(ge=1)]
    """How often it was reviewed."""
    lapses: Annotated[int, Field(ge=0)] = 0
    """How often it was forgotten after having been learnt."""

    @property
    def is_learnt(self) -> bool:
        """Whether it ever finished its learning steps; one that lapsed was learnt once."""
        return self.phase is not Phase.LEARNING

    @model_validator(mode="after")
    def _steps_are_for_learning(self) -> Self:
        in_review = self.phase is Phase.REVIEW
        if (self.step is None, self.ready_at is None) != (in_review, in_review):
            raise PydanticCustomError(
                "wrong_phase", "step and ready_at go with the learning phases, and with no other"
            )
        return self
