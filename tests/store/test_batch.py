"""Many events that mean one thing are whole or not at all, wherever their writing is cut off."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.clock import NOON
from trainer.deck.reader import read_deck
from trainer.exchange.import_result import PastReview
from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.store.atomic_file import make_private, write_atomically
from trainer.store.doctor import examine
from trainer.store.event import AcceptEvent, ReviewEvent, SchedulerEvent
from trainer.store.learner import Learner
from trainer.store.merge import merge
from trainer.store.state import State
from trainer.study.imported_history import import_history

SCHEDULER = Scheduler()
CARDS = 6


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A learner who knows one card of another deck."""
    with Learner.open(tmp_path / "me", now=NOON) as learner:
        key = learner.record_scheduler(SchedulerEvent.of(SCHEDULER, NOON))
        learner.record(one_review("own", NOON, key))
    return tmp_path / "me"


def one_review(item: str, at: datetime, key: str) -> ReviewEvent:
    return ReviewEvent.of(
        ("d", item), Rating.GOOD, at, before=None, scheduler=SCHEDULER, scheduler_key=key
    )


def import_a_history(learner: Learner) -> None:
    path = learner.folder.parent / "deck.yaml"
    cards = "".join(f"  - {{id: c{n}, q: Question {n}?, a: Answer {n}}}\n" for n in range(CARDS))
    path.write_text(f"title: Deck\nid: deck\ncards:\n{cards}")
    deck = read_deck(path).deck
    assert deck
    past = [
        PastReview(f"c{card}", 0, NOON - timedelta(days=90 - 10 * again, minutes=card), 3, 900)
        for card in range(CARDS)
        for again in range(3)
    ]
    past.sort(key=lambda review: review.at)
    assert import_history(learner, deck, past, SCHEDULER, NOON).reviews == 3 * CARDS


def merge_other(learner: Learner) -> None:
    other = learner.folder.parent / "other"
    if not other.exists():
        with Learner.open(other, now=NOON) as there:
            key = there.record_scheduler(SchedulerEvent.of(SCHEDULER, NOON))
            there.record_all(
                [one_review(f"their{n}", NOON - timedelta(hours=n), key) for n in range(9)]
            )
    merge(learner, other, NOON)


def say_many(learner: Learner) -> None:
    learner.record_all(
        [
            AcceptEvent(at=NOON, day=NOON.date(), deck="d", item=f"i{n}", answer="yes")
            for n in range(9)
        ]
    )


@pytest.mark.parametrize("write", [import_a_history, merge_other, say_many])
def test_a_write_cut_off_at_any_byte_counts_for_nothing_and_the_next_try_goes_through(
    folder: Path, write: Callable[[Learner], None]
) -> None:
    before = state_of(folder)
    journal = folder / "reviews.jsonl"
    begin = journal.stat().st_size
    with Learner.open(folder, now=NOON) as learner:
        write(learner)
        after = learner.state
    whole = journal.read_bytes()
    assert after != before
    for cut in {*range(begin, len(whole), 401), *range(len(whole) - 3, len(whole))}:
        killed = folder.with_name("killed")
        shutil.rmtree(killed, ignore_errors=True)
        make_private(killed)
        write_atomically(killed / "reviews.jsonl", whole[:cut])
        assert state_of(killed) == before
        with Learner.open(killed, now=NOON) as learner:
            write(learner)
            assert learner.state == after
        assert state_of(killed) == after
        (killed / "scores.json").unlink()
        assert state_of(killed) == after
        assert not [c.what for c in examine(killed, NOON) if c.mend and "scores" not in c.what]


def state_of(folder: Path) -> State:
    with Learner.open(folder, read_only=True, now=NOON) as learner:
        return learner.state


def test_scores_that_cover_a_part_of_a_batch_are_not_led_astray(folder: Path) -> None:
    journal = folder / "reviews.jsonl"
    begin = journal.stat().st_size
    with Learner.open(folder, now=NOON) as learner:
        import_a_history(learner)
        after = learner.state
    whole = journal.read_bytes()
    middle = whole.index(b"\n", begin + 2000) + 1
    (folder / "scores.json").unlink()
    journal.write_bytes(whole[:middle])
    Learner.open(folder, now=NOON).close()
    journal.write_bytes(whole)
    assert state_of(folder) == after


@pytest.mark.parametrize("harmed", [b"batch-ended", b'"events":', b'"batch":'])
def test_a_batch_whose_end_is_damaged_is_named_and_closed_again(
    folder: Path, harmed: bytes
) -> None:
    with Learner.open(folder, now=NOON) as learner:
        import_a_history(learner)
        after = learner.state
    journal = folder / "reviews.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    at = max(n for n, line in enumerate(lines) if b"batch-ended" in line)
    lines[at] = lines[at].replace(harmed, b"\xff" + harmed[1:])
    journal.write_bytes(b"".join(lines))
    (folder / "scores.json").unlink()
    [found] = [c for c in examine(folder, NOON) if "has no end: not counted" in c.what]
    assert found.mend
    found.mend(NOON)
    assert state_of(folder) == after
    assert not [c for c in examine(folder, NOON) if "no end" in c.what]


def test_a_batch_that_was_cut_off_is_named_and_stays_uncounted(folder: Path) -> None:
    before = state_of(folder)
    with Learner.open(folder, now=NOON) as learner:
        import_a_history(learner)
    journal = folder / "reviews.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    at = max(n for n, line in enumerate(lines) if b"batch-ended" in line)
    journal.write_bytes(b"".join(lines[: at - 1]) + lines[at - 1][:60] + b"\n")
    (folder / "scores.json").unlink()
    [found] = [c for c in examine(folder, NOON) if "has no end: not counted" in c.what]
    assert not found.mend
    assert not found.grave
    assert state_of(folder) == before
