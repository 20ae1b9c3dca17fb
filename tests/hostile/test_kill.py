"""SIGKILL at random moments: no acknowledged answer is ever lost."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from trainer.store.event import UndoEvent, read_event
from trainer.store.learner import Learner
from trainer.store.projection import Projection

FOLDERS = 12
KILLS_IN_EACH = 10
LONGEST_LIFE = 0.03
"""Seconds; a step takes about one thousandth."""
MATURE = 0.9
"""The share of learners that are left to open their folder before their time runs."""


@pytest.fixture
def nursery() -> Iterator[subprocess.Popen[str]]:
    script = Path(__file__).with_name("learner_to_kill.py")
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    ) as process:
        yield process
        assert process.stdin
        process.stdin.close()


def test_every_acknowledged_answer_survives_120_kills(
    tmp_path: Path, nursery: subprocess.Popen[str]
) -> None:
    rng = random.Random(20240501)
    died_in: Counter[str] = Counter()
    for number in range(FOLDERS):
        folder = tmp_path / str(number)
        acknowledged: set[str] = set()
        for kill in range(1, KILLS_IN_EACH + 1):
            lines = lived_and_died(nursery, folder, rng)
            assert not any("trouble" in line for line in lines)
            died_in[stage_of_death(lines)] += 1
            acknowledged |= {line[2] for line in lines if line[0] == "done" and len(line) == 3}
            examine(folder, acknowledged, kills=kill)
        rebuilt(folder)
    assert died_in.total() == FOLDERS * KILLS_IN_EACH >= 100
    assert died_in.keys() >= {"review", "undo", "checkpoint"}, died_in


def lived_and_died(
    nursery: subprocess.Popen[str], folder: Path, rng: random.Random
) -> list[list[str]]:
    """Let a learner record for a random while, kill it, and return what it told."""
    assert nursery.stdin
    assert nursery.stdout
    nursery.stdin.write(f"{folder} {rng.randrange(10**6)}\n")
    pid = int(nursery.stdout.readline().split()[1])
    lines = []
    if rng.random() < MATURE:
        lines = [nursery.stdout.readline().split() for _ in ("begin open", "done open")]
    time.sleep(rng.uniform(0, LONGEST_LIFE))
    os.kill(pid, signal.SIGKILL)
    return lines + [line.split() for line in iter(nursery.stdout.readline, "dead\n")]


def stage_of_death(lines: list[list[str]]) -> str:
    """The step that had begun and not returned; `between` when all had."""
    return lines[-1][1] if lines and lines[-1][0] == "begin" else "between"


def examine(folder: Path, acknowledged: set[str], *, kills: int) -> None:
    """Look at what a crash left, without mending it: the next learner opens it as it is."""
    path = folder / "reviews.jsonl"
    lines = path.read_bytes().splitlines(keepends=True) if path.exists() else []
    whole = [line for line in lines if line.endswith(b"\n")]
    events = [read_event(line) for line in whole]  # none is torn and glued to the next
    ids = [event.id for event in events]
    assert acknowledged <= set(ids)
    assert len(ids) == len(set(ids)) <= len(acknowledged) + kills
    undone = {event.event for event in events if isinstance(event, UndoEvent)}
    replayed = Projection()
    for event in events:
        if event.type in {"review", "suspend", "bury"} and event.id not in undone:
            replayed.apply(event)
    with Learner.open(folder, read_only=True) as learner:
        assert learner._replay.projection == replayed
        assert learner.notices == ()


def rebuilt(folder: Path) -> None:
    """Open for writing, close, and find the same in scores made anew from the journal."""
    with Learner.open(folder) as learner:
        live = learner._replay.projection
    (folder / "scores.json").unlink()
    with Learner.open(folder) as learner:
        assert learner._replay.projection == live
