"""Cards against the text that they rest on: caution kept, and words of one's own."""

from pathlib import Path

import pytest

from trainer.deck.diagnostic import Code
from trainer.deck.explanation import as_page, explained
from trainer.deck.lint.evidence import check_evidence
from trainer.deck.reader import read_deck_text
from trainer.deck.source_text import SourceText

TITLE = "On the most useful means of keeping the banks of canals dry"
SOURCE = SourceText(
    "In short supply, the clay could only be used near the locks. The dam could give way. "
    "The masters believed that frost had broken it, even if nobody saw it.\n\n"
    f"In 1762 the essay “{TITLE}” came out in Velm. "
    "Many of its readers were engineers in the service of the crown."
)


def findings(card: str) -> list[tuple[str, str | None]]:
    text = f"title: T\nlanguage: en\ncards:\n  - {{{card}}}\n"
    deck = read_deck_text(text, Path("t.yaml")).deck
    assert deck is not None
    return [(weakness.code, weakness.field) for _, weakness in check_evidence(deck, SOURCE)]


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        ("q: Where was clay used?, a: Near the locks, evidence: 1.1", []),
        ("q: What happened to the dam?, a: It gave way, evidence: 1.2", [("D304", "q")]),
        ("q: What broke the dam?, a: The frost, evidence: 1.3", [("D304", "q")]),
        ("q: What did they hold to be the cause of it?, a: The frost, evidence: 1.3", []),
    ],
)
def test_caution_is_kept_and_what_was_possible_is_none(
    card: str, expected: list[tuple[str, str]]
) -> None:
    assert findings(card) == expected


@pytest.mark.parametrize(
    ("q", "is_copied"),
    [
        (f'When did the essay "{TITLE}" come out?', False),
        (f"When did the essay “{TITLE}” come out?", False),
        (f"When did *{TITLE}* come out?", False),
        (f"When did {TITLE.title()} come out?", False),
        (f"When did the work {TITLE.lower()} come out?", True),
        ("How many were engineers in the service of the crown?", True),
    ],
)
def test_a_title_is_no_copying(q: str, *, is_copied: bool) -> None:
    codes = [code for code, _ in findings(f"q: '{q}', date: 1762, evidence: [2.1, 2.2]")]
    assert ("D306" in codes) is is_copied


def test_silence_is_shown_its_place() -> None:
    text = "title: T\nsource:\n  title: S\n  silence: {D374: no}\ncards:\n  - {q: x, a: y}\n"
    hints = [one.hint for one in read_deck_text(text, Path("t.yaml")).diagnostics]
    assert "`silence` goes on a card, or at the head of the deck, above `cards`" in hints
    assert "at the head of the deck" in as_page(explained(Code.PROVENANCE))
