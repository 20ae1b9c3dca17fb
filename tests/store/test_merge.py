"""Two machines' journals: a union, the same in either order and however often."""

import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.errors import TrainerError
from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.memory.study_day import study_day
from trainer.store.event import (
    BuryEvent,
    Event,
    ForgetEvent,
    ItemEvent,
    MoveEvent,
    ReviewEvent,
    SchedulerEvent,
    SuspendEvent,
    UndoEvent,
)
from trainer.store.learner import Learner
from trainer.store.merge import merge

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
SCHEDULER = Scheduler()


class Machine:
    """One machine at work in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = NOON
        self.done: list[ItemEvent] = []

    def do(self, steps: list[tuple[str, str, int]]) -> None:
        with Learner.open(self.folder) as learner:
            for step, item, number in steps:
                self.now += timedelta(hours=number)
                event = self.event(learner, step, item, number)
                if event:
                    learner.record(event)

    def event(self, learner: Learner, step: str, item: str, number: int) -> Event | None:
        at, day = self.now, study_day(self.now, 4)
        record = learner.record_of("d", item)
        event: Event | None = None
        if step == "review":
            key = learner.record_scheduler(SchedulerEvent.of(SCHEDULER, at))
            rating = Rating(number % 4 + 1)
            after = SCHEDULER.review(f"d/{item}", record.memory, rating, at)
            event = ReviewEvent(
                at=at,
                day=day,
                deck="d",
                item=item,
                rating=rating,
                before=record.memory,
                after=after,
                scheduler=key,
                duration_ms=1000,
            )
        elif step == "suspend":
            event = SuspendEvent(
                at=at, day=day, deck="d", item=item, suspended=not record.suspended
            )
        elif step == "bury":
            until = day + timedelta(days=number)
            event = BuryEvent(
                at=at, day=day, deck="d", item=item, until=until, before=record.buried_until
            )
        elif step == "undo" and self.done:
            return UndoEvent(at=at, day=day, event=self.done.pop().id)
        elif step == "move":
            return MoveEvent(at=at, day=day, moves=((("d", item), ("d", f"{item}2")),))
        elif step == "forget":
            return ForgetEvent(at=at, day=day, deck="d", item=item)
        if isinstance(event, ReviewEvent | SuspendEvent | BuryEvent):
            self.done.append(event)
        return event

    def learnt(self) -> tuple[object, object]:
        with Learner.open(self.folder, read_only=True) as learner:
            days = [NOON.date() + timedelta(days=number) for number in range(-2, 60)]
            return dict(learner.records("d")), [learner.counts(day) for day in days]

    def copy(self, name: str) -> "Machine":
        shutil.copytree(self.folder, self.folder.parent / name)
        other = Machine(self.folder.parent / name)
        other.now, other.done = self.now, list(self.done)
        return other

    def take_in(self, other: "Machine") -> int:
        with Learner.open(self.folder) as learner:
            return merge(learner, other.folder, self.now + timedelta(days=90)).events


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["review"] * 6 + ["suspend", "bury", "undo", "undo", "move", "forget"]),
        st.sampled_from("abc"),
        st.integers(0, 60),
    ),
    max_size=14,
)


@settings(max_examples=60, deadline=None)
@given(common=STEPS, here=STEPS, there=STEPS, later=STEPS)
def test_both_machines_know_the_same_in_either_order(
    common: list[tuple[str, str, int]],
    here: list[tuple[str, str, int]],
    there: list[tuple[str, str, int]],
    later: list[tuple[str, str, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        one = Machine(Path(folder) / "one")
        one.do([*common, ("review", "a", 0)])
        two = one.copy("two")
        one.do(here)
        two.do(there)
        old_one, old_two = one.copy("old one"), two.copy("old two")
        one.take_in(old_two)
        two.take_in(old_one)
        assert one.learnt() == two.learnt()
        assert one.take_in(two) == 0
        assert one.take_in(old_two) == 0
        assert one.learnt() == two.learnt()
        one.do(later)
        two.take_in(one)
        one.take_in(two)
        assert one.learnt() == two.learnt()


@pytest.fixture
def one(tmp_path: Path) -> Machine:
    machine = Machine(tmp_path / "one")
    machine.do([("review", "a", 0), ("review", "a", 30), ("review", "b", 1)])
    return machine


def test_a_review_on_the_other_machine_is_reckoned_with(one: Machine) -> None:
    two = one.copy("two")
    one.do([("review", "a", 50)])
    two.do([("review", "a", 70)])
    one.take_in(two)
    with Learner.open(one.folder) as learner:
        memory = learner.memory("d", "a")
    assert memory
    assert memory.reps == 4
    assert memory.reviewed == study_day(two.now, 4)


def test_nothing_is_lost_and_a_journal_of_nothing_new_adds_nothing(one: Machine) -> None:
    two = one.copy("two")
    before = (one.folder / "reviews.jsonl").read_bytes()
    assert one.take_in(two) == 0
    assert (one.folder / "reviews.jsonl").read_bytes() == before
    two.do([("review", "c", 5)])
    assert one.take_in(two) == 1
    assert (one.folder / "reviews.jsonl").read_bytes().startswith(before)


def test_an_undo_on_the_other_machine_takes_back_what_was_merged(one: Machine) -> None:
    two = one.copy("two")
    two.do([("review", "c", 5)])
    one.take_in(two)
    two.do([("undo", "c", 1)])
    one.take_in(two)
    with Learner.open(one.folder) as learner:
        assert learner.memory("d", "c") is None


def test_damaged_lines_of_the_other_journal_are_left_out_and_counted(one: Machine) -> None:
    two = one.copy("two")
    two.do([("review", "c", 5)])
    journal = two.folder / "reviews.jsonl"
    journal.write_bytes(b"garbage\n" + journal.read_bytes() + b"torn")
    with Learner.open(one.folder) as learner:
        merged = merge(learner, journal, NOON)
    assert (merged.reviews, merged.damaged) == (1, 1)


@pytest.mark.parametrize("content", [None, b"garbage\n", b"\xff\x00"])
def test_what_is_no_journal_is_told(one: Machine, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "other.jsonl"
    if content:
        path.write_bytes(content)
    with Learner.open(one.folder) as learner, pytest.raises(TrainerError, match="no journal"):
        merge(learner, path, NOON)


def test_a_journal_is_not_merged_with_itself(one: Machine) -> None:
    with Learner.open(one.folder) as learner, pytest.raises(TrainerError, match="own journal"):
        merge(learner, one.folder, NOON)
