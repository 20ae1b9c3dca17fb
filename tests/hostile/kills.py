"""Kills the program at its work, over and over: what it acknowledged is there, and doctor is well.

    python -m tests.hostile.kills [HOW MANY OF EACH] [SEED]

Printed for each activity: kills, acknowledged answers, answers lost, and how often doctor was
well, fixed all in one go, or could not. Each life is forked from this process, which has all
loaded: a fork costs a hundredth of a fresh start.
"""

import os
import pty
import random
import re
import select
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from tests.clock import PATIENCE
from tests.hostile.untouched import write_package_with_history
from tests.memories import memories_of
from trainer.classroom.drill_event import Answered
from trainer.classroom.drill_log import DrillLog, read_log
from trainer.cli import trainer
from trainer.deck.formatter import formatted
from trainer.deck.reader import read_deck_text
from trainer.errors import TrainerError
from trainer.store import doctor
from trainer.store.backup import back_up
from trainer.store.event import ReviewEvent, StateEvent
from trainer.store.journal import Journal
from trainer.store.learner import Learner
from trainer.store.settings import Settings, save_settings

CARDS = 400
_NOW = datetime.now(UTC)


class Lost(Exception):  # noqa: N818 - no error of a program: what the kill has cost
    """Something acknowledged is not there, or cannot be had again."""


def reviews(home: Path) -> int:
    """How many answers the learner's journal holds, those given in another program among them."""
    journal = Journal(home / "learners/me/reviews.jsonl")
    return sum(
        len(event.reviews) if isinstance(event, StateEvent) else isinstance(event, ReviewEvent)
        for event in (entry.event for entry in journal.entries())
    )


def command(*arguments: str) -> Callable[[Path], None]:
    """A life that runs a command; HOME in it is the sandbox."""

    def run(sandbox: Path) -> None:
        words = [word.replace("HOME", str(sandbox)) for word in arguments]
        trainer.main(words, prog_name="trainer", standalone_mode=False)

    return run


