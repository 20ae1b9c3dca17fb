"""Harms every kind of file that is read, and runs the commands that read it.

    python -m tests.hostile.harmed [HOW MANY] [FIRST] [FOLDER]

FOLDER holds more files of other programs, to be harmed beside our own.

Each number is one harmed input, the same whenever it is run. What is counted must be 0: a
traceback, more than 5 seconds of the processor, more than 300 MB, a file outside of where it may
be written, a deck written that does not read back. With TMPDIR in memory it is much quicker.
"""

import io
import json
import os
import random
import re
import resource
import select
import shutil
import signal
import sqlite3
import sys
import tempfile
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing, redirect_stderr, redirect_stdout, suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import click

from tests.hostile.untouched import make_untouched
from trainer.cli import VERBS, trainer
from trainer.deck import deck_files
from trainer.deck.reader import read_deck
from trainer.errors import TrainerError

SECONDS = 5
BYTES = 300_000_000
_PATIENCE = 60.0
"""Seconds without a word after which a process is taken to hang."""
_BATCH = 250
_SAMPLE = 6
"""How many of what was counted are shown."""

EXTREME = (
    "-1 0 1 9223372036854775807 18446744073709551616 -9223372036854775809 1e308 -1e308 1e999 "
    'NaN -Infinity 0.1 true null [] {} [[[[]]]] "" "x" "\\u0000" "\\ud800" '
    '"0001-01-01T00:00:00+14:00" "9999-12-31T23:59:59-14:00" "1969-12-31T00:00:00+00:00" '
    '"1970-01-01T00:00:00+00:00" "2199-12-31T23:59:59+00:00" "2024-02-30T00:00:00Z" '
    '"0001-01-01" "9999-12-31" "2399-12-31" "1969-12-31" "2024-13-01" "-1" "1e400" "../../x" '
    '"/etc/passwd" "\\u001b[2J" "\\u202e" "a/b" 99999999999999999999999999999'
).split(" ")
"""What may stand for a value, as JSON has it; most are good YAML, too."""
NUMBERS = (
    0,
    -1,
    1,
    2**31,
    2**63 - 1,
    -(2**63),
    1e308,
    float("inf"),
    None,
    "",
    "x",
    b"\xff",
    "9" * 50,
)
"""What may stand in a cell of a database."""
_VALUE = re.compile(
    rb'"[\w-]+"\s*:\s*(?P<json>"(?:[^"\\]|\\.)*"|[\w.+-]+|\[[^\[\]]*\])'
    rb'|\b\w+: (?P<yaml>[^\n,}]+)|\b\w+="(?P<xml>[^"]*)"|(?P<number>\b\d{2,}\b)'
)


class Outcome(NamedTuple):
    """What came of one harmed input."""

    number: int
    kind: str
    fault: str | None
    """Which of the counted things happened; None where none did."""
    told: str = ""
    """Where, for the one who fixes it."""


class TooLongError(BaseException):
    """A command took too long."""


def harmed(data: bytes, rng: random.Random) -> bytes:
    """The bytes with something wrong in them."""
    for _ in range(rng.choice([1, 1, 1, 2, 4])):
        at, span = rng.randrange(len(data) + 1), rng.choice([1, 1, 4, 40, 400])
        piece = data[at : at + span]
        match rng.choice(
            ["flip", "cut", "end", "double", "insert", "swap", "value", "value", "value"]
        ):
            case "flip" if piece:
                data = data[:at] + bytes([piece[0] ^ 1 << rng.randrange(8)]) + data[at + 1 :]
            case "cut":
                data = data[:at] + data[at + span :]
            case "end":
                data = data[:at]
            case "double":
                data = data[:at] + piece * rng.choice([2, 2, 50]) + data[at + span :]
            case "insert":
                junk = rng.choice(
                    [b"\0", b"\n", b"\r", b"\xff\xfe", b"\xe2\x80\xa8", b'"', b"{", b"}"]
                )
                data = data[:at] + junk * rng.choice([1, 1, 3, 2000]) + data[at:]
            case "swap":
                lines = data.splitlines(keepends=True)
                rng.shuffle(lines)
                data = b"".join(lines)
            case "value":
                data = _with_extreme(data, rng)
            case _:
                pass
    return data


