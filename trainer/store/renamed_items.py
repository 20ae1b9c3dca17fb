"""What an item is called today, whatever its card was called when it was reviewed."""

from bisect import bisect
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from trainer.store.event import ItemEvent, ItemKey, MoveEvent

_T = TypeVar("_T")

Key = tuple[float, str]
"""Where an event is in the order of all: the moment at which it counts (seconds since 1970),
then its id."""


class Move(NamedTuple):
    """A move as it took effect."""

    key: Key
    to: dict[ItemKey, ItemKey]
    """The name that an item bore just before -> the one that it bears since."""


@dataclass
class Names:
    """The names of items after a row of events.

    An item that was moved is meant by its old name, too: another machine may not have heard of
    the move. That ends when a new card bears the old name.
    """

    today: dict[ItemKey, ItemKey] = field(default_factory=dict)
    """Old name -> the name that the item bears now; only names that nothing else bears."""
    left: dict[ItemKey, str] = field(default_factory=dict)
    """Name -> the id of the latest move that took it from an item."""
    moves: list[Move] = field(default_factory=list)
    """All of them, in their order."""

    def current(self, item_key: ItemKey) -> ItemKey:
        """The name that the item meant by a name bears now."""
        return self.today.get(item_key, item_key)

    def bearer(self, event: ItemEvent, *, is_of_new_card: bool = False) -> ItemKey:
        """The name that the item of the next event bears; a new card takes its name back.

        Args:
            event: the event.
            is_of_new_card: whether it is known, without the event's saying so, that it is of a new
                card.
        """
        item_key = event.item_key
        if item_key not in self.today:
            return item_key
        taken_back = event.since_move is not None and event.since_move == self.left.get(item_key)
        if taken_back or is_of_new_card:
            del self.today[item_key]
            return item_key
        return self.today[item_key]

    def move(self, event: MoveEvent, key: Key) -> dict[ItemKey, ItemKey]:
        """Let items go by other names; from where to where they really go."""
        to = {self.current(old): new for old, new in event.moves}
        to = {old: new for old, new in to.items() if old != new}
        borne = set(to.values())
        self.today = {old: to.get(now, now) for old, now in self.today.items() if old not in borne}
        self.today |= {old: new for old, new in to.items() if old not in borne}
        self.left |= dict.fromkeys(to, event.id)
        self.moves.append(Move(key, to))
        return to

    def now(self, item_key: ItemKey, key: Key) -> ItemKey:
        """What an item is called today that was called so after an event."""
        if item_key not in self.left:
            return item_key
        later = bisect(self.moves, key, key=lambda move: move.key)
        for move in self.moves[later:]:
            item_key = move.to.get(item_key, item_key)
        return item_key

    def decks_since(self, deck: str) -> frozenset[str]:
        """The decks that items have come to which left a deck."""
        return frozenset(self.current(old)[0] for old in self.left if old[0] == deck)

    def all_of(self, item_key: ItemKey) -> frozenset[ItemKey]:
        """All names under which the item that is called so today may have been recorded."""
        names = {item_key} | {old for old, now in self.today.items() if now == item_key}
        for move in reversed(self.moves):
            names |= {old for old, new in move.to.items() if new in names}
        return frozenset(names)

    def connected(self, item_keys: Collection[ItemKey]) -> frozenset[ItemKey]:
        """All names that ever had to do with an item that bore one of these."""
        neighbours: dict[ItemKey, set[ItemKey]] = {}
        for move in self.moves:
            for old, new in move.to.items():
                neighbours.setdefault(old, set()).add(new)
                neighbours.setdefault(new, set()).add(old)
        names, ahead = set(item_keys), [*item_keys]
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

    def take_over(self, other: "Names", item_keys: Collection[ItemKey]) -> None:
        """Let what others know of some names, all of them connected, replace what is known here."""
        self.today = _with(self.today, other.today, item_keys)
        self.left = _with(self.left, other.left, item_keys)
        self.moves = [
            Move(mine.key, _with(mine.to, theirs.to, item_keys))
            for mine, theirs in zip(self.moves, other.moves, strict=True)
        ]


def _with(
    mine: Mapping[ItemKey, _T], theirs: Mapping[ItemKey, _T], item_keys: Collection[ItemKey]
) -> dict[ItemKey, _T]:
    kept = {item_key: value for item_key, value in mine.items() if item_key not in item_keys}
    return kept | {item_key: value for item_key, value in theirs.items() if item_key in item_keys}
