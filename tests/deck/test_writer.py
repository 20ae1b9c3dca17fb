"""A deck that is written reads back as the very same cards."""

from pathlib import Path

import pytest

from trainer.deck.library import shipped_decks
from trainer.deck.reader import read_deck, read_deck_text
from trainer.deck.writer import deck_text

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
