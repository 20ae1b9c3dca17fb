"""What a listing shows: progress as it will be once it has followed the cards, unwritten.

A listing takes no lock and writes nothing, so it cannot follow as the app does; and to tell of
progress as lost that the app is about to find would frighten for nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer.deck.item import Item
from trainer.memory.queue import Entry
from trainer.store.event import Place
from trainer.store.record import ItemRecord
from trainer.study.plan import Planner

if TYPE_CHECKING:
    from trainer.study.collection import Collection


@dataclass(frozen=True)
class ForeseenPlanner(Planner):
    """Plans as if what is known had followed the cards already."""

    origins: Mapping[Place, Place | None]
    """Item -> where what is known of it still stands; None where that goes to another."""

    def entries(self, items: Sequence[Item]) -> Iterator[Entry]:
        """What the agenda needs to know of each item."""
        for item, entry in zip(items, super().entries(items), strict=True):
            place = (item.deck_id, item.id)
            if place not in self.origins:
                yield entry
                continue
            origin = self.origins[place]
            record = self.learner.record_of(*origin) if origin else ItemRecord()
            yield entry._replace(
                state=record.memory,
                suspended=record.suspended,
                buried_until=record.buried_until,
            )


def foreseen_planner(collection: "Collection") -> ForeseenPlanner:
    """Plans a collection's day as it will be once progress has followed."""
    moves = collection.heritage.moves()
    leaving: dict[Place, Place | None] = {old: None for old, _ in moves}
    return ForeseenPlanner(
        collection.learner,
        collection.scheduler,
        collection.settings,
        leaving | {new: old for old, new in moves},
    )
