"""A card with `status: draft` may lack its key or break any rule of its kind."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.deck.test_schema import as_editors_read, validator
from trainer.deck.card import DraftCard
from trainer.deck.deck import Deck
from trainer.deck.diagnostic import Severity
from trainer.deck.formatter import formatted
from trainer.deck.item import items_of_deck
from trainer.deck.lint import all_findings
from trainer.deck.reader import read_deck_text
from trainer.deck.reading import Reading
from trainer.deck.writer import deck_text

HEAD = 'title: T\nid: t\ncards:\n  - {id: sound, q: "Which river runs through Rome?", a: Tiber}\n'
UNREADY = [
    "{q: Name a river., status: draft}",
    "{status: draft, why: For later.}",
    "{q: Q, typed: A, date: 1876, status: draft}",
    "{q: Q, order: [a, b], status: draft}",
    "{q: Q, match: {a: b}, status: draft}",
    "{q: Q, date: the 1870s, status: draft}",
    "{q: Q, a: A, colour: red, status: draft}",
    "{q: Q., truth: false, status: draft}",
    "{q: Q, a: x, wrong: [x], status: draft}",
    "{cloze: no gap here, status: draft}",
    "{cloze: 'the {{c1::Po}}', status: draft}",
    "{q: '', a: [], status: draft}",
    "{q: Q, a: A, id: Not An Id, tags: [A B], status: draft}",
    "{q: Q, a: A, requires: nobody, status: draft}",
    "{q: Q, a: A, id: sound, status: draft}",
    "{q: Q, a: A, importance: 9, status: draft}",
]


def read(card: str) -> Reading:
    return read_deck_text(f"{HEAD}  - {card}\n", Path("t.yaml"))


def deck_with(card: str) -> Deck:
    deck = read(card).deck
    assert deck
    return deck


@pytest.mark.parametrize("card", UNREADY)
def test_what_it_lacks_is_advice_on_its_line_and_blocks_nothing(card: str) -> None:
    reading = read(card)
    assert reading.deck
    assert {finding.severity for finding in reading.diagnostics} == {Severity.ADVICE}
    assert {finding.code for finding in reading.diagnostics} == {"D381"}
    assert {finding.span.line for finding in reading.diagnostics} == {5}
    assert [item.id for item in items_of_deck(reading.deck)] == ["sound"]
    assert [card.status for card in reading.deck.cards].count("draft") == 1
    assert {f.severity for f in all_findings(reading)} == {Severity.ADVICE}


@pytest.mark.parametrize("card", UNREADY)
def test_the_schema_says_the_same(card: str) -> None:
    text = f"{HEAD}  - {card}\n"
    assert validator().is_valid(as_editors_read(text))


@pytest.mark.parametrize("card", UNREADY)
def test_it_reads_back_and_formatting_leaves_it(card: str) -> None:
    deck = deck_with(card)
    back = read_deck_text(deck_text("T", deck.cards, {"id": "t"}), Path("t.yaml"))
    assert back.deck == deck
    again = read_deck_text(
        formatted(read_deck_text(f"{HEAD}  - {card}\n", Path("t.yaml"))), Path("t.yaml")
    ).deck
    assert again
    unnamed = [one.model_copy(update={"id": None}) for one in deck.cards]
    assert [one.model_copy(update={"id": None}) for one in again.cards] == unnamed


def test_an_error_of_yaml_stays_one_and_so_does_unsafe_text() -> None:
    assert [f.code for f in read("{q: Q, q: Q2, status: draft}").errors] == ["D108"]
    found = read('{q: "Q\\e[2J", extra_key: x, status: draft}')
    assert found.deck is None
    assert "D210" in {finding.code for finding in found.diagnostics}
    assert [f.code for f in found.errors] == ["D210"]


def test_a_draft_that_is_sound_is_a_card_of_its_kind() -> None:
    deck = deck_with("{q: Name a river., typed: Po, status: draft}")
    assert deck.cards[1].kind == "typed"


def test_a_sound_card_keeps_the_id_that_a_draft_above_it_has_too() -> None:
    text = HEAD.replace("  - {id", "  - {id: sound, q: Later, status: draft}\n  - {id")
    reading = read_deck_text(text, Path("t.yaml"))
    assert [(f.code, f.span.line) for f in reading.diagnostics][:1] == [("D381", 4)]
    assert reading.deck


KEYS = st.sampled_from(["q", "a", "wrong", "typed", "cloze", "match", "order", "tags", "hint", "x"])
TEXTS = st.text("ab: {}[]#'\"\n\\-é1", max_size=9)
VALUES = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_any_draft_reads_back(fields: dict[str, object]) -> None:
    draft = DraftCard.of({**fields, "status": "draft"})
    reading = read_deck_text(deck_text("T", [draft]), Path("t.yaml"))
    if reading.deck is None:  # deeper than a deck may be, at most
        assert {finding.code for finding in reading.errors} <= {"D111"}
        return
    [card] = reading.deck.cards
    if isinstance(card, DraftCard):
        assert card == draft
    else:
        assert card.status == "draft"
