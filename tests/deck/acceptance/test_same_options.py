"""Options and entries that no learner could tell apart."""

import json
from pathlib import Path

import pytest

from trainer.deck.acceptance.same_options import first_answering_same, first_looking_same
from trainer.deck.reader import read_deck_text

DIFFERENT = [
    ("en", "-1", "1", "0"),
    ("en", "K+", "K-", "K"),
    ("en", "O+", "O-"),
    ("en", "C", "C#", "C++"),
    ("en", "≤", "≥"),
    ("en", "<=", ">="),
    ("en", "x + 1", "x - 1"),
    ("hi", "दिन", "दान", "दीन"),
    ("vi", "ma", "má", "mà"),
    ("es", "José", "Jose"),
    ("es", "año", "ano", "anno"),
    ("de", "schon", "schön"),
    ("en", "cats' tail", "cat's tail", "cats tail"),
    ("de", "das Essen", "das essen", "das-Essen"),
    (None, "a", "b"),
    ("en", "CO", "Co"),
    ("en", "Na⁺", "Na⁻"),
    ("en", "Fe2+", "Fe3+"),
    ("en", "f'", "f''"),
    ("en", "f′", "f"),
    ("en", "5'", '5"'),
    ("en", "30′", "30″"),
    ("en", "é", "è"),
    ("en", "x̄", "x"),
    ("en", "ẋ", "ẍ"),
    ("en", "B♭", "B"),
    ("en", "♩", "♪"),
    ("en", "ρ", "p"),
    ("en", "С", "C#"),
    ("ta", "கல்", "கால்"),
    ("ko", "가", "까"),
    ("ar", "كَتَبَ", "كُتِبَ"),
    ("he", "שִׁלֵּם", "שֻׁלַּם"),
    ("ru", "мука́", "му́ка"),
    ("en", "5!", "5"),
    ("en", "e4!", "e4?"),
    ("en", "·−", "−·"),
    ("en", "( )", "[ ]"),
    ("en", "!done", "done"),
    ("en", "std::move", "std.move"),
]
SAME = [
    ("en", "Tiber", "tiber", "Po"),
    ("en", "José", "Jose", "Juan"),
    ("en", "José", "Jose"),
    ("en", "the Tiber", "Tiber", "Arno"),
    ("en", "ice-cream", "ice cream", "jelly"),
    ("de", "Tür", "Tuer", "Tor"),
    ("ru", "ёлка", "елка", "сосна"),
    ("en", "x²", "x^2", "x^3"),
    ("en", "Po", "Po"),
    ("en", "f'", "f′"),
    ("en", '5"', "5″"),
    ("en", "é", "É"),
    ("en", "Na+", "Na⁺"),
    ("ar", "كَتَبَ", "كتب"),
    ("he", "בָּנִים", "בנים"),
    ("ru", "мука́", "мука"),
    ("en", "Eureka!", "eureka"),
    ("en", "Room 101?", "room 101"),
]


@pytest.mark.parametrize("case", DIFFERENT, ids=str)
def test_what_differs_for_the_marking_differs(case: tuple[str | None, ...]) -> None:
    language, *things = case
    assert first_answering_same([str(thing) for thing in things], language) is None


@pytest.mark.parametrize("case", SAME, ids=str)
def test_what_the_marking_takes_for_the_same_stands_twice(case: tuple[str | None, ...]) -> None:
    language, *things = case
    assert first_answering_same([str(thing) for thing in things], language) == (0, 1)


SEEN_APART = [
    ("Polish", "polish"),
    ("mm", "Mm"),
    ("1:2", "1.2"),
    ("→", "⇒"),
    ("e^(i*pi)", r"e^{i\pi}"),
    ("Love", "The Love"),
    ("Tu Pac", "Tupac"),
    ("José", "Jose"),
    ("CO₂", "CO2"),
    ("Let's eat, Ann", "Let's eat Ann"),
    ("re-form", "reform"),
    ("if x:\n  y", "if x:\n    y"),
    ("می\u200cخواهم", "میخواهم"),
]
LOOKING_SAME = [
    ("Oslo", "Oslo"),
    ("é", "e\u0301"),
    ("New York", "New\u00a0York"),
    ("Donau\u00addampf", "Donaudampf"),
    ("Oslo ", "Oslo"),
]


