"""Answers to type that one slip turns into the answer of another card."""

from collections import defaultdict
from collections.abc import Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

from trainer.deck.acceptance.language import primary
from trainer.deck.card import Card, Cloze, ListCard, Typed
from trainer.deck.deck import Deck
from trainer.deck.diagnostic import Code
from trainer.deck.identity import card_key
from trainer.deck.lint.weakness import OnCard, Weakness

_SLIPS = 2
"""Letters by which two keys can differ and still be slips of each other."""


def check_near_keys(deck: Deck) -> Iterator[OnCard]:
    """Each typed answer that is a slip of an earlier card's, where no link says that both know."""
    earlier: defaultdict[str, dict[int, str]] = defaultdict(dict)
    keys = [(at, field, text) for at, card in enumerate(deck.cards) for field, text in _typed(card)]
    reported: set[int] = set()
    for place, (at, field, text) in enumerate(keys):
        folded = text.casefold()
        rivals = earlier[folded[:1]]
        near = process.extract(folded, rivals, scorer=OSA.distance, score_cutoff=_SLIPS, limit=None)
        for _, _, other in near:
            first = keys[other][0]
            if at in reported or first == at or _are_linked(deck, first, at):
                continue
            from trainer.deck.acceptance.spelling import is_one_slip_apart  # few are as near

            language = primary(deck.cards[at].language or deck.language)
            if is_one_slip_apart(text, keys[other][2], language):
                reported.add(at)
                yield at, _weakness(field, text, keys[other][2], deck.cards[first])
        rivals[place] = folded


def _typed(card: Card) -> Iterator[tuple[str, str]]:
    match card:
        case Typed():
            yield "typed", card.typed
        case Cloze():
            yield from (("cloze", gap.text) for gap in card.gaps)
        case ListCard():
            yield from (("list", thing) for thing in card.list)
        case _:
            return


def _are_linked(deck: Deck, one: int, other: int) -> bool:
    first, second = deck.cards[one], deck.cards[other]
    return card_key(first) in (*second.confusable_with, *second.siblings) or card_key(second) in (
        *first.confusable_with,
        *first.siblings,
    )


def _weakness(field: str, text: str, other: str, card: Card) -> Weakness:
    return Weakness(
        Code.NEAR_KEYS,
        f"“{text}” is one slip away from “{other}”, the answer of another card",
        f"neither counts as the other; link the cards: `confusable_with: {card_key(card)}`",
        field,
        words=text if field == "cloze" else "",
    )
