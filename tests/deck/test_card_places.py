"""Where cards stand in a text that is being written, and what may follow in it."""

import pytest

from trainer.deck.card_places import card_places
from trainer.deck.completion import completion

DECK = """\
title: Rivers
cards:
  - id: rome
    q: Which river runs through Rome?
    a: Tiber

  # the next is written on one line
  - {id: pisa, cloze: "Pisa lies on the {{Arno}}."}
  - q: >-
      Which river runs
      through Turin?
    typed: [Po
license: CC0
"""


def test_cards_are_found_where_yaml_cannot_read_one_of_them() -> None:
    found = [(card.line, card.id, card.kind, card.prompt) for card in card_places(DECK)]
    assert found == [
        (3, "rome", "flashcard", "Which river runs through Rome?"),
        (8, "pisa", "cloze", "Pisa lies on the {{Arno}}."),
        (9, "", "", "q: >-"),
    ]


def test_a_text_without_cards_has_no_place() -> None:
    assert card_places("title: Rivers\n") == []


def test_cards_in_brackets_are_found_once_yaml_can_read_them() -> None:
    rome, pisa = "{id: rome, q: Of Rome?, a: Tiber}", "{cloze: '{{Arno}}, of Pisa'}"
    text = f"title: Rivers\ncards: [{rome},\n  {pisa}]\n"
    assert [(card.line, card.id, card.kind, card.prompt) for card in card_places(text)] == [
        (2, "rome", "flashcard", "Of Rome?"),
        (3, "", "cloze", "{{Arno}}, of Pisa"),
    ]
    assert card_places(text[:-3]) == []


@pytest.mark.parametrize(
    ("typed", "rest"),
    [
        ("    confu", "sable_with: "),  # any card's
        ("    wro", "ng: "),  # makes it a choice
        ("    tol", ""),  # a number's, and this is a flashcard
        ("      wro", ""),  # not the column of its keys
        ("    a", "nswer_picture: "),  # `a` stands there already
        ("    requires: pi", "sa"),
        ("    requires: [rome, pi", "sa"),
        ("    siblings:\n      - rome\n      - pi", "sa"),
        ("    tags:\n      - pi", ""),  # takes no ids
        ("    requires: pisa", ""),
        ("lic", "ense: "),
        ("  - cl", "oze: "),
    ],
)
def test_what_is_typed_is_completed(typed: str, rest: str) -> None:
    head = "title: Rivers\ncards:\n  - {id: pisa, q: 'Of Pisa?', a: Arno}\n"
    text = f"{head}  - id: rome\n    q: Of Rome?\n    a: Tiber\n{typed}"
    lines = text.split("\n")
    assert completion(lines, len(lines) - 1, len(lines[-1])) == rest


def test_nothing_is_completed_where_more_follows() -> None:
    assert completion(["tit: Rivers"], 0, 3) == ""
