"""Cards put into a deck file and taken out of it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.deck.adding import line_of_card, made_ready, with_cards, without_card
from trainer.deck.card import Date, Flashcard
from trainer.deck.partial_date import PartialDate
from trainer.deck.reader import read_deck_text
from trainer.errors import TrainerError

PATH = Path("t.yaml")
ONE = Flashcard(q="Who?", a="Lesseps", evidence=("2.1",), status="draft")
OTHER = Date(q="When?", date=PartialDate(1869))


def prompts(text: str) -> list[str]:
    return [card.prompt for card in read_deck_text(text, PATH).cards]


@pytest.mark.parametrize(
    "text",
    [
        "title: T\ncards: []\n",
        "title: T\ncards:\n",
        "title: T\ncards:   # none yet\nlanguage: en\n",
        "title: T\ncards: []\nlanguage: en\n",
    ],
)
def test_the_first_card_goes_into_an_empty_list(text: str) -> None:
    reading = read_deck_text(with_cards(text, PATH, [ONE, OTHER]), PATH)
    assert reading.diagnostics == ()
    assert reading.cards == (ONE, OTHER)


@pytest.mark.parametrize(
    "text",
    [
        "title: T\ncards:\n- {q: a, a: b}  # kept\n# so is this\nlanguage: en\n",
        "title: T\ncards:\n    - q: a\n      a: |\n        b\n        c",
        "title: T\r\ncards:\r\n  - q: a\r\n    a: b\r\n",
    ],
)
def test_a_card_goes_behind_the_last_and_all_else_stays(text: str) -> None:
    added = with_cards(text, PATH, [ONE])
    reading = read_deck_text(added, PATH)
    assert reading.diagnostics == ()
    assert prompts(added) == ["a", "Who?"]
    kept = iter(added.splitlines())
    assert all(line in kept for line in text.splitlines())
    assert added.splitlines()[line_of_card(added, PATH, -1) - 1].strip() == "- q: Who?"


def test_a_list_in_braces_is_refused() -> None:
    with pytest.raises(TrainerError, match="braces"):
        with_cards("title: T\ncards: [{q: a, a: b}]\n", PATH, [ONE])


@given(st.lists(st.sampled_from([ONE, OTHER]), min_size=1, max_size=5), st.data())
def test_a_card_added_and_taken_out_leaves_the_others(
    chosen: list[Flashcard | Date], data: st.DataObject
) -> None:
    text = with_cards("title: T\ncards: []\n", PATH, chosen)
    at = data.draw(st.integers(0, len(chosen) - 1))
    left = without_card(text, PATH, at)
    assert list(read_deck_text(left, PATH).cards) == [*chosen[:at], *chosen[at + 1 :]]
    again = with_cards(left, PATH, [OTHER])
    assert read_deck_text(again, PATH).cards[-1] == OTHER


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
    ready = read_deck_text(made_ready(text, PATH, 0), PATH)
    assert ready.diagnostics == ()
    assert [card.status for card in ready.cards] == [None, "draft"]
    assert ready.cards[0].solution == "b"
