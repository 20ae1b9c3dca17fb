"""A deck with `scheduled: false`: asked in order, marked, never scheduled."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clock import NOON
from trainer.memory.rating import Rating
from trainer.study import sessions
from trainer.study.collection import Collection
from trainer.study.options import StudyOptions
from trainer.study.overview import overview_of
from trainer.study.search import Search
from trainer.study.stage import Stage

TEST = """\
title: Before you begin
id: before
scheduled: false
synopsis: Six questions to see what you know already.
cards:
  - {id: one, q: First?, typed: A}
  - {id: two, q: Second?, typed: B}
  - {id: three, q: Third?, typed: C}
"""
DECK = "title: Deck\nid: deck\nsynopsis: All about it.\ncards:\n  - {id: c, q: Q?, typed: A}\n"


@pytest.fixture
def collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Collection]:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    (tmp_path / "before.yaml").write_text(TEST)
    (tmp_path / "deck.yaml").write_text(DECK)
    opened = Collection([str(tmp_path)], learner="me", folder=tmp_path)
    yield opened
    opened.close()


def test_nothing_of_it_is_due_or_new(collection: Collection) -> None:
    agenda = collection.agenda(NOON)
    assert agenda.counts.total == 1
    decks = overview_of(collection.library.readings, collection.items_of, agenda)
    assert {deck.title: deck.new for deck in decks} == {
        "Before you begin": 0,
        "Deck": 1,
    }


def test_a_session_of_all_decks_leaves_it_out(collection: Collection) -> None:
    session = sessions.start(collection, StudyOptions(), NOON)
    assert session.item.ref == "deck/c"
    assert session.left.total == 1


def test_it_is_asked_in_order_once_and_remembers_nothing(collection: Collection) -> None:
    session = sessions.start(collection, StudyOptions(decks=("before",)), NOON)
    asked = []
    while session.stage is not Stage.FINISHED:
        asked.append(session.item.id)
        assert session.submit("wrong").score == 0
        session.rate(Rating.AGAIN, NOON)
    assert asked == ["one", "two", "three"]
    assert not collection.learner.records("before") or not any(
        record.memory for record in collection.learner.records("before").values()
    )


def test_one_that_was_cut_off_goes_on(collection: Collection) -> None:
    options = StudyOptions(decks=("before",))
    session = sessions.start(collection, options, NOON)
    session.submit("A")
    session.rate(Rating.GOOD, NOON)
    again = sessions.resume_or_start(collection, options, NOON)
    assert (again.done, again.item.id) == (1, "two")


def test_its_synopsis_comes_before_its_first_card(collection: Collection) -> None:
    session = sessions.start(collection, StudyOptions(decks=("before",)), NOON)
    assert collection.card_context.synopsis(session.item).startswith("Six questions")
    assert session.begins_deck
    assert collection.opens_deck(session.item)
    session.reveal()
    session.rate(Rating.AGAIN, NOON)
    assert not session.begins_deck


def test_of_any_other_deck_before_the_first_that_is_asked(collection: Collection) -> None:
    session = sessions.start(collection, StudyOptions(decks=("deck",)), NOON)
    item = session.item
    assert collection.opens_deck(item)
    session.reveal()
    session.rate(Rating.GOOD, NOON)
    assert not collection.opens_deck(item)


def test_its_cards_are_never_new(collection: Collection) -> None:
    new = Search(collection, "is:new", NOON)
    decks = {deck.id: [*collection.items_of(deck).values()] for deck in collection.library.decks}
    assert not [*new.among(decks["before"])]
    assert [*new.among(decks["deck"])] == decks["deck"]


def test_a_card_waits_for_one_of_another_deck(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    (tmp_path / "a.yaml").write_text(DECK.replace("id: c,", "id: c, requires: last/first,"))
    (tmp_path / "b.yaml").write_text("title: L\nid: last\ncards: [{id: first, q: F, a: A}]\n")
    collection = Collection([str(tmp_path)], learner="me", folder=tmp_path)
    try:
        session = sessions.start(collection, StudyOptions(), NOON)
        assert session.item.ref == "last/first"
        assert session.left.new == 1
    finally:
        collection.close()
