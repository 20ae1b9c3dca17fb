"""Cards taken out of a deck file, and made ready."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.deck.card import Date, Flashcard
from trainer.deck.card_changes import made_ready, moved, without_card
from trainer.deck.card_text import with_card
from trainer.deck.partial_date import PartialDate
from trainer.deck.reader import read_deck_text
from trainer.deck.reading import Reading
from trainer.deck.writer import deck_text
from trainer.errors import TrainerError

PATH = Path("t.yaml")
ONE = Flashcard(q="Who?", a="Lesseps", evidence=("2.1",), status="draft")
OTHER = Date(q="When?", date=PartialDate(1869))


def read(text: str) -> Reading:
    return read_deck_text(text, PATH)


@given(st.lists(st.sampled_from([ONE, OTHER]), min_size=1, max_size=5), st.data())
def test_a_card_added_and_taken_out_leaves_the_others(
    chosen: list[Flashcard | Date], data: st.DataObject
) -> None:
    text = deck_text("T", chosen)
    at = data.draw(st.integers(0, len(chosen) - 1))
    left = without_card(read(text), at)
    assert list(read(left).cards) == [*chosen[:at], *chosen[at + 1 :]]
    again = with_card(read(left), {"id": "new", "q": "Why?", "a": "So."}).text
    assert read(again).cards[-1].id == "new"


@pytest.mark.parametrize(
    "card",
    [
        "q: a\n    a: b\n    status: draft",
        "q: a\n    status: draft  # not yet\n    a: b",
        "status: draft\n    q: a\n    a: b",
        "{q: a, a: b, status: draft}",
        "{status: draft, q: a, a: b}",
        "{q: a, status: draft, a: b}",
    ],
)
def test_a_draft_is_made_ready_by_the_removal_of_its_status(card: str) -> None:
    text = f"title: T\ncards:\n  - {card}\n  - {{q: other, a: b, status: draft}}\n"
    ready = read(made_ready(read(text), 0))
    assert ready.diagnostics == ()
    assert [card.status for card in ready.cards] == [None, "draft"]
    assert ready.cards[0].solution == "b"


@given(st.lists(st.sampled_from([ONE, OTHER]), min_size=2, max_size=5), st.data())
def test_a_card_changes_places_with_its_neighbour_and_back(
    chosen: list[Flashcard | Date], data: st.DataObject
) -> None:
    text = deck_text("T", chosen)
    at = data.draw(st.integers(0, len(chosen) - 2))
    there = moved(read(text), at, 1)
    swapped = [*chosen[:at], chosen[at + 1], chosen[at], *chosen[at + 2 :]]
    assert list(read(there).cards) == swapped
    assert moved(read(there), at + 1, -1) == text


def test_comments_go_with_their_card() -> None:
    text = (
        "title: T\ncards:\n  # of one\n  - q: one\n    a: b  # why\n\n"
        "  # of two\n  - q: two\n    a: b\n  # of three\n  - {q: three, a: b}\n# the end\n"
    )
    assert moved(read(text), 0, 1) == (
        "title: T\ncards:\n  # of two\n  - q: two\n    a: b\n\n"
        "  # of one\n  - q: one\n    a: b  # why\n  # of three\n  - {q: three, a: b}\n# the end\n"
    )
    assert moved(read(text), 2, -1).endswith(
        "  # of three\n  - {q: three, a: b}\n  # of two\n  - q: two\n    a: b\n# the end\n"
    )


def test_a_text_whose_last_line_looks_like_a_comment_stays_whole() -> None:
    one = "  - q: one\n    a: |\n      x = 1\n      # the end\n"
    two = "  - q: two\n    a: b\n"
    assert moved(read(f"cards:\n{one}{two}"), 0, 1) == f"cards:\n{two}{one}"
    assert moved(read(f"cards:\n{two}{one}{two}"), 0, 1) == f"cards:\n{one}{two}{two}"


def test_cards_that_share_a_line_are_not_moved() -> None:
    with pytest.raises(TrainerError, match="lines of their own"):
        moved(read("title: T\ncards: [{q: one, a: b}, {q: two, a: b}]\n"), 0, 1)


def test_a_card_is_the_one_that_is_looked_at_beside_cards_that_are_broken() -> None:
    broken = "title: T\ncards:\n  - {q: no answer}\n  - [none]\n"
    reading = read(broken + "  - {q: one, a: b, status: draft}\n  - {q: two, a: b}\n")
    assert [card.prompt for card in reading.cards] == ["one", "two"]
    assert without_card(reading, 0) == broken + "  - {q: two, a: b}\n"
    assert made_ready(reading, 0) == broken + "  - {q: one, a: b}\n  - {q: two, a: b}\n"
