"""Decks as Markdown, to read, print and read back."""

import re

from trainer.deck.card import Card, Cloze, Flashcard, MultipleChoice, PickAll
from trainer.deck.deck import Deck
from trainer.deck.identity import card_key
from trainer.exchange.carried import Left
from trainer.exchange.front import front_of
from trainer.exchange.losses import losses_of_card, losses_of_deck
from trainer.exchange.markdown import INDENT

_KEPT = frozenset({"why", "hint", "tags"})
_IN_WORDS = frozenset({"correction", "extra", "unit"})
"""Fields that stand in the question or the answer."""
_HEADLINE = re.compile(r".*(?<!#)")
"""What a heading holds whole: a single line, and at its end nothing that may close it."""


def write_markdown(deck: Deck) -> tuple[str, tuple[Left, ...]]:
    """A deck as Markdown.

    Returns:
        The text, and what of the deck it does not hold.
    """
    left = list(losses_of_deck(deck))
    blocks = [f"# {' '.join(deck.title.split())}"]
    for card in deck.cards:
        if card.status == "draft":
            left.append(Left(card_key(card), "a draft", whole=True))
            continue
        left += losses_of_card(card, _KEPT | _IN_WORDS, _kind(card))
        blocks.append(_block(card))
    return "\n\n".join(blocks) + "\n", tuple(left)


def _kind(card: Card) -> str:
    match card:
        case PickAll() if len(card.a) == 1:
            return "choice"
        case Flashcard() | Cloze() | MultipleChoice() | PickAll():
            return card.kind
        case _:
            return "flashcard"


def _block(card: Card) -> str:
    tail = [_said("Why", card.why)] if card.why else []
    tail += [_said("Hint", card.hint)] if card.hint else []
    tail += [f"Tags: {' '.join(card.tags)}"] if card.tags else []
    match card:
        case Cloze():
            return "\n".join([_said("C", card.cloze), *tail])
        case MultipleChoice() | PickAll():
            question = f"## {card.q}" if _HEADLINE.fullmatch(card.q) else _said("Q", card.q)
            right = {card.a} if isinstance(card, MultipleChoice) else set(card.a)
            options = [
                f"- [{'x' if option in right else ' '}] {_running_on(option)}"
                for option in sorted(card.options)
            ]
            return "\n".join([question, "", *options, "", *tail]).rstrip()
        case _:
            return "\n".join([_said("Q", front_of(card)), _said("A", card.solution), *tail])


def _said(key: str, text: str) -> str:
    """A key and its text; a fence of code opens on a line of its own."""
    apart = f"\n{INDENT}" if text.startswith("```") else " "
    return f"{key}:{apart}{_running_on(text)}"


def _running_on(text: str) -> str:
    """Lines of which none after the first can be taken for the beginning of something else."""
    first, *others = text.splitlines()
    return "\n".join([first, *(f"{INDENT}{line}" if line else "" for line in others)])
