"""The one door to many items: planned by their outlines, each read when it is asked for."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from typing_extensions import override

from trainer.deck.deck import Deck
from trainer.deck.identity import deck_and_item
from trainer.deck.item import Item, item_of
from trainer.store.outlines import Outlines


@dataclass(frozen=True)
class DeckItems:
    """Items of one deck."""

    deck: Deck
    outlines: Outlines
    """Of all of the deck's items."""
    positions: Sequence[int]
    """Which of them count, in the author's order."""

    def __contains__(self, position: int) -> bool:
        """Whether the item at a position counts."""
        return position in self._chosen

    def ref(self, position: int) -> str:
        """`deck/item` of the item at a position."""
        return f"{self.deck.id}/{self.outlines.ids[position]}"

    def find(self, item: str) -> int | None:
        """The position of an item; None where it is not meant."""
        position = self.outlines.find(item)
        return position if position is not None and position in self else None

    @cached_property
    def _chosen(self) -> Container[int]:
        return self.positions if isinstance(self.positions, range) else frozenset(self.positions)


class ItemIndex(Mapping[str, Item]):
    """Ref -> item, in the order of decks and of cards in them.

    Args:
        parts: the items, deck by deck.
    """

    def __init__(self, parts: Iterable[DeckItems]) -> None:
        self.parts = {part.deck.id: part for part in parts}
        """Deck -> those of its items that are here."""

    @classmethod
    def of(cls, deck: Deck, outlines: Outlines) -> "ItemIndex":
        """The items of a deck, drafts left out."""
        return cls((DeckItems(deck, outlines, outlines.scheduled),))

    @override
    def __getitem__(self, ref: str) -> Item:
        part, position = self.place(ref)
        return item_of(part.deck, part.outlines[position])

    @override
    def __contains__(self, ref: object) -> bool:
        deck_id, item = deck_and_item(str(ref))
        return deck_id in self.parts and self.parts[deck_id].find(item) is not None

    def place(self, ref: str) -> tuple[DeckItems, int]:
        """The part that an item is in, and its position there.

        Raises:
            KeyError: it is not here.
        """
        deck_id, item = deck_and_item(ref)
        part = self.parts[deck_id]
        position = part.find(item)
        if position is None:
            raise KeyError(ref)
        return part, position

    @override
    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(map(part.ref, part.positions) for part in self.parts.values())

    @override
    def __len__(self) -> int:
        return sum(len(part.positions) for part in self.parts.values())
