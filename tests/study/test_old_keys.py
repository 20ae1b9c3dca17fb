"""A journal of the version whose keys were made by likeness: every card is found again.

`old_keys` holds what that version wrote after three days with these decks. In `words` and `sums`
stand cards whose old keys others would share; the key of `capital of peru` is the same today;
the `id` in `frozen` was written by the `fmt` of that version.
"""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.memories import memories_of
from trainer.deck.formatter import formatted
from trainer.deck.identity import former_hash
from trainer.deck.reader import read_deck_text
from trainer.memory.state import MemoryState
from trainer.store.home import learner_folder
from trainer.store.known_decks import OLD_FILES, load_known_decks
from trainer.study.collection import Collection
from trainer.study.item_actions import ItemActions
from trainer.study.orphans import orphans_of

OLD = Path(__file__).parent / "old_keys"
NOW = datetime(2026, 3, 13, 12, 0, tzinfo=UTC)
TWINS = {
    "words": '  - {q: "What does दान mean?", a: gift}\n  - {q: "What does ป้า mean?", typed: aunt}\n'
    '  - {q: "Which language is C#?", a: a later one}\n',
    "sums": '  - {q: "What is 6 × 3?", number: 18}\n  - {q: "Is 1 less than 1?", a: "No"}\n'
    '  - {q: "Which sign is ≥?", a: at least}\n',
}


@pytest.fixture
def decks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The decks beside a learner's folder as that version left it."""
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    shutil.copytree(OLD, tmp_path / "decks", ignore=shutil.ignore_patterns("*.json*"))
    shutil.copytree(OLD, learner_folder("me"), ignore=shutil.ignore_patterns("*.yaml"))
    return tmp_path / "decks"


def memories(decks: Path) -> dict[str, MemoryState]:
    """Question -> what is remembered of its item, once progress followed the cards."""
    collection = Collection([str(decks)], learner="me", folder=decks)
    collection.follow_edits(NOW)
    assert collection.library.decks
    found = {
        item.prompt: memory
        for deck in collection.library.decks
        for item in collection.items_of(deck).values()
        if (memory := collection.learner.memory(deck.id, item.id))
    }
    collection.close()
    return found


def learnt_then() -> dict[str, MemoryState]:
    """Deck/item -> memory, as that version knew it; nothing is moved."""
    collection = Collection([str(OLD)], learner="me", folder=OLD, read_only=True)
    learner = collection.learner
    found = {
        f"{deck}/{item}": memory
        for deck in learner.state.records
        for item, memory in memories_of(learner, deck).items()
    }
    collection.close()
    return found


def add_twins(decks: Path) -> None:
    for name, lines in TWINS.items():
        path = decks / f"{name}.yaml"
        path.write_text(path.read_text() + lines)


@pytest.mark.parametrize("texts_kept", [True, False])
@pytest.mark.parametrize("frozen_first", [True, False])
def test_every_card_is_found_again(decks: Path, *, texts_kept: bool, frozen_first: bool) -> None:
    then = learnt_then()
    if not texts_kept:
        (learner_folder("me") / "cards.json").unlink()
    for path in decks.glob("*.yaml") if frozen_first else ():
        path.write_text(formatted(read_deck_text(path.read_text(), path)))
    now = memories(decks)
    assert len(now) == len(then) == 14
    assert sorted(map(repr, now.values())) == sorted(map(repr, then.values()))
    assert memories(decks) == now


def test_with_twins_each_card_has_its_own_progress_and_the_twins_none(decks: Path) -> None:
    alone = {f"{deck}/{former_hash(question)}" for deck, question in questions_of_twins()}
    assert alone <= set(learnt_then()), "the twins had the keys of cards that were learnt"
    before = memories_of_copy(decks)
    add_twins(decks)
    assert memories(decks) == before


def questions_of_twins() -> list[tuple[str, str]]:
    return [
        (deck, line.split('"')[1]) for deck, lines in TWINS.items() for line in lines.splitlines()
    ]


def memories_of_copy(decks: Path) -> dict[str, MemoryState]:
    kept = learner_folder("me").with_name("kept")
    shutil.copytree(learner_folder("me"), kept)
    found = memories(decks)
    shutil.rmtree(learner_folder("me"))
    kept.rename(learner_folder("me"))
    return found


def test_where_nothing_tells_twins_apart_neither_inherits_and_that_is_said(decks: Path) -> None:
    (learner_folder("me") / "cards.json").unlink()
    add_twins(decks)
    found = memories(decks)
    assert len(found) == 14 - 6
    collection = Collection([str(decks)], learner="me", folder=decks)
    assert len(orphans_of(collection.edits)) == 6
    collection.follow_edits(NOW)
    [told] = [notice for notice in collection.notices if "6 cards" in notice]
    assert "trainer orphans" in told
    collection.close()


def test_a_twin_does_not_inherit_once_the_other_is_learnt(decks: Path) -> None:
    (learner_folder("me") / "cards.json").unlink()
    add_twins(decks)
    found = memories(decks)
    collection = Collection([str(decks)], learner="me", folder=decks)
    words = next(deck for deck in collection.library.decks if deck.id == "words")
    item = next(i for i in collection.items_of(words).values() if i.prompt == "What does दिन mean?")
    ItemActions(collection).suspend([item], NOW)
    collection.close()
    assert memories(decks) == found


def test_a_card_in_the_place_of_another_that_had_its_key_is_new(decks: Path) -> None:
    path = decks / "words.yaml"
    text = path.read_text().replace('दिन mean?", a: day', 'दान mean?", a: gift')
    assert text != path.read_text()
    path.write_text(text)
    found = memories(decks)
    assert len(found) == 13
    assert "What does दान mean?" not in found


def test_a_listing_shows_progress_where_it_will_be_and_writes_nothing(decks: Path) -> None:
    folder = learner_folder("me")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    collection = Collection([str(decks)], learner="me", folder=decks, read_only=True)
    assert orphans_of(collection.edits) == ()
    foreseen = {old for old, _ in collection.edits.moves()}
    collection.close()
    assert ("words", "62mbxgvt") in foreseen
    assert ("mixed", "a2li6gnv") not in foreseen, "its key is what it was"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_the_files_of_that_version_are_taken_over_once(decks: Path) -> None:
    folder = learner_folder("me")
    kept = load_known_decks(folder)
    assert kept["words"].texts["62mbxgvt"].answer == "day"
    memories(decks)
    assert not any((folder / name).exists() for name in OLD_FILES)
    assert load_known_decks(folder)["words"].paths == (str(decks / "words.yaml"),)
