"""Links from one deck into another."""

from pathlib import Path

import pytest

from trainer.deck.lint.between import check_between
from trainer.deck.reader import read_deck_text
from trainer.deck.reading import Reading

RIVERS = "title: Rivers\nid: rivers\ncards:\n  - {id: italy, q: Rome's river?, a: Tiber}\n"
SEAS = "title: Seas\nid: seas\ncards:\n  - {id: east, q: Which sea?, a: Adria, requires: LINK}\n"


def read(text: str, name: str) -> Reading:
    reading = read_deck_text(text, Path(name))
    assert reading.deck, reading.diagnostics
    return reading


@pytest.mark.parametrize("key", ["requires", "siblings", "confusable_with"])
def test_a_link_may_reach_into_another_deck(key: str) -> None:
    text = SEAS.replace("requires: LINK", f"{key}: rivers/italy")
    seas = read(text, "seas.yaml")
    assert not list(check_between([seas, read(RIVERS, "rivers.yaml")]))


def test_one_that_leads_nowhere_is_told_at_its_place_where_the_deck_is_at_hand() -> None:
    text = SEAS.replace("requires: LINK", "requires: [rivers/italy, rivers/spain]")
    seas = read(text, "seas.yaml")
    [found] = check_between([seas, read(RIVERS, "rivers.yaml")])
    assert text[found.span.start : found.span.end] == "rivers/spain"
    assert found.message == "the deck rivers has no card spain"
    assert not list(check_between([seas]))


def test_ones_own_deck_may_be_named_in_full() -> None:
    text = RIVERS + "  - {id: spain, q: Seville's river?, a: Guadalquivir, siblings: rivers/NAME}\n"
    read(text.replace("NAME", "italy"), "rivers.yaml")
    found = read_deck_text(text.replace("NAME", "itlay"), Path("rivers.yaml")).diagnostics
    assert [finding.code for finding in found] == ["D207"]


def test_cards_of_two_decks_that_wait_for_each_other_are_told() -> None:
    seas = read(SEAS.replace("LINK", "rivers/italy"), "seas.yaml")
    rivers = read(RIVERS.replace("a: Tiber", "a: Tiber, requires: seas/east"), "rivers.yaml")
    [found] = check_between([seas, rivers])
    assert "wait for each other" in found.message
