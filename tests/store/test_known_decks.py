"""What is kept of decks: good for as long as it is whole, and for this machine."""

import platform
from pathlib import Path

import pytest

from trainer.store.known_decks import (
    FILE,
    KnownDeck,
    Said,
    load_known_decks,
    save_known_decks,
    take_texts,
)

RIVERS = KnownDeck(("/decks/rivers.yaml",), "a1b2").saying({"a": Said("What?", "This")}, "a1b2")
TOWNS = KnownDeck().saying({"b": Said("Where?", "Ça")}, "c3")
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
    theirs = RIVERS.saying({"a": Said("Which?", "That"), "c": Said("Who?", "She")}, "z")
    save_known_decks(other, {"rivers": theirs, "towns": TOWNS})
    take_texts(tmp_path, other)
    found = load_known_decks(tmp_path)
    assert found["rivers"].texts == {"a": ("What?", "This"), "c": ("Who?", "She")}
    assert (found["rivers"].digest, found["towns"].texts) == ("a1b2", TOWNS.texts)
