"""The program as a process: its streams, its exit codes, its last words."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.clock import PATIENCE
from tests.program import trainer
from trainer.cli import trainer as trainer_group

ESCAPES = ("\x1b]52;c;QQ==\x07", "\x9b31m", "\u202e", "\r")


def test_an_error_is_two_lines_and_no_traceback() -> None:
    done = trainer("check", "nowhere")
    output = done.stderr.decode().splitlines()
    assert done.returncode == 2
    assert output[0] == "error: There is no deck 'nowhere'."
    assert output[1].startswith("help: ")


def _commands(group: click.Group, names: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name in group.list_commands(click.Context(group)):
        yield (*names, name)
        command = group.get_command(click.Context(group), name)
        if isinstance(command, click.Group):
            yield from _commands(command, (*names, name))


def test_no_help_shows_the_marks_of_its_layout() -> None:
    commands = list(_commands(trainer_group))
    assert ("class", "purge") in commands
    for names in commands:
        shown = CliRunner().invoke(trainer_group, [*names, "--help"])
        assert shown.exit_code == 0
        assert "\\b" not in shown.output, names


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "a{}b"],
        ["study", "a{}b", "--plain"],
        ["{}"],
        ["decks", "--{}"],
        ["--learner", "{}", "due"],
        ["check", "--explain", "{}"],
        ["import", "{}.txt"],
        ["report", "--class", "{}"],
    ],
)
def test_no_argument_reaches_the_terminal_as_a_command(arguments: list[str]) -> None:
    for escape in ESCAPES:
        done = trainer(*(argument.replace("{}", escape) for argument in arguments))
        assert done.returncode == 2
        assert escape not in done.stderr.decode() + done.stdout.decode()
        assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["decks", "due", "check", "doctor", "orphans", "fmt"])
def test_no_name_of_a_file_or_folder_reaches_the_terminal_as_a_command(
    command: str, tmp_path: Path
) -> None:
    home = tmp_path / "home\x1b]52;c;QQ==\x07\u202e"
    (home / "decks").mkdir(parents=True)
    deck = home / "decks" / "a\x1b[31m\x9b.yaml"
    deck.write_text("title: T\nwrong\x07key: x\ncards: [{q: Why?, a: So}]\n")
    (home / "learners" / "me").mkdir(parents=True)
    (home / "learners" / "me" / "reviews.jsonl").write_text('{"type": "\x1b[2J"}\n')
    (home / "learners" / "me" / "settings.json").write_text('{"\\u001b[2J": 1}')
    arguments = [str(deck)] if command == "fmt" else []
    done = trainer(command, *arguments, env={"TRAINER_HOME": str(home)})
    shown = (done.stdout + done.stderr).decode()
    assert not set(shown) & {"\x1b", "\x9b", "\x07", "\u202e"}
    assert "Traceback" not in shown
    assert done.returncode in {0, 1, 2}


def test_a_mountain_of_marks_is_cut() -> None:
    done = trainer("check", "e" + "\u0301" * 10_000)
    assert done.stderr.decode().count("\u0301") == 12


def test_the_name_of_a_user_who_is_not_here_gets_a_sentence() -> None:
    done = trainer("due", env={"TRAINER_HOME": "~nobody-of-this-name/x"})
    assert done.returncode == 2
    assert done.stderr.startswith(b"error: TRAINER_HOME is ~nobody-of-this-name/x")


def test_a_terminal_without_our_signs_is_shown_plainer_ones(tmp_path: Path) -> None:
    deck = tmp_path / "rivers.yaml"
    deck.write_text("title: Rivers\ncards: [{q: Which river?, typed: Tiber, why: So — “it” is…}]\n")
    for encoding in ("latin-1", "ascii", "cp1252", "cp437"):
        done = trainer(
            "study",
            "--plain",
            str(deck),
            stdin=b"Danube\n\n",
            env={"PYTHONIOENCODING": encoding, "TRAINER_HOME": str(tmp_path / encoding)},
        )
        assert done.returncode == 0, done.stderr
        assert "x Wrong." in done.stdout.decode(encoding)


def test_bytes_that_are_no_text_are_no_end(tmp_path: Path) -> None:
    deck = tmp_path / "rivers.yaml"
    deck.write_text("title: Rivers\ncards: [{q: Which river?, typed: Tiber}]\n")
    done = trainer("study", "--plain", str(deck), stdin=b"\xff\xfe\x80\n\n1\n")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("closed", [0, 1, 2])
def test_a_closed_stream_is_no_traceback(closed: int) -> None:
    code = f"import os; os.closerange({closed}, {closed + 1})"
    start = f"{code}; os.execv({sys.executable!r}, [{sys.executable!r}, '-m', 'trainer', 'due'])"
    done = subprocess.run(
        [sys.executable, "-c", start], capture_output=True, check=False, timeout=PATIENCE
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk_behind_the_output_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "trainer", "schema"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=PATIENCE,
        )
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[0] == (
        "error: Not all could be written: No space left on device."
    )
    assert b"Traceback" not in done.stderr


def test_a_reader_that_has_enough_is_no_error() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "trainer", "schema"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        assert running.stderr.read() == b""


def test_what_is_unexpected_leaves_a_report_without_what_was_typed(tmp_path: Path) -> None:
    code = (
        "import trainer.cli.due as due\n"
        "def broken(*_, **__): raise ZeroDivisionError('the answer Tiber')\n"
        "due.due.callback = broken"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nfrom trainer.cli import main; main()", "due"],
        env=os.environ | {"TRAINER_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 2
    first, hint = done.stderr.splitlines()
    assert first.startswith("error: trainer failed: ZeroDivisionError.")
    [report] = (tmp_path / "reports").iterdir()
    assert str(report) in hint
    assert report.stat().st_mode & 0o077 == 0
    output = report.read_text()
    assert "builtins.ZeroDivisionError" in output
    assert "Tiber" not in output


@pytest.mark.parametrize("arguments", [[], ["study"], ["study", "--cram"]])
def test_without_a_terminal_it_says_so_and_does_not_hang(
    tmp_path: Path, arguments: list[str]
) -> None:
    done = trainer(*arguments, env={"TRAINER_HOME": str(tmp_path)})
    assert done.returncode == 2
    assert b"--plain" in done.stderr


def test_a_working_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    command = f"rmdir {gone}; exec {sys.executable} -m trainer due"
    done = subprocess.run(["sh", "-c", command], cwd=gone, capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("error: The folder that you are in is gone.\nhelp: ")


def test_a_roster_that_cannot_be_read_is_named_without_words_of_python(
    home_of_its_own: Path,
) -> None:
    for name, content in {"a": b"\xff- Ann", "b": b"- {x: 1}\n- Ann\n- Ann\n", "c": None}.items():
        path = home_of_its_own / "classes" / name / "roster.yaml"
        path.parent.mkdir(parents=True)
        if content is None:
            os.mkfifo(path)
        else:
            path.write_bytes(content)
    done = trainer("class", "list")
    assert done.returncode == 2
    output = done.stdout.decode().splitlines()
    assert [line.partition("roster.yaml ")[2] for line in output] == [
        "is not UTF-8.",
        (
            "cannot be used: line 1: a student is a name, or {id: …, name: …, aliases: […]} "
            "line 3: the name Ann appears twice; add a letter to one"
        ),
        "cannot be read: it is not a regular file.",
    ]
    assert "Errno" not in trainer("class", "codes", "c").stderr.decode()
