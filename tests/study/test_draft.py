"""A deck file in an editor: what is unsaved is never lost, what others wrote never overwritten."""

import tempfile
from pathlib import Path

import pytest

from trainer.errors import TrainerError
from trainer.study.draft import Draft


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "decks" / "rivers.yaml"
    path.parent.mkdir()
    path.write_text("title: Rivers\n")
    return path


def full(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_change_of_another_program_is_told_before_it_is_written_over(path: Path) -> None:
    draft = Draft(path)
    path.write_text("title: Theirs\n")
    with pytest.raises(TrainerError, match="changed by another program"):
        draft.save("title: Mine\n")
    assert path.read_text() == "title: Theirs\n"
    draft.save("title: Mine\n")
    assert path.read_text() == "title: Mine\n"


def test_what_was_told_counts_for_that_change_alone(path: Path) -> None:
    draft = Draft(path)
    for theirs in ("title: Theirs\n", "title: Theirs again\n"):
        path.write_text(theirs)
        with pytest.raises(TrainerError, match="changed by another program"):
            draft.save("title: Mine\n")


def test_a_file_that_was_removed_is_told_and_then_written_again(path: Path) -> None:
    draft = Draft(path)
    path.unlink()
    with pytest.raises(TrainerError, match="is gone"):
        draft.save("title: Mine\n")
    draft.save("title: Mine\n")
    assert path.read_text() == "title: Mine\n"


def test_saving_is_no_change_of_another_program(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbftitle: Rivers\n")
    draft = Draft(path)
    draft.save("title: Streams\n")
    assert not draft.changed_outside()
    draft.save("title: Brooks\n")


def test_what_is_set_aside_overwrites_nothing_and_outlives_saving(path: Path) -> None:
    draft = Draft(path)
    first, second = draft.set_aside("one"), draft.set_aside("two")
    draft.save("three")
    assert (first.name, second.name) == ("rivers.yaml.unsaved", "rivers.yaml.unsaved-2")
    assert [draft.kept_text(kept) for kept in Draft(path).kept()] == ["two", "one"]


def test_the_same_text_is_set_aside_once(path: Path) -> None:
    draft = Draft(path)
    assert draft.set_aside("one") == draft.set_aside("one")


def test_what_was_set_aside_goes_once_its_very_text_is_saved(path: Path) -> None:
    draft = Draft(path)
    draft.set_aside("one")
    draft.set_aside("two")
    draft.save("one")
    assert [draft.kept_text(kept) for kept in draft.kept()] == ["two"]


def test_only_the_files_of_this_deck_are_its_own(path: Path) -> None:
    Draft(path).set_aside("one")
    other = path.with_name("rivers.yaml.unsaved.yaml")
    other.write_text("title: R\n")
    assert [kept.name for kept in Draft(path).kept()] == ["rivers.yaml.unsaved"]
    assert Draft(other).kept() == ()


def test_where_the_folder_takes_nothing_the_temporary_one_does(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr("trainer.store.deck_file.write_atomically", full)
    kept = Draft(path).set_aside("one")
    assert kept.parent == tmp_path
    assert kept.read_text() == "one"


def test_where_nothing_can_be_written_that_is_told(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    monkeypatch.setattr("trainer.store.deck_file.write_atomically", full)
    with pytest.raises(TrainerError, match="No space left"):
        Draft(path).set_aside("one")


@pytest.mark.parametrize(
    "text",
    [
        "title: می\u200cخواهم\n",  # Persian is not written without the zero-width non-joiner
        "title: 👨\u200d👩\u200d👧\n",
        "title: R\r\ncards: []\r\n",
        "title: a\ue000b\u00ad\n",
    ],
)
def test_what_check_lets_pass_can_be_edited(path: Path, text: str) -> None:
    path.write_bytes(text.encode())
    assert Draft(path).saved == text


@pytest.mark.parametrize("char", ["\x1b", "\u202e", "\u2028"])
def test_what_would_reach_the_terminal_is_refused(path: Path, char: str) -> None:
    path.write_text(f"title: R{char}\n")
    with pytest.raises(TrainerError, match=f"U\\+{ord(char):04X}"):
        Draft(path)
