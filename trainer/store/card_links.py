"""From links between cards to links between items, as an agenda has them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from trainer.deck.outline import Outline
from trainer.memory.queue import AgendaItem
from trainer.store.record import ItemRecord

CardKey = tuple[str, str]
"""A deck's id, and the key of one of its cards."""


class ItemLinks(NamedTuple):
    """The refs of the items that an item is linked to."""

    requires: tuple[str, ...] = ()
    siblings: tuple[str, ...] = ()
    confusables: tuple[str, ...] = ()


NO_LINKS = ItemLinks()


def agenda_item(ref: str, record: ItemRecord, links: ItemLinks = NO_LINKS) -> AgendaItem:
    """What an agenda needs to know of an item.

    Args:
        ref: of the item.
        record: what is known of it.
        links: to other items.
    """
    return AgendaItem(ref, record.memory, *links, record.suspended, record.buried_until)


class CardLinks:
    """The links of items among those given: a link to a card reaches all of its items.

    Args:
        items: the key of the card and the ref of each item given, in their order.
    """

    def __init__(self, items: Iterable[tuple[CardKey, str]]) -> None:
        refs: defaultdict[CardKey, list[str]] = defaultdict(list)
        for card, ref in items:
            refs[card].append(ref)
        self._refs: Mapping[CardKey, Sequence[str]] = refs

    def of(self, outline: Outline) -> ItemLinks:
        """What an item is linked to; its card's other items are its siblings."""
        return ItemLinks(
            self._reached(outline, outline.requires),
            self._reached(outline, (outline.key, *outline.siblings)),
            self._reached(outline, outline.confusable_with),
        )

    def _reached(self, outline: Outline, keys: Iterable[str]) -> tuple[str, ...]:
        named = (key.rpartition("/") for key in keys)
        cards = ((other or outline.deck_id, key) for other, _, key in named)
        return tuple(ref for card in cards for ref in self._refs.get(card, ()))
