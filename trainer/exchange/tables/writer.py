"""Decks as tables, for Anki's import and Quizlet's."""

import csv
import io
from collections.abc import Callable

from trainer.deck.card import Card, Cloze
from trainer.deck.deck import Deck
from trainer.deck.identity import card_key
from trainer.exchange.anki.cloze import to_anki, with_gaps, without_gaps
from trainer.exchange.anki.guid import guid_of_id
from trainer.exchange.anki.stock_note_types import Stock, stock_name
from trainer.exchange.html.from_text import as_html_without_maths
from trainer.exchange.html.to_text import reads_back
from trainer.exchange.import_result import Notice
from trainer.exchange.losses import (
    HTML_LOSS,
    IN_WORDS,
    cards_with_answers,
    losses_of_card,
    losses_of_deck,
)
from trainer.exchange.two_sides import front_of

_NAMES = {",": "comma", "\t": "tab"}
_SPECIAL = ("why", "tags", "guid", "notetype")
"""What the columns after front and back hold; `why` is a word of ours, which Anki reads over."""
_KEPT = frozenset({"id", "why", "tags", "together"})


def write_table(
    deck: Deck, delimiter: str, language: str = "en", show: Callable[[str], str] = str
) -> tuple[str, tuple[Notice, ...]]:
    """A deck as a table that Anki imports with what it proposes, and Quizlet by pasting.

    Front and back come first and have no names: Anki in any language puts them in the first two
    fields of its basic note type. Only where there are clozes each row names its note type, for
    which the language of that Anki must be known.

    Args:
        deck: whose cards are written, a row each.
        delimiter: a comma or a tab.
        language: of the names of note types.
        show: writes pictures and sounds in the place of their marks.

    Returns:
        The text, and what of the deck it does not hold.
    """
    losses = list(losses_of_deck(deck))
    cards = [*cards_with_answers(deck, losses)]
    named = any(isinstance(card, Cloze) for card in cards)
    columns = _SPECIAL if named else _SPECIAL[:-1]
    out = io.StringIO(newline="")
    out.write(f"#separator:{_NAMES[delimiter]}\n#html:true\n")
    for number, column in enumerate(columns, 3):
        out.write(f"#{column} column:{number}\n")
    out.write(f"#deck:{' '.join(deck.title.split())}\n")
    plain = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    quoted = csv.writer(out, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for card in cards:
        kind = "cloze" if isinstance(card, Cloze) else "flashcard"
        losses += losses_of_card(card, _KEPT | IN_WORDS, kind)
        texts = _texts(card)
        if not all(reads_back(with_gaps(text)) for text in texts):
            losses.append(Notice(card_key(card), HTML_LOSS))
        stock = Stock.CLOZE if kind == "cloze" else Stock.BASIC
        names = [stock_name(stock, language)] if named else []
        # a row that begins with # would be a comment
        writer = quoted if texts[0].startswith("#") else plain
        writer.writerow(
            [*map(show, texts), " ".join(card.tags), guid_of_id(card_key(card)), *names]
        )
    return out.getvalue(), tuple(losses)


def write_csv(
    deck: Deck, language: str = "en", show: Callable[[str], str] = str
) -> tuple[str, tuple[Notice, ...]]:
    """A deck with commas, see `write_table`."""
    return write_table(deck, ",", language, show)


def write_tsv(
    deck: Deck, language: str = "en", show: Callable[[str], str] = str
) -> tuple[str, tuple[Notice, ...]]:
    """A deck with tabs, see `write_table`."""
    return write_table(deck, "\t", language, show)


def _texts(card: Card) -> tuple[str, str, str]:
    """Front, back and explanation; a cloze is explained on its back."""
    why = as_html_without_maths(card.why or "")
    if isinstance(card, Cloze):
        return to_anki(card), why, ""
    front, back = (
        without_gaps(as_html_without_maths(text)) for text in (front_of(card), card.solution)
    )
    return front, back, why
