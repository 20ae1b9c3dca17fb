"""Every command, with text in every place that a terminal would obey: no byte of it comes out."""

import ast
import io
import json
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TextIO

import click
import pytest

from tests.classroom.conftest import Desk
from tests.clock import NOON
from trainer import cli as trainer_cli
from trainer.classroom.drill_event import Answered, Joined, write_drill_event
from trainer.cli import VERBS, main, trainer

ODD = "a\x1b]52;c;SE9T\x07\x9b31m\u202eb\rqz\n\u2028c" + "\u0301" * 30
"""As a file's name and as an argument."""
INSIDE = ODD.replace("\n", "")
"""As a part of a text, where a line end is one."""
ESCAPED = json.dumps(ODD)
OBEYED = [b"\x1b", b"\x07", "\x9b".encode(), "\u202e".encode(), "\u2028".encode(), b"\r", b"qz\n"]
FEW = "\u0301".encode() * 13
PLACES = ("arguments", "files", "home", "contents", "names")

SOUND = {
    "article": "TEXT",
    "called": "Anna B",
    "class_name": "7b",
    "deck": "DECK",
    "decks": "DECK",
    "export file": "out.csv",
    "file": "TEXT",
    "folder": "box",
    "hand-in file": "BACKUP",
    "host": "127.0.0.1:1",
    "import file": "TABLE",
    "new name": "made",
    "name": "7b",
    "new": "rivers/b",
    "old": "rivers/a",
    "other": "LEARNER",
    "paths": "DECK",
    "refs": "rivers/a",
    "restore file": "BACKUP",
    "student": "anna",
    "students": "NAMES",
    "what": "question",
    "workbook": "out.xlsx",
}
"""What an argument, or a command's argument, may well be; capitals are files of the fixture's."""

MORE: dict[str, list[list[str]]] = {
    "study": [["--plain", "DECK"], ["--plain", "DECK", "--tag", ODD], ["--plain", ODD]],
    "decks": [["BROKEN"]],
    "restore": [["DECK"]],
    "merge": [["DECK"], ["BACKUP"]],
    "check": [["BROKEN", *more] for more in (["--fix"], ["--format", "github"])],
    "new": [[f"{ODD}.yaml"]],
    "add": [["DECK", "--field", f"q={ODD}"], ["BROKEN"]],
    "derive": [["TEXT", "--no-open", "--title", ODD, "--to", f"{ODD}.yaml"]],
    "coverage": [["BROKEN"]],
    "sync": [[ODD, "--yes"]],
    "amend": [["answer", ODD, ODD], ["drill", "--class", ODD]],
    "edit": [["BROKEN"]],
    "preview": [["BROKEN"]],
    "import": [["TABLE", "--to", f"{ODD}.yaml"], ["LEARNER"]],
    "export": [["DECK", f"{ODD}{ending}"] for ending in (".csv", ".apkg", ".html", "")],
    "drill": [["DECK", "--class", "7b", "--absent", ODD], ["BROKEN"]],
    "class": [["list", "8c"], ["new", ODD, "TABLE"], ["list", ODD], ["hand-in", "7b", "LEARNER"]],
    "report": [["--class", "7b", "--csv", ODD], ["--class", "7b", "--excel", ODD]],
    "fmt": [["BROKEN"]],
    "register": [["DECK"]],
}
"""Verb -> what else is tried of it."""

ENDLESS = {"watch"}
"""Flags with which a command waits for what happens."""


def lines_of(verb: str) -> list[list[str]]:
    """All that is tried of a verb: each argument, option and choice has the odd text once."""
    command = trainer.get_command(click.Context(trainer), verb)
    assert command
    return [*MORE.get(verb, []), *tried(command, [], verb)]