@pytest.mark.parametrize("pair", SEEN_APART, ids=str)
def test_options_that_a_reader_sees_apart_are_two(pair: tuple[str, str]) -> None:
    assert first_looking_same([*pair, "none"]) is None


@pytest.mark.parametrize("pair", LOOKING_SAME, ids=str)
def test_options_that_look_the_same_are_one(pair: tuple[str, str]) -> None:
    assert first_looking_same(["none", *pair]) == (1, 2)


def _errors(cards: str) -> list[str]:
    text = f"title: T\nlanguage: en\ncards:\n{cards}"
    found = read_deck_text(text, Path("t.yaml")).diagnostics
    return [f"{one.code} line {one.span.line}: {one.message}" for one in found]


@pytest.mark.parametrize("pair", SEEN_APART, ids=str)
@pytest.mark.parametrize(
    "card",
    [
        "a: {one}, wrong: [{other}, none]",
        "a: [{one}, {other}], wrong: [none]",
        "order: [{one}, {other}, none]",
        "match: {{x: {one}, y: {other}, z: none}}",
    ],
)
def test_what_the_author_told_apart_blocks_no_deck(card: str, pair: tuple[str, str]) -> None:
    one, other = map(json.dumps, pair)
    assert _errors(f"  - {{q: Which?, {card.format(one=one, other=other)}}}\n") == []


def test_a_list_is_typed_so_the_marking_decides() -> None:
    assert _errors("  - {q: Which?, list: [Polish, Czech, polish]}\n") == [
        "D212 line 4: “polish” is there twice: it is taken for “Polish”"
    ]


def test_the_option_is_named_and_marked() -> None:
    text = "title: T\ncards:\n  - q: Q\n    a: Oslo\n    wrong:\n      Bergen: no\n      Oslo: no\n"
    [found] = read_deck_text(text, Path("t.yaml")).diagnostics
    assert (found.code, found.span.line) == ("D212", 7)
    assert found.message == "“Oslo” is a wrong option, and the right one too"


def test_the_one_that_an_option_looks_like_is_named() -> None:
    text = "title: T\ncards:\n  - {q: Q, a: [New York, New\u00a0York], wrong: [Boston]}\n"
    [found] = read_deck_text(text, Path("t.yaml")).diagnostics
    assert found.message.endswith("is there twice among the options: it looks like “New York”")


def _found_in_marked(right: str, wrong: str) -> list[str]:
    text = (
        "title: T\nmarkup: markdown\ncards:\n"
        f"  - q: Which?\n    a: '{right}'\n    wrong: ['{wrong}', none]\n"
    )
    return [str(one.code) for one in read_deck_text(text, Path("t.yaml")).diagnostics]


@pytest.mark.parametrize("wrong", ["x²", "`x²`", "$$x^2$$", "$x^{2}$"])
def test_options_that_look_the_same_stand_twice(wrong: str) -> None:
    assert "D212" in _found_in_marked("$x^2$", wrong)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("*Homo sapiens*", "Homo sapiens"),
        ("$x^2$", "$x^3$"),
        (r"$\hat{x}$", "$x$"),
        (r"$e^{i\pi}$", "e^(i*pi)"),
        ("$→$", "$⇒$"),
        (r"$\to$", r"$\Rightarrow$"),
        ("$mm$", "$Mm$"),
    ],
)
def test_options_that_look_different_do_not(right: str, wrong: str) -> None:
    assert "D212" not in _found_in_marked(right, wrong)
