"""Drafts added to a deck, one after the other."""

from pathlib import Path

import pytest

from trainer.deck import reader
from trainer.deck.source_text import SourceText
from trainer.deck.yaml_tree import Composition, compose
from trainer.drafting.add_draft import GrowingDeck, as_draft

TITLE = "title: The canal of Ostrel"
TEXT = f"{TITLE}\nlanguage: en\ncards:\n"
SOURCE = SourceText(
    "The canal\n\nThe canal of Ostrel was opened in 1869. It is 96 km long. Ida Brandt drew it."
)
CARDS: list[tuple[dict[str, object], str]] = [
    ({"q": "In which year was the canal of Ostrel opened?", "date": "1869"}, "2.1"),
    ({"q": "How long is the canal of Ostrel?", "number": 96, "unit": "km"}, "2.2"),
    ({"q": "Who made the plan for the canal of Ostrel?", "typed": "Ida Brandt"}, "2.3"),
]


def test_each_draft_parses_the_deck_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []

    def counted(text: str, path: Path) -> Composition:
        parsed.append(text)
        return compose(text, path)

    monkeypatch.setattr(reader, "compose", counted)
    deck = GrowingDeck(reader.read_deck_text(TEXT, Path("canal.yaml")), SOURCE)
    for fields, pointer in CARDS:
        assert deck.add(as_draft(fields, [pointer])) == ""
    of_the_deck = [text for text in parsed if text.startswith(TITLE)]
    assert len(of_the_deck) == 1 + len(CARDS)
    assert of_the_deck[-1] == deck.text
    assert deck.drafts == len(CARDS)
