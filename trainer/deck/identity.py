"""Identity: whether two texts are the very same, and what names a card without an id.

One of three relations, each used for nothing else: what is only alike is asked of
`trainer.deck.likeness`, what counts as a right answer of `trainer.deck.acceptance`.
"""

import base64
import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trainer.deck.card import Card


def exact(text: str) -> str:
    """A text in Unicode NFC, every run of white space one space: equal where texts are the same."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def question_hash(question: str) -> str:
    """Eight letters and digits that follow from the exact question alone.

    `trainer fmt` writes this very value as the card's id, so freezing it loses nobody's
    progress.
    """
    return _hash(exact(question))


def former_hash(question: str) -> str:
    """What named the card when case, marks and symbols did not count.

    Journals and decks hold such keys, so it must never change. Two cards can share one.
    """
    return _hash(re.sub(r"[\W_]+", " ", question.casefold()).strip())


def deck_and_item(ref: str) -> tuple[str, str]:
    """The id of the deck and that of the item in a ref, which is `deck/item`."""
    deck, _, item = ref.partition("/")
    return deck, item


def card_key(card: "Card") -> str:
    """The card's own id, or the hash of its question."""
    return card.id or question_key(card)


def question_key(card: "Card") -> str:
    """What names a card without an id: the hash of its question, with what it shows and plays."""
    return question_hash(card.asked)


def _hash(text: str) -> str:
    digest = hashlib.blake2b(text.encode(), digest_size=5).digest()
    return base64.b32encode(digest).decode().lower()