def tried(command: click.Command, before: list[str], called: str) -> Iterator[list[str]]:
    """Lines of arguments for a command, or for those below it."""
    if isinstance(command, click.Group):
        yield [ODD]
        for name in command.list_commands(click.Context(command)):
            below = command.get_command(click.Context(command), name)
            assert below
            yield from tried(below, [*before, name], name)
        return
    places = [one for one in command.params if isinstance(one, click.Argument)]
    sound = [SOUND.get(f"{called} {one.name}", SOUND.get(one.name or "", "x")) for one in places]
    wanted = [word for word, one in zip(sound, places, strict=True) if one.required]
    yield [*before, *wanted]
    yield [*before, *sound]
    for at in range(len(places)):
        yield [*before, *sound[:at], ODD, *sound[at + 1 :]]
    for option in command.params:
        if isinstance(option, click.Option) and option.name not in ENDLESS | {"learner"}:
            for value in values_of(option):
                yield [*before, *sound, option.opts[0], *value]


def values_of(option: click.Option) -> Iterator[list[str]]:
    """What is given to an option."""
    if option.is_flag:
        yield []
        return
    yield [ODD]
    if isinstance(option.type, click.Choice):
        yield from ([str(choice)] for choice in option.type.choices)


class Place:
    """A home and a working folder in which every name and text is odd."""

    def __init__(self, folder: Path, cache_of_decks: Path) -> None:
        self.home = folder / f"home {ODD}"
        work = folder / f"work {ODD}"
        for each in (
            work,
            self.home / "decks",
            self.home / "learners/me",
            self.home / "backups/me",
            self.home / "drills",
        ):
            each.mkdir(parents=True)
        shutil.copytree(cache_of_decks, self.home / "cache")
        self.files = {
            "DECK": work / f"deck {ODD}.yaml",
            "BROKEN": work / f"broken {ODD}.yaml",
            "TEXT": work / f"text {ODD}.txt",
            "NAMES": work / f"names {ODD}.txt",
            "TABLE": work / f"table {ODD}.csv",
            "BACKUP": self.home / f"backups/me/2026-01-01 {ODD}.zip",
            "LEARNER": self.home / "learners/me",
        }
        sound = (
            "# {0}\ntitle: Rivers\nid: rivers\ncards:\n"
            "  - {{q: Which river runs through Rome?, typed: Tiber}}\n"
        )
        broken = (
            f"title: {ESCAPED}\n{ESCAPED}: 1\ncards:\n  - {{q: {ESCAPED}, aa: {ESCAPED}}}\n"
            f"  # {INSIDE}\n"
        )
        texts = {
            "DECK": sound.format("a comment"),
            "BROKEN": broken,
            "TEXT": f"Rivers flow. {INSIDE}. They end.\n",
            "NAMES": f"Anna\n{ODD}\n",
            "TABLE": f"q,a,{ODD}\nWhich {ODD}?,{ODD},{ODD}\n,,{ODD}\n",
            "BACKUP": ODD,
        }
        for name, text in texts.items():
            self.files[name].write_text(text, newline="")
        (self.home / f"decks/{ODD}.yaml").write_text(broken, newline="")
        me = self.home / "learners/me"
        (me / "reviews.jsonl").write_text(f'{{"type": {ESCAPED}, "id": {ESCAPED}}}\n{ODD}\n')
        (me / "settings.json").write_text(
            f'{{{ESCAPED}: {ESCAPED}, "theme": {ESCAPED}, "keys": {{{ESCAPED}: {ESCAPED}}}}}'
        )
        (me / "lock.json").write_text(
            f'{{"pid": {ESCAPED}, "host": {ESCAPED}, "since": "2026-01-01"}}'
        )
        (me / f"{ODD}.tmp").write_text("")
        (me / f"{ODD}.old").write_text("")
        for name, roster in (
            ("7b", "- Anna\n- {id: ben, name: Ben}\n"),
            ("8c", f"- {ESCAPED}\n- {{{ESCAPED}: 1}}\n"),
            (ODD, "- Zoe\n"),
        ):
            (self.home / "classes" / name / "drills").mkdir(parents=True)
            (self.home / "classes" / name / "roster.yaml").write_text(roster)
        desk = Desk()
        card = desk.opened.questions[0].model_copy(
            update={"prompt": ODD, "options": (ODD,), "solution": ODD}
        )
        opened = desk.opened.model_copy(
            update={"preset": ODD, "class_name": ODD, "questions": (card,)}
        )
        joined = Joined(at=NOON, player="p", name=ODD, token="x")  # noqa: S106
        said = Answered(at=NOON, player="p", question=0, round=1, answer=ODD, score=0, after_ms=1)
        log = b"".join([write_drill_event(event) for event in (opened, joined, said)])
        for drills in (self.home / "drills", self.home / "classes/7b/drills"):
            (drills / f"2026-03-10 {ODD}.jsonl").write_bytes(log)
        for path in (self.home, *self.home.rglob("*")):
            path.chmod(0o700 if path.is_dir() else 0o600)
        os.chdir(work)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache_of_decks: Path) -> Iterator[Place]:
    monkeypatch.chdir(tmp_path)
    place = Place(tmp_path, cache_of_decks)
    monkeypatch.setenv("TRAINER_HOME", str(place.home))
    before = os.umask(0)  # what is private is so whatever the umask
    yield place
    os.umask(before)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Callable[..., bytes]:
    """Runs the program in this process, and returns what it wrote to its streams."""

    def run(*arguments: str) -> bytes:
        buffers = {name: io.BytesIO() for name in ("stdin", "stdout", "stderr")}
        streams = {name: io.TextIOWrapper(b, encoding="utf-8") for name, b in buffers.items()}
        for name, stream in streams.items():
            monkeypatch.setattr(sys, name, stream)
        monkeypatch.setattr(sys, "argv", ["trainer", *arguments])
        with pytest.raises(SystemExit):
            main()
        return buffers["stdout"].getvalue() + buffers["stderr"].getvalue()

    return run


