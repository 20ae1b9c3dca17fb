"""Pipes, devices and huge files where ours should be: a sentence, in no time and little memory."""

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import click
import pytest

from tests.program import trainer as program
from trainer.cli import trainer as command
from trainer.errors import TrainerError
from trainer.store.append_file import AppendFile
from trainer.store.journal import Journal

MEMORY = 400_000_000
"""Bytes of address space beyond what the program takes of itself."""
DEEP = 1200
"""More than Python has calls in each other."""


def trainer(*arguments: str, home: Path) -> "subprocess.CompletedProcess[bytes]":
    """Run a command with little memory to waste; a hang is a failure."""
    return program(*arguments, env={"TRAINER_HOME": str(home)}, folder=home, memory=MEMORY)


def put(kind: str, path: Path) -> None:
    """Put something there that is no file of ours."""
    path.parent.mkdir(parents=True, exist_ok=True)
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case "folder":
            path.mkdir()
        case "loop":
            path.symlink_to(path.name)
        case "dead link":
            path.symlink_to("/not/there")
        case "empty":
            path.touch()
        case "2 GB":
            with path.open("wb") as file:
                file.truncate(2_200_000_000)


@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "loop", "empty", "2 GB"])
@pytest.mark.parametrize(
    "name",
    [
        "decks/rivers.yaml",
        "learners/me/settings.json",
        "learners/me/scores.json",
        "learners/me/lock.json",
        "classes/7b/roster.yaml",
    ],
)
def test_what_is_no_file_of_ours_is_told_or_passed_over(
    kind: str, name: str, tmp_path: Path
) -> None:
    put(kind, tmp_path / name)
    command = ["class", "list", "7b"] if name.startswith("classes") else ["due"]
    done = trainer(*command, home=tmp_path)
    assert done.returncode in {0, 1, 2}
    assert b"Traceback" not in done.stderr
    assert b"trainer failed" not in done.stderr


@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "loop", "dead link"])
def test_a_journal_that_is_no_file_is_an_error_in_a_sentence(kind: str, tmp_path: Path) -> None:
    put(kind, tmp_path / "learners/me/reviews.jsonl")
    done = trainer("due", home=tmp_path)
    assert done.returncode == 2
    assert b"reviews.jsonl" in done.stderr
    assert b"Traceback" not in done.stderr
    assert b"is not a file, and does not lead to one" in trainer("doctor", home=tmp_path).stdout


def test_a_line_of_two_hundred_megabytes_is_one_damaged_line(tmp_path: Path) -> None:
    path = tmp_path / "reviews.jsonl"
    line = b'{"short": 1}\n'
    with path.open("wb") as file:
        file.write(line * 3 + b'{"x": "')
        for _ in range(200):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n' + line)
    found = [(start, len(content)) for start, content in AppendFile(path).lines()]
    assert [size < 1_000_000 for _, size in found] == [True] * 5
    assert [start for start, _ in found][:3] == [0, 13, 26]
    assert found[4] == (path.stat().st_size - len(line), len(line))
    assert [entry.event for entry in Journal(path).entries()] == [None] * 5


@pytest.mark.parametrize("size", [1, 65_000, 65_536, 70_000, 4_000_000, 5_000_000])
def test_lines_are_the_same_whatever_their_length(size: int, tmp_path: Path) -> None:
    path = tmp_path / "reviews.jsonl"
    lines = [b"a\n", b"x" * size + b"\n", b"b\n", b"c\n"]
    path.write_bytes(b"".join(lines) + b"torn")
    found = [content for _, content in AppendFile(path).lines()]
    assert [found[0], *found[2:]] == [b"a\n", b"b\n", b"c\n"]
    assert lines[1].startswith(found[1])


@pytest.mark.parametrize("kind", ["pipe", "device", "loop", "2 GB"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["import", "ODD.apkg"],
        ["import", "ODD.csv"],
        ["import", "ODD.ods"],
        ["restore", "ODD"],
        ["merge", "ODD"],
        ["class", "new", "7b", "ODD"],
        ["register", "ODD"],
        ["check", "--source", "ODD", "deck.yaml"],
        ["fmt", "ODD.yaml"],
    ],
    ids=" ".join,
)
def test_no_file_that_is_named_is_read_without_end(
    arguments: list[str], kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if (kind, arguments[0]) in {("pipe", "class"), ("2 GB", "merge")}:
        pytest.skip("names may come through a pipe, and a journal may be long")
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deck.yaml").write_text("title: T\ncards: [{q: Why?, a: So}]\n")
    for name in arguments:
        if name.startswith("ODD"):
            put(kind, tmp_path / name)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises((TrainerError, click.ClickException, SystemExit)):
        command.main(arguments, standalone_mode=False)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEMORY // 1000


@pytest.fixture(scope="module")
def deep_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home whose decks stand beside so many folders in each other."""
    home = tmp_path_factory.mktemp("deep")
    (home / "decks").mkdir()
    (home / "decks/rivers.yaml").write_text("title: T\ncards: [{q: Why?, a: So}]\n")
    inner = os.open(home / "decks", os.O_RDONLY)
    for _ in range(DEEP):
        os.mkdir("d", dir_fd=inner)
        inner = _open_instead(inner, "d")
    yield home
    for _ in range(DEEP):  # what pytest itself takes away by recursion
        inner = _open_instead(inner, "..")
        os.rmdir("d", dir_fd=inner)
    os.close(inner)


def _open_instead(folder: int, name: str) -> int:
    opened = os.open(name, os.O_RDONLY, dir_fd=folder)
    os.close(folder)
    return opened


@pytest.mark.parametrize(
    "arguments",
    [
        ["decks"],
        ["due"],
        ["doctor"],
        ["check", "decks"],
        ["import", "decks", "--to", "out"],
        ["class", "purge", "7b", "anna", "--yes"],
    ],
    ids=" ".join,
)
def test_folders_that_are_very_deep_are_looked_through(
    arguments: list[str], deep_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (deep_home / "learners/me").mkdir(parents=True, exist_ok=True)
    (deep_home / "classes/7b").mkdir(parents=True, exist_ok=True)
    (deep_home / "classes/7b/roster.yaml").write_text("- Anna\n- Ben\n")
    monkeypatch.setenv("TRAINER_HOME", str(deep_home))
    monkeypatch.chdir(deep_home)
    with suppress(TrainerError, SystemExit):  # a sentence is no crash
        command.main(arguments, standalone_mode=False)
