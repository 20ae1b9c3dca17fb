"""What is asked and scheduled: a card, one of its gaps, or its other side."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from trainer.deck.deck import Deck, DeckHead
from trainer.deck.outline import Outline, outlines_of

if TYPE_CHECKING:
    from trainer.deck.card import Card


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to ask. Most cards are one item; a cloze is one for each gap."""

    deck_id: str
    id: str
    """Unique in its deck: the card's key, with `.1`, `.2` for a gap or `.r` for the reverse."""
    card: "Card" = field(repr=False, hash=False)
    """What its author wrote."""
    gaps: tuple[int, ...] = ()
    """The gaps (from 0) that are blank, for a cloze."""
    reversed: bool = False
    """Whether a flashcard's answer is shown and its question asked for."""
    setting: str = ""
    """Its deck's setting: shown beside the prompt, of which it counts as a part."""
    markup: bool = False
    """Whether the texts of its card are marked up."""
    language: str = ""
    """Its deck's language, as `en`; empty where the deck names none."""

    @classmethod
    def of(  # noqa: PLR0913 - the parts of an item
        cls,
        deck_id: str,
        item_id: str,
        card: "Card",
        gaps: tuple[int, ...] = (),
        *,
        reversed: bool = False,  # noqa: A002 - the field's name
        setting: str = "",
        markup: bool = False,
        language: str = "",
    ) -> Self:
        """An item of a card at hand."""
        return cls(deck_id, item_id, card, gaps, reversed, setting, markup, language)

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
        if self.markup:
            return self._marked(solution=self.reversed)
        return self.card.solution if self.reversed else self.card.prompt_for(self.gaps)

    @property
    def languages(self) -> tuple[str, str]:
        """The languages of the question and of the answer; empty where none is named."""
        answer = self.card.language or self.language
        return (answer, self.language) if self.reversed else (self.language, answer)

    @property
    def solution(self) -> str:
        """The right answer in words, one line for each of its parts."""
        if self.markup:
            return self._marked(solution=not self.reversed)
        return self.card.prompt if self.reversed else self.card.solution_for(self.gaps)

    def text_of(self, source: str) -> str:
        """A text of its card as it is shown: plain, and knowing how it is drawn."""
        if not self.markup:
            return source
        from trainer.markup.text import marked

        return marked(source)

    def _marked(self, *, solution: bool) -> str:
        from trainer.deck import marked_card  # most decks are not marked up

        of = marked_card.shown_solution if solution else marked_card.shown_prompt
        return of(self.card, self.gaps)


def items_of_card(deck_id: str, card: "Card") -> tuple[Item, ...]:
    """The items of one card, siblings of each other; its deck says nothing of them."""
    return tuple(_item(outline, card) for outline in outlines_of(deck_id, card))


def items_in_deck(head: DeckHead | None, card: "Card", otherwise: str) -> tuple[Item, ...]:
    """The items of one card as its deck has them shown.

    Args:
        head: the deck; None where it cannot be read just now.
        card: the card.
        otherwise: the id of a deck that cannot be read.
    """
    outlines = outlines_of(head.id if head else otherwise, card)
    return tuple(_item(outline, card, head) for outline in outlines)


def item_of(deck: Deck, outline: Outline) -> Item:
    """The item of a deck that an outline describes."""
    return _item(outline, deck.cards[outline.position], deck)


def items_in(deck: Deck, outlines: Iterable[Outline]) -> tuple[Item, ...]:
    """The items of a deck that outlines describe, all its cards read at once."""
    cards = tuple(deck.cards)
    return tuple(_item(one, cards[one.position], deck) for one in outlines)


def items_of_deck(deck: Deck) -> tuple[Item, ...]:
    """The items of a deck in the author's order, drafts left out."""
    return tuple(
        item
        for card in deck.cards
        if card.status != "draft"
        for item in items_in_deck(deck, card, deck.id)
    )


def _item(outline: Outline, card: "Card", head: DeckHead | None = None) -> Item:
    return Item(
        outline.deck_id,
        outline.id,
        card,
        outline.gaps,
        reversed=outline.reversed,
        setting=(head and head.setting) or "",
        markup=head is not None and head.markup is not None,
        language=(head and head.language) or "",
    )
