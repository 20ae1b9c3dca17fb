"""SIGKILL at random moments: no acknowledged answer is ever lost."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.hostile.learner_to_kill import take_past
from tests.memories import memories_of
from trainer.deck.formatter import formatted
from trainer.deck.reader import read_deck_text
from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.memory.study_day import study_day
from trainer.store import doctor
from trainer.store.backup import back_up, restore
from trainer.store.event import Change, Event, ReviewEvent, SchedulerEvent, UndoEvent, read_event
from trainer.store.fold import fold, key_of
from trainer.store.learner import Learner
from trainer.store.merge import merge
from trainer.store.state import State
from trainer.store.sync import sync

FOLDERS = 12 if "TRAINER_CI" in os.environ else 5
KILLS_IN_EACH = 10
STAGES = {"review", "undo", "checkpoint"}
"""Steps in which a learner must have died; folders are added until it has."""
LONGEST_LIFE = 0.03
"""Seconds; a step takes about one thousandth."""
MANY = 25
"""Items of each kind that a chore has to do with; the more, the longer it thinks between writes."""
FIRST = range(0, MANY, 10)
PAST = 20
"""Cards of which another program has a history."""
LONGEST_CHORE = 0.03
"""Seconds; a chore takes one hundredth, and most of them write only the first time."""
CHORES = 80 if "TRAINER_CI" in os.environ else 5
"""Kills of each chore: with those of a learner, more than 500 in CI."""
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


def test_every_acknowledged_answer_survives_a_kill(
    tmp_path: Path, nursery: subprocess.Popen[str]
) -> None:
    rng = random.Random(20240501)
    died_in: Counter[str] = Counter()
    for number in range(10 * FOLDERS):
        if number >= FOLDERS and died_in.keys() >= STAGES:
            break
        folder = tmp_path / str(number)
        acknowledged: set[str] = set()
        for kill in range(1, KILLS_IN_EACH + 1):
            lines = lived_and_died(nursery, folder, rng)
            assert not any("trouble" in line for line in lines)
            died_in[stage_of_death(lines)] += 1
            acknowledged |= {line[2] for line in lines if line[0] == "done" and len(line) == 3}
            examine(folder, acknowledged, kills=kill)
        rebuilt(folder)
    assert died_in.keys() >= STAGES, died_in


FOLDERS_OF = {
    "merge": ["me", "other"],
    "sync": ["me", "second", "box"],
    "history": ["me"],
    "backup": ["me"],
    "fmt": [],
}
"""Chore -> the folders that it has to do with; only they are copied for each kill."""


@pytest.mark.parametrize("chore", FOLDERS_OF)
def test_chores_are_done_whole_or_not_at_all_and_can_be_done_again(
    tmp_path: Path, nursery: subprocess.Popen[str], chore: str
) -> None:
    prepare(tmp_path / "pattern")
    rng = random.Random(chore)
    for kill in range(CHORES):
        beside = tmp_path / f"{chore}{kill}"
        beside.mkdir()
        for name in FOLDERS_OF[chore]:
            shutil.copytree(tmp_path / "pattern" / name, beside / name)
        for deck in ("deck.yaml", "past.yaml"):
            shutil.copy(tmp_path / "pattern" / deck, beside)
        assert nursery.stdin
        assert nursery.stdout
        nursery.stdin.write(f"{beside / 'me'} {chore}\n")
        pid = int(nursery.stdout.readline().split()[1])
        time.sleep(rng.uniform(0, LONGEST_CHORE))
        os.kill(pid, signal.SIGKILL)
        assert nursery.stdout.readline() == "dead\n"
        LOOK_AT[chore](beside)


def prepare(beside: Path) -> None:
    """Two learners of one deck who both reviewed `both`, and a deck that has no ids."""
    now = datetime.now(UTC)
    scheduler = Scheduler(desired_retention=0.9, rollover_hour=4)
    for name, items in (("me", ("mine", "both")), ("other", ("theirs", "both"))):
        with Learner.open(beside / name) as learner:
            key = learner.record_scheduler(SchedulerEvent.of(scheduler, now))
            learner.record_all(
                [first(f"{i}{n}", scheduler, key) for i in items for n in range(MANY)]
            )
    (beside / "box").mkdir()
    shutil.copytree(beside / "other", beside / "second" / "me")
    with Learner.open(beside / "second" / "me") as learner:
        sync(learner, beside / "box", now)
    cards = "".join(f"  - q: Question {n}?\n    a: Answer {n}\n" for n in range(MANY))
    (beside / "deck.yaml").write_text(f"title: T\ncards:\n{cards}")
    past = "".join(f"  - {{id: p{n}, q: Question {n}?, a: Answer {n}}}\n" for n in range(PAST))
    (beside / "past.yaml").write_text(f"title: P\nid: past\ncards:\n{past}")


def first(item: str, scheduler: Scheduler, key: str) -> ReviewEvent:
    now = datetime.now(UTC)
    return ReviewEvent(
        at=now,
        day=study_day(now, 4),
        deck="brics",
        item=item,
        rating=Rating.GOOD,
        before=None,
        after=scheduler.review(f"brics/{item}", None, Rating.GOOD, now),
        scheduler=key,
        answer=None,
        duration_ms=1,
    )


def look_at_merge(beside: Path) -> None:
    ids = [event.id for event in whole_events(beside / "me")]
    assert len(ids) == len(set(ids))
    with Learner.open(beside / "me") as learner:
        assert memories_of(learner, "brics").keys() >= {
            f"{i}{n}" for i in ("mine", "both") for n in FIRST
        }
        merge(learner, beside / "other", datetime.now(UTC))
        wanted = {f"{i}{n}" for i in ("mine", "theirs", "both") for n in range(MANY)}
        assert memories_of(learner, "brics").keys() == wanted
    complaints = doctor.examine(beside / "me", datetime.now(UTC))
    assert [complaint.what for complaint in complaints if complaint.mend] == []


def look_at_sync(beside: Path) -> None:
    """Both devices know the same once each has synced, and no segment is half written."""
    now = datetime.now(UTC)
    ids = [event.id for event in whole_events(beside / "me")]
    assert len(ids) == len(set(ids))
    with Learner.open(beside / "me") as me, Learner.open(beside / "second" / "me") as other:
        assert sync(me, beside / "box", now).notices == ()
        assert sync(other, beside / "box", now).notices == ()
        assert {f"theirs{n}" for n in range(MANY)} <= memories_of(me, "brics").keys()
        assert me.state == other.state
        assert sync(me, beside / "box", now) == sync(other, beside / "box", now)
    complaints = doctor.examine(beside / "me", now)
    assert [complaint.what for complaint in complaints if complaint.mend] == []


def look_at_history(beside: Path) -> None:
    """All of it or nothing; and what was cut off goes through the next time."""
    with Learner.open(beside / "me") as learner:
        known = memories_of(learner, "past")
        assert len(known) in {0, PAST}
        assert take_past(learner, beside / "past.yaml") == (0 if known else 5 * PAST)
        assert {memory.reps for memory in memories_of(learner, "past").values()} == {5}
    complaints = doctor.examine(beside / "me", datetime.now(UTC))
    assert [complaint.what for complaint in complaints if complaint.mend] == []


def look_at_backup(beside: Path) -> None:
    if (beside / "backup.zip").exists():
        restore(beside / "backup.zip", beside / "new", datetime.now(UTC), over_newer=False)
        with Learner.open(beside / "new", read_only=True) as learner:
            assert len(memories_of(learner, "brics")) == 2 * MANY
    back_up(beside / "me", beside / "again.zip")
    with Learner.open(beside / "me") as learner:
        assert len(memories_of(learner, "brics")) == 2 * MANY


def look_at_fmt(beside: Path) -> None:
    deck = beside / "deck.yaml"
    pattern = (beside.parent / "pattern" / "deck.yaml").read_text()
    assert deck.read_text() in {pattern, formatted(read_deck_text(pattern, deck))}


LOOK_AT = {
    "merge": look_at_merge,
    "sync": look_at_sync,
    "history": look_at_history,
    "backup": look_at_backup,
    "fmt": look_at_fmt,
}


def lived_and_died(
    nursery: subprocess.Popen[str], folder: Path, rng: random.Random
) -> list[list[str]]:
    """Let a learner record for a random while, kill it, and return what it printed."""
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


def whole_events(folder: Path) -> list[Event]:
    """The journal's events, without a last line that was cut off."""
    path = folder / "reviews.jsonl"
    lines = path.read_bytes().splitlines(keepends=True) if path.exists() else []
    return [read_event(line) for line in lines if line.endswith(b"\n")]


def examine(folder: Path, acknowledged: set[str], *, kills: int) -> None:
    """Look at what a crash left, without fixing it: the next learner opens it as it is."""
    events = whole_events(folder)  # none is torn and glued to the next
    ids = [event.id for event in events]
    assert acknowledged <= set(ids)
    assert len(ids) == len(set(ids)) <= len(acknowledged) + kills
    undone = {event.event for event in events if isinstance(event, UndoEvent)}
    changes = [event for event in events if isinstance(event, Change) and event.id not in undone]
    replayed = fold(sorted(changes, key=lambda event: key_of(event, State())), State())
    with Learner.open(folder, read_only=True) as learner:
        assert learner.state == replayed
        assert learner.notices == ()


def rebuilt(folder: Path) -> None:
    """Open for writing, close, and find the same in scores made again from the journal."""
    with Learner.open(folder) as learner:
        live = learner.state
    (folder / "scores.json").unlink()
    with Learner.open(folder) as learner:
        assert learner.state == live
