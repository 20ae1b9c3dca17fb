"""Why an item is held back, and until when."""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


class Why(StrEnum):
    """Why an item is not asked now."""

    SUSPENDED = "suspended"
    """The learner does not want to be asked it."""
    BURIED = "buried"
    """The learner put it off."""
    NOT_DUE = "not due"
    """It is remembered well enough until its day."""
    STEP = "learning step"
    """It waits on a learning step."""
    REQUIRES = "requires"
    """What it requires is not learnt yet."""
    SIBLING = "sibling"
    """An item that gives it away is asked on the same day."""
    CONFUSABLE = "confusable"
    """It is new, and one easily mixed up with it is asked on the same day."""
    LIMIT = "limit"
    """The day's limit is reached."""


class Held(NamedTuple):
    """Why an item is not asked now, and until when."""

    why: Why
    until: date | datetime | None = None
    """The study day or the moment (UTC) from which it may be asked.

    None where that depends on what the learner does: a limit of 0 admits nothing by itself.
    """
    by: str | None = None
    """The ref of the item that it waits for or that keeps it away."""
