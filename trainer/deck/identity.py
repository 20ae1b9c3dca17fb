"""What names a card when its author gave it no id."""

import base64
import hashlib
import re

from trainer.deck.card import Card


def normalised(text: str) -> str:
    """Fold case, and turn every run of what is neither letter nor digit into one space."""
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def question_hash(question: str) -> str:
    """Eight letters and digits that follow from the normalised question alone.

    `trainer fmt` writes this very value as the card's id, so freezing it loses nobody's
    progress.
    """
    digest = hashlib.blake2b(normalised(question).encode(), digest_size=5).digest()
    return base64.b32encode(digest).decode().lower()


def card_key(card: Card) -> str:
    """The card's own id, or the hash of its question."""
    return card.id or question_hash(card.prompt)
