"""A card without an id is edited while it is studied: its review, its undo and its session stay."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.clock import NOON
from tests.crash import crash
from tests.memories import memories_of
from trainer.memory.queue import DayCounts
from trainer.memory.rating import Rating
from trainer.store.home import learner_folder
from trainer.study import sessions
from trainer.study.collection import Collection
from trainer.study.corrections import answered_today, rate_again
from trainer.study.item_actions import ItemActions
from trainer.study.options import StudyOptions
from trainer.study.session import Session

OPTIONS = StudyOptions(limit=2)
QUESTIONS = (
    "Which river runs through Rome?",
    "Which river runs through Rome, the city?",
    "Which river runs right through Rome, the city?",
    "Which one river runs right through Rome, the city?",
)


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    (tmp_path / "decks").mkdir()
    path = tmp_path / "decks" / "rivers.yaml"
    write(path, QUESTIONS[0])
    return path


def write(deck: Path, question: str) -> None:
    deck.write_text(
        f"title: Rivers\ncards:\n  - {{q: {question!r}, a: Tiber}}\n"
        "  - {q: Which river runs through Pisa?, a: Arno}\n"
        "  - {q: Which river runs through Turin?, a: Po}\n"
    )


def opened(deck: Path) -> Collection:
    return Collection([str(deck.parent)], learner="me", folder=deck.parent.parent)


def rate(collection: Collection, session: Session, now: datetime) -> None:
    session.reveal()
    session.rate(Rating.EASY, now)
    collection.remember_cards()  # as a front does with the first answer


@pytest.mark.parametrize("edits", [1, 2, 3])
@pytest.mark.parametrize("reopened", [False, True])
def test_an_undo_takes_back_a_review_however_often_its_card_was_edited(
    deck: Path, edits: int, *, reopened: bool
) -> None:
    collection = opened(deck)
    session = sessions.start(collection, OPTIONS, NOON)
    rate(collection, session, NOON)
    for hop in range(1, edits + 1):
        write(deck, QUESTIONS[hop])
        sessions.renew(collection, session, OPTIONS, NOON + timedelta(minutes=hop))
    assert len(memories_of(collection.learner, "rivers")) == 1
    assert len(collection.learner.state.names.moves) == edits
    if reopened:
        collection.close()
        collection = opened(deck)
        session = sessions.resume(collection, NOON + timedelta(minutes=9))
    session.undo(NOON + timedelta(minutes=10))
    assert memories_of(collection.learner, "rivers") == {}
    assert collection.learner.state.counts(NOON.date()) == DayCounts()
    session.rate(Rating.GOOD, NOON + timedelta(minutes=11))
    [memory] = memories_of(collection.learner, "rivers").values()
    assert memory.reps == 1
    collection.close()


def test_a_session_that_was_killed_after_an_edit_goes_on_where_it_was(deck: Path) -> None:
    collection = opened(deck)
    session = sessions.start(collection, OPTIONS, NOON)
    rate(collection, session, NOON)
    write(deck, QUESTIONS[1])
    sessions.renew(collection, session, OPTIONS, NOON + timedelta(minutes=1))
    crash(collection.learner, learner_folder("me"))
    collection = opened(deck)
    session = sessions.resume(collection, NOON + timedelta(minutes=2))
    assert session.done == 1
    assert session.can_undo
    assert session.summary.answers == 1
    rate(collection, session, NOON + timedelta(minutes=3))
    assert session.stage.name == "FINISHED", "its limit is two"
    collection.close()


@pytest.mark.parametrize("edits", [1, 2])
def test_an_answer_is_rated_again_however_often_its_card_was_edited(deck: Path, edits: int) -> None:
    collection = opened(deck)
    session = sessions.start(collection, StudyOptions(), NOON)
    asked = session.item
    session.reveal()
    session.rate(Rating.AGAIN, NOON)
    before = collection.learner.memory(asked.deck_id, asked.id)
    session = sessions.start(collection, StudyOptions(items=(asked.ref,)), NOON)
    rate(collection, session, NOON + timedelta(minutes=5))
    for hop in range(1, edits + 1):
        write(deck, QUESTIONS[hop])
        sessions.renew(collection, session, OPTIONS, NOON + timedelta(minutes=5 + hop))
    later = NOON + timedelta(minutes=10)
    _, answered = answered_today(collection, later)
    at = answered.event.at
    for rating in (Rating.GOOD, Rating.HARD):
        answered = rate_again(collection, answered, rating, later)
        [memory] = memories_of(collection.learner, "rivers").values()
        assert memory == collection.scheduler.review(asked.ref, before, rating, at)
    assert len(answered_today(collection, later)) == 2
    collection.close()


def learnt(collection: Collection) -> set[str]:
    return set(memories_of(collection.learner, "rivers"))


def test_a_card_that_bears_an_old_name_is_new(deck: Path) -> None:
    collection = opened(deck)
    session = sessions.start(collection, OPTIONS, NOON)
    rate(collection, session, NOON)
    write(deck, QUESTIONS[1])
    sessions.renew(collection, session, OPTIONS, NOON + timedelta(minutes=1))
    [moved] = learnt(collection)
    deck.write_text(deck.read_text() + f"  - {{q: {QUESTIONS[0]!r}, a: Another}}\n")
    sessions.renew(collection, session, OPTIONS, NOON + timedelta(minutes=2))
    [item] = [
        item
        for item in collection.items_of(collection.library.decks[0]).values()
        if item.prompt == QUESTIONS[0]
    ]
    ItemActions(collection).suspend([item], NOON + timedelta(minutes=3))
    assert learnt(collection) == {moved}
    assert not collection.learner.record_of("rivers", moved).suspended
    assert collection.learner.record_of("rivers", item.id).suspended
    collection.close()
    (collection.learner.folder / "scores.json").unlink()
    collection = opened(deck)
    assert not collection.learner.record_of("rivers", moved).suspended
    assert collection.learner.record_of("rivers", item.id).suspended
    collection.close()


@pytest.mark.parametrize("killed", [False, True])
@pytest.mark.parametrize("cram", [False, True])
@pytest.mark.parametrize("rating", [Rating.AGAIN, Rating.EASY])
def test_what_was_answered_of_a_card_that_is_gone_counts_and_can_be_taken_back(
    deck: Path, rating: Rating, *, cram: bool, killed: bool
) -> None:
    options = StudyOptions(limit=2, cram=cram)
    collection = opened(deck)
    session = sessions.start(collection, options, NOON)
    gone = session.item
    session.reveal()
    session.rate(rating, NOON)
    collection.remember_cards()
    left = [line for line in deck.read_text().splitlines() if gone.prompt not in line]
    deck.write_text("\n".join(left))
    sessions.renew(collection, session, options, NOON + timedelta(minutes=1))
    if killed:
        crash(collection.learner, learner_folder("me"))
        collection = opened(deck)
        session = sessions.resume_or_start(collection, options, NOON + timedelta(minutes=2))
    assert session.done == session.summary.answers == 1
    assert session.summary.new == 1
    session.undo(NOON + timedelta(minutes=3))
    assert session.done == 0
    assert memories_of(collection.learner, "rivers") == {}
    for minute in (4, 5):
        assert session.item.ref != gone.ref
        session.reveal()
        session.rate(Rating.EASY, NOON + timedelta(minutes=minute))
    assert session.stage.name == "FINISHED", "its limit is two"
    collection.close()


@pytest.mark.parametrize("edits", [0, 1, 2])
@pytest.mark.parametrize("killed", [False, True])
def test_a_session_of_what_a_search_found_follows_edits(
    deck: Path, edits: int, *, killed: bool
) -> None:
    found = StudyOptions(find="river", limit=3)
    collection = opened(deck)
    options = sessions.of_named_decks(collection, found, NOON)
    session = sessions.start(collection, options, NOON)
    rate(collection, session, NOON)
    for hop in range(1, edits + 1):
        write(deck, QUESTIONS[hop])
        sessions.renew(collection, session, options, NOON + timedelta(minutes=hop))
    if killed:
        crash(collection.learner, learner_folder("me"))
        collection = opened(deck)
        options = sessions.of_named_decks(collection, found, NOON + timedelta(minutes=4))
        session = sessions.resume_or_start(collection, options, NOON + timedelta(minutes=4))
    assert session.done == 1
    session.undo(NOON + timedelta(minutes=5))
    assert memories_of(collection.learner, "rivers") == {}
    assert session.item.prompt == QUESTIONS[edits]
    for minute in (6, 7, 8):
        if session.stage.name != "ANSWERED":
            session.reveal()
        session.rate(Rating.EASY, NOON + timedelta(minutes=minute))
    assert len(memories_of(collection.learner, "rivers")) == 3
    collection.close()


@pytest.mark.parametrize("edits", [1, 2])
def test_a_new_card_that_is_edited_stays_among_the_items_of_its_session(
    deck: Path, edits: int
) -> None:
    collection = opened(deck)
    options = StudyOptions(items=(next(iter(collection.items)),))
    session = sessions.start(collection, options, NOON)
    for hop in range(1, edits + 1):
        write(deck, QUESTIONS[hop])
        sessions.renew(collection, session, options, NOON + timedelta(minutes=hop))
        assert session.item.prompt == QUESTIONS[hop]
    collection.close()


@pytest.mark.parametrize("act", ["suspend", "bury"])
def test_a_card_that_is_set_aside_and_edited_stays_set_aside(deck: Path, act: str) -> None:
    collection = opened(deck)
    session = sessions.start(collection, OPTIONS, NOON)
    getattr(session, act)(NOON)
    set_aside = next(iter(collection.learner.records("rivers").values()))
    write(deck, QUESTIONS[1])
    sessions.renew(collection, session, OPTIONS, NOON + timedelta(minutes=1))
    item = next(iter(collection.items.values()))
    assert item.prompt == QUESTIONS[1]
    assert collection.learner.record_of(item.deck_id, item.id) == set_aside
    collection.close()


def test_a_flag_stays_on_a_card_that_is_edited_after_a_kill(deck: Path) -> None:
    collection = opened(deck)
    ItemActions(collection).flag([next(iter(collection.items.values()))], 3, NOON)
    crash(collection.learner, learner_folder("me"))
    write(deck, QUESTIONS[1])
    collection = opened(deck)
    collection.follow_edits(NOON + timedelta(minutes=1))
    item = next(iter(collection.items.values()))
    assert item.prompt == QUESTIONS[1]
    assert collection.learner.record_of(item.deck_id, item.id).flag == 3
    collection.close()


def test_a_search_that_no_longer_finds_what_was_answered_goes_on_after_a_kill(deck: Path) -> None:
    found = StudyOptions(find="is:new", limit=2)
    collection = opened(deck)
    options = sessions.of_named_decks(collection, found, NOON)
    session = sessions.start(collection, options, NOON)
    rate(collection, session, NOON)
    crash(collection.learner, learner_folder("me"))
    collection = opened(deck)
    later = NOON + timedelta(minutes=1)
    options = sessions.of_named_decks(collection, found, later)
    session = sessions.resume_or_start(collection, options, later)
    assert session.done == 1
    one = StudyOptions(items=options.items[:1], limit=2)
    assert sessions.resume_or_start(collection, one, later).done == 0, "that asks for less"
    collection.close()


def test_a_session_of_a_deck_goes_on_after_the_deck_was_renamed(deck: Path) -> None:
    collection = Collection([str(deck)], learner="me", folder=deck.parent.parent)
    options = sessions.of_named_decks(collection, OPTIONS, NOON)
    session = sessions.start(collection, options, NOON)
    rate(collection, session, NOON)
    crash(collection.learner, learner_folder("me"))
    deck.write_text(deck.read_text().replace("title: Rivers", "title: Rivers\nid: waters"))
    collection = Collection([str(deck)], learner="me", folder=deck.parent.parent)
    later = NOON + timedelta(minutes=1)
    collection.follow_edits(later)
    options = sessions.of_named_decks(collection, OPTIONS, later)
    assert options.decks == ("waters",)
    session = sessions.resume_or_start(collection, options, later)
    assert session.done == 1
    session.undo(later)
    assert memories_of(collection.learner, "waters") == {}
    collection.close()


def test_a_first_answer_that_was_taken_back_keeps_no_older_texts(deck: Path) -> None:
    collection = opened(deck)
    session = sessions.start(collection, OPTIONS, NOON)
    for hop in (1, 2):
        session.reveal()
        session.rate(Rating.EASY, NOON)
        collection.remember_cards_of("rivers")
        if hop == 1:
            session.undo(NOON)
            write(deck, QUESTIONS[hop])
            sessions.renew(collection, session, OPTIONS, NOON)
    crash(collection.learner, learner_folder("me"))
    write(deck, QUESTIONS[2])
    collection = opened(deck)
    collection.follow_edits(NOON + timedelta(minutes=1))
    [learnt_item] = learnt(collection)
    assert f"rivers/{learnt_item}" in collection.items
    collection.close()
