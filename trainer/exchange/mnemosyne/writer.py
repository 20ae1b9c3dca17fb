"""Decks as the text that Mnemosyne imports: a line a card, its two sides parted by a tab."""

from trainer.deck.deck import Deck
from trainer.deck.identity import card_key
from trainer.exchange.html.from_text import as_html
from trainer.exchange.import_result import Notice
from trainer.exchange.losses import cards_with_answers, losses_of_card, losses_of_deck
from trainer.exchange.two_sides import sides_of

_KEPT = frozenset({"correction", "extra", "reverse", "together", "unit", "why"})


def write_mnemosyne(deck: Deck) -> tuple[str, tuple[Notice, ...]]:
    """A deck as Mnemosyne reads it: no heading and no column more, which it would refuse.

    Each gap and each direction is a card of its own; what explains the answer is below it.

    Returns:
        The text, and what of the deck it does not hold.
    """
    losses = list(losses_of_deck(deck))
    lines: list[str] = []
    for card in cards_with_answers(deck, losses):
        losses += losses_of_card(card, _KEPT, "flashcard")
        losses += (
            [Notice(card_key(card), "where its answer ends and why begins")] if card.why else []
        )
        why = f"\n\n{card.why}" if card.why else ""
        lines += (f"{_line(front)}\t{_line(back + why)}\n" for front, back in sides_of(card))
    return "".join(lines), tuple(losses)


def _line(text: str) -> str:
    return as_html(text.expandtabs(4))
