"""What an import brought, and what it could not bring."""

from dataclasses import dataclass

from trainer.deck.card import Card


@dataclass(frozen=True, slots=True)
class Left:
    """One thing that could not be carried over. It is told, never dropped in silence."""

    place: str
    """Where it stands in the imported file, as `line 12` or `note 1526`."""
    what: str
    """What it is, and why it stayed behind, in one line."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A deck as another program had it, as far as it can be ours."""

    title: str
    cards: tuple[Card, ...]
    left: tuple[Left, ...] = ()
    tags: tuple[str, ...] = ()
    """The tags that occur, in the order of their first card."""