def _with_extreme(data: bytes, rng: random.Random) -> bytes:
    """The bytes with the value of some key replaced by an extreme one."""
    found = [*_VALUE.finditer(data)]
    if not found:
        return data
    chosen = rng.choice(found)
    start, end = chosen.span(chosen.lastgroup or 0)
    value = rng.choice(EXTREME).encode()
    if chosen.lastgroup in {"xml", "number"}:
        value = value.strip(b'"')
    return data[:start] + value + data[end:]


def harm_file(path: Path, rng: random.Random) -> None:
    """Harm a file; of an archive the outside, or one of the files in it."""
    data = path.read_bytes()
    if not data.startswith(b"PK") or rng.random() < 0.2:
        path.write_bytes(harmed(data, rng))
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    name = rng.choice([*inside])
    if inside[name].startswith(b"SQLite") and rng.random() < 0.7:
        inside[name] = _harmed_table(inside[name], rng)
    else:
        inside[name] = harmed(inside[name], rng)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in inside.items():
            archive.writestr(name, content)


def _harmed_table(data: bytes, rng: random.Random) -> bytes:
    """A database with an extreme value in some column of some rows."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        tables = [
            name
            for (name,) in database.execute("select name from sqlite_master where type='table'")
        ]
        for _ in range(rng.choice([1, 1, 3])):
            table = rng.choice(tables)
            columns = [row[1] for row in database.execute(f"pragma table_info({table})")]
            where = "" if rng.random() < 0.3 else " where rowid = (select min(rowid) from {0})"
            with suppress(sqlite3.Error):
                if rng.random() < 0.1:
                    database.execute(f"drop table {table}")
                else:
                    column = rng.choice(columns or ["x"])
                    change = f"update {table} set {column} = ?{where.format(table)}"  # noqa: S608
                    database.execute(change, [rng.choice(NUMBERS)])
        database.commit()
        return database.serialize()


def one(number: int, untouched: Path, sandbox: Path) -> Outcome:
    """Harm one file of a fresh copy, run what reads it, and look at what came of it."""
    rng = random.Random(number)
    shutil.rmtree(sandbox, ignore_errors=True)
    sound = rng.choice(_files_of(untouched))
    for name in ("home", "work"):
        shutil.copytree(untouched / name, sandbox / name, symlinks=True)
    for name in ("tmp", "foreign"):
        (sandbox / name).mkdir()
    path = sandbox / sound.relative_to(untouched)
    shutil.copy(sound, path)
    tempfile.tempdir = str(sandbox / "tmp")
    os.environ["TRAINER_HOME"] = str(sandbox / "home")
    os.chdir(sandbox / "work")
    kind = path.suffix.lstrip(".") if path.parent.name == "foreign" else path.name
    commands = commands_on(path, sandbox, rng)
    harm_file(path, rng)
    before = set(sandbox.rglob("*"))
    for arguments in commands:
        fault, told = run(arguments)
        if fault:
            return Outcome(number, kind, fault, f"{' '.join(map(str, arguments))}: {told}")
    out = sandbox / "work" / "out.yaml"
    new = set(sandbox.rglob("*")) - before
    strays = [
        p
        for p in new
        if not {sandbox / "home", out.parent / "box", out.parent / "media"} & {*p.parents}
        and p != out.parent / "media"
        and not (p.parent == out.parent and p.name.startswith("out."))
    ]
    if strays:
        return Outcome(number, kind, "file outside", str(strays[0].relative_to(sandbox)))
    if out.exists() and (errors := read_deck(out).errors):
        return Outcome(number, kind, "deck that does not read back", str(errors[0].message))
    return Outcome(number, kind, None)


@cache
def _files_of(untouched: Path) -> list[Path]:
    """What may be harmed: every file of ours and of others."""
    files = sorted(path for path in untouched.rglob("*") if path.is_file())
    left = {"lock", "lock.json", "lakes.yaml"}
    return [path for path in files if path.name not in left]


def commands_on(path: Path, sandbox: Path, rng: random.Random) -> list[list[str]]:
    """Commands that read a file, as their arguments."""
    deck = str(sandbox / "work/rivers.yaml")
    on_learner = [
        ["due"],
        ["stats"],
        ["orphans"],
        ["decks"],
        ["doctor"],
        ["export-reviews", "-"],
    ]
    on_class = [
        ["class", "list"],
        ["class", "list", "7b"],
        ["report", "--class", "7b", "--list"],
        ["report", "--class", "7b"],
        ["class", "list", "7b", "--deck", deck],
        ["class", "purge", "7b", "ben", "--yes"],
        ["resume-drill"],
    ]
    home = sandbox / "home"
    if path.parent.name == "foreign":
        out = ["--to", "out.yaml"]
        return [["import", str(path), *out, *(["--history"] if rng.random() < 0.7 else [])]]
    if path.parent.name == "box":
        return [["sync", str(path.parent), "--yes", "--decks"], ["due"], ["doctor"]]
    if path.name == "anna.homework.json":
        return [["class", "hand-in", "7b", str(path), *rng.choice([[], ["--student", "anna"]])]]
    by_name = {
        "away.json": [["phone", deck, "--take", str(path)], ["due"], ["doctor"]],
        "phone.json": [["phone", deck, "--give", "out.html"], ["due"]],
        "anna.zip": [["merge", str(path)], ["due"], ["class", "hand-in", "7b", str(path)]],
    }
    if path.name in by_name:
        return by_name[path.name]
    if path.suffix == ".html":
        return [["derive", str(path), "--no-open", "--to", "out.yaml", "--draft"]]
    if path.parent.name == "media" or path.name == "shown.yaml":
        shown = str(sandbox / "work/shown.yaml")
        return rng.sample(
            [
                ["check", shown],
                ["check", "--fix", shown],
                ["study", "--plain", shown],
                *(["export", shown, f"out.{ending}"] for ending in ("html", "apkg", "md", "gift")),
            ],
            3,
        )
    if path.suffix == ".zip":
        return rng.choice(
            [
                [["restore", str(path), "--over-newer"], ["due"]],
                [["merge", str(path)], ["due"]],
                [["doctor", "--fix"], ["doctor"]],
            ]
        )
    if home / "learners" / "other" in path.parents:
        return [["merge", str(path.parent)], ["due"]]
    if home / "classes" in path.parents:
        return rng.sample(on_class, 3)
    if path.suffix == ".yaml":
        endings = (".csv", ".md", ".gift", ".apkg", ".tsv", ".xlsx", ".html")
        return rng.sample(
            [
                ["check", str(path)],
                ["decks"],
                ["fmt", str(path)],
                ["due"],
                ["check", "--fix", str(path)],
                ["export", str(path), str(home / f"out{rng.choice(endings)}")],
            ],
            3,
        )
    if path.suffix == ".txt":
        return [["passages", str(path)], ["class", "new", "9z", str(path)]]
    return [
        *rng.sample(on_learner, 2),
        rng.choice([["doctor", "--fix"], ["study", "--plain", deck]]),
        ["doctor"],
    ]


def run(arguments: list[str]) -> tuple[str | None, str]:
    """Run a command in this process; which fault it had, if any, and where."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)  # what a loaded machine makes longer is no fault
    fault, told = None, ""
    try:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            _invoke(arguments)
    except (TrainerError, click.ClickException, click.exceptions.Exit, click.Abort, SystemExit):
        pass
    except TooLongError:
        fault, told = "over 5 s", _places()
    except MemoryError:
        fault, told = "over 300 MB", _places()
    except OSError as error:  # main says so in a sentence; but none should come so far
        fault, told = "traceback", f"{error!r} {_places()}"
    except Exception as error:  # noqa: BLE001 - that is what is counted
        fault, told = "traceback", f"{str(error)[:80]!r} {_places()}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return fault, told


