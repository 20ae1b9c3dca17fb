"""What planning needs to know of an item: how it is named and linked, not what it says."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from trainer.deck.identity import card_key

if TYPE_CHECKING:
    from trainer.deck.card import Card


class Outline(NamedTuple):
    """An item without its words; a large collection is planned by these alone."""

    deck_id: str
    id: str
    """Unique in its deck: the card's key, with `.1`, `.2` for a gap, `.` and what names a
    region, or `.r` for the reverse."""
    position: int
    """Its card's position in the deck, from 0."""
    key: str
    """Its card's key."""
    gaps: tuple[int, ...] = ()
    """The gaps (from 0) that are blank, for a cloze."""
    reversed: bool = False
    """Whether a flashcard's answer is shown and its question asked for."""
    several: bool = False
    """Whether its card has other items, too."""
    unscheduled: bool = False
    """Whether it is never asked in study: a draft, or a question without a right answer."""
    requires: tuple[str, ...] = ()
    siblings: tuple[str, ...] = ()
    confusable_with: tuple[str, ...] = ()

    @property
    def ref(self) -> str:
        """`deck/item`: unique among all decks."""
        return f"{self.deck_id}/{self.id}"

    @property
    def stands_alone(self) -> bool:
        """Whether it has no link to another item, as most have none."""
        return not (self.several or self.requires or self.siblings or self.confusable_with)


def outlines_of(deck_id: str, card: "Card", position: int = 0) -> Iterator[Outline]:
    """The outlines of a card's items, siblings of each other.

    Args:
        deck_id: of the card's deck.
        card: the card.
        position: its position in the deck.
    """
    key, links = card_key(card), (card.requires, card.siblings, card.confusable_with)
    unscheduled = card.status == "draft" or not card.has_key
    blanks = card.items
    names = [f".{name}" for name in card.item_names] or [""] * len(blanks)
    parts = [(name, gaps, False) for name, gaps in zip(names, blanks, strict=True)]
    parts = parts or [("", (), False)]
    if card.both_ways:
        parts.append((".r", (), True))
    for part, gaps, turned in parts:
        several = len(parts) > 1
        yield Outline(
            deck_id, key + part, position, key, gaps, turned, several, unscheduled, *links
        )
