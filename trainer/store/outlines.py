"""The outlines of a whole deck, so kept that a large collection weighs little."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING, Any, overload

from typing_extensions import override

from trainer.deck.outline import Outline, outlines_of

if TYPE_CHECKING:
    from trainer.deck.card import Card

Parts = Sequence[Any]
"""What an outline has from its key on, without what is as for most items at its end."""
Tags = Mapping[int, Sequence[str]]
"""Position of an item -> its tags, for those that have any."""


class Outlines(Sequence[Outline]):
    """The outlines of a deck's items in the author's order, each made when it is asked for.

    Of a hundred thousand items nearly all have nothing but a name.

    Args:
        deck_id: of the deck.
        ids: of all items.
        parts: position of an item -> what its outline has besides id and position; without
            those whose key is their id and that have nothing else.
        cards: the position of each item's card; empty where that is the item's own.
        order: the positions of the items in the order of their ids.
        tags: reads the tags.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - the columns of a table
        self,
        deck_id: str,
        ids: Sequence[str],
        parts: Mapping[int, Parts],
        cards: Sequence[int],
        order: Sequence[int],
        tags: Callable[[], Tags],
    ) -> None:
        self.deck_id = deck_id
        self.ids = ids
        """Of all items, in the author's order."""
        self.parts = parts
        """As given."""
        self.cards = cards or range(len(ids))
        """The position of each item's card."""
        self.order = order
        """As given."""
        self._read_tags = tags

    @classmethod
    def of(cls, deck_id: str, cards: "Iterable[Card]") -> "Outlines":
        """The outlines of the items of a deck's cards."""
        made: list[Outline] = []
        tags: dict[int, Sequence[str]] = {}
        for at, card in enumerate(cards):
            outlines = [*outlines_of(deck_id, card, at)]
            if card.tags:
                tags |= dict.fromkeys(range(len(made), len(made) + len(outlines)), card.tags)
            made += outlines
        ids, positions = [one.id for one in made], [one.position for one in made]
        return cls(
            deck_id,
            ids,
            {at: parts for at, one in enumerate(made) if (parts := _parts(one)) != [one.id]},
            [] if positions == [*range(len(made))] else positions,
            sorted(range(len(ids)), key=ids.__getitem__),
            lambda: tags,
        )

    @cached_property
    def tags(self) -> Tags:
        """Position of an item -> its tags, for those that have any."""
        return self._read_tags()

    @cached_property
    def linked(self) -> Mapping[int, Outline]:
        """Position -> the outline of each item that does not stand alone."""
        made = ((position, self[position]) for position in self.parts)
        return {position: outline for position, outline in made if not outline.stands_alone}

    @cached_property
    def unscheduled(self) -> set[int]:
        """The positions of the items that are never asked in study."""
        return {position for position in self.parts if self[position].unscheduled}

    @cached_property
    def scheduled(self) -> Sequence[int]:
        """The positions of the items that are."""
        every, never = range(len(self.ids)), self.unscheduled
        return [position for position in every if position not in never] if never else every

    def key(self, position: int) -> str:
        """The key of an item's card."""
        parts = self.parts.get(position)
        return parts[0] if parts else self.ids[position]

    def find(self, item: str) -> int | None:
        """The position of an item; where a draft bears its id, too, not that of the draft."""
        order, ids = self.order, self.ids
        start = bisect_left(order, item, key=ids.__getitem__)
        if start == len(order) or ids[order[start]] != item:
            return None
        if start + 1 == len(order) or ids[order[start + 1]] != item:  # as for nearly all
            return order[start]
        from_there = (order[at] for at in range(start, len(order)))
        same = takewhile(lambda position: ids[position] == item, from_there)
        return min(same, key=lambda position: self[position].unscheduled)

    @overload
    def __getitem__(self, index: int) -> Outline: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Outline]: ...
    @override
    def __getitem__(self, index: int | slice) -> Outline | Sequence[Outline]:
        if isinstance(index, slice):
            return [self[position] for position in range(len(self))[index]]
        position = range(len(self))[index]
        id_, card = self.ids[position], self.cards[position]
        parts = self.parts.get(position)
        if parts is None:
            return Outline(self.deck_id, id_, card, id_)
        of_entry: list[Any] = [tuple(part) if isinstance(part, list) else part for part in parts]
        return Outline(self.deck_id, id_, card, *of_entry)

    @override
    def __len__(self) -> int:
        return len(self.ids)


def _parts(outline: Outline) -> list[Any]:
    parts: list[Any] = [*outline[3:]]
    while not parts[-1]:
        parts.pop()
    return parts
