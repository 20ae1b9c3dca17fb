"""A deck brought up to date with the file that it was made of."""

from collections.abc import Sequence
from typing import NamedTuple

from trainer.deck.card import Card
from trainer.deck.deck import Deck
from trainer.deck.identity import card_key, question_hash


class Renewed(NamedTuple):
    """The cards from now on, and what became of those before."""

    cards: Sequence[Card]
    new: int
    changed: int
    gone: int
    """How many the file no longer holds; they become drafts, for nothing is lost."""


def renewed(deck: Deck, cards: Sequence[Card]) -> Renewed:
    """The cards of a file read again, with the ids that their twins in the deck have.

    A card is the one of the same id, or else of the same question; one whose question was
    reworded is that which has the same answer, where only one has it. What the deck's author
    added to a card stays, save where the file says something of it.

    Args:
        deck: as it is now.
        cards: what the file holds now.
    """
    old = {card_key(card): card for card in deck.cards}
    by_question = {question_hash(card.prompt): key for key, card in old.items()}
    twins: dict[int, str] = {}
    for at, card in enumerate(cards):
        key = card.id if card.id in old else by_question.get(question_hash(card.prompt))
        if key and key not in twins.values():
            twins[at] = key
    twins |= _reworded(old, cards, twins)
    result, changed = [], 0
    for at, card in enumerate(cards):
        before = old.get(twins.get(at, ""))
        after = _merged(before, card) if before else card
        changed += before is not None and after != before
        result.append(after)
    gone = [card for key, card in old.items() if key not in twins.values()]
    drafts = [card.model_copy(update={"status": "draft"}) for card in gone]
    fresh = sum(card.status != "draft" for card in gone)
    return Renewed([*result, *drafts], len(cards) - len(twins), changed, fresh)


def _reworded(old: dict[str, Card], cards: Sequence[Card], twins: dict[int, str]) -> dict[int, str]:
    """Cards without a twin that answer as exactly one card of the deck without one does."""
    left = {key: card.solution for key, card in old.items() if key not in twins.values()}
    asked = {at: card.solution for at, card in enumerate(cards) if at not in twins}
    found: dict[int, str] = {}
    for at, solution in asked.items():
        alike = [key for key, other in left.items() if other == solution]
        if len(alike) == 1 and [*asked.values()].count(solution) == 1:
            found[at] = alike[0]
    return found


def _merged(before: Card, card: Card) -> Card:
    """The card as the file has it now, with its id, and what was added to it here."""
    said = {key: getattr(card, key) for key in card.model_fields_set}
    if (key := card_key(before)) != question_hash(card.prompt) or before.id:
        said["id"] = key
    if type(before) is type(card):
        added = {key: getattr(before, key) for key in before.model_fields_set}
        said = {**added, **said}
    return type(card).model_validate(said)
