"""What `trainer fmt` changes, and above all what it leaves alone."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.deck.card import EVERY_KIND
from trainer.deck.deck import Deck
from trainer.deck.deck_files import shipped_decks
from trainer.deck.formatter import CARD_KEYS, DECK_KEYS, formatted
from trainer.deck.identity import card_key
from trainer.deck.reader import read_deck_text

PATH = Path("rivers.yaml")

WRITTEN = """\
# My rivers
title: "Rivers"   # the title

cards:
  # the first
  - q: 'Which river?'  # a question
    a:   Tiber

  - {q: Which one?,   a: Arno,
     wrong: [Po,  Ebro]}
  -   why: >-
        Folded text that
        runs on.
      # on the question
      q: Where?
      a: There
"""

FORMATTED = """\
# My rivers
id: rivers
title: "Rivers"   # the title

cards:
  # the first
  - id: {}
    q: 'Which river?'  # a question
    a:   Tiber

  - {{id: {}, q: Which one?,   a: Arno,
     wrong: [Po,  Ebro]}}
  -   id: {}
      why: >-
        Folded text that
        runs on.
      # on the question
      q: Where?
      a: There
"""


def test_ids_go_in_and_nothing_else_moves() -> None:
    deck = read_deck_text(WRITTEN, PATH).deck
    assert deck
    keys = [card_key(card) for card in deck.cards]
    assert formatted(read_deck_text(WRITTEN, PATH)) == FORMATTED.format(*keys)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        (
            "  - a: Tiber  # no\n    tags: [x]\n    id: r\n    q: >-\n      Which\n      one?\n",
            "  - id: r\n    q: >-\n      Which\n      one?\n    a: Tiber  # no\n    tags: [x]\n",
        ),
        ("  - {a: Tiber, id: r, q: Q?}\n", "  - {id: r, q: Q?, a: Tiber}\n"),
        (
            "  - wrong:\n      B: It\n        is.\n    id: r\n    a: A\n\n    q: Q\n",
            "  - id: r\n    q: Q\n    a: A\n\n    wrong:\n      B: It\n        is.\n",
        ),
    ],
    ids=["block", "flow", "nested"],
)
def test_keys_go_in_their_usual_order(written: str, wanted: str) -> None:
    head = "id: d\ntitle: T\ncards:\n"
    assert formatted(read_deck_text(head + written, PATH)) == head + wanted


def test_windows_line_ends_stay() -> None:
    text = WRITTEN.replace("\n", "\r\n")
    deck = read_deck_text(WRITTEN, PATH).deck
    assert deck
    keys = [card_key(card) for card in deck.cards]
    assert formatted(read_deck_text(text, PATH)) == FORMATTED.format(*keys).replace("\n", "\r\n")


def test_a_deck_with_errors_stays_as_it_is() -> None:
    text = "title: T\ncards:\n  - {q: Q?}\n"
    assert formatted(read_deck_text(text, PATH)) == text


def test_the_shipped_decks_are_formatted() -> None:
    for path in shipped_decks().glob("*.yaml"):
        text = path.read_text()
        assert formatted(read_deck_text(text, path)) == text


def test_every_key_has_its_place() -> None:
    assert set(CARD_KEYS) == {key for kind in EVERY_KIND for key in kind.model_fields}
    assert set(DECK_KEYS) == set(Deck.model_fields)


def comments(text: str) -> list[str]:
    return sorted(line for line in text.splitlines() if "#" in line)


LINES = {path: path.read_text().splitlines() for path in sorted(shipped_decks().glob("*.yaml"))}


@given(st.sampled_from(sorted(LINES)), st.data())
def test_any_sound_deck_keeps_its_cards_and_comments(path: Path, data: st.DataObject) -> None:
    lines = [line for line in LINES[path] if not line.startswith("  - id:")]
    lines = [line if not line.startswith("    q:") else f"  - {line.strip()}" for line in lines]
    for _ in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, len(lines)))
        lines.insert(
            at, data.draw(st.sampled_from(["", "# a comment", "    # another", "  # one"]))
        )
    text = "\n".join(lines)
    before = read_deck_text(text, path)
    after = formatted(read_deck_text(text, path))
    if before.deck is None:
        assert after == text
        return
    deck = read_deck_text(after, path).deck
    assert deck
    assert [c.model_copy(update={"id": None}) for c in deck.cards] == [
        c.model_copy(update={"id": None}) for c in before.deck.cards
    ]
    assert [card_key(card) for card in deck.cards] == [card_key(c) for c in before.deck.cards]
    assert comments(after) == comments(text)
    assert formatted(read_deck_text(after, path)) == after


@pytest.mark.parametrize(
    ("card", "written"),
    [
        ("- ? q\n    : Which?\n    a: B", "- id: mn2yqhyn\n    ? q\n    : Which?\n    a: B"),
        ("- {? q : Which?, a: B}", "- {id: mn2yqhyn, ? q : Which?, a: B}"),
    ],
    ids=["lines", "braces"],
)
def test_an_id_is_written_before_a_key_with_a_question_mark_of_its_own(
    card: str, written: str
) -> None:
    head = "id: t\ntitle: T\ncards:\n  "
    assert formatted(read_deck_text(f"{head}{card}\n", PATH)) == f"{head}{written}\n"
    assert read_deck_text(f"{head}{written}\n", PATH).deck is not None
