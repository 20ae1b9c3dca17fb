"""What is asked and scheduled: a card, one of its gaps, or its other side."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from trainer.deck.card import Card
from trainer.deck.deck import Deck
from trainer.deck.outline import Outline, outlines_of


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to ask. Most cards are one item; a cloze is one for each gap."""

    deck_id: str
    id: str
    """Unique in its deck: the card's key, with `.1`, `.2` for a gap or `.r` for the reverse."""
    card: Card = field(repr=False, hash=False)
    """What its author wrote."""
    gaps: tuple[int, ...] = ()
    """The gaps (from 0) that are blank, for a cloze."""
    reversed: bool = False
    """Whether a flashcard's answer is shown and its question asked for."""
    setting: str = ""
    """Its deck's setting: shown beside the prompt, of which it counts as a part."""
    language: str = ""
    """Its deck's language, as `en`; empty where the deck tells none."""

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
        language: str = "",
    ) -> Self:
        """An item of a card at hand."""
        return cls(deck_id, item_id, card, gaps, reversed, setting, language)

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
    def languages(self) -> tuple[str, str]:
        """The languages of the question and of the answer; empty where nobody told."""
        answer = self.card.language or self.language
        return (answer, self.language) if self.reversed else (self.language, answer)

    @property
    def solution(self) -> str:
        """The right answer in words, one line for each of its parts."""
        return self.card.prompt if self.reversed else self.card.solution_for(self.gaps)


def items_of_card(
    deck_id: str, card: Card, setting: str = "", language: str = ""
) -> tuple[Item, ...]:
    """The items of one card, siblings of each other."""
    return tuple(_item(outline, card, setting, language) for outline in outlines_of(deck_id, card))


def item_of(deck: Deck, outline: Outline) -> Item:
    """The item of a deck that an outline describes."""
    return _item(outline, deck.cards[outline.place], deck.setting or "", deck.language or "")


def items_in(deck: Deck, outlines: Iterable[Outline]) -> tuple[Item, ...]:
    """The items of a deck that outlines describe, all its cards read at once."""
    cards = tuple(deck.cards)
    told = (deck.setting or "", deck.language or "")
    return tuple(_item(one, cards[one.place], *told) for one in outlines)


def items_of_deck(deck: Deck) -> tuple[Item, ...]:
    """The items of a deck in the author's order, drafts left out."""
    return tuple(
        item
        for card in deck.cards
        if card.status != "draft"
        for item in items_of_card(deck.id, card, deck.setting or "", deck.language or "")
    )


def _item(outline: Outline, card: Card, setting: str, language: str) -> Item:
    return Item(
        outline.deck_id,
        outline.id,
        card,
        outline.gaps,
        reversed=outline.reversed,
        setting=setting,
        language=language,
    )
