"""Learners that record until they are killed; test_kill runs this file as a process.

For each line `folder seed` on standard input it forks one (a fork costs a hundredth of a
fresh start). What the learner does it prints on standard output, a line before and a line
after each step; the line after is the acknowledgement, sent only once the step returned.
For a line `folder chore` it does that chore, over and over, and prints no steps.
"""

import os
import random
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from trainer.deck.formatter import formatted
from trainer.deck.reader import read_deck, read_deck_text
from trainer.exchange.import_result import PastReview
from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.memory.state import MemoryState, Phase
from trainer.store.backup import back_up
from trainer.store.deck_file import save_deck_text
from trainer.store.event import BuryEvent, ItemEvent, ReviewEvent, SuspendEvent, UndoEvent
from trainer.store.learner import Learner
from trainer.store.merge import merge
from trainer.store.sync import sync
from trainer.study.imported_history import import_history

DAY = date(2024, 5, 1)


def tell(*words: str) -> None:
    os.write(1, " ".join(words).encode() + b"\n")


def record_without_end(folder: Path, seed: int) -> None:
    tell("pid", str(os.getpid()))
    tell("begin", "open")
    learner = Learner.open(folder)
    tell("done", "open", *(["trouble"] if learner.trouble or learner.holder else []))
    rng = random.Random(seed)
    standing: list[ItemEvent] = []
    while True:
        step = rng.choice(["review", "review", "flag", "undo", "checkpoint"])
        if step == "checkpoint":
            tell("begin", step)
            learner.checkpoint()
            tell("done", step)
        elif step == "undo" and standing:
            undone = standing.pop()
            event = UndoEvent(at=datetime.now(UTC), day=DAY, event=undone.id)
            tell("begin", step)
            learner.record(event)
            tell("done", step, event.id)
        elif step != "undo":
            standing.append(change(step, learner, rng))
            tell("begin", step)
            learner.record(standing[-1])
            tell("done", step, standing[-1].id)


def change(step: str, learner: Learner, rng: random.Random) -> ItemEvent:
    deck, item = rng.choice(["a", "b"]), f"card{rng.randrange(20)}"
    record = learner.record_of(deck, item)
    now = datetime.now(UTC)
    if step == "review":
        return ReviewEvent(
            at=now,
            day=DAY,
            deck=deck,
            item=item,
            rating=Rating.GOOD,
            before=record.memory,
            after=reviewed(record.memory),
            scheduler="key",
            answer="x" * rng.randrange(6000),
            duration_ms=rng.randrange(1000),
        )
    if rng.random() < 0.5:
        flag = not record.suspended
        return SuspendEvent(at=now, day=DAY, deck=deck, item=item, suspended=flag)
    until = DAY + timedelta(days=rng.randrange(1, 9))
    return BuryEvent(at=now, day=DAY, deck=deck, item=item, until=until, before=record.buried_until)


def reviewed(memory: MemoryState | None) -> MemoryState:
    reps = memory.reps + 1 if memory else 1
    return MemoryState(
        phase=Phase.REVIEW,
        step=None,
        stability=reps / 3,
        difficulty=5,
        due=DAY,
        reviewed=DAY,
        reps=reps,
        lapses=0,
    )


def take_past(learner: Learner, path: Path) -> int:
    """Take in what another program recorded of a deck; how many reviews that brought."""
    deck = read_deck(path).deck
    assert deck
    begin = datetime(2024, 1, 1, tzinfo=UTC)
    past = [
        PastReview(card.id or "", 0, begin + timedelta(days=9 * again, minutes=number), 3, 900)
        for again in range(5)
        for number, card in enumerate(deck.cards)
    ]
    return import_history(learner, deck, past, Scheduler(), datetime.now(UTC)).reviews


def toil_without_end(folder: Path, chore: str) -> None:
    """Do a chore; beside the learner's folder lie `other`, `deck.yaml` and `past.yaml`."""
    tell("pid", str(os.getpid()))
    beside = folder.parent
    deck = beside / "deck.yaml"
    text = deck.read_text()
    while True:
        match chore:
            case "merge":
                with Learner.open(folder) as learner:
                    merge(learner, beside / "other", datetime.now(UTC))
            case "sync":
                with Learner.open(folder) as learner:
                    learner.record(change("review", learner, random.Random()))
                    sync(learner, beside / "box", datetime.now(UTC))
            case "history":
                with Learner.open(folder) as learner:
                    take_past(learner, beside / "past.yaml")
            case "backup":
                (beside / "backup.zip").unlink(missing_ok=True)
                back_up(folder, beside / "backup.zip")
            case "fmt":
                save_deck_text(deck, formatted(read_deck_text(text, deck)))
                save_deck_text(deck, text)


def main() -> None:
    for line in sys.stdin:
        folder, what = line.split()
        pid = os.fork()
        if pid == 0 and what.isdigit():
            record_without_end(Path(folder), int(what))
        elif pid == 0:
            toil_without_end(Path(folder), what)
        os.waitpid(pid, 0)
        tell("dead")


if __name__ == "__main__":
    main()
