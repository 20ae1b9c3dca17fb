"""What was learnt is for its owner alone, whatever the umask; what is given away follows it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clock import NOON
from tests.program import trainer
from trainer.store.append_file import AppendFile
from trainer.store.atomic_file import make_private, write_atomically
from trainer.store.doctor import examine
from trainer.store.learner import Learner

OTHERS = 0o077


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_files_and_folders_are_their_owners_alone(umask: int, tmp_path: Path) -> None:
    del umask
    make_private(tmp_path / "a" / "b")
    write_atomically(tmp_path / "a" / "b" / "settings.json", b"{}")
    AppendFile(tmp_path / "a" / "b" / "reviews.jsonl").append(b"{}\n")
    assert {mode(tmp_path / "a"), mode(tmp_path / "a" / "b")} == {0o700}
    assert {mode(path) for path in (tmp_path / "a" / "b").iterdir()} == {0o600}


def test_what_a_crash_left_open_to_others_is_not_written_to(tmp_path: Path) -> None:
    left = tmp_path / "settings.json.tmp"
    left.write_bytes(b"half")
    left.chmod(0o666)
    with left.open("rb") as spy:
        write_atomically(tmp_path / "settings.json", b"{}")
        assert spy.read() == b"half"


def test_what_is_given_away_has_the_rights_that_files_have(umask: int, tmp_path: Path) -> None:
    path = tmp_path / "rivers.yaml"
    write_atomically(path, b"1", shared=True)
    assert mode(path) == 0o666 & ~umask
    path.chmod(0o640)
    write_atomically(path, b"2", shared=True)
    assert mode(path) == 0o640


def test_a_session_leaves_nothing_that_others_may_read(umask: int, tmp_path: Path) -> None:
    del umask
    home = tmp_path / "home"
    deck = tmp_path / "rivers.yaml"
    deck.write_text("title: Rivers\ncards: [{q: Which river?, typed: Tiber}]\n")
    for arguments in (["study", "--plain", str(deck)], ["backup", str(home / "all.zip")]):
        done = trainer(*arguments, env={"TRAINER_HOME": str(home)}, stdin=b"Tiber\n3\n")
        assert done.returncode == 0, done.stderr
    kept = [home, *home.rglob("*")]
    assert home / "learners" / "me" / "reviews.jsonl" in kept
    assert [path for path in kept if path.stat().st_mode & OTHERS] == []


def test_doctor_finds_and_mends_what_others_may_read(home_of_its_own: Path) -> None:
    folder = home_of_its_own / "learners" / "me"
    Learner.open(folder).close()
    backup = home_of_its_own / "backups" / "me" / "2026-01-01.zip"
    roster = home_of_its_own / "classes" / "7b" / "roster.yaml"
    deck = home_of_its_own / "decks" / "rivers.yaml"
    for path in (backup, roster, deck):
        path.parent.mkdir(parents=True)
        path.write_bytes(b"")
        path.chmod(0o644)
    folder.chmod(0o755)
    [told] = [c for c in examine(folder, NOON) if "may read" in c.what]
    assert told.mend
    told.mend(NOON)
    assert {mode(path) for path in (folder, backup.parent, roster.parent)} == {0o700}
    assert {mode(path) for path in (backup, roster)} == {0o600}
    assert mode(deck) == 0o644, "decks are for anybody"
    assert not [c for c in examine(folder, NOON) if "may read" in c.what]


@pytest.mark.parametrize("kind", ["symbolic", "hard", "folder"])
def test_a_journal_that_is_another_learners_is_told(kind: str, tmp_path: Path) -> None:
    anna, ben = tmp_path / "anna", tmp_path / "ben"
    Learner.open(anna).close()
    AppendFile(anna / "reviews.jsonl").append(b"{}\n")
    if kind == "folder":
        ben.symlink_to(anna)
    else:
        ben.mkdir(mode=0o700)
        link = ben / "reviews.jsonl"
        link.symlink_to(anna / "reviews.jsonl") if kind == "symbolic" else link.hardlink_to(
            anna / "reviews.jsonl"
        )
    with Learner.open(ben, read_only=True) as learner:
        assert any("a link to the journal of anna" in notice for notice in learner.notices)
    assert any("a link to that of anna" in told.what for told in examine(ben, NOON))
    if kind != "hard":
        with Learner.open(anna, read_only=True) as learner:
            assert not any("a link to" in notice for notice in learner.notices)