def test_what_is_tried_is_there() -> None:
    assert MORE.keys() <= VERBS.keys()


@pytest.mark.parametrize("verb", [*VERBS, ODD, f"--{ODD}"])
def test_no_byte_of_it_reaches_the_terminal(
    verb: str, place: Place, shown: Callable[..., bytes]
) -> None:
    lines = lines_of(verb) if verb in VERBS else [[]]
    for arguments in [*lines, [f"--{ODD}"], ["--help"], ["--learner", ODD]]:
        told = shown(verb, *(str(place.files.get(word, word)) for word in arguments))
        assert [odd for odd in OBEYED if odd in told] == [], (arguments, told)
        assert FEW not in told, arguments
        assert b"Traceback" not in told
        assert b"trainer failed" not in told, (arguments, told)
    assert [path for path in place.home.rglob("*") if may_be_read(path)] == []


def may_be_read(path: Path) -> bool:
    """Whether others on this computer may read what is its learner's alone."""
    is_deck = "decks" in path.parts and not path.is_dir()
    return not is_deck and bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def test_what_names_something_is_said_on_one_line() -> None:
    """A line end in a file's name is no second line of ours: `say` sees to that."""
    raw = [
        f"{path.name}:{node.lineno}"
        for path in Path(trainer_cli.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "click.echo"
        and isinstance(node.args[0], ast.JoinedStr)
        and "\\n" not in ast.unparse(node.args[0])
        and "_indented(" not in ast.unparse(node.args[0])
    ]
    assert raw == []


def full() -> TextIO:
    return open("/dev/full", "w")  # noqa: PTH123 - a stream for main


def gone() -> TextIO:
    read, write = os.pipe()
    os.close(read)
    return os.fdopen(write, "w")


def closed() -> None:
    return None


@pytest.mark.parametrize("out", [full, gone, closed])
@pytest.mark.parametrize("verb", VERBS)
def test_an_output_that_takes_nothing_is_no_traceback(
    verb: str,
    out: Callable[[], TextIO | None],
    place: Place,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = io.BytesIO()
    errors = io.TextIOWrapper(told)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    stream = out()
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(sys, "stderr", errors)
    words = next(line for line in lines_of(verb) if ODD not in line)
    monkeypatch.setattr(
        sys, "argv", ["trainer", verb, *(str(place.files.get(w, w)) for w in words)]
    )
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code in {0, 1, 2, None}
    assert b"Traceback" not in told.getvalue()
    assert b"trainer failed" not in told.getvalue(), told.getvalue()
    for left in filter(None, (sys.stdout, stream)):  # what both write to is one file
        with suppress(OSError):
            left.close()