def _invoke(arguments: list[str]) -> None:
    if arguments == ["resume-drill"]:
        resume_drill()
    else:
        sys.stdin = io.StringIO("a\n1\n\n2\nTiber\n" * 4)
        trainer.main(arguments, prog_name="trainer", standalone_mode=False)


def resume_drill() -> None:
    """What `trainer drill --class 7b` does before its app begins."""
    from trainer.classroom.begin_drill import resume_drill as resume
    from trainer.classroom.class_memory import ClassMemory
    from trainer.classroom.past_drills import catch_up, past_drills, unfinished_drill
    from trainer.classroom.school_class import SchoolClass

    school_class = SchoolClass("7b")
    now = datetime.now(UTC)
    found = unfinished_drill(school_class.drills, now)
    if found is None:
        found = next(past_drills(school_class.drills), None)
    if found:
        drill = resume(found, school_class, lambda: datetime.now(UTC))
        drill.report()
        drill.log.close()
    catch_up(ClassMemory(school_class), school_class.drills, now + timedelta(days=1))


def _places() -> str:
    """Type and last place of ours of the error at hand."""
    error = sys.exc_info()[1]
    frames = [
        f
        for f in traceback.extract_tb(error.__traceback__ if error else None)
        if "trainer" in f.filename
    ]
    where = " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames[-3:]))
    return f"{type(error).__name__} {where}"


