"""A deck brought up to date with the file that it was made of."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from trainer.deck.card import Card, DraftCard
from trainer.deck.deck import Deck
from trainer.deck.identity import card_key, question_key
from trainer.deck.reading import Reading

DRAFT = "draft: "
"""Begins the comment above a card that an import made a draft."""
_COMMENT = re.compile(r" {0,2}#")
"""Not further in than a card: there a block of text may hold one."""


class Renewed(NamedTuple):
    """The cards from now on, and what became of those before."""

    cards: Sequence[Card]
    new: int
    changed: int
    gone: Sequence[str] = ()
    """Keys of those that the file no longer holds; they become drafts, for nothing is lost."""


class Remarks(NamedTuple):
    """The comments above the cards of a deck."""

    authors: Mapping[str, str]
    """Key of a card -> what its author wrote above it."""
    drafts: Mapping[str, str]
    """Key of a card -> why an import made it a draft."""

    @property
    def whole(self) -> dict[str, str]:
        """Key of a card -> all that is above it, as an import writes it."""
        return comments(self.authors, self.drafts)


def comments(authors: Mapping[str, str], drafts: Mapping[str, str]) -> dict[str, str]:
    """Key of a card -> what is to be above it."""
    remarks = {key: f"{DRAFT}{why}" for key, why in drafts.items()}
    keys = dict.fromkeys((*authors, *remarks))
    return {key: "\n".join(filter(None, (authors.get(key), remarks.get(key)))) for key in keys}


def remarks_of(reading: Reading) -> Remarks:
    """What is above each card of a deck; comments inside a card are not among it."""
    lines = reading.text.split("\n")
    authors: dict[str, str] = {}
    drafts: dict[str, str] = {}
    for card, span in zip(reading.cards, reading.card_spans, strict=True):
        at, above = span.line - 1, list[str]()
        while at > 0 and _COMMENT.match(lines[at - 1]):
            at -= 1
            above.insert(0, lines[at].strip().removeprefix("#").strip())
        reasons = [line.removeprefix(DRAFT) for line in above if line.startswith(DRAFT)]
        written = [line for line in above if not line.startswith(DRAFT)]
        if reasons:
            drafts[card_key(card)] = reasons[-1]
        if written:
            authors[card_key(card)] = "\n".join(written)
    return Remarks(authors, drafts)


def renewed(deck: Deck, cards: Sequence[Card], made_drafts: AbstractSet[str]) -> Renewed:
    """The cards of a file read again, with the ids that their twins in the deck have.

    A card is the one of the same id, or else of the same question; one whose question was
    reworded is that which has the same answer, where only one has it. What the deck's author
    added to a card stays, save where the file says something of it.

    Args:
        deck: as it is now.
        cards: what the file holds now.
        made_drafts: keys of those that an import made drafts; they are none any more where the
            file now has what they lacked.
    """
    old = {card_key(card): card for card in deck.cards}
    twins = _asked_alike(old, cards)
    twins |= _reworded(old, cards, twins)
    result, changed = [], 0
    for at, card in enumerate(cards):
        before = old.get(twins.get(at, ""))
        if before and card_key(before) in made_drafts:
            before = _without_status(before)
        after = _merged(before, card) if before else card
        changed += before is not None and after != old[twins[at]]
        result.append(after)
    gone = [card for key, card in old.items() if key not in twins.values()]
    drafts = [card.model_copy(update={"status": "draft"}) for card in gone]
    fresh = [card_key(card) for card in gone if card.status != "draft"]
    return Renewed([*result, *drafts], len(cards) - len(twins), changed, fresh)


def _without_status(card: Card) -> Card:
    if isinstance(card, DraftCard):
        return card
    kept = card.model_fields_set - {"status"}
    return type(card).model_validate({key: getattr(card, key) for key in kept})


def _asked_alike(old: Mapping[str, Card], cards: Sequence[Card]) -> dict[int, str]:
    """Cards and their twins of the same id or question; of several, of the same answer first."""
    by_question: dict[str, list[str]] = {}
    for key, card in old.items():
        by_question.setdefault(question_key(card), []).append(key)
    twins: dict[int, str] = {}
    used: set[str] = set()
    for is_same_answer in (True, False):
        for at, card in enumerate(cards):
            if at in twins:
                continue
            same_id = card.id if card.id in old else None
            alike = [same_id] if same_id else by_question.get(question_key(card), [])
            for key in alike:
                same = not is_same_answer or old[key].solution == card.solution
                if key not in used and same:
                    twins[at] = key
                    used.add(key)
                    break
    return twins


def _reworded(old: dict[str, Card], cards: Sequence[Card], twins: dict[int, str]) -> dict[int, str]:
    """Cards without a twin that answer as exactly one card of the deck without one does."""
    left = {key: card.solution for key, card in old.items() if key not in twins.values()}
    asked = {at: card.solution for at, card in enumerate(cards) if at not in twins}
    pairs: dict[int, str] = {}
    for at, solution in asked.items():
        alike = [key for key, other in left.items() if other == solution]
        if len(alike) == 1 and [*asked.values()].count(solution) == 1:
            pairs[at] = alike[0]
    return pairs


def _merged(before: Card, card: Card) -> Card:
    """The card as the file has it now, with its id, and what was added to it here."""
    fields = {key: getattr(card, key) for key in card.model_fields_set}
    if (key := card_key(before)) != question_key(card) or before.id:
        fields["id"] = key
    if type(before) is type(card):
        added = {key: getattr(before, key) for key in before.model_fields_set}
        fields = {**added, **fields}
    return type(card).model_validate(fields)
