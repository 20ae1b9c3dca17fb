"""A deck that is written reads back as the very same cards."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.deck import writer
from trainer.deck.card import Flashcard
from trainer.deck.library import shipped_decks
from trainer.deck.reader import read_deck, read_deck_text
from trainer.deck.writer import _dumped, _field, deck_text

DECKS = sorted(shipped_decks().glob("*.yaml"))


@pytest.mark.parametrize("path", DECKS, ids=lambda path: path.stem)
def test_the_shipped_decks_come_back_the_same(path: Path) -> None:
    deck = read_deck(path).deck
    assert deck
    written = deck_text(deck.title, deck.cards, {"id": deck.id, "tags": list(deck.tags)})
    back = read_deck_text(written, Path("back.yaml"))
    assert not back.diagnostics
    assert back.deck
    assert back.deck.cards == deck.cards


@pytest.mark.parametrize(
    "text", ["no", "2014", "1:30", "- a", "# x", "*x", 'say "a": b', "ä\n\nb", " x", "{{", "'", "~"]
)
def test_text_that_yaml_would_take_for_something_else(text: str) -> None:
    deck = read_deck_text('title: T\ncards:\n  - {q: Q?, a: "x"}\n', Path("d.yaml")).deck
    assert deck
    card = deck.cards[0].model_copy(update={"a": text})
    back = read_deck_text(deck_text("T", [card]), Path("back.yaml")).deck
    assert back
    assert back.cards[0].solution == text.strip()


def test_what_a_gap_accepts_comes_back_gap_by_gap() -> None:
    text = (
        "title: T\ncards:\n  - cloze: The {{Tiber}} runs through {{Rome}}.\n"
        "    accept: {Tiber: Tevere, Rome: [Roma, Urbs]}\n"
    )
    deck = read_deck_text(text, Path("d.yaml")).deck
    assert deck
    back = read_deck_text(deck_text("T", deck.cards), Path("d.yaml"))
    assert not back.diagnostics
    assert back.deck == deck


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]) | st.just("\n"), min_size=1)
)
def test_any_text_comes_back_however_it_was_written(text: str) -> None:
    try:
        card = Flashcard(q="Q?", a=text)
    except ValueError:
        return  # blank, or a character that no deck may hold
    for more in ({}, {"tags": ("x",)}):  # the C library writes the first, where it is there
        back = read_deck_text(deck_text("T", [card.model_copy(update=more)]), Path("back.yaml"))
        assert back.deck, back.diagnostics
        assert back.deck.cards[0].solution == card.a


@pytest.mark.parametrize("text", ["no", "- a", "ä: b", "two\nlines", "word " * 60, "x" * 200, "*a"])
def test_a_card_is_written_alike_with_and_without_the_c_library(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = Flashcard(q=text, a=text)
    fast = deck_text("T", [card])
    monkeypatch.setattr(writer, "_FlatDumper", writer._Dumper)
    assert deck_text("T", [card]) == fast


def test_what_lies_outside_the_basic_plane_stands_as_it_is() -> None:
    assert "a: 😀" in deck_text("T", [Flashcard(q="Q?", a="😀")])


NEARLY_YAML = st.text(
    st.sampled_from("ab yesnoYEStrue~0123.,:;#-?!'\"&*@%|>{}[]=+é日\u0130 "), max_size=12
)


@given(NEARLY_YAML, NEARLY_YAML)
def test_what_is_written_without_yaml_is_what_yaml_writes(one: str, other: str) -> None:
    for value in (one, [one, other], {one: other}, {one: None}):
        whole = "".join(f"{line}\n" for line in _field("q", value))
        assert whole == _dumped({"q": value})
