"""Drafts added to a deck, where our own rules of the craft find nothing in them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from trainer.deck.card import Card, DraftCard
from trainer.deck.card_text import with_card
from trainer.deck.diagnostic import Code, Diagnostic
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


class GrowingDeck:
    """A deck's text to which drafts are added, one after the other.

    Args:
        text: the deck's.
        path: its file, for messages.
        source: the text that it is derived from.
    """

    def __init__(self, text: str, path: Path, source: SourceText) -> None:
        self.text = text
        self.drafts = 0
        """How many were added."""
        self._path, self._source = path, source
        self._weak = _weak(all_findings(read_deck_text(text, path), source))

    def add(self, fields: Mapping[str, object]) -> str:
        """Add a card, unless our rules find something in it, or in others because of it.

        Returns:
            What was found; empty where the card was added.

        Raises:
            TrainerError: the deck is broken, so that there is no place for a card.
        """
        added = with_card(self.text, self._path, fields, self._source)
        own = [f for _, f in added.findings if f.code not in OF_THE_WHOLE]
        if added.card is None or own:
            return own[0].message if own else "it is no card"
        weak = _weak(added.elsewhere)
        if weak > self._weak:
            return "another card is weaker for it"
        self.text, self.drafts, self._weak = added.text, self.drafts + 1, weak
        return ""


def _weak(found: Iterable[Diagnostic]) -> int:
    return sum(finding.code not in OF_THE_WHOLE for finding in found)