def _raise_too_long(*_: object) -> None:
    raise TooLongError


def _limit_memory() -> None:
    """Allow so many bytes from here on: what earlier inputs had imported is none of this one's."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + BYTES
    resource.setrlimit(resource.RLIMIT_AS, (most, resource.RLIM_INFINITY))


def run_batch(numbers: range, untouched: Path, sandbox: Path) -> list[Outcome]:
    """Run inputs in a process of their own; one that dies is a fault of the input it was at."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        signal.signal(signal.SIGPROF, _raise_too_long)
        deck_files.shipped_decks = lambda: untouched / "shipped"  # ours would take half of the time
        try:
            for number in numbers:
                _limit_memory()
                os.write(write, json.dumps(one(number, untouched, sandbox)).encode() + b"\n")
        except BaseException:  # noqa: BLE001 - of this script: no fork of it may go on
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    os.close(write)
    told = b""
    while ready := select.select([read], [], [], _PATIENCE)[0]:
        if not (piece := os.read(read, 65536)):
            break
        told += piece
    if not ready:
        os.kill(child, signal.SIGKILL)
    os.close(read)
    outcomes = [Outcome(*json.loads(line)) for line in told.splitlines()]
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code:
        at = numbers[len(outcomes)]
        fault = "traceback" if ready else "over 5 s"
        outcomes.append(Outcome(at, "?", fault, f"the process ended with {code}"))
        rest = range(at + 1, numbers.stop)
        outcomes += run_batch(rest, untouched, sandbox) if rest else []
    return outcomes


def harm_many(
    many: int,
    first: int,
    folder: Path,
    more: Path | None = None,
    heard: Callable[[list[Outcome]], object] = lambda _: None,
) -> list[Outcome]:
    """What came of so many harmed inputs.

    Args:
        many: how many.
        first: the number of the first.
        folder: an empty one, to work in.
        more: files of other programs, beside our own, to be harmed and imported.
        heard: called now and then with what has come so far.
    """
    untouched, here = make_untouched(folder / "untouched", more), Path.cwd()
    for verb in VERBS:  # imported once for all processes
        trainer.get_command(click.Context(trainer), verb)
    edges = [*range(first, first + many, _BATCH), first + many]
    outcomes: list[Outcome] = []
    for start, end in pairwise(edges):
        outcomes += run_batch(range(start, end), untouched, folder / "sandbox")
        heard(outcomes)
    os.chdir(here)
    return outcomes


def report(outcomes: list[Outcome], say: Callable[[str], object] = print) -> int:
    """Print what was counted; how many had a fault."""
    faults = [outcome for outcome in outcomes if outcome.fault]
    kinds = Counter(outcome.kind for outcome in outcomes)
    say(
        f"{len(outcomes):,} harmed inputs of {len(kinds)} kinds: "
        + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
    )
    for fault in (
        "traceback",
        "over 5 s",
        "over 300 MB",
        "file outside",
        "deck that does not read back",
    ):
        found = [outcome for outcome in faults if outcome.fault == fault]
        say(f"{len(found):6} {fault}")
        alike: dict[str, list[Outcome]] = {}
        for outcome in found:
            alike.setdefault(f"{outcome.kind} {outcome.told.split(': ', 1)[-1]}", []).append(
                outcome
            )
        for same in sorted(alike.values(), key=len, reverse=True)[:_SAMPLE]:
            say(f"         {len(same)} x {same[0].kind} ({same[0].number}): {same[0].told}")
    return len(faults)


def main() -> None:
    """Harm as many as asked for."""
    many, first = [*map(int, sys.argv[1:3]), *[2000, 0][len(sys.argv[1:3]) :]]
    more = Path(sys.argv[3]) if len(sys.argv) > 3 else None

    def heard(outcomes: list[Outcome]) -> None:
        print(f"{len(outcomes):7,}", file=sys.stderr)
        for outcome in outcomes[-_BATCH:]:
            if outcome.fault:
                print(*outcome, file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory() as folder:
        outcomes = harm_many(many, first, Path(folder), more, heard)
        sys.exit(1 if report(outcomes) else 0)


if __name__ == "__main__":
    main()
