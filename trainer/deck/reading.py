"""What came of reading a deck file."""

from dataclasses import dataclass, field
from pathlib import Path

from trainer.deck.card import Card
from trainer.deck.deck import Deck
from trainer.deck.diagnostic import Diagnostic
from trainer.deck.span import Span

MAX_BYTES = 20_000_000
"""A larger file is no deck that anybody wrote."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading one file."""

    path: Path
    text: str = field(repr=False)
    deck: Deck | None
    """None when anything was found."""
    diagnostics: tuple[Diagnostic, ...]
    """Everything found, in the order of the file."""
    cards: tuple[Card, ...] = ()
    """Every card that is sound by itself, also where the deck is not."""
    card_spans: tuple[Span, ...] = ()
    """Where each of these cards stands."""
    digest: str = ""
    """Follows from the file's name and content; empty where nobody asked."""

    def card_at(self, line: int) -> Card | None:
        """The card that a line (from 1) belongs to: the last that begins there or above."""
        above = [
            card
            for card, span in zip(self.cards, self.card_spans, strict=True)
            if span.line <= line
        ]
        return above[-1] if above else None
