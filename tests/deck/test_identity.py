"""Identity: what is the very same text, and what is not."""

import unicodedata
from itertools import combinations
from pathlib import Path

import pytest

from trainer.deck.formatter import formatted
from trainer.deck.identity import exact, former_hash, question_hash
from trainer.deck.likeness import folded
from trainer.deck.reader import read_deck_text

DIFFERENT = [
    ["दिन", "दान", "दीन"],
    ["ป่า", "ป้า", "ปา"],
    ["كَتَبَ", "كُتُب"],
    ["か", "が"],
    ["6 + 3", "6 × 3", "6 − 3", "6 ÷ 3"],
    ["C", "C#", "C++"],
    ["1", "−1", "-1"],
    ["Na+", "Na-", "Na"],
    ["AB+", "AB-", "AB"],
    ["≤", "≥", "<", ">", "=", "≠"],
    ["♠", "♥"],
    ["🇫🇷", "🇩🇪"],
    ["polish", "Polish"],
    ["ma", "má", "mà", "mả", "mã", "mạ"],
]
GROUPS = pytest.mark.parametrize("texts", DIFFERENT, ids="/".join)


@GROUPS
def test_cards_that_differ_in_a_mark_or_a_symbol_are_cards_of_one_deck(texts: list[str]) -> None:
    lines = "".join(f'  - {{q: "What is {text}?", a: "{n}"}}\n' for n, text in enumerate(texts))
    path = Path("deck.yaml")
    reading = read_deck_text(f"title: T\ncards:\n{lines}", path)
    assert reading.deck, reading.diagnostics
    with_ids = read_deck_text(formatted(reading), path)
    assert with_ids.deck
    assert len({card.id for card in with_ids.deck.cards}) == len(texts)


@GROUPS
def test_each_of_them_has_a_hash_of_its_own(texts: list[str]) -> None:
    assert len({question_hash(f"What is {text}?") for text in texts}) == len(texts)


def test_links_to_keys_of_old_lead_where_the_cards_are_now() -> None:
    asked, old = "Who wrote Faust?", former_hash("Who wrote Faust?")
    text = (
        f'title: T\ncards:\n  - {{q: "{asked}", a: Goethe}}\n'
        f"  - {{q: Who wrote Egmont?, a: Goethe, requires: {old}, siblings: [{old}]}}\n"
    )
    path = Path("deck.yaml")
    for written in (text, formatted(read_deck_text(text, path))):
        deck = read_deck_text(written, path).deck
        assert deck
        assert deck.cards[1].requires == deck.cards[1].siblings == (question_hash(asked),)
    twin = text + '  - {q: "who wrote Faust", a: Goethe}\n'
    assert {found.code.value for found in read_deck_text(twin, path).diagnostics} == {"D207"}


def test_form_and_white_space_change_nothing() -> None:
    text = "Où  est\n l'été\u00a0?"
    assert question_hash(text) == question_hash(unicodedata.normalize("NFD", " Où est l'été ?"))
    assert exact(" a \u2003b\n") == "a b"


@pytest.mark.parametrize(
    ("question", "hashed", "former"),
    [
        ("What is the capital of France?", "cpyd7eer", "sxwvmd5p"),
        ("Ça va?", "n62cygq5", "j34qqcxj"),
        ("capital of peru", "a2li6gnv", "a2li6gnv"),
    ],
)
def test_the_hash_of_a_question_never_changes(question: str, hashed: str, former: str) -> None:
    assert (question_hash(question), former_hash(question)) == (hashed, former)


@GROUPS
def test_likeness_knows_them_apart_too(texts: list[str]) -> None:
    for one, other in combinations(texts, 2):
        if {one, other} not in ({"-1", "−1"}, {"polish", "Polish"}):
            assert folded(f"What is {one}?") != folded(f"What is {other}?")
