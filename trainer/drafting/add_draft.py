"""Drafts added to a deck, where our own rules of the craft find nothing in them."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from trainer.deck.card import Card, DraftCard
from trainer.deck.card_text import with_card
from trainer.deck.diagnostic import Code
from trainer.deck.lint import all_findings
from trainer.deck.reader import read_deck_text
from trainer.deck.source_text import SourceText

OF_THE_WHOLE = frozenset({Code.NO_WHY, Code.PROVENANCE, Code.KIND_MIX, Code.NO_CONTRAST})
"""What is said of the deck, and is for its author to mend once the drafts are gone through."""


def card_of(fields: dict[str, object]) -> Card | None:
    """The card that these keys make, read as a deck's; None where they make none."""
    one_line = json.dumps(fields, ensure_ascii=True)
    reading = read_deck_text(f"title: T\ncards:\n- {one_line}\n", Path("draft.yaml"))
    card = reading.cards[0] if len(reading.cards) == 1 else None
    return None if card is None or isinstance(card, DraftCard) or reading.errors else card


def as_draft(fields: Mapping[str, object], pointers: Sequence[str]) -> dict[str, object]:
    """The keys of a card as those of a draft that rests on the sentences with these pointers."""
    evidence = list(pointers) if len(pointers) > 1 else pointers[0]
    return {**fields, "evidence": evidence, "status": "draft"}


class Added(NamedTuple):
    """A deck's text with a card more, or without."""

    text: str
    trouble: str
    """What was found in the card, or in others because of it; empty where it was added."""
    is_copied: bool = False
    """Whether the card has its source's words in a row."""


def with_sound_card(
    text: str, path: Path, fields: Mapping[str, object], source: SourceText
) -> Added:
    """Add a card to a deck, unless our rules find something in it, or in others because of it.

    Raises:
        TrainerError: the deck is broken, so that there is no place for a card.
    """
    added = with_card(text, path, fields, source)
    own = [f for _, f in added.findings if f.code not in OF_THE_WHOLE]
    if added.card is None or own:
        is_copied = any(finding.code is Code.COPIED for finding in own)
        return Added(text, own[0].message if own else "it is no card", is_copied)
    if _weak(added.text, path, source) > _weak(text, path, source):
        return Added(text, "another card is weaker for it")
    return Added(added.text, "")


@lru_cache(2)  # a deck with a draft is the one before the next
def _weak(text: str, path: Path, source: SourceText) -> int:
    found = all_findings(read_deck_text(text, path), source)
    return sum(finding.code not in OF_THE_WHOLE for finding in found)
