"""A collection whose decks were read before is planned without reading a card."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from trainer.deck.library import shipped_decks
from trainer.memory.rating import Rating
from trainer.store import deck_index
from trainer.study import sessions
from trainer.study.collection import Collection
from trainer.study.options import StudyOptions
from trainer.study.overview import overview_of

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def opened(home: Path) -> Collection:
    return Collection([str(shipped_decks())], learner="me", folder=home)


@pytest.fixture
def known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of a learner who answered one card of each deck, and left."""
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    collection = opened(tmp_path)
    for deck in collection.library.decks:
        session = sessions.start(collection, StudyOptions(decks=(deck.id,)), NOW)
        session.show_options() if session.stage.name == "THINKING" else None
        session.reveal()
        session.rate(Rating.GOOD, NOW)
        session.end(NOW)
    collection.close()
    return tmp_path


def test_nothing_is_read_but_what_is_asked(known: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = deck_index.LazyCards.__getitem__
    places: list[int] = []

    def noted(cards: deck_index.LazyCards, place: int) -> object:
        places.append(place)
        return read(cards, place)

    monkeypatch.setattr(deck_index.LazyCards, "__getitem__", noted)
    collection = opened(known)
    collection.follow_edits(NOW)
    agenda = collection.agenda(NOW)
    assert overview_of(collection.library.readings, collection.items_of, agenda)
    assert agenda.counts.total > 0
    assert sum(agenda.forecast(14)) > 0
    collection.remember_cards()
    assert places == []
    first = collection.library.readings[0]
    assert first.deck
    session = sessions.start(collection, StudyOptions(decks=(first.deck.id,)), NOW)
    assert session.item.card.prompt
    assert len(places) == 1
    collection.close()


def test_a_day_is_planned_anew_when_something_was_learnt_and_not_before(known: Path) -> None:
    collection = opened(known)
    planned = collection.agenda(NOW)
    session = sessions.start(collection, StudyOptions(), NOW)
    assert collection.agenda(NOW) is planned
    session.show_options() if session.stage.name == "THINKING" else None
    session.reveal()
    session.rate(Rating.GOOD, NOW)
    answered = collection.agenda(NOW)
    assert answered is not planned
    assert answered.counts != planned.counts
    session.undo(NOW)
    assert collection.agenda(NOW).counts == planned.counts
    collection.close()
