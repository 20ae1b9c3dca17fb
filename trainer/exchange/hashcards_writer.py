"""Decks as hashcards' Markdown: cards with two sides, and gaps in square brackets."""

import re

from trainer.deck.card import Card, Cloze, Flashcard
from trainer.deck.deck import Deck
from trainer.deck.identity import card_key
from trainer.exchange.front import front_of
from trainer.exchange.import_result import Notice
from trainer.exchange.losses import losses_of_card, losses_of_deck

_IN_WORDS = frozenset({"correction", "extra", "unit"})
"""Fields that stand in the question or the answer."""
_BEGINS = re.compile(r"^(?=[QAC]:|\s*---\s*$)", re.MULTILINE)
"""Where a line begins that would begin or end a card there."""


def write_hashcards(deck: Deck) -> tuple[str, tuple[Notice, ...]]:
    """A deck as hashcards reads it.

    Returns:
        The text, and what of the deck it does not hold.
    """
    losses = list(losses_of_deck(deck, {"markup"}))
    name = " ".join(deck.title.split()).replace("\\", "\\\\").replace('"', '\\"')
    blocks = [f'---\nname = "{name}"\n---']
    for card in deck.cards:
        key = card_key(card)
        if card.status == "draft":
            losses.append(Notice(key, "a draft", whole=True))
            continue
        kept = _IN_WORDS | ({"reverse"} if isinstance(card, Flashcard) else set())
        losses += losses_of_card(card, kept, "cloze" if isinstance(card, Cloze) else "flashcard")
        if isinstance(card, Cloze):
            losses += [Notice(key, "the hint of a gap") for gap in card.gaps if gap.hint]
        blocks += _blocks(card)
    return "\n\n".join(blocks) + "\n", tuple(losses)


def _blocks(card: Card) -> list[str]:
    if isinstance(card, Cloze):
        return [f"C: {_cloze(card)}"]
    front, back = _said(front_of(card)), _said(card.solution)
    both = [f"Q: {front}\nA: {back}"]
    if isinstance(card, Flashcard) and card.reverse:
        both.append(f"Q: {back}\nA: {front}")
    return both


def _said(text: str) -> str:
    return _BEGINS.sub(" ", text).lstrip(" ")


def _cloze(card: Cloze) -> str:
    return _said(
        "".join(
            _plain(piece) if isinstance(piece, str) else f"[{_plain(piece.text)}]"
            for piece in card.pieces
        )
    )


def _plain(text: str) -> str:
    """Text whose brackets are no gaps."""
    return re.sub(r"([\[\]])", r"\\\1", text)
