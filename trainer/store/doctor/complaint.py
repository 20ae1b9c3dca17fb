"""What a doctor says."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that is not as it should be."""

    what: str
    """What was found, in a sentence."""
    means: str
    """What that means for the learner, and what to do."""
    mend: Callable[[datetime], None] | None = None
    """Fixes it; None where nothing needs to be done, or only the learner can."""
    grave: bool = False
    """Whether answers are lost, or will be, until something is done."""
