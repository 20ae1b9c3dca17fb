"""What came of reading a deck file."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.deck.deck import Deck
from trainer.deck.diagnostic import Diagnostic, Severity
from trainer.deck.span import Span

if TYPE_CHECKING:
    from trainer.deck.card import Card
    from trainer.deck.yaml_tree import Mapping  # who only asks for a deck need not import it

MAX_BYTES = 20_000_000
"""A larger file is no deck that anybody wrote."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading one file."""

    path: Path
    text: str = field(repr=False)
    deck: Deck | None
    """None when there are errors."""
    diagnostics: tuple[Diagnostic, ...]
    """Everything found, in the order of the file; of a sound deck advice on its drafts."""
    cards: "tuple[Card, ...]" = ()
    """Every card that is sound by itself, also where the deck is not."""
    card_spans: tuple[Span, ...] = ()
    """Where each of these cards is."""
    root: "Mapping | None" = field(default=None, repr=False, compare=False)
    """The tree that the text was composed to, for who looks at it or changes it; None of a text
    that holds no deck, and where only the deck was asked for."""

    @property
    def tree(self) -> "Mapping":
        """The tree of what was read as a deck."""
        assert self.root is not None  # noqa: S101
        return self.root

    @property
    def card_nodes(self) -> "list[Mapping]":
        """The tree of each card of what was read as a deck, in the order of the file."""
        from trainer.deck.yaml_tree import Mapping
        from trainer.deck.yaml_tree import Sequence as Items

        cards = self.tree.entries["cards"].value
        items = cards.items if isinstance(cards, Items) else []
        return [node for node in items if isinstance(node, Mapping)]

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What keeps it from being studied."""
        return tuple(finding for finding in self.diagnostics if finding.severity is Severity.ERROR)

    def card_at(self, line: int) -> "Card | None":
        """The card that a line (from 1) belongs to: the last that begins there or above."""
        above = [
            card
            for card, span in zip(self.cards, self.card_spans, strict=True)
            if span.line <= line
        ]
        return above[-1] if above else None
