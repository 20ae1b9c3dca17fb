"""What an agenda is made from."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, NamedTuple

from pydantic import ConfigDict, Field, with_config

from trainer.memory.state import MemoryState


class AgendaItem(NamedTuple):
    """One item, as far as an agenda needs to know it.

    Links hold both ways, whichever side names them. A link of an item to itself, or to an
    item that is not in the agenda (which a filter left out), says nothing.
    """

    ref: str
    state: MemoryState | None = None
    """None when the item is new."""
    requires: tuple[str, ...] = ()
    """Items to be learnt before this one is introduced."""
    siblings: tuple[str, ...] = ()
    """Items that give this one away: not asked on the same day."""
    confusables: tuple[str, ...] = ()
    """Items easily mixed up with this one: not introduced on a day on which they are asked,
    and some answers apart once they are known."""
    suspended: bool = False
    buried_until: date | None = None
    """The study day on which it may be asked again."""

    @property
    def is_linked(self) -> bool:
        """Whether it names other items; they may name it all the same."""
        return bool(self.requires or self.siblings or self.confusables)


@with_config(ConfigDict(extra="forbid", defer_build=True))
@dataclass(frozen=True, slots=True)
class DayCounts:
    """What counts against the limits of a study day already."""

    new: Annotated[int, Field(ge=0)] = 0
    """Items met for the first time."""
    reviews: Annotated[int, Field(ge=0)] = 0
    """Answers to items in the review phase; learning steps are not among them."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much to ask on one study day. Learning steps are not limited."""

    new_per_day: int
    """Items introduced."""
    reviews_per_day: int
    """Items reviewed that were learnt before."""
    more_new: int = 0
    """So many more are introduced, on this day only."""
    ahead: bool = False
    """On this day only, what is due tomorrow is asked too, and reviews are not limited."""
    spread_until: date | None = None
    """Up to this study day a backlog is spread,"""
    spread_reviews: int = 0
    """with so many reviews a day."""

    def new_left(self, done: DayCounts) -> int:
        """How many more items may be introduced."""
        return self.new_per_day + self.more_new - done.new

    def reviews_left(self, waiting: int, day: date, done: DayCounts) -> int:
        """How many more reviews may be asked.

        Args:
            waiting: how many there are to ask.
            day: the study day.
            done: what was asked on it before.
        """
        if self.ahead:
            return waiting
        most = self.reviews_per_day
        if self.spread_until is not None and day <= self.spread_until:
            most = min(most, self.spread_reviews)
        return most - done.reviews
