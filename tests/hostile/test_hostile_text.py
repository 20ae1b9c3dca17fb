"""Every command, with text in every place that a terminal would obey: no byte of it comes out."""

import io
import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TextIO

import pytest

from tests.classroom.conftest import NOON, Desk
from trainer.classroom.event import Answered, Joined, write_event
from trainer.cli import VERBS, main

ODD = "a\x1b]52;c;SE9T\x07\x9b31m\u202eb\rqz\n\u2028c" + "\u0301" * 30
"""As a file's name and as an argument."""
INSIDE = ODD.replace("\n", "")
"""As a part of a text, where a line end is one."""
ESCAPED = json.dumps(ODD)
OBEYED = [b"\x1b", b"\x07", "\x9b".encode(), "\u202e".encode(), "\u2028".encode(), b"\r", b"qz\n"]
FEW = "\u0301".encode() * 13
PLACES = ("arguments", "files", "home", "contents", "names")

ARGUMENTS: dict[str, list[list[str]]] = {
    "study": [["--plain"], ["--plain", ODD], ["--plain", "DECK", "--tag", ODD]],
    "decks": [[], ["--json"], [ODD], ["BROKEN"]],
    "due": [[], ["--json"], ["--days", ODD], [ODD]],
    "stats": [[], ["--json"], [ODD]],
    "fit": [[], [ODD]],
    "orphans": [[], [ODD]],
    "relink": [[ODD, ODD], ["rivers/x", ODD]],
    "forget": [[ODD], ["rivers/x", "--yes"], [ODD, "--yes"]],
    "doctor": [[], ["--fix"], [ODD]],
    "backup": [[], [ODD], ["--list"]],
    "restore": [[ODD], ["DECK"], ["BACKUP"], ["BACKUP", "--over-newer"]],
    "export-reviews": [[], [ODD], ["-"]],
    "merge": [[ODD], ["DECK"], ["LEARNER"], ["BACKUP"]],
    "check": [
        [],
        ["DECK", "BROKEN"],
        [ODD],
        ["--explain", ODD],
        ["BROKEN", "--format", "github"],
        ["BROKEN", "--format", "json"],
        ["DECK", "--source", "TEXT"],
        ["--fix", "BROKEN"],
    ],
    "new": [[ODD], [f"{ODD}.yaml"]],
    "add": [[ODD], ["DECK", "--kind", ODD], ["DECK", "--field", f"q={ODD}"], ["BROKEN"]],
    "copy": [[ODD], [ODD, "--diff"], ["DECK"]],
    "derive": [[ODD], ["TEXT", "--no-open", "--title", ODD, "--to", f"{ODD}.yaml"]],
    "coverage": [[ODD], ["DECK", "--source", "TEXT"], ["DECK", "--source", ODD], ["BROKEN"]],
    "phone": [[ODD], ["DECK", "--address", ODD], ["BROKEN"]],
    "sync": [[ODD], [ODD, "--yes"], ["--never"]],
    "amend": [["question", ODD], ["answer", ODD, ODD], ["drill", "--class", ODD], [ODD]],
    "schema": [[], [ODD]],
    "edit": [[ODD], ["BROKEN", ODD]],
    "preview": [[ODD], ["BROKEN"]],
    "import": [
        [ODD],
        ["TABLE"],
        ["TABLE", "--to", f"{ODD}.yaml"],
        ["TABLE", "--title", ODD],
        ["TABLE", "--all"],
    ],
    "export": [["DECK", ODD], ["DECK", f"{ODD}.csv"], ["BROKEN", "x.csv"], ["DECK", f"{ODD}.apkg"]],
    "drill": [
        [ODD],
        ["DECK", "--class", ODD],
        ["DECK", "--absent", ODD],
        ["BROKEN"],
        ["DECK", "--class", "7b", "--absent", ODD],
        ["DECK", "--preset", ODD],
    ],
    "join": [[ODD], ["127.0.0.1:1", ODD, "--port", ODD]],
    "class": [
        ["list"],
        ["list", ODD],
        ["list", "7b"],
        ["list", "8c"],
        ["new", ODD, "TABLE"],
        ["new", "9a", "NAMES"],
        ["purge", "7b", ODD, "--yes"],
        [ODD],
        ["list", "7b", "--deck", ODD],
    ],
    "report": [
        [],
        ["--list"],
        ["--class", ODD],
        ["--class", "7b"],
        ["--class", "7b", "--list"],
        ["--class", "7b", "--csv", ODD],
        ["--drill", ODD],
    ],
    "fmt": [["DECK", "--diff"], ["BROKEN"], ["DECK"], [ODD], ["--check", "DECK"]],
    "passages": [["TEXT"], [ODD]],
    "register": [["TEXT"], [ODD], ["DECK"]],
}
"""Verb -> its arguments, several times; words in capitals are files of the fixture's."""


class Place:
    """A home and a working folder in which every name and text is odd."""

    def __init__(self, folder: Path) -> None:
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
        log = b"".join([write_event(event) for event in (opened, joined, said)])
        for drills in (self.home / "drills", self.home / "classes/7b/drills"):
            (drills / f"2026-03-10 {ODD}.jsonl").write_bytes(log)
        os.chdir(work)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.chdir(tmp_path)
    place = Place(tmp_path)
    monkeypatch.setenv("TRAINER_HOME", str(place.home))
    return place


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


def test_every_verb_has_its_arguments() -> None:
    assert ARGUMENTS.keys() == VERBS.keys()


@pytest.mark.parametrize("verb", [*VERBS, ODD, f"--{ODD}"])
def test_no_byte_of_it_reaches_the_terminal(
    verb: str, place: Place, shown: Callable[..., bytes]
) -> None:
    for arguments in [*ARGUMENTS.get(verb, [[]]), [f"--{ODD}"], ["--help"], ["--learner", ODD]]:
        told = shown(verb, *(str(place.files.get(word, word)) for word in arguments))
        assert [odd for odd in OBEYED if odd in told] == [], (arguments, told)
        assert FEW not in told, arguments
        assert b"Traceback" not in told
        assert b"trainer failed" not in told, (arguments, told)


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
    words = ARGUMENTS[verb][0 if ARGUMENTS[verb][0] != [ODD] else -1]
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
