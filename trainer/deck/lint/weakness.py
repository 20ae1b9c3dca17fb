"""What a rule finds in a card."""

from typing import NamedTuple

from trainer.deck.diagnostic import Code


class Weakness(NamedTuple):
    """One finding of a rule, not yet tied to a place in the file."""

    code: Code
    message: str
    hint: str
    field: str | None = None
    """The key of the card that it is about; None for the card as such."""
    entry: int | str | None = None
    """Which entry of a list (from 0), or which key of a mapping."""
    words: str = ""
    """The words within it to mark, where the deck's text has them letter for letter."""
    instead: str | None = None
    """What to write in the place of these words, where that is beyond doubt."""


OnCard = tuple[int | None, Weakness]
"""The index of the card that a weakness is about, None for the deck, and the weakness."""
