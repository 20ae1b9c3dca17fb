"""Marks answers as the decks say that their cards are in.

What marks is imported with the first answer: it takes as long as all else until the first card.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from trainer.deck.card import Card
from trainer.deck.deck import Deck
from trainer.deck.item import Item
from trainer.grading.mark import Answer, Mark

if TYPE_CHECKING:
    from trainer.deck.acceptance.keys import OtherKeys

Marking = Callable[[Item, Answer], Mark]
"""Marks an answer to an item as its deck says."""

Accepted = Callable[[str, str], tuple[str, ...]]
"""Deck and item -> what counts as right there because the learner said so."""


def _none_accepted(_deck: str, _item: str) -> tuple[str, ...]:
    return ()


def graded(item: Item, answer: Answer) -> Mark:
    """The mark of an answer to an item of whose deck nothing is known; see `grade`."""
    from trainer.grading.grade import grade

    return grade(item, answer)


def written_answer(answer: Answer | None) -> str | None:
    """An answer that was typed, as the learner's own list of right answers has it.

    Several texts are on lines of their own; None for what was chosen or arranged.
    """
    if isinstance(answer, tuple):
        return "\n".join(answer)
    return answer if isinstance(answer, str) else None


class Marker:
    """Knows the language of each deck, and the keys of its cards.

    Args:
        decks: those whose cards are asked.
        accepted: what the learner wants to count as right besides.
    """

    def __init__(self, decks: Iterable[Deck], accepted: Accepted = _none_accepted) -> None:
        self._accepted = accepted
        self._decks = {deck.id: deck for deck in decks}
        self._others = cache(self._keys_of_others)

    def __call__(self, item: Item, answer: Answer) -> Mark:
        """The mark of an answer; of a deck that is not among these nothing is known."""
        mark = self._marked(item, answer)
        more = self._accepted(item.deck_id, item.id) if mark.score < 1 or mark.unread else ()
        if not more:
            return mark
        from trainer.deck.add_accepted import accepting

        card = accepting(item.card, item.gaps, _as_sources(item, more))
        if card is not None:  # on the card, what the learner accepts is as right as any other
            best = self._marked(replace(item, card=card), answer)
            return best if best.score > mark.score else mark
        written = written_answer(answer)
        if written is None or not any(self._is_same(item, written, text) for text in more):
            return mark
        parts = tuple(replace(part, right=True, runs=()) for part in mark.parts)
        return Mark(1.0, parts, "You said that this is right.")

    def _marked(self, item: Item, answer: Answer) -> Mark:
        deck = self._decks.get(item.deck_id)
        if deck is None:
            return graded(item, answer)
        from trainer.grading.grade import grade

        others = self._others(deck.id)
        return grade(item, answer, language=deck.language, exact=deck.exact, others=others)

    def _is_same(self, item: Item, written: str, accepted: str) -> bool:
        """Whether an answer is one that the learner accepts, line by line."""
        from trainer.deck.acceptance.equality import is_same

        deck, card = self._decks.get(item.deck_id), item.card
        language = card.language or (deck.language if deck else None)
        must_be_exact = card.exact or (deck.exact if deck else False)
        lines, wanted = written.splitlines(), accepted.splitlines()
        return len(lines) == len(wanted) and all(
            is_same(mine, theirs, language, exact=must_be_exact)
            for mine, theirs in zip(lines, wanted, strict=True)
        )

    def _keys_of_others(self, deck_id: str) -> "OtherKeys":
        from trainer.deck.acceptance.keys import OtherKeys

        cards = _read(self._decks[deck_id])
        return OtherKeys(key for card in cards for key in card.keys)


def _read(deck: Deck) -> Iterable[Card]:
    """The cards with their texts as learners read them."""
    if deck.markup is None:
        return deck.cards
    from trainer.deck.marked_card import plain_card

    return map(plain_card, deck.cards)


def _as_sources(item: Item, texts: tuple[str, ...]) -> tuple[str, ...]:
    """What a learner typed, as it would stand in the deck."""
    if not item.markup:
        return texts
    from trainer.markup.text import literally

    return tuple(map(literally, texts))
