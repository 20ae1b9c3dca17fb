"""The one door to many items: planned by their outlines, each read when it is asked for."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from typing_extensions import override

from trainer.deck.deck import Deck
from trainer.deck.item import Item, item_of
from trainer.deck.outline import Outline, outlines_of


class ItemIndex(Mapping[str, Item]):
    """Ref -> item, in the order of decks and of cards in them.

    Args:
        outlines: of the items.
        decks: those in which their cards are.
    """

    def __init__(self, outlines: Iterable[Outline], decks: Iterable[Deck]) -> None:
        self.outlines = tuple(outlines)
        """All that planning needs to know of them."""
        self._decks = {deck.id: deck for deck in decks}

    @classmethod
    def of(cls, deck: Deck) -> "ItemIndex":
        """The items of a deck that is read already, drafts left out."""
        every = (o for at, card in enumerate(deck.cards) for o in outlines_of(deck.id, card, at))
        return cls((outline for outline in every if not outline.unscheduled), (deck,))

    @override
    def __getitem__(self, ref: str) -> Item:
        outline = self._by_ref[ref]
        return item_of(self._decks[outline.deck_id], outline)

    @override
    def __contains__(self, ref: object) -> bool:
        return ref in self._by_ref

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._by_ref)

    @override
    def __len__(self) -> int:
        return len(self.outlines)

    @cached_property
    def _by_ref(self) -> dict[str, Outline]:
        return {outline.ref: outline for outline in self.outlines}
