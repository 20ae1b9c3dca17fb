"""Marks answers as the decks say that their cards are in."""

from collections.abc import Callable, Iterable, Iterator

from trainer.deck.acceptance.keys import OtherKeys
from trainer.deck.card import Card, Cloze, Flashcard, ListCard, MultipleChoice, PickAll, Typed
from trainer.deck.deck import Deck
from trainer.deck.item import Item
from trainer.grading.grade import grade
from trainer.grading.mark import Answer, Mark

Marking = Callable[[Item, Answer], Mark]
"""Marks an answer to an item as its deck says."""


class Marker:
    """Knows the language of each deck, and the keys of its cards.

    Args:
        decks: those whose cards are asked.
    """

    def __init__(self, decks: Iterable[Deck]) -> None:
        self._decks = {deck.id: deck for deck in decks}
        self._others = {deck.id: OtherKeys(keys_of(deck.cards)) for deck in self._decks.values()}

    def __call__(self, item: Item, answer: Answer) -> Mark:
        """The mark of an answer; of a deck that is not among these nothing is known."""
        deck = self._decks.get(item.deck_id)
        if deck is None:
            return grade(item, answer)
        others = self._others[item.deck_id]
        return grade(item, answer, language=deck.language, exact=deck.exact, others=others)


def keys_of(cards: Iterable[Card]) -> Iterator[str]:
    """What answers each of the cards, and what is accepted in its stead."""
    for card in cards:
        match card:
            case Typed():
                yield from (card.typed, *card.accept)
            case Cloze():
                for place, gap in enumerate(card.gaps):
                    yield from (gap.text, *card.accepted(place))
            case ListCard():
                for place, thing in enumerate(card.list):
                    yield from (thing, *card.accepted(place))
            case Flashcard() | MultipleChoice():
                yield card.a
            case PickAll():
                yield from card.a
            case _:
                pass
