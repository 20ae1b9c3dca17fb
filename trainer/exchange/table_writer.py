"""Decks as tables, for Anki's import and Quizlet's."""

import csv
import io

from trainer.deck.card import Cloze
from trainer.deck.deck import Deck
from trainer.deck.identity import card_key
from trainer.exchange.anki_cloze import to_anki
from trainer.exchange.carried import Left
from trainer.exchange.front import front_of
from trainer.exchange.html import as_html, reads_back
from trainer.exchange.losses import HTML_LOSS, losses_of_card, losses_of_deck

_NAMES = {",": "comma", "\t": "tab"}
_KEPT = frozenset({"id", "why", "tags", "together"})
_IN_WORDS = frozenset({"correction", "extra", "unit"})
"""Fields that stand in the front or the back."""


def write_table(deck: Deck, delimiter: str) -> tuple[str, tuple[Left, ...]]:
    """A deck as a table that Anki imports with a click, and Quizlet by pasting.

    Args:
        deck: whose cards are written, a row each.
        delimiter: a comma or a tab.

    Returns:
        The text, and what of the deck it does not hold.
    """
    out = io.StringIO(newline="")
    columns = delimiter.join(("id", "front", "back", "why", "tags"))
    out.write(f"#separator:{_NAMES[delimiter]}\n#html:true\n#columns:{columns}\n")
    out.write(f"#guid column:1\n#tags column:5\n#deck:{' '.join(deck.title.split())}\n")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    left = list(losses_of_deck(deck))
    for card in deck.cards:
        key = card_key(card)
        if card.status == "draft":
            left.append(Left(key, "a draft", whole=True))
            continue
        if isinstance(card, Cloze):
            front, back = to_anki(card.cloze, together=card.together), ""
        else:
            front, back = front_of(card), card.solution
        kind = "cloze" if isinstance(card, Cloze) else "flashcard"
        left += losses_of_card(card, _KEPT | _IN_WORDS, kind)
        texts = [as_html(text) for text in (front, back, card.why or "")]
        if not all(map(reads_back, texts)):
            left.append(Left(key, HTML_LOSS))
        writer.writerow([key, *texts, " ".join(card.tags)])
    return out.getvalue(), tuple(left)


def write_csv(deck: Deck) -> tuple[str, tuple[Left, ...]]:
    """A deck with commas, see `write_table`."""
    return write_table(deck, ",")


def write_tsv(deck: Deck) -> tuple[str, tuple[Left, ...]]:
    """A deck with tabs, see `write_table`."""
    return write_table(deck, "\t")
