"""A deck that is written reads back as the very same cards."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.deck import writer
from trainer.deck.card import Flashcard
from trainer.deck.deck_files import shipped_decks
from trainer.deck.reader import read_deck, read_deck_text
from trainer.deck.writer import _dumped, _simple_field, card_block, deck_text  # noqa: PLC2701 - two ways to write the same

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
    plain = [card for card in deck.cards if card_block(card).is_plain and not card.requires]
    for card in plain[:3]:
        assert read_deck_text(deck_text("T", [card]), Path("back.yaml")).cards == (card,)


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
    monkeypatch.setattr(writer, "_FlatDumper", writer._Dumper)  # noqa: SLF001 - as without it
    assert deck_text("T", [card]) == fast


def test_what_lies_outside_the_basic_plane_stands_as_it_is() -> None:
    assert "a: 😀" in deck_text("T", [Flashcard(q="Q?", a="😀")])


NEARLY = "ab yesnoYEStrue~0123.,:;#-?!'\"&*@%|>{}[]=+é日\u0130\u00a0\u00ad\u2019\u2013<$^`"
NEARLY_YAML = st.text(st.sampled_from(NEARLY), max_size=12)
NEARLY_PROSE = st.lists(st.text(st.sampled_from(NEARLY), max_size=9), max_size=60).map(" ".join)


@given(NEARLY_YAML, NEARLY_YAML)
def test_what_is_written_without_yaml_is_what_yaml_writes(one: str, other: str) -> None:
    for value in (one, [one, other], {one: other}, {one: None}):
        _is_what_yaml_writes("q", value)


@given(NEARLY_PROSE)
def test_and_it_is_wrapped_where_yaml_wraps_it(prose: str) -> None:
    for text in (prose, f"a{prose}", "word " * 30 + prose, prose.replace("a", "\n")):
        _is_what_yaml_writes("why", text)


def _is_what_yaml_writes(key: str, value: object) -> None:
    if lines := _simple_field(key, value):
        assert "".join(f"{line}\n" for line in lines) == _dumped({key: value})


@given(NEARLY_PROSE, NEARLY_YAML, st.booleans())
def test_a_plain_block_reads_back_as_its_card(prose: str, answer: str, reverse: bool) -> None:
    try:
        card = Flashcard(q=f"a{prose}", a=f"b{answer}", reverse=reverse)
    except ValueError:
        return
    if card_block(card).is_plain:
        reading = read_deck_text(deck_text("T", [card]), Path("back.yaml"))
        assert reading.cards == (card,)
        assert not reading.errors


def test_prose_is_plain() -> None:
    said = "What it was: “one” of – say – 3 [or 4] things & more, at 50% of the price?"
    assert not card_block(Flashcard(q=said, a="b")).is_plain  # a colon and a space
    assert card_block(Flashcard(q=said.replace(":", " -"), a="b" * 90 + " c")).is_plain
