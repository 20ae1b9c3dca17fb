"""Two machines' journals: a union, the same in either order and however often."""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import trainer.store.journal
from tests.clock import NOON
from trainer.errors import TrainerError
from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.memory.study_day import study_day
from trainer.store.event import (
    BatchEnded,
    BuryEvent,
    Event,
    ForgetEvent,
    ItemEvent,
    MoveEvent,
    ReviewEvent,
    SchedulerEvent,
    SuspendEvent,
    UndoEvent,
    write_event,
)
from trainer.store.journal import Journal
from trainer.store.learner import Learner
from trainer.store.merge import Difference, merge

SCHEDULER = Scheduler()


@pytest.fixture(autouse=True, scope="module")
def short_pieces() -> Iterator[None]:
    """Journals as short as these have a beginning in common that is passed over, too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trainer.store.journal, "_PIECE", 100)
        yield


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
            return dict(learner.records("d")), [learner.state.counts(day) for day in days]

    def copy(self, name: str) -> "Machine":
        shutil.copytree(self.folder, self.folder.parent / name)
        other = Machine(self.folder.parent / name)
        other.now, other.done = self.now, list(self.done)
        return other

    def import_from(self, other: "Machine") -> int:
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


@settings(max_examples=settings().max_examples // 4, deadline=None)
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
        one.import_from(old_two)
        two.import_from(old_one)
        assert one.learnt() == two.learnt()
        assert one.import_from(two) == 0
        assert one.import_from(old_two) == 0
        assert one.learnt() == two.learnt()
        one.do(later)
        two.import_from(one)
        one.import_from(two)
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
    one.import_from(two)
    with Learner.open(one.folder) as learner:
        memory = learner.memory("d", "a")
    assert memory
    assert memory.reps == 4
    assert memory.reviewed == study_day(two.now, 4)


def test_nothing_is_lost_and_a_journal_of_nothing_new_adds_nothing(one: Machine) -> None:
    two = one.copy("two")
    before = (one.folder / "reviews.jsonl").read_bytes()
    assert one.import_from(two) == 0
    assert (one.folder / "reviews.jsonl").read_bytes() == before
    two.do([("review", "c", 5)])
    assert one.import_from(two) == 1
    assert (one.folder / "reviews.jsonl").read_bytes().startswith(before)


def test_an_undo_on_the_other_machine_takes_back_what_was_merged(one: Machine) -> None:
    two = one.copy("two")
    two.do([("review", "c", 5)])
    one.import_from(two)
    two.do([("undo", "c", 1)])
    one.import_from(two)
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


def suspended(number: int) -> SuspendEvent:
    at = NOON + timedelta(hours=number)
    return SuspendEvent.of(("d", f"i{number}"), at, at.date(), suspended=True)


def test_what_both_journals_begin_with_is_passed_over(tmp_path: Path) -> None:
    """And so are lines there that say nothing; but not what counts there and not here."""
    events = [suspended(number) for number in range(20)]
    begun, end = BatchEnded.close(events[10:])
    common = [*map(write_event, events[:10]), b"damaged\n", *map(write_event, begun)]
    cases: dict[str, tuple[list[Event], list[Event], list[str]]] = {
        "nothing": ([], [], []),
        "more there": ([], [suspended(21)], ["i21"]),
        "more here": ([suspended(21)], [], []),
        "a copied line there": ([], [events[3], suspended(21)], ["i21"]),
        "the end of what was cut off": ([], [end], [f"i{number}" for number in range(10, 20)]),
        "both closed": ([end], [suspended(21), end], ["i21"]),
    }
    for name, (here, there, wanted) in cases.items():
        mine, theirs = (tmp_path / f"{name}{side}" for side in (" here", " there"))
        mine.write_bytes(b"".join([*common, *map(write_event, here)]))
        theirs.write_bytes(b"".join([*common, *map(write_event, there)]))
        one, two = Journal(mine), Journal(theirs)
        assert one.same_up_to(two) > 1000
        found = Difference(one, two).events
        assert [event.item for event in found if isinstance(event, ItemEvent)] == wanted, name


@pytest.mark.parametrize("content", [None, b"garbage\n", b"\xff\x00"])
def test_what_is_no_journal_is_told(one: Machine, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "other.jsonl"
    if content:
        path.write_bytes(content)
    with (
        Learner.open(one.folder) as learner,
        pytest.raises(TrainerError, match=r"no journal|not a journal"),
    ):
        merge(learner, path, NOON)


def test_a_journal_is_not_merged_with_itself(one: Machine) -> None:
    with Learner.open(one.folder) as learner, pytest.raises(TrainerError, match="own journal"):
        merge(learner, one.folder, NOON)


def test_a_machine_that_does_not_know_of_a_new_name_reviews_the_same_item(one: Machine) -> None:
    two = one.copy("two")
    one.do([("move", "a", 1)])
    two.do([("review", "a", 50)])
    one.import_from(two)
    two.import_from(one)
    assert one.learnt() == two.learnt()
    with Learner.open(one.folder) as learner:
        memory = learner.memory("d", "a2")
        assert learner.memory("d", "a") is None
    assert memory
    assert memory.reps == 3


def test_a_new_card_under_an_old_name_is_a_new_card(one: Machine) -> None:
    two = one.copy("two")
    one.do([("move", "a", 1), ("review", "a", 20), ("review", "a", 30)])
    one.import_from(two)
    with Learner.open(one.folder) as learner:
        new, old = learner.memory("d", "a"), learner.memory("d", "a2")
    assert new
    assert old
    assert (new.reps, old.reps) == (2, 2)


def test_what_was_merged_is_told_in_the_order_of_time_as_one_machine_would_have(
    one: Machine,
) -> None:
    two = one.copy("two")
    two.do([("review", "a", 40)])
    one.do([("review", "a", 80)])
    one.import_from(two)
    with Learner.open(one.folder) as learner:
        told = [event for event in learner.events("d", "a") if isinstance(event, ReviewEvent)]
        memory = learner.memory("d", "a")
    assert [review.at for review in told] == sorted(review.at for review in told)
    assert [review.before for review in told[1:]] == [review.after for review in told[:-1]]
    assert told[-1].after == memory


def test_the_history_follows_an_item_to_its_new_name(one: Machine) -> None:
    one.do([("move", "a", 1), ("review", "a2", 60)])
    with Learner.open(one.folder) as learner:
        told = [*learner.events("d", "a2")]
        assert [*learner.events("d", "a")] == []
    assert len(told) == 3
    assert {event.item for event in told if isinstance(event, ReviewEvent)} == {"a2"}


def test_a_line_that_stands_twice_counts_once(one: Machine) -> None:
    journal = one.folder / "reviews.jsonl"
    journal.write_bytes(journal.read_bytes() + journal.read_bytes())
    with Learner.open(one.folder) as learner:
        ids = [event.id for event in learner.events()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ('"at":"2026', '"at":"9999'),
        ('"deck":"d"', '"deck":"d\\u001b[31m"'),
        ('"item":"a"', '"item":"=cmd"'),
    ],
)
def test_a_line_that_no_trainer_writes_is_not_taken_in(
    one: Machine, tmp_path: Path, field: str, value: str
) -> None:
    two = one.copy("two")
    two.do([("review", "a", 5)])
    lines = (two.folder / "reviews.jsonl").read_text().splitlines(keepends=True)
    hostile = tmp_path / "hostile.jsonl"
    hostile.write_text("".join([*lines[:-1], lines[-1].replace(field, value)]))
    assert hostile.read_text() != "".join(lines)
    with Learner.open(one.folder) as learner:
        merged = merge(learner, hostile, two.now)
    assert (merged.events, merged.damaged) == (0, 1)


def test_a_scheduler_that_cannot_be_breaks_nothing(one: Machine, tmp_path: Path) -> None:
    two = one.copy("two")
    one.do([("review", "a", 5)])
    two.do([("review", "a", 9)])
    text = (two.folder / "reviews.jsonl").read_text()
    hostile = tmp_path / "hostile.jsonl"
    hostile.write_text(text.replace('"desired_retention":0.9', '"desired_retention":0.1'))
    assert hostile.read_text() != text
    with Learner.open(one.folder) as learner:
        merge(learner, hostile, two.now)
        assert merge(learner, hostile, two.now).events == 0


def test_an_undo_follows_a_card_to_its_new_name(one: Machine) -> None:
    with Learner.open(one.folder) as learner:
        before = learner.memory("d", "b")
    one.do([("review", "b", 9), ("move", "b", 0), ("undo", "b", 0)])
    with Learner.open(one.folder) as learner:
        assert learner.memory("d", "b2") == before


def test_of_a_home_this_learner_is_taken(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for name, item in (("me", "a"), ("anna", "b")):
        Machine(home / "learners" / name).do([("review", item, 2)])
    with Learner.open(tmp_path / "me") as learner:
        assert merge(learner, home, NOON + timedelta(days=1)).reviews == 1
        assert learner.record_of("d", "a").memory is not None
        assert learner.record_of("d", "b").memory is None
