"""The one door to many items: planned by their outlines, each read when it is asked for."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from typing_extensions import override

from trainer.deck.deck import Deck
from trainer.deck.item import Item, item_of
from trainer.store.outlines import Outlines


@dataclass(frozen=True)
class DeckItems:
    """Items of one deck."""

    deck: Deck
    outlines: Outlines
    """Of all of the deck's items."""
    places: Sequence[int]
    """Which of them count, in the author's order."""

    def __contains__(self, place: int) -> bool:
        """Whether the item at a place counts."""
        return place in self._chosen

    def ref(self, place: int) -> str:
        """`deck/item` of the item at a place."""
        return f"{self.deck.id}/{self.outlines.ids[place]}"

    def find(self, item: str) -> int | None:
        """The place of an item; None where it is not meant."""
        place = self.outlines.find(item)
        return place if place is not None and place in self else None

    @cached_property
    def _chosen(self) -> Container[int]:
        return self.places if isinstance(self.places, range) else frozenset(self.places)


class ItemIndex(Mapping[str, Item]):
    """Ref -> item, in the order of decks and of cards in them.

    Args:
        parts: the items, deck by deck.
    """

    def __init__(self, parts: Iterable[DeckItems]) -> None:
        self.parts = {part.deck.id: part for part in parts}
        """Deck -> those of its items that are here."""

    @classmethod
    def of(cls, deck: Deck, outlines: Outlines | None = None) -> "ItemIndex":
        """The items of a deck that is read already, drafts left out."""
        outlines = Outlines.of(deck.id, deck.cards) if outlines is None else outlines
        return cls((DeckItems(deck, outlines, outlines.scheduled),))

    @override
    def __getitem__(self, ref: str) -> Item:
        deck_id, _, item = ref.partition("/")
        part = self.parts[deck_id]
        place = part.find(item)
        if place is None:
            raise KeyError(ref)
        return item_of(part.deck, part.outlines[place])

    @override
    def __contains__(self, ref: object) -> bool:
        deck_id, _, item = str(ref).partition("/")
        return deck_id in self.parts and self.parts[deck_id].find(item) is not None

    @override
    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(map(part.ref, part.places) for part in self.parts.values())

    @override
    def __len__(self) -> int:
        return sum(len(part.places) for part in self.parts.values())
