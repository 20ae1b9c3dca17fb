"""What planning needs to know of a card: how it is named, sorted and linked, not what it says."""

from typing import NamedTuple

from trainer.deck.card import Card
from trainer.deck.identity import card_key


class CardOutline(NamedTuple):
    """A card without its words; a large collection is planned by these alone."""

    key: str
    """Names the card in its deck."""
    tags: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    siblings: tuple[str, ...] = ()
    confusable_with: tuple[str, ...] = ()
    gaps: tuple[tuple[int, ...], ...] = ()
    """For a cloze the gaps (from 0) that are blank in each of its items."""
    reverse: bool = False
    """Whether it is asked the other way round, too."""
    draft: bool = False

    @property
    def stands_alone(self) -> bool:
        """Whether it is a single item without a link to another card, as most cards are."""
        return not (
            self.requires
            or self.siblings
            or self.confusable_with
            or self.reverse
            or len(self.gaps) > 1
        )


def outline_of(card: Card) -> CardOutline:
    """The outline of one card."""
    return CardOutline(
        card_key(card),
        card.tags,
        card.requires,
        card.siblings,
        card.confusable_with,
        card.items,
        card.both_ways,
        card.status == "draft",
    )
