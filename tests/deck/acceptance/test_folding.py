"""What does not count in a typed answer, and what does."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.deck.acceptance.equality import is_same
from trainer.deck.acceptance.folding import folded, joined

SAME = [
    ("Pakistan", "  pAKISTAN "),
    ("Belt and Road", "belt  and\troad"),
    ("Mi-35M", "mi 35 m"),
    ("Mi-35M", "Mi35M"),
    ("S-400", "S400"),
    ("counter-terrorism", "counterterrorism"),
    ("U.S.S.R.", "USSR"),
    ("Russia's", "Russia’s"),
    ("“Pakistan Stream”", "Pakistan Stream."),
    ("the Taliban", "Taliban"),
    ("Taliban", "The Taliban"),
    ("an ally", "ally"),
    ("the “Taliban”", "“The Taliban”"),
    ("à la carte", "a la carte"),
    ("Vuksanović", "Vuksanovic"),
    ("São Tomé", "Sao Tome"),
    ("Łódź", "Lodz"),
    ("Ærø", "Aero"),
    ("Straße", "STRASSE"),
    ("İstanbul", "istanbul"),
    ("ёлка", "Елка"),
    ("مُحَمَّد", "محمد"),
    ("שָׁלוֹם", "שלום"),
    ("Ａｂｃ", "abc"),
    ("CO₂", "CO2"),
    ("m²", "m2"),
    ("1,000 men", "1000 men"),
    ("1 000", "1000"),
    ("3.5", "3,5"),
    ("-3", "−3"),
    ("-3", "minus 3"),
    ("10⁶", "10^6"),
    ("❤️", "❤"),
    ("می‌خواهم", "میخواهم"),
    ("東京", " 東京。"),
]

DIFFERENT = [
    ("C", "C++"),
    ("C", "C#"),
    ("C++", "C#"),
    ("!", "?"),
    ("!", ""),
    ("++", "--"),
    ("++", "+"),
    ("3.5", "35"),
    ("1.000", "1000"),
    ("-3", "3"),
    ("10⁶", "106"),
    ("1½", "11/2"),
    ("2014-18", "201418"),
    ("A-4", "4"),
    ("A 4", "4"),
    ("A-level", "level"),
    ("5%", "5"),
    ("≠", "="),
    ("か", "が"),
    ("कु", "क"),
    ("की", "का"),
    ("東京", "東京都"),
    ("👍", "👎"),
    ("👍🏽", "👍🏿"),
    ("🇮🇷", "🇮🇶"),
]


def bare(text: str) -> str:
    return joined(folded(text, "en"))


letters = st.text(
    st.characters(categories=["Lu", "Ll", "Lo", "Nd", "Zs", "Po"], exclude_characters="-−^"),
    min_size=1,
).filter(str.strip)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_does_not_count(one: str, other: str) -> None:
    assert is_same(one, other, "en")


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_counts(one: str, other: str) -> None:
    assert not is_same(one, other, "en")


@given(st.text(min_size=1).filter(str.strip))
def test_no_text_comes_down_to_nothing(text: str) -> None:
    assert bare(text)


@given(st.text(max_size=20))
def test_blank_is_all_that_comes_down_to_nothing(text: str) -> None:
    assert bool(bare(text)) == bool(text.strip())


@settings(max_examples=3 * settings().max_examples)
@given(letters)
def test_case_and_composition_do_not_count(text: str) -> None:
    assert bare(text.lower()) == bare(text.lower().casefold())
    assert bare(unicodedata.normalize("NFD", text)) == bare(unicodedata.normalize("NFC", text))


@given(st.text("abcxyzÀéñüßøł ", min_size=1).filter(str.strip))
def test_capitals_and_accents_do_not_count(text: str) -> None:
    plain = "".join(char for char in unicodedata.normalize("NFD", text) if ord(char) < 0x300)
    assert bare(text.upper()) == bare(text) == bare(plain)
