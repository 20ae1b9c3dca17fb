"""An answer that counts as right from now on: in the learner's own file, else in the journal."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.clock import NOON
from tests.crash import crash
from trainer.deck.card import Typed
from trainer.grading.mark import Answer
from trainer.memory.rating import Rating
from trainer.study import sessions
from trainer.study.collection import Collection
from trainer.study.options import StudyOptions
from trainer.study.session import Session
from trainer.study.stage import Stage

Open = Callable[..., Collection]
TYPED = "title: T\nid: t\ncards:\n  - {id: who, q: Who wrote Faust?, typed: Goethe}\n"
NUMBER = "title: T\nid: t\ncards:\n  - {id: legs, q: How many legs has a spider?, number: 8}\n"


def answered(collection: Collection, answer: Answer) -> Session:
    session = sessions.start(collection, StudyOptions(), NOON)
    assert session.submit(answer).score == 0
    assert not session.can_accept
    session.take_as_right()
    return session


def test_it_goes_into_a_file_of_ones_own(open_collection: Open, tmp_path: Path) -> None:
    collection = open_collection(TYPED)
    session = answered(collection, "Von der Vogelweide")
    assert session.can_accept
    told = sessions.accept(collection, session, StudyOptions(), NOON)
    assert "deck.yaml" in told
    assert "accept: [Von der Vogelweide]" in (tmp_path / "deck.yaml").read_text()
    assert session.stage is Stage.ANSWERED
    assert session.response.mark is not None
    assert session.response.mark.score == 1
    card = collection.library.decks[0].cards[0]
    assert isinstance(card, Typed)
    assert card.accept == ("Von der Vogelweide",)
    assert collection.learner.record_of("t", "who").accepted == ()


@pytest.mark.parametrize("deck", [TYPED, NUMBER])
def test_it_goes_into_the_journal_where_the_deck_is_not_ones_own(
    open_collection: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, deck: str
) -> None:
    collection = open_collection(deck)
    monkeypatch.setattr(collection, "is_shipped", lambda _: True)
    session = answered(collection, "seven" if deck == NUMBER else "Marlowe")
    sessions.accept(collection, session, StudyOptions(), NOON)
    assert (tmp_path / "deck.yaml").read_text() == deck
    given = session.response.answer
    assert given is not None
    session.undo(NOON)
    assert session.submit(given).score == 0, "undoing the answer takes it back"
    session.take_as_right()
    sessions.accept(collection, session, StudyOptions(), NOON)
    session.rate(session.response.suggested or next(iter(session.preview(NOON))), NOON)
    later = sessions.start(collection, StudyOptions(cram=True), NOON + timedelta(days=1))
    assert later.submit(given).score == 1
    assert collection.marker()(later.item, given).score == 1


def test_what_was_not_taken_as_right_is_not_accepted(open_collection: Open) -> None:
    collection = open_collection(TYPED)
    session = sessions.start(collection, StudyOptions(), NOON)
    session.submit("Goethe")
    assert not session.can_accept


@pytest.mark.parametrize("edited", [False, True])
@pytest.mark.parametrize("killed", [False, True])
def test_undo_takes_it_back_after_an_edit_and_after_a_kill(
    open_collection: Open, tmp_path: Path, *, edited: bool, killed: bool
) -> None:
    text = TYPED.replace("id: who, ", "")
    collection = open_collection(text)
    session = answered(collection, "Von der Vogelweide")
    session.accept(NOON)
    session.rate(Rating.GOOD, NOON)
    collection.remember_cards()
    if edited:
        text = text.replace("Who wrote", "Who was it who wrote")
        (tmp_path / "deck.yaml").write_text(text)
        sessions.renew(collection, session, StudyOptions(), NOON)
    if killed:
        crash(collection.learner, collection.home)
        collection = open_collection(text)
        session = sessions.resume(collection, NOON)
    session.undo(NOON)
    assert session.response.mark is not None
    assert session.response.mark.score == 1
    session.undo(NOON)
    assert collection.learner.state.records == {}
    session.submit("Von der Vogelweide")
    assert session.response.mark.score == 0
