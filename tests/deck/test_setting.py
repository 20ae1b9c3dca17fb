"""A deck's setting counts as part of every prompt."""

from pathlib import Path

import pytest

from trainer.asking.question import Question
from trainer.classroom.question import asked_of, question_of
from trainer.deck.deck import Deck
from trainer.deck.diagnostic import Diagnostic
from trainer.deck.item import items_of_deck
from trainer.deck.lint import lint
from trainer.deck.reader import read_deck_text
from trainer.exchange.two_sides import with_setting_in_prompts

DECK = """\
title: Rivers
setting: Italy in 2021
cards:
  - {q: Who was President?, typed: Mattarella, why: He was elected for the first time in 2015.}
  - {cloze: "The {{Po}} runs through Turin.", why: It is the longest river of the country.}
"""


def read(text: str) -> Deck:
    deck = read_deck_text(text, Path("rivers.yaml")).deck
    assert deck
    return deck


def craft(text: str) -> list[Diagnostic]:
    return [*lint(read_deck_text(text, Path("rivers.yaml")))]


def test_every_item_has_it() -> None:
    assert {item.setting for item in items_of_deck(read(DECK))} == {"Italy in 2021"}


def test_a_player_is_shown_it_and_the_log_keeps_it() -> None:
    question = Question.of(items_of_deck(read(DECK))[0], 1)
    assert question.shown()["setting"] == "Italy in 2021"
    assert question_of(asked_of(question)) == question


def test_an_export_says_it_in_every_prompt_and_names_cards_as_before() -> None:
    deck = read(DECK)
    exported = with_setting_in_prompts(deck)
    assert [card.prompt for card in exported.cards] == [
        "Italy in 2021: Who was President?",
        "Italy in 2021: The […] runs through Turin.",
    ]
    assert [i.id for i in items_of_deck(exported)] == [i.id for i in items_of_deck(deck)]


def test_a_year_that_it_names_need_not_stand_in_the_prompt() -> None:
    assert not craft(DECK)
    undated = DECK.replace("setting: Italy in 2021\n", "")
    assert [finding.code for finding in craft(undated)] == ["D319"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("setting: By President Mattarella", "the deck's setting gives the answer “Mattarella”"),
        ("title: Mattarella's Italy", "the deck's title gives the answer “Mattarella”"),
    ],
)
def test_it_and_the_title_must_not_hold_an_answer(line: str, told: str) -> None:
    key = line.partition(":")[0]
    lines = [line if one.startswith(f"{key}:") else one for one in DECK.splitlines()]
    messages = [finding.message for finding in craft("\n".join(lines) + "\n")]
    assert any(message.startswith(told) for message in messages)


@pytest.mark.parametrize("setting", ["x" * 61, '"two\\nlines"'])
def test_it_is_one_short_line(setting: str) -> None:
    text = DECK.replace("Italy in 2021", setting)
    [finding] = read_deck_text(text, Path("rivers.yaml")).diagnostics
    assert finding.span.line == 2
    assert "one line of at most 60 characters" in finding.hint
