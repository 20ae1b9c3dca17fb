"""As which decks were seen last: good for as long as the texts of their cards are the same."""

import os
from pathlib import Path

import pytest

from trainer.store.card_texts import CardText, save_card_texts
from trainer.store.decks_seen import load_decks_seen, save_decks_seen

SEEN = {"rivers": "a1b2"}


def test_what_was_seen_is_known_again(tmp_path: Path) -> None:
    assert load_decks_seen(tmp_path) == {}
    save_card_texts(tmp_path, {"rivers": {"a": CardText("What?", "This")}})
    save_decks_seen(tmp_path, SEEN)
    assert load_decks_seen(tmp_path) == SEEN


def test_nothing_is_known_of_other_texts(tmp_path: Path) -> None:
    save_card_texts(tmp_path, {"rivers": {"a": CardText("What?", "This")}})
    save_decks_seen(tmp_path, SEEN)
    save_card_texts(tmp_path, {})  # as a restore or a merge does
    assert load_decks_seen(tmp_path) == {}


def test_nothing_is_known_of_texts_that_are_damaged_at_the_same_size(tmp_path: Path) -> None:
    save_card_texts(tmp_path, {"rivers": {"a": CardText("What?", "This")}})
    save_decks_seen(tmp_path, SEEN)
    texts = tmp_path / "cards.json"
    state = texts.stat()
    texts.write_bytes(b"~" + texts.read_bytes()[1:])
    os.utime(texts, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert load_decks_seen(tmp_path) == {}


@pytest.mark.parametrize("content", ["", "[]", '{"texts": null}', '{"texts": 1, "decks": {}}'])
def test_a_damaged_file_knows_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / "seen.json").write_text(content)
    assert load_decks_seen(tmp_path) == {}
