"""Decks as tables of options: Kahoot's own template, and columns that quiz makers take."""

import csv
import io
from collections.abc import Iterator, Sequence
from string import ascii_uppercase
from typing import NamedTuple

from trainer.deck.card import Card, MultipleChoice, PickAll, TrueFalse
from trainer.deck.deck import Deck
from trainer.deck.identity import card_key
from trainer.exchange.import_result import Notice
from trainer.exchange.losses import (
    cards_with_answers,
    kind_elsewhere,
    losses_of_card,
    losses_of_deck,
)

_QUESTION, _OPTION, _OPTIONS, _SECONDS = 120, 75, 4, 30
"""Kahoot's limits: characters of a question and an option, options, and a usual time."""
_TIMES = "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs"
_HEADING_ROW = 7
"""From 0: the template has its headings in row 8, from column B on."""


class _Asked(NamedTuple):
    """A question with options."""

    question: str
    options: Sequence[str]
    right: Sequence[int]
    """Numbers of the right ones, from 1."""


def write_options(deck: Deck) -> tuple[str, tuple[Notice, ...]]:
    """A deck's choices as CSV, an option a column, and one that names the right ones.

    Returns:
        The text, and what of the deck it does not hold.
    """
    losses = list(losses_of_deck(deck))
    asked = [*_gathered(deck, losses, frozenset({"why", "tags", "id"}))]
    width = max((len(one.options) for _, one in asked), default=_OPTIONS)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    names = [f"Option {number}" for number in range(1, width + 1)]
    writer.writerow(["Question", *names, "Correct", "Why", "Tags", "Id"])
    for card, one in asked:
        blank = [""] * (width - len(one.options))
        places = [*map(str, one.right)]
        if {*places} & {*one.options}:  # a number would be taken for an option of that text
            places = [ascii_uppercase[place - 1 : place] for place in one.right]
        right = ",".join(places)
        if len(one.right) == 1:
            right = one.options[one.right[0] - 1]
        row = [card.q, *one.options, *blank, right, card.why or "", " ".join(card.tags)]
        writer.writerow([*row, card_key(card)])
    return out.getvalue(), tuple(losses)


def write_kahoot(deck: Deck) -> tuple[bytes, tuple[Notice, ...]]:
    """A deck's choices in the spreadsheet that Kahoot takes; what of the deck it does not hold."""
    import xlsxwriter

    losses = list(losses_of_deck(deck))
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("Sheet1")
    sheet.write_string(0, 1, " ".join(deck.title.split()))
    names = [f"Answer {number} - max {_OPTION} characters" for number in range(1, _OPTIONS + 1)]
    question = f"Question - max {_QUESTION} characters"
    heading = [question, *names, _TIMES, "Correct answer(s) - choose at least one"]
    for column, name in enumerate(heading, 1):
        sheet.write_string(_HEADING_ROW, column, name)
    row = _HEADING_ROW
    for card, one in _gathered(deck, losses, frozenset()):
        if reason := _too_much(one):
            losses.append(Notice(card_key(card), reason, whole=True))
            continue
        row += 1
        sheet.write_number(row, 0, row - _HEADING_ROW)
        for column, text in enumerate([one.question, *one.options], 1):
            sheet.write_string(row, column, text)
        sheet.write_number(row, _OPTIONS + 2, _SECONDS)
        sheet.write_string(row, _OPTIONS + 3, ",".join(map(str, one.right)))
    book.close()
    return memory.getvalue(), tuple(losses)


def _too_much(one: _Asked) -> str:
    if len(one.question) > _QUESTION:
        return f"a question of more than {_QUESTION} characters"
    if len(one.options) > _OPTIONS:
        return f"more than {_OPTIONS} options"
    if any(len(option) > _OPTION for option in one.options):
        return f"an option of more than {_OPTION} characters"
    return ""


def _gathered(
    deck: Deck, losses: list[Notice], kept: frozenset[str]
) -> Iterator[tuple[MultipleChoice | PickAll | TrueFalse, _Asked]]:
    """The cards with options; what stays behind of the others is listed."""
    for card in cards_with_answers(deck, losses):
        if not isinstance(card, MultipleChoice | PickAll | TrueFalse):
            what = f"a card without options ({card.kind})"
            losses.append(Notice(card_key(card), what, whole=True))
        else:
            losses += losses_of_card(card, kept, kind_elsewhere(card))
            yield card, _asked(card)


def _asked(card: Card) -> _Asked:
    if isinstance(card, TrueFalse):
        return _Asked(card.q, ("True", "False"), [1 if card.truth else 2])
    if not isinstance(card, MultipleChoice | PickAll):
        raise TypeError(card.kind)
    right = {card.a} if isinstance(card, MultipleChoice) else set(card.a)
    options = sorted(card.options)
    return _Asked(card.q, options, [at for at, one in enumerate(options, 1) if one in right])
