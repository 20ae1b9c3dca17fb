"""Options and entries that no learner could tell apart."""

import json
from pathlib import Path

import pytest

from trainer.deck.acceptance.same_options import first_doubled
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
    ("en", "i--", "--i"),
    ("en", "i--", "i"),
    ("en", "a && b", "a & b"),
    ("en", "a // b", "a / b"),
    ("en", "->", "=>"),
    ("en", "p ⇒ q", "p → q"),
    ("en", "p <=> q", "p => q"),
    ("en", "f'(x)", "f(x)"),
    ("en", "f''(x)", "f'(x)"),
    ("en", "Cm7", "CM7"),
    ("en", "kWh", "kW/h"),
    ("en", "J·s", "J/s"),
    ("en", "N m", "N/m"),
    ("en", "5 Pa·s", "5 Pa/s"),
    ("en", "m/s", "ms"),
    ("ar", "دَرَسَ", "دَرَّسَ"),
    ("ar", "حَمَام", "حَمَّام"),
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
    ("en", "p => q", "p ⇒ q"),
    ("en", "N·m", "N m"),
    ("en", "km/h", "km / h"),
    ("en", "N/A", "NA"),
    ("en", "TCP/IP", "TCP-IP"),
    ("en", "his/her", "his, her"),
    ("ar", "دَرَّسَ", "درّس"),
]


@pytest.mark.parametrize("case", DIFFERENT, ids=str)
def test_what_differs_for_the_marking_differs(case: tuple[str | None, ...]) -> None:
    language, *things = case
    assert first_doubled([str(thing) for thing in things], language) is None


@pytest.mark.parametrize("case", SAME, ids=str)
def test_what_the_marking_takes_for_the_same_stands_twice(case: tuple[str | None, ...]) -> None:
    language, *things = case
    assert first_doubled([str(thing) for thing in things], language) == (0, 1)


def test_the_option_is_named_and_marked() -> None:
    text = "title: T\ncards:\n  - q: Q\n    a: Oslo\n    wrong:\n      Bergen: no\n      OSLO: no\n"
    [found] = read_deck_text(text, Path("t.yaml")).diagnostics
    assert (found.code, found.span.line) == ("D212", 7)
    assert found.message == ("“OSLO” is a wrong option, and the right one too: it counts as “Oslo”")


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
    [("*Homo sapiens*", "Homo sapiens"), ("$x^2$", "$x^3$"), (r"$\hat{x}$", "$x$")],
)
def test_options_that_look_different_do_not(right: str, wrong: str) -> None:
    assert "D212" not in _found_in_marked(right, wrong)


SEEN_APART = [
    ("Polish", "polish"),
    ("mm", "Mm"),
    ("1:2", "1.2"),
    ("→", "⇒"),
    ("Love", "The Love"),
    ("CO₂", "CO2"),
    ("می\u200cخواهم", "میخواهم"),
]
LOOKING_SAME = [
    ("Oslo", "Oslo"),
    ("é", "e\u0301"),
    ("New York", "New\u00a0York"),
    ("Donau\u00addampf", "Donaudampf"),
]
PICKED = [
    "a: {one}, wrong: [{other}, none]",
    "a: [{one}, {other}], wrong: [none]",
    "order: [{one}, {other}, none]",
    "match: {{x: {one}, y: {other}, z: none}}",
]


def _codes(keys: str, pair: tuple[str, str]) -> list[str]:
    one, other = map(json.dumps, pair)
    text = f"title: T\ncards:\n  - {{q: Q, {keys.format(one=one, other=other)}, exact: true}}\n"
    return [str(one.code) for one in read_deck_text(text, Path("t.yaml")).diagnostics]


@pytest.mark.parametrize("pair", SEEN_APART, ids=str)
@pytest.mark.parametrize("keys", PICKED)
def test_an_exact_card_has_every_option_that_a_reader_sees_apart(
    keys: str, pair: tuple[str, str]
) -> None:
    assert _codes(keys, pair) == []


@pytest.mark.parametrize("pair", LOOKING_SAME, ids=str)
@pytest.mark.parametrize("keys", PICKED)
def test_no_card_has_two_that_look_the_same(keys: str, pair: tuple[str, str]) -> None:
    assert _codes(keys, pair) == ["D212"]


@pytest.mark.parametrize(
    "keys",
    [
        'a: c, wrong: {"é": its reason, "e\u0301": another}',
        'match: {"é": a, "e\u0301": b, x: c, y: d}',
        'a: c, wrong: {"x": its reason, "x ": another}',
    ],
)
def test_a_key_of_a_mapping_that_is_there_twice_is_reported_and_not_lost(keys: str) -> None:
    text = f"title: T\ncards:\n  - {{q: Q, {keys}}}\n"
    [found] = read_deck_text(text, Path("t.yaml")).diagnostics
    assert found.message == "the same text appears twice"


def test_a_list_is_typed_and_marked_also_where_it_is_exact() -> None:
    assert _codes("list: [{one}, Czech, {other}]", ("Polish", "polish")) == ["D212"]


def test_the_way_out_is_named() -> None:
    text = "title: T\ncards:\n  - {q: Q, a: Polish, wrong: [polish]}\n"
    [found] = read_deck_text(text, Path("t.yaml")).diagnostics
    assert found.hint
    assert "exact: true" in found.hint
