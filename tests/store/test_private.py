"""What was learnt is for its owner alone, whatever the umask; what is given away follows it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from trainer.store.append_file import AppendFile
from trainer.store.atomic_file import make_private, write_atomically

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
        subprocess.run(
            [sys.executable, "-m", "trainer", *arguments],
            input=b"Tiber\n3\n",
            env={**os.environ, "TRAINER_HOME": str(home)},
            check=True,
            capture_output=True,
            timeout=60,
        )
    kept = [home, *home.rglob("*")]
    assert home / "learners" / "me" / "reviews.jsonl" in kept
    assert [path for path in kept if path.stat().st_mode & OTHERS] == []
