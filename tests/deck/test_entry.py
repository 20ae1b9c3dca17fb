"""Options and entries in their long form."""

from pathlib import Path

import pytest

from trainer.deck.card import Date, ListCard, MultipleChoice, Number
from trainer.deck.entry import Entry
from trainer.deck.item import items_of_card
from trainer.deck.reader import read_deck_text
from trainer.deck.writer import deck_text
from trainer.grading.grade import grade

RIVERS = """\
title: Rivers
language: en
cards:
  - q: Name two rivers of Vienna.
    list:
      - {text: Danube, accept: [Donau, Duna]}
      - text: Wien
        accept: Wienfluss
  - q: Which river is longest?
    a: {text: Danube, why: It has 2850 km.}
    wrong: [{text: Inn, why: It ends in the Danube., accept: Inn river}, Enns]
"""


def cards() -> tuple[ListCard, MultipleChoice]:
    reading = read_deck_text(RIVERS, Path("rivers.yaml"))
    assert reading.deck is not None, reading.diagnostics
    named, chosen = reading.deck.cards
    assert isinstance(named, ListCard)
    assert isinstance(chosen, MultipleChoice)
    return named, chosen


def test_an_entry_is_its_text() -> None:
    named, chosen = cards()
    assert named.list == ("Danube", "Wien")
    assert named.accepted(0) == ("Donau", "Duna")
    assert chosen.options == ("Danube", "Inn", "Enns")
    assert chosen.wrong == {"Inn": "It ends in the Danube.", "Enns": None}


def test_what_an_entry_accepts_is_as_right() -> None:
    [item] = items_of_card("rivers", cards()[0])
    assert grade(item, ("Duna", "Wienfluss"), language="en").score == 1
    assert grade(item, ("Duna", "Danube"), language="en").score == 0.5


@pytest.mark.parametrize("place", [0, 1])
def test_the_long_form_is_written_and_kept(place: int) -> None:
    card = cards()[place]
    again = type(card).model_validate_json(card.model_dump_json(exclude_defaults=True))
    assert again == card
    assert again.model_dump_json() == card.model_dump_json()
    reading = read_deck_text(deck_text("Rivers", [card]), Path("rivers.yaml"))
    assert reading.deck is not None
    assert reading.deck.cards[0].model_dump_json() == card.model_dump_json()


def test_a_plain_entry_stays_plain() -> None:
    assert Entry("Inn").written == "Inn"


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("{txt: Danube}", "not a text"),
        ("{text: Danube, alias: Donau}", "no key `alias`"),
        ("{text: Danube, accept: {a: b}}", "`accept`"),
        ("[Danube]", "not a text"),
    ],
)
def test_what_is_no_entry_is_said_at_its_place(entry: str, told: str) -> None:
    text = f"title: T\ncards:\n  - q: Q\n    list:\n      - Inn\n      - {entry}\n      - Enns\n"
    [found] = read_deck_text(text, Path("t.yaml")).diagnostics
    assert told in found.message
    assert found.span.line == 6


def test_numbers_and_dates_as_sciences_write_them() -> None:
    text = (
        "title: T\ncards:\n  - {q: Avogadro?, number: 6.022e23}\n  - {q: Caesar?, date: -44}\n"
        "  - {q: Cleopatra?, date: 30 BC}\n  - {q: Digits?, number: 1.234567890123456789012345}\n"
    )
    deck = read_deck_text(text, Path("t.yaml")).deck
    assert deck is not None
    avogadro, caesar, cleopatra, digits = deck.cards
    assert isinstance(avogadro, Number)
    assert avogadro.solution == "6.022×10^23"
    assert (caesar.solution, cleopatra.solution) == ("44 BC", "30 BC")
    assert isinstance(caesar, Date)
    assert str(caesar.date) == "-44"
    assert digits.solution.startswith("1.2345678901234567890")
    for card in deck.cards:
        assert grade(items_of_card("t", card)[0], card.solution).score == 1
