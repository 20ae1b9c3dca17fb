"""What an item is called today, whatever its card was called when it was reviewed."""

from bisect import bisect
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from trainer.store.event import ItemEvent, MoveEvent, Place, ReviewEvent

_T = TypeVar("_T")

Key = tuple[float, str]
"""Where an event is in the order of all: the moment at which it counts (seconds since 1970),
then its id."""


class Move(NamedTuple):
    """A move as it took effect."""

    key: Key
    to: dict[Place, Place]
    """The name that an item bore just before -> the one that it bears since."""


@dataclass
class Names:
    """The names of items after a row of events.

    An item that was moved is meant by its old name, too: another machine may not have heard of
    the move. That ends when a new card bears the old name.
    """

    today: dict[Place, Place] = field(default_factory=dict)
    """Old name -> the name that the item bears now; only names that nothing else bears."""
    left: dict[Place, str] = field(default_factory=dict)
    """Name -> the id of the latest move that took it from an item."""
    moves: list[Move] = field(default_factory=list)
    """All of them, in their order."""

    def current(self, place: Place) -> Place:
        """The name that the item meant by a name bears now."""
        return self.today.get(place, place)

    def bearer(self, event: ItemEvent) -> Place:
        """The name that the item of the next event bears; a new card takes its name back."""
        place = event.place
        if place not in self.today:
            return place
        taken_back = event.since_move is not None and event.since_move == self.left.get(place)
        # older versions did not record it; but of a new card they had nothing before
        if taken_back or (isinstance(event, ReviewEvent) and event.before is None):
            del self.today[place]
            return place
        return self.today[place]

    def move(self, event: MoveEvent, key: Key) -> dict[Place, Place]:
        """Let items go by other names; from where to where they really go."""
        to = {self.current(old): new for old, new in event.moves}
        to = {old: new for old, new in to.items() if old != new}
        borne = set(to.values())
        self.today = {old: to.get(now, now) for old, now in self.today.items() if old not in borne}
        self.today |= {old: new for old, new in to.items() if old not in borne}
        self.left |= dict.fromkeys(to, event.id)
        self.moves.append(Move(key, to))
        return to

    def now(self, place: Place, key: Key) -> Place:
        """What an item is called today that was called so after an event."""
        if place not in self.left:
            return place
        later = bisect(self.moves, key, key=lambda move: move.key)
        for move in self.moves[later:]:
            place = move.to.get(place, place)
        return place

    def all_of(self, place: Place) -> frozenset[Place]:
        """All names under which what is found at a place today may have been recorded."""
        names = {place} | {old for old, now in self.today.items() if now == place}
        for move in reversed(self.moves):
            names |= {old for old, new in move.to.items() if new in names}
        return frozenset(names)

    def connected(self, places: Collection[Place]) -> frozenset[Place]:
        """All names that ever had to do with an item that bore one of these."""
        neighbours: dict[Place, set[Place]] = {}
        for move in self.moves:
            for old, new in move.to.items():
                neighbours.setdefault(old, set()).add(new)
                neighbours.setdefault(new, set()).add(old)
        names, ahead = set(places), [*places]
        while ahead:
            further = neighbours.get(ahead.pop(), set()) - names
            names |= further
            ahead += further
        return frozenset(names)

    def moves_within(self, deck: str) -> dict[str, dict[str, str]]:
        """The moves from item to item of one deck: id -> item -> its name since, oldest first."""
        found = {
            move.key[1]: {
                old[1]: new[1] for old, new in move.to.items() if old[0] == new[0] == deck
            }
            for move in self.moves
        }
        return {id_: to for id_, to in found.items() if to}

    def take_over(self, other: "Names", places: Collection[Place]) -> None:
        """Let what others know of some names, all of them connected, replace what is known here."""
        self.today = _with(self.today, other.today, places)
        self.left = _with(self.left, other.left, places)
        self.moves = [
            Move(mine.key, _with(mine.to, theirs.to, places))
            for mine, theirs in zip(self.moves, other.moves, strict=True)
        ]


def _with(
    mine: Mapping[Place, _T], theirs: Mapping[Place, _T], places: Collection[Place]
) -> dict[Place, _T]:
    kept = {place: value for place, value in mine.items() if place not in places}
    return kept | {place: value for place, value in theirs.items() if place in places}
