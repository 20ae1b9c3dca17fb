"""Drafts added to a deck, where our own rules of the craft find nothing in them."""

from collections.abc import Iterable, Mapping, Sequence

from trainer.deck.card import Card, DraftCard
from trainer.deck.card_text import read_alone, with_card
from trainer.deck.diagnostic import Code, Diagnostic
from trainer.deck.lint import all_findings
from trainer.deck.reading import Reading
from trainer.deck.source_text import SourceText

OF_THE_WHOLE = frozenset({Code.NO_WHY, Code.PROVENANCE, Code.KIND_MIX, Code.NO_CONTRAST})
"""What is said of the deck, and is for its author to fix once the drafts are gone through."""


def card_of(fields: Mapping[str, object]) -> Card | None:
    """The card that these keys make, read as a deck's; None where they make none."""
    reading = read_alone(fields)
    card = reading.cards[0] if len(reading.cards) == 1 else None
    return None if card is None or isinstance(card, DraftCard) or reading.errors else card


def as_draft(fields: Mapping[str, object], pointers: Sequence[str]) -> dict[str, object]:
    """The keys of a card as those of a draft that rests on the sentences with these pointers."""
    evidence = list(pointers) if len(pointers) > 1 else pointers[0]
    return {**fields, "evidence": evidence, "status": "draft"}


class GrowingDeck:
    """A deck to which drafts are added, one after the other.

    Args:
        reading: the deck as it was read; each card added parses it once more.
        source: the text that it is derived from.
    """

    def __init__(self, reading: Reading, source: SourceText) -> None:
        self.drafts = 0
        """How many were added."""
        self._reading, self._source = reading, source
        self._weak = _weak(all_findings(reading, source))

    @property
    def text(self) -> str:
        """The deck's, with what was added."""
        return self._reading.text

    def add(self, fields: Mapping[str, object]) -> str:
        """Add a card, unless our rules find something in it, or in others because of it.

        Returns:
            What was found; empty where the card was added.

        Raises:
            TrainerError: the deck is broken, so that there is no place for a card.
        """
        added = with_card(self._reading, fields, self._source)
        findings = [f for _, f in added.findings if f.code not in OF_THE_WHOLE]
        if added.card is None or findings:
            return findings[0].message if findings else "it is no card"
        weak = _weak(added.elsewhere)
        if weak > self._weak:
            return "another card is weaker for it"
        self._reading, self.drafts, self._weak = added.reading, self.drafts + 1, weak
        return ""


def _weak(findings: Iterable[Diagnostic]) -> int:
    return sum(finding.code not in OF_THE_WHOLE for finding in findings)
