"""Files and folders that a command is given by name: to be read, or to be written."""

import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from trainer.cli import trainer
from trainer.cli.named_files import FileToRead, FileToWrite
from trainer.errors import TrainerError


def _every_parameter(
    command: click.Command, name: str = "trainer"
) -> Iterator[tuple[str, click.Parameter]]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for verb in command.list_commands(context):
            nested = command.get_command(context, verb)
            assert nested
            yield from _every_parameter(nested, f"{name} {verb}")
    for one in command.params:
        yield f"{name}: {one.opts[0]}", one


PATHS = {name: one for name, one in _every_parameter(trainer) if isinstance(one.type, click.Path)}
READ = [name for name, one in PATHS.items() if isinstance(one.type, FileToRead)]
WRITTEN = [name for name, one in PATHS.items() if isinstance(one.type, FileToWrite)]


def _refused(name: str, value: str) -> TrainerError:
    one = PATHS[name]
    with pytest.raises(TrainerError) as error:
        one.type_cast_value(click.Context(trainer), (value,) if one.multiple else value)
    assert error.value.hint
    return error.value


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("notes").mkdir()
    Path("rivers.txt").write_text("The Tiber.")


def test_every_path_is_to_be_read_or_to_be_written() -> None:
    assert {*READ, *WRITTEN} == {*PATHS} - {"trainer sync: folder"}
    assert len(READ) > 8
    assert len(WRITTEN) > 10


@pytest.mark.parametrize("name", READ)
def test_what_is_not_there_to_be_read_is_said_with_the_nearest_name(name: str) -> None:
    error = _refused(name, "rivrs.txt")
    assert error.message == "There is no file rivrs.txt."
    assert error.hint == "Did you mean rivers.txt?"
    assert _refused(name, "~/zzzz").message == f"There is no file {Path.home() / 'zzzz'}."


def test_where_the_backups_are_listed_is_said_to_whoever_names_none() -> None:
    assert _refused("trainer restore: file", "zzzz.zip").hint == "See: trainer backup --list"


@pytest.mark.parametrize("name", READ)
def test_a_name_that_is_empty_or_a_dash_is_no_file_to_read(name: str) -> None:
    assert _refused(name, "").message == "The name of a file is empty."
    assert "is an address" in _refused(name, "https://example.org/a").message
    if not PATHS[name].type.allow_dash:  # type: ignore[attr-defined]
        assert "-" in _refused(name, "-").message


@pytest.mark.parametrize("name", WRITTEN)
def test_no_folder_is_made_for_a_file(name: str) -> None:
    error = _refused(name, "nots/2026/x.csv")
    assert error.message == "There is no folder nots/2026 for x.csv."
    assert error.hint == "Make it first: mkdir -p nots/2026"
    assert _refused(name, "note/x.csv").hint == "Did you mean notes? Or make it: mkdir -p note"
    assert _refused(name, "rivers.txt/x.csv").message == "rivers.txt is a file, not a folder."
    assert not Path("nots").exists()


@pytest.mark.parametrize("name", WRITTEN)
def test_a_folder_and_a_dash_are_no_file_to_write(name: str) -> None:
    kind = PATHS[name].type
    assert isinstance(kind, FileToWrite)
    assert _refused(name, "").message == "The name of a file is empty."
    if not kind.or_folder:
        assert _refused(name, "notes").message == "notes is a folder."
    if not kind.allow_dash:
        assert "-" in _refused(name, "-").message
    assert not Path("-").exists()


@pytest.mark.parametrize(
    "command", ["new nots/rivers", "schema --output nots/s.json", "backup nots/b.zip"]
)
def test_a_command_makes_no_folder_that_may_be_a_slip(command: str) -> None:
    result = CliRunner().invoke(trainer, command.split())
    assert "There is no folder nots" in str(result.exception)
    assert not Path("nots").exists()


def test_a_mistyped_name_is_answered_with_the_nearest(home_with_decks: Path) -> None:
    Path("rivers.yaml").write_text("title: T\ncards:\n  - {q: What?, a: That}\n")
    Path("names.txt").write_text("Ann Lee\nBo Fox\n")
    invoke = CliRunner().invoke
    assert invoke(trainer, ["class", "new", "7b", "names.txt"]).exit_code == 0
    (home_with_decks / "learners" / "anna").mkdir(parents=True)
    for typed, meant in {
        "check rivrs.yaml": "rivers.yaml",
        "check tirms": "terms",
        "check 'Teams and acronyms'": "Terms and acronyms",
        "class list 7bb": "7b",
        "drill --class 7b --absent An-Lee": "Ann Lee",
        "class rename 7b Anm-Lee X": "Ann Lee",
    }.items():
        error = invoke(trainer, shlex.split(typed)).exception
        assert isinstance(error, TrainerError), typed
        assert error.hint.startswith(f"Did you mean {meant}?"), error.hint
    result = invoke(trainer, ["stats", "--learner", "ana"])
    assert result.stderr == "There is no learner ana yet. Did you mean anna?\n"
    assert invoke(trainer, ["--learner", "ana", "stats"]).stderr == result.stderr
    assert not invoke(trainer, ["stats", "--learner", "zoe"]).stderr


@pytest.mark.usefixtures("home_with_decks")
def test_names_that_are_typed_have_no_file_name() -> None:
    error = CliRunner().invoke(trainer, ["class", "new", "7c", "-"], input="").exception
    assert str(error) == "What was typed holds no names."


@pytest.mark.usefixtures("home_with_decks")
def test_a_plan_of_bytes_is_refused_in_words() -> None:
    Path("plan.txt").write_bytes(b"\xff\xfe\xb1")
    error = CliRunner().invoke(trainer, ["drill", "--plan", "plan.txt"]).exception
    assert str(error) == "plan.txt is not a plan: it is not UTF-8 text."


def test_a_command_is_found_by_its_nearest_name() -> None:
    result = CliRunner().invoke(trainer, ["stdy"])
    assert result.exit_code == 2
    assert "Did you mean study?" in result.output
