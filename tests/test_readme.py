"""What the pages for readers say: each file, command and option that they name is there."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

from trainer.cli import VERBS, trainer
from trainer.deck.card import KINDS
from trainer.deck.reader import read_deck_text

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
FILES = (".py", ".js", ".md", ".yaml")
OF_OTHERS = {"TMPDIR", "override", "pause"}
"""Names of the system, of Python and of Textual that our pages quote."""
FOLDERS = ("trainer", "tests", ".github", "findings")


def test_the_deck_in_the_readme_is_sound_and_shows_every_kind() -> None:
    deck = README.split("```yaml\n")[1].split("```")[0]
    reading = read_deck_text(deck, Path("readme.yaml"))
    assert reading.diagnostics == ()
    assert reading.deck is not None
    assert {type(card) for card in reading.deck.cards} == set(KINDS)


def test_the_arrows_of_the_house_are_those_that_are_held() -> None:
    page = (ROOT / "trainer/README.md").read_text()
    arrows = page.split("Arrows point one way.")[1].split("```")[1].split("\n")[1:-1]
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = next(one["layers"] for one in linter["contracts"] if one["type"] == "layers")
    rooms = [line for line in layers if (ROOT / "trainer" / line.split(" |")[0]).is_dir()]
    assert arrows == rooms


def test_every_room_of_the_house_is_described() -> None:
    page = (ROOT / "trainer/README.md").read_text()
    folders = {path.parent.name for path in (ROOT / "trainer").glob("*/__init__.py")}
    assert folders == set(re.findall(r"^\| `(\w+)/` \|", page, re.MULTILINE))


def test_two_commands_do_all_the_set_up() -> None:
    commands = [line for line in README.splitlines() if line.startswith("$ ")]
    assert len(commands) == 2
    assert commands[0].endswith("/trainer")
    assert commands[1].endswith("/pytest")


@pytest.mark.parametrize("page", ["trainer/README.md", ".github/CONTRIBUTING.md"])
def test_every_file_and_folder_that_a_page_names_is_there(page: str) -> None:
    found = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*.*"))
    files = [path.relative_to(ROOT).as_posix() for path in found]
    everything = [f"/{path}" for path in (*files, *_folders(files))]
    text = (ROOT / page).read_text()
    named = re.findall(r"[`(](?:\.\./)?((?:[\w.]+/)*(?:\w+/|\w+\.(?:py|js|md|yaml)))[`)]", text)
    assert len(named) > 10
    gone = [name for name in named if not any(path.endswith(f"/{name}") for path in everything)]
    assert not gone


def _folders(files: list[str]) -> set[str]:
    return {f"{folder}/" for path in files for folder in map(str, Path(path).parents)}


@pytest.mark.parametrize("page", ["trainer/README.md", ".github/CONTRIBUTING.md"])
def test_every_name_that_a_page_quotes_is_defined(page: str) -> None:
    text = re.sub(r"^```.*?^```", "", (ROOT / page).read_text(), flags=re.DOTALL | re.MULTILINE)
    quoted = re.findall(r"`([A-Za-z_][\w.]*)(?:\(.*?\))?`", text)
    names = {name.rpartition(".")[2] for name in quoted if not name.endswith(FILES)} - OF_OTHERS
    assert len(names) > 5
    assert names <= _defined() | {*VERBS} | _in_pyproject()


@cache
def _defined() -> set[str]:
    """The names of all functions, classes, fixtures, constants and packages in the tree."""
    names: set[str] = set()
    for path in (path for folder in ("trainer", "tests") for path in (ROOT / folder).rglob("*.py")):
        names |= {path.parent.name}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                    names.add(node.name)
                case ast.Name(id=name, ctx=ast.Store()):
                    names.add(name)
    return names


def _in_pyproject() -> set[str]:
    """The extras and the markers of tests."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text())
    markers = table["tool"]["pytest"]["ini_options"]["markers"]
    return {*table["project"]["optional-dependencies"], *(one.split(":")[0] for one in markers)}


@pytest.mark.parametrize("page", ["README.md", "trainer/README.md", ".github/CONTRIBUTING.md"])
def test_every_command_that_a_page_names_is_one_with_these_options(page: str) -> None:
    for line in _commands((ROOT / page).read_text()):
        words = line.split("#")[0].split()[1:]
        command: click.Command | None = trainer
        while isinstance(command, click.Group) and words and not words[0].startswith("-"):
            command = command.get_command(click.Context(command), words.pop(0))
        assert command, line
        known = {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
        assert {word for word in words if word.startswith("--")} <= known | {"--help"}, line


def test_the_readme_names_every_command() -> None:
    named = {*re.findall(r"`([a-z-]+)", README), *re.findall(r"trainer ([a-z-]+)", README)}
    assert set(VERBS) - named == set()


def _commands(text: str) -> Iterator[str]:
    """Each `trainer …` of a page, between backticks or on a line of its own."""
    for fence in re.findall(r"^```\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        yield from re.findall(r"^(?:\.venv/bin/)?(trainer .*)$", fence, re.MULTILINE)
    without = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    yield from re.findall(r"`(trainer(?: [^`]+)?)`", without)