def killed(life: Callable[[Path], None], sandbox: Path, after: float) -> None:
    """Fork a life, and kill it after so many seconds."""
    child = os.fork()
    if child == 0:
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nothing, stream)
        with suppress(BaseException):
            life(sandbox)
        os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def killed_at_a_terminal(
    life: Callable[[Path], None], sandbox: Path, rng: random.Random, keys: bytes, longest: float
) -> int:
    """Fork a life at a terminal, type without mercy, kill it; how many answers were acknowledged.

    The cards come in the order of the file, each once: where the next one is shown, the answer
    to the one before was taken.
    """
    child, terminal = pty.fork()
    if child == 0:
        os.environ |= {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
        sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
        for name in ("stdin", "stdout", "stderr"):
            setattr(sys, f"__{name}__", getattr(sys, name))
        with suppress(BaseException):
            life(sandbox)
        os._exit(0)
    shown, dies = b"", 0.0
    begins = time.monotonic() + PATIENCE
    while time.monotonic() < (dies or begins):
        if select.select([terminal], [], [], 0.003)[0]:
            with suppress(OSError):
                shown += os.read(terminal, 65536)
        if b"River 000" in shown:
            dies = dies or time.monotonic() + rng.uniform(0, longest)
            os.write(terminal, keys)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(terminal)
    return max(0, len(set(re.findall(rb"River (\d{3})", shown))) - 1)


def prepare(sandbox: Path) -> None:
    """A home with settings, a deck, a package, another's folder and a backup."""
    home = sandbox / "home"
    os.environ["TRAINER_HOME"] = str(home)
    me, other = home / "learners/me", home / "learners/other"
    (sandbox / "deck").mkdir(parents=True)
    cards = "".join(f"  - {{q: River {n:03}?, a: Sea {n:03}}}\n" for n in range(CARDS))
    (sandbox / "deck/rivers.yaml").write_text(f"title: Rivers\ncards:\n{cards}")
    write_package_with_history(sandbox / "history.apkg", 300)
    for folder, first in ((other, 100), (me, 0)):
        save_settings(folder, Settings(new_per_day=CARDS, reduced_motion=True))
        with Learner.open(folder) as learner:
            for number in range(60):
                event = ReviewEvent.model_validate(_review(f"card{first + number}"))
                learner.record(event)
        if folder == me:
            back_up(folder, sandbox / "backup.zip")
            with Learner.open(folder) as learner:
                learner.record(ReviewEvent.model_validate(_review("newer")))


def _review(item: str) -> dict[str, object]:
    return {
        "at": _NOW, "day": _NOW.date(), "deck": "brics", "item": item, "rating": 3,
        "before": None, "after": None, "answer": None, "duration_ms": 1,
    }  # fmt: skip


def again(sandbox: Path, *arguments: str) -> None:
    """What was cut off can be done again."""
    try:
        with open(os.devnull, "w") as nothing:  # noqa: PTH123
            from contextlib import redirect_stdout

            with redirect_stdout(nothing):
                command(*arguments)(sandbox)
    except TrainerError as error:
        raise Lost(f"{arguments[0]} cannot be done again: {error.message}") from error


def plain(sandbox: Path, rng: random.Random) -> int:
    before = reviews(sandbox / "home")
    life = command("study", "--plain", "HOME/deck/rivers.yaml")
    return _checked(sandbox, before, killed_at_a_terminal(life, sandbox, rng, b"\n4\n", 0.4))


def app(sandbox: Path, rng: random.Random) -> int:
    before = reviews(sandbox / "home")
    life = command("study", "HOME/deck/rivers.yaml")
    return _checked(sandbox, before, killed_at_a_terminal(life, sandbox, rng, b" 4", 1.5))


def _checked(sandbox: Path, before: int, acknowledged: int) -> int:
    kept = reviews(sandbox / "home") - before
    if kept < acknowledged:
        raise Lost(f"{acknowledged} acknowledged, {kept} kept")
    return acknowledged


def drill(sandbox: Path, rng: random.Random) -> int:
    """A log that answers go to; what was flushed is there."""
    from tests.classroom.conftest import Desk

    desk, path = Desk(), sandbox / "home/drills/one.jsonl"
    read, write = os.pipe()

    def life(_: Path) -> None:
        log = DrillLog(path)
        log.put(desk.opened)
        log.put(desk.room.seats.join("Anna", "t", _NOW).joined)
        player = next(iter(desk.room.state.players))
        while True:
            said = Answered(
                at=_NOW, player=player, question=0, round=1, answer="Po", score=0, after_ms=1
            )
            log.put(said)
            log.flush()
            os.write(write, said.id.encode() + b"\n")

    killed(life, sandbox, rng.uniform(0.01, 0.2))
    os.close(write)
    with os.fdopen(read) as told:
        acknowledged = [line.strip() for line in told if line.endswith("\n")]
    kept = {event.id for event in read_log(path)} if acknowledged else set[str]()
    if lost := set(acknowledged) - kept:
        raise Lost(f"{len(lost)} answers of a drill")
    return len(acknowledged)


def importing(sandbox: Path, rng: random.Random) -> int:
    words = ("import", "HOME/history.apkg", "--to", "HOME/deck/history.yaml", "--history")
    before = reviews(sandbox / "home")
    killed(command(*words), sandbox, rng.uniform(0, 0.8))
    again(sandbox, *words)
    with Learner.open(sandbox / "home/learners/me", read_only=True) as learner:
        if (known := len(memories_of(learner, "history"))) != 300:
            raise Lost(f"only {known} of 300 items have their history")
    _checked(sandbox, before, 3 * 300)  # three answers of each item
    return before


def merging(sandbox: Path, rng: random.Random) -> int:
    words = ("merge", "HOME/home/learners/other")
    killed(command(*words), sandbox, rng.uniform(0, 0.12))
    again(sandbox, *words)
    if (known := reviews(sandbox / "home")) != 121:
        raise Lost(f"{known} of 121 reviews after a merge")
    return 61


def restoring(sandbox: Path, rng: random.Random) -> int:
    words = ("restore", "HOME/backup.zip", "--over-newer")
    killed(command(*words), sandbox, rng.uniform(0, 0.08))
    aside = [
        sum(isinstance(entry.event, ReviewEvent) for entry in Journal(path).entries())
        for path in (sandbox / "home/learners/me").glob("before-restore-*/reviews.jsonl")
    ]
    if max([reviews(sandbox / "home"), *aside]) < 61:
        raise Lost("what was there is neither in its place nor beside it")
    again(sandbox, *words)
    if (known := reviews(sandbox / "home")) != 60:
        raise Lost(f"{known} of 60 reviews after a restore")
    return 61


def formatting(sandbox: Path, rng: random.Random) -> int:
    path = sandbox / "deck/rivers.yaml"
    text = path.read_text()
    killed(command("fmt", str(path)), sandbox, rng.uniform(0, 0.12))
    if path.read_text() not in {text, formatted(read_deck_text(text, path))}:
        raise Lost("the deck is neither the old nor the new one")
    again(sandbox, "fmt", str(path))
    return 61


ACTIVITIES: dict[str, Callable[[Path, random.Random], int]] = {
    "app": app, "--plain": plain, "drill": drill, "import --history": importing,
    "merge": merging, "restore": restoring, "fmt": formatting,
}  # fmt: skip


def how_doctor_is(home: Path) -> str:
    """Whether all is well, or is once everything was fixed."""
    folder = home / "learners/me"
    now = datetime.now(UTC)
    ill = [one for one in doctor.examine(folder, now) if one.mend or one.grave]
    if not ill:
        return "well"
    for one in ill:
        if one.mend:
            one.mend(now)
    left = [one.what for one in doctor.examine(folder, now) if one.mend or one.grave]
    return f"ill: {left[0]}" if left else "fixes in one go"


def kill_many(many: int, seed: int, folder: Path) -> tuple[Counter[tuple[str, str]], list[str]]:
    """(activity, what) -> how often; and what was lost."""
    counts: Counter[tuple[str, str]] = Counter()
    lost: list[str] = []
    prepare(folder / "prepared")
    for activity, live in ACTIVITIES.items():
        for number in range(many):
            rng = random.Random(f"{seed} {activity} {number}")
            sandbox = folder / "sandbox"
            shutil.rmtree(sandbox, ignore_errors=True)
            shutil.copytree(folder / "prepared", sandbox)
            os.environ["TRAINER_HOME"] = str(sandbox / "home")
            counts[activity, "kills"] += 1
            try:
                counts[activity, "acknowledged"] += live(sandbox, rng)
            except Lost as error:
                counts[activity, "lost"] += 1
                lost.append(f"{activity} {number}: {error}")
            state = how_doctor_is(sandbox / "home")
            counts[activity, state] += 1
            if state.startswith("ill"):
                lost.append(f"{activity} {number}: doctor is {state}")
    return counts, lost


def report(counts: Counter[tuple[str, str]], lost: list[str]) -> None:
    """Print what was counted."""
    for activity in ACTIVITIES:
        told = {what: count for (act, what), count in counts.items() if act == activity}
        print(f"{activity:18}", ", ".join(f"{count} {what}" for what, count in told.items()))
    total = sum(count for (_, what), count in counts.items() if what == "kills")
    print(f"{total} kills; {len(lost)} times something was lost or stayed ill")
    for line in lost[:20]:
        print("   ", line)


def main() -> None:
    """Kill as often as asked for."""
    many, seed = [*map(int, sys.argv[1:3]), *[10, 0][len(sys.argv[1:3]) :]]
    with tempfile.TemporaryDirectory() as folder:
        counts, lost = kill_many(many, seed, Path(folder))
    report(counts, lost)
    sys.exit(1 if lost else 0)


if __name__ == "__main__":
    main()
