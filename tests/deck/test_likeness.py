"""Likeness: what search finds, what is proposed as a duplicate, and what a rewording keeps."""

from pathlib import Path

import pytest

from trainer.deck.likeness import folded, searchable, telling, words
from trainer.deck.lint import lint
from trainer.deck.reader import read_deck_text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("What  IS it?", "what is it"),
        ("C++, and C#!", "c++ and c#"),
        ("−1 or -1", "-1 or -1"),
        ("6+3 = 9", "6 + 3 = 9"),
        ("well-known — an A-level", "well known an a level"),
        ("x≤5, 5% of $3", "x ≤ 5 5 % of $ 3"),
        ("Na−, Na+", "na- na+"),
        ("#tag", "# tag"),
        ("दिन-रात", "दिन रात"),
        ("H₂O and Na⁺", "h2o and na+"),
        ("x² is x^2, 10⁻⁶", "x ^ 2 is x ^ 2 10 ^ -6"),
        ("2*3 = 2 × 3, 2**3, **bold**", "2 × 3 = 2 × 3 2 ^ 3 bold"),
        ("6/2 or 6 ÷ 2, and/or", "6 ⁄ 2 or 6 ⁄ 2 and or"),
        ("5 - 8, 5−8, 5-8", "5 − 8 5 − 8 5 − 8"),
        ("-> <- => == && ||", "→ ← => == && ||"),
        ("x>=y, x ≠ y, x != y", "x ≥ y x ≠ y x ≠ y"),
        ("5 ‰, 👍🏻, 🇫🇷", "5 ‰ 👍🏻 🇫🇷"),
        ("ＡＢＣ ｶﾞ", "abc ガ"),
        ("C♯", "c#"),
        ("Maße", "maße"),
    ],
)
def test_what_is_folded(text: str, plain: str) -> None:
    assert folded(text) == plain


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("jose", "José"),
        ("oresund", "Øresund"),
        ("ZOË", "zoe"),
        ("thor", "Þór"),
        ("-1", "−1"),
        ("1/2", "½"),
        ("don't", "don’t"),
        ('"so"', "“so”"),
        ("co-op", "co‑op – yes"),
        ("كتب", "كُتُب"),
    ],
)
def test_search_finds_what_is_typed_without_accents(typed: str, text: str) -> None:
    assert searchable(typed) in searchable(text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [("दिन", "दान"), ("ป่า", "ป้า"), ("C#", "C++ and C"), ("Na+", "Na-"), ("≤", "≥"), ("=", "≠")],
)
def test_search_finds_no_other_word(typed: str, text: str) -> None:
    assert searchable(typed) not in searchable(text)


def test_words_keep_their_marks() -> None:
    assert words("दिन, C# and 3.5 – don't A-level.") == [
        *("दिन", "C", "and", "3.5", "don't", "A-level")
    ]


def test_names_numbers_and_symbols_are_what_a_rewording_keeps() -> None:
    assert telling("Which ion is Na+ with 11 − 1?") == ("na+", "11", "−", "1")
    assert telling("What is it?") == ()
    assert telling("How many mm are 1 cm?") == ("mm", "1", "cm")


@pytest.mark.parametrize(
    ("one", "other"),
    [("6 + 0", "6 − 0"), ("C#", "C++"), ("+1", "−1"), ("Na+", "Na-"), ("दिन", "दान")],
)
def test_cards_on_other_symbols_are_no_near_duplicates(one: str, other: str) -> None:
    text = (
        'title: T\ncards:\n  - {q: "To which of the two kinds does %s belong?", a: the first}\n'
        '  - {q: "To which of the two kinds does %s belong?", a: the first}\n'
    )
    found = lint(read_deck_text(text % (one, other), Path("deck.yaml")))
    assert "D371" not in {finding.code.value for finding in found}
