"""What is kept of decks: good for as long as it is whole, and for this machine."""

import platform
from dataclasses import replace
from pathlib import Path

import pytest

from trainer.store.known_decks import (
    FILE,
    ItemText,
    KnownDeck,
    load_known_decks,
    save_known_decks,
    take_texts,
)

RIVERS = KnownDeck(("/decks/rivers.yaml",), "a1b2").with_texts(
    {"a": ItemText("What?", "This")}, "a1b2"
)
TOWNS = KnownDeck().with_texts({"b": ItemText("Where?", "Ça")}, "c3")
DECKS = {"rivers": RIVERS, "towns": TOWNS}


def test_what_was_kept_is_known_again(tmp_path: Path) -> None:
    assert load_known_decks(tmp_path) == {}
    save_known_decks(tmp_path, DECKS)
    assert load_known_decks(tmp_path) == DECKS
    assert load_known_decks(tmp_path)["towns"].texts == {"b": ("Where?", "Ça")}


@pytest.mark.parametrize("content", [b"", b"[]", b'["x", []]', b"\xff", b"[1, {}]\n{}"])
def test_a_damaged_file_knows_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert load_known_decks(tmp_path) == {}


def test_a_deck_whose_texts_are_damaged_is_to_be_read_again_and_others_are_not(
    tmp_path: Path,
) -> None:
    save_known_decks(tmp_path, DECKS)
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes().replace(b"This", b"That"))
    found = load_known_decks(tmp_path)
    assert (found["rivers"].digest, found["rivers"].texts) == ("", {})
    assert found["towns"] == TOWNS


def test_paths_are_those_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_known_decks(tmp_path, DECKS)
    monkeypatch.setattr(platform, "node", lambda: "another")
    found = load_known_decks(tmp_path)["rivers"]
    assert (found.paths, found.texts) == ((), RIVERS.texts)


def test_texts_of_another_machine_are_kept_where_none_are_known(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    save_known_decks(tmp_path, {"rivers": RIVERS})
    theirs = RIVERS.with_texts({"a": ItemText("Which?", "That"), "c": ItemText("Who?", "She")}, "z")
    save_known_decks(other, {"rivers": theirs, "towns": TOWNS})
    take_texts(tmp_path, other)
    found = load_known_decks(tmp_path)
    assert found["rivers"].texts == {"a": ("What?", "This"), "c": ("Who?", "She")}
    assert (found["rivers"].digest, found["towns"].texts) == ("a1b2", TOWNS.texts)


def test_texts_go_by_the_names_that_their_items_bear_after_a_move() -> None:
    one, two = ItemText("From … to …", "Rome"), ItemText("From … to …", "Ostia")
    deck = replace(KnownDeck().with_texts({"c.1": one, "c.2": two}, "a1"), moves=frozenset())
    moved = deck.after({"m": {"c.1": "c.2", "c.2": "c.1"}})
    assert moved.texts == {"c.1": two, "c.2": one}
    assert (moved.digest, moved.moves) == ("", frozenset({"m"}))
    assert moved.after({"m": {"c.1": "c.2", "c.2": "c.1"}}) == moved


def test_of_two_machines_the_texts_of_the_one_with_more_moves_count(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder, item, moves in ((here, "c.1", frozenset[str]()), (there, "c.2", frozenset({"m"}))):
        folder.mkdir()
        deck = KnownDeck().with_texts({item: ItemText("From …", "Rome")}, "a1")
        save_known_decks(folder, {"d": replace(deck, moves=moves)})
    take_texts(here, there)
    taken = load_known_decks(here)["d"]
    assert taken.moves == frozenset({"m"})
    assert taken.texts["c.2"] == ItemText("From …", "Rome")
