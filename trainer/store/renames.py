"""Where an item goes by today, whatever its card was called when it was reviewed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from trainer.store.event import Event, ForgetEvent, ItemEvent, KeptEvent, MoveEvent, Place

OfItem = ItemEvent | ForgetEvent | KeptEvent
"""Events that tell of one item."""


@dataclass(frozen=True)
class Renames:
    """The moves of a journal, in the order of time."""

    moves: tuple[MoveEvent, ...] = ()

    @classmethod
    def of(cls, events: Iterable[Event | None]) -> "Renames":
        """The moves among events."""
        moves = (event for event in events if isinstance(event, MoveEvent))
        return cls(tuple(sorted(moves, key=lambda move: move.at)))

    def names(self, place: Place) -> frozenset[Place]:
        """All names under which what is found at a place today may have been reviewed."""
        names = {place}
        for move in reversed(self.moves):
            names |= {old for old, new in move.moves if new in names}
        return frozenset(names)

    def today(self, place: Place, at: datetime) -> Place:
        """Where that is found today which was at a place at a moment."""
        for move in self.moves:
            if move.at >= at:
                place = dict(move.moves).get(place, place)
        return place


def placed(event: OfItem, place: Place) -> OfItem:
    """The event under another name of its item."""
    if place == (event.deck, event.item):
        return event
    return event.model_copy(update={"deck": place[0], "item": place[1]})
