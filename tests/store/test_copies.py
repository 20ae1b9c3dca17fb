"""A copy of a shipped deck stands in for it, and says when that has changed."""

from pathlib import Path

import pytest
from click import Command
from click.testing import CliRunner

from trainer.cli.check import check
from trainer.cli.fmt import fmt
from trainer.deck import deck_files
from trainer.deck.deck_files import is_shipped
from trainer.deck.library import load_library
from trainer.errors import TrainerError
from trainer.store.copies import changed_since, copy_shipped, difference, mark_seen
from trainer.store.deck_file import save_deck_text
from trainer.store.home import decks_folder

DECK = "title: Rivers\nid: rivers\ncards:\n  - {q: Which?, a: Tiber}\n"


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "installed" / "trainer" / "decks"
    folder.mkdir(parents=True)
    (folder / "rivers.yaml").write_text(DECK)
    for module in (deck_files, __import__("trainer.store.copies", fromlist=["x"])):
        monkeypatch.setattr(module, "shipped_decks", lambda: folder)
    monkeypatch.chdir(tmp_path)
    return folder / "rivers.yaml"


def test_the_installed_package_is_never_written_into(shipped: Path, tmp_path: Path) -> None:
    assert is_shipped(shipped, tmp_path)
    with pytest.raises(TrainerError, match="came with trainer") as told:
        save_deck_text(shipped, "title: other\n")
    assert told.value.hint == "trainer copy rivers"
    assert shipped.read_text() == DECK


def test_the_copy_stands_in_for_the_shipped_deck(shipped: Path, tmp_path: Path) -> None:
    own = copy_shipped(shipped)
    assert own == decks_folder() / "rivers.yaml"
    found = load_library((), working_folder=tmp_path, learner_decks=decks_folder())
    assert [reading.path for reading in found.readings] == [own]
    with pytest.raises(TrainerError, match="already exists"):
        copy_shipped(shipped)


def test_a_change_of_the_shipped_deck_is_told_until_it_was_seen(shipped: Path) -> None:
    own = copy_shipped(shipped)
    assert changed_since(own) is None
    own.write_text(DECK.replace("Tiber", "Arno"))
    assert changed_since(own) is None, "one's own change is none"
    shipped.write_text(DECK.replace("Which?", "Which one?"))
    assert changed_since(own) == shipped
    told = difference(own)
    assert "-  - {q: Which one?, a: Tiber}" in told
    assert "+  - {q: Which?, a: Arno}" in told
    assert not difference(own, shipped.read_text())
    assert "a: Po}" in difference(own, DECK.replace("Tiber", "Po"))
    mark_seen(own)
    assert changed_since(own) is None


@pytest.mark.parametrize("command", [fmt, check])
def test_what_writes_into_a_copy_says_that_the_shipped_deck_has_changed(
    shipped: Path, command: Command
) -> None:
    own = copy_shipped(shipped)
    arguments = [str(own), *(["--fix"] if command is check else [])]
    before = CliRunner().invoke(command, arguments).output
    assert "since you copied it" not in before
    shipped.write_text(DECK.replace("Which?", "Which one?"))
    after = CliRunner().invoke(command, arguments).output
    assert after.count("trainer copy rivers --diff") == 1


def test_a_deck_of_ones_own_is_no_copy(shipped: Path) -> None:
    decks_folder().mkdir(parents=True)
    own = decks_folder() / "rivers.yaml"
    own.write_text(DECK)
    shipped.write_text("")
    assert changed_since(own) is None


def test_in_a_checkout_the_decks_are_ones_own(shipped: Path) -> None:
    assert not is_shipped(shipped, shipped.parent.parent)
    assert not is_shipped(shipped, shipped.parent)


def test_what_its_cards_show_comes_along(shipped: Path) -> None:
    shipped.write_text(DECK.replace("Tiber", "Tiber, picture: a.png, sound: ../out.wav"))
    (shipped.parent / "media").mkdir()
    (shipped.parent / "media" / "a.png").write_bytes(b"a picture")
    (shipped.parent.parent / "out.wav").write_bytes(b"a sound")
    own = copy_shipped(shipped)
    assert (own.parent / "media" / "a.png").read_bytes() == b"a picture"
    assert not [*own.parent.rglob("*.wav")]


def test_a_file_that_its_cards_would_mistake_for_theirs_stops_a_copy(shipped: Path) -> None:
    shipped.write_text(DECK.replace("Tiber", "Tiber, picture: a.png"))
    (shipped.parent / "media").mkdir()
    (shipped.parent / "media" / "a.png").write_bytes(b"a picture")
    for there in ("a.png", "media/a.png"):
        other = decks_folder() / there
        other.parent.mkdir(parents=True, exist_ok=True)
        other.write_bytes(b"another")
        with pytest.raises(TrainerError, match="is another file"):
            copy_shipped(shipped)
        assert not (decks_folder() / "rivers.yaml").exists()
        other.unlink()
