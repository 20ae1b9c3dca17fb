"""What the store knows of one item."""

from dataclasses import dataclass

from pydantic import ConfigDict, with_config

from trainer.memory.state import MemoryState
from trainer.moment import Day


@with_config(ConfigDict(extra="forbid", defer_build=True))
@dataclass(frozen=True, slots=True)
class ItemRecord:
    """What follows from the journal for one item."""

    memory: MemoryState | None = None
    """What is remembered of it; None when it is new."""
    suspended: bool = False
    """Whether the learner does not want to be asked it."""
    buried_until: Day | None = None
    """The study day before which it is not asked."""
    accepted: tuple[str, ...] = ()
    """Answers that the learner wants to count as right, in the order in which they said so."""
    flag: int = 0
    """The number of its flag, 1 to 7; 0 for none."""
    note: str = ""
    """What the learner wrote on it."""

    def knows_more_than(self, other: "ItemRecord") -> bool:
        """Whether more reviews led here, or anything at all where nothing led there."""
        if self.memory is None or other.memory is None:
            return other == ItemRecord() != self
        return self.memory.reps > other.memory.reps
