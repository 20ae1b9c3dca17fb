"""What is asked and scheduled: a card, one of its gaps, or its other side."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Self

from trainer.deck.card import Card
from trainer.deck.deck import Deck
from trainer.deck.outline import CardOutline, outline_of
from trainer.deck.shelved import ShelvedCards


class Item(NamedTuple):
    """One thing to ask. Most cards are one item; a cloze is one for each gap."""

    deck_id: str
    id: str
    """Unique in its deck: the card's key, with `.1`, `.2` for a gap or `.r` for the reverse."""
    outline: CardOutline
    """Of its card: all that planning needs."""
    cards: Sequence[Card]
    """Those among which its card is, which may not have been read yet."""
    place: int
    """Its card's place among them."""
    gaps: tuple[int, ...] = ()
    """The gaps (from 0) that are blank, for a cloze."""
    reversed: bool = False
    """Whether a flashcard's answer is shown and its question asked for."""
    setting: str = ""
    """Its deck's setting: shown beside the prompt, of which it counts as a part."""

    @classmethod
    def of(  # noqa: PLR0913 - the parts of an item
        cls,
        deck_id: str,
        item_id: str,
        card: Card,
        gaps: tuple[int, ...] = (),
        *,
        reversed: bool = False,  # noqa: A002 - the field's name
        setting: str = "",
    ) -> Self:
        """An item of a card at hand."""
        return cls(deck_id, item_id, outline_of(card), (card,), 0, gaps, reversed, setting)

    def __repr__(self) -> str:
        return f"Item({self.ref})"

    def __eq__(self, other: object) -> bool:
        """Whether the same is asked, wherever the card was found."""
        return (
            isinstance(other, Item)
            and (self.deck_id, self.id) == (other.deck_id, other.id)
            and (self.gaps, self.reversed, self.setting)
            == (other.gaps, other.reversed, other.setting)
            and self.card == other.card
        )

    def __ne__(self, other: object) -> bool:
        return not self == other  # a tuple's own would compare the fields

    def __hash__(self) -> int:
        return hash((self.deck_id, self.id))

    @property
    def card(self) -> Card:
        """What its author wrote."""
        return self.cards[self.place]

    @property
    def ref(self) -> str:
        """`deck/item`: unique among all decks."""
        return f"{self.deck_id}/{self.id}"

    @property
    def card_key(self) -> str:
        """The key of the card that this item belongs to."""
        return self.id.partition(".")[0]

    @property
    def prompt(self) -> str:
        """The question as the learner reads it."""
        return self.card.solution if self.reversed else self.card.prompt_for(self.gaps)

    @property
    def solution(self) -> str:
        """The right answer in words, one line for each of its parts."""
        return self.card.prompt if self.reversed else self.card.solution_for(self.gaps)


def items_of_card(deck_id: str, card: Card, setting: str = "") -> tuple[Item, ...]:
    """The items of one card, siblings of each other."""
    return tuple(_items(deck_id, setting, [(0, outline_of(card))], (card,)))


def items_of_deck(deck: Deck) -> tuple[Item, ...]:
    """The items of a deck in the author's order, drafts left out."""
    outlined = (one for one in enumerate(_outlines(deck)) if not one[1].draft)
    return tuple(_items(deck.id, deck.setting or "", outlined, deck.cards))


def drafts_of_deck(deck: Deck) -> tuple[Item, ...]:
    """What the drafts of a deck will be once they are asked."""
    outlined = (one for one in enumerate(_outlines(deck)) if one[1].draft)
    return tuple(_items(deck.id, deck.setting or "", outlined, deck.cards))


def _outlines(deck: Deck) -> Iterable[CardOutline]:
    cards = deck.cards
    return cards.outlines if isinstance(cards, ShelvedCards) else map(outline_of, cards)


def _items(
    deck_id: str,
    setting: str,
    outlined: Iterable[tuple[int, CardOutline]],
    cards: Sequence[Card],
) -> Iterator[Item]:
    """The items of cards, each given by its place among `cards` and its outline."""
    for place, outline in outlined:
        key = outline.key
        if len(outline.gaps) > 1:
            for number, gaps in enumerate(outline.gaps, 1):
                name = f"{key}.{number}"
                yield Item(deck_id, name, outline, cards, place, gaps, setting=setting)
        else:
            gaps = outline.gaps[0] if outline.gaps else ()
            yield Item(deck_id, key, outline, cards, place, gaps, setting=setting)
        if outline.reverse:
            name = f"{key}.r"
            yield Item(deck_id, name, outline, cards, place, reversed=True, setting=setting)
