"""Words that are written backwards."""

from trainer.deck.backwards_card import Backwards
from trainer.grading.mark import Mark, Part


def mark_backwards(card: Backwards, given: str) -> Mark:
    """Mark a word that was written backwards."""
    right = given == card.solution
    return Mark(float(right), (Part("", given, card.solution, right=right),))
