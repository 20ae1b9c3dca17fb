"""What one deck holds for today."""

from dataclasses import dataclass
from pathlib import Path

from trainer.deck.deck import Deck
from trainer.deck.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class DeckOverview:
    """One deck on the home screen and in `trainer decks`."""

    path: Path
    title: str
    """The deck's title; the file's name where the deck has errors."""
    deck: Deck | None = None
    """None when the deck has errors."""
    diagnostics: tuple[Diagnostic, ...] = ()
    items: int = 0
    """How many items it has, drafts left out."""
    new: int = 0
    """How many are to be introduced today, within the limits."""
    learning: int = 0
    """How many are on a learning step."""
    due: int = 0
    """How many reviews are due today, within the limits."""
    learnt: int = 0
    """How many are in the review phase."""
    retention: float | None = None
    """The mean predicted chance of recall today of the items learnt; None without any."""
