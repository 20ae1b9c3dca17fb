"""A clock that ran ahead once: what it touched is shown, and counts when it can have happened."""

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.clock import NOON
from tests.memories import memories_of
from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.store.doctor import examine
from trainer.store.event import ClockEvent, ReviewEvent, SchedulerEvent, StateEvent, UndoEvent
from trainer.store.journal import Journal
from trainer.store.learner import Learner
from trainer.store.merge import merge
from trainer.store.rebuild import rebuild
from trainer.store.record import ItemRecord

AHEAD = timedelta(days=5 * 365)
SCHEDULER = Scheduler()
ITEMS = ("aa", "bb", "cc")


def review(learner: Learner, item: str, at: datetime, rating: Rating = Rating.GOOD) -> None:
    key = learner.record_scheduler(SchedulerEvent.of(SCHEDULER, at))
    learner.record(
        ReviewEvent.of(
            ("fut", item),
            rating,
            at,
            before=learner.memory("fut", item),
            scheduler=SCHEDULER,
            scheduler_key=key,
        )
    )


def due(folder: Path, now: datetime) -> dict[str, date]:
    with Learner.open(folder, read_only=True, now=now) as learner:
        return {item: memory.due for item, memory in memories_of(learner, "fut").items()}


def complaints(folder: Path, now: datetime) -> list[str]:
    return [c.what for c in examine(folder, now) if "clock was wrong" in c.what]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three cards learnt while the clock was five years ahead, and nothing else."""
    with Learner.open(tmp_path / "me", now=NOON + AHEAD) as learner:
        for number, item in enumerate(ITEMS):
            review(learner, item, NOON + AHEAD + timedelta(minutes=number), Rating.EASY)
    return tmp_path / "me"


def test_doctor_says_which_items_it_touched_and_mends_them_in_one_go(folder: Path) -> None:
    now = NOON + timedelta(hours=1)
    [what] = complaints(folder, now)
    assert "3 events are from the future, up to 2031-03-09" in what
    assert "fut/aa, fut/bb, fut/cc" in what
    before = (folder / "reviews.jsonl").read_bytes()
    assert all(day.year == 2031 for day in due(folder, now).values()), "reading writes nothing"
    assert (folder / "reviews.jsonl").read_bytes() == before
    [mend] = [c.mend for c in examine(folder, now) if c.mend]
    mend(now)
    assert complaints(folder, now) == []
    assert all(NOON.date() < day < date(2026, 4, 1) for day in due(folder, now).values())
    assert not [c.what for c in examine(folder, now) if c.mend]


def test_opening_writes_down_what_it_counts_as_and_says_so_once(folder: Path) -> None:
    now = NOON + timedelta(hours=1)
    with Learner.open(folder, now=now) as learner:
        assert "A clock was ahead" in learner.notices[0]
        found = [memory.reviewed for memory in memories_of(learner, "fut").values()]
        assert found == [NOON.date()] * 3
        events = [event for event in learner.events() if isinstance(event, ReviewEvent)]
    assert [event.item for event in events] == [*ITEMS], "in the order in which they were given"
    assert all(event.at < now for event in events)
    mended = (folder / "reviews.jsonl").read_bytes()
    with Learner.open(folder, now=now) as learner:
        assert learner.notices == ()
    assert (folder / "reviews.jsonl").read_bytes() == mended
    much_later = due(folder, NOON + 3 * AHEAD)
    assert much_later == due(folder, now), "it is the same whenever it is read"


def test_what_was_taken_back_by_a_wrong_clock_counts_when_it_can_have_happened(
    tmp_path: Path,
) -> None:
    folder, now = tmp_path / "me", NOON + timedelta(hours=1)
    with Learner.open(folder, now=NOON + AHEAD) as learner:
        review(learner, "aa", NOON + AHEAD)
        [event] = [event for event in learner.events() if isinstance(event, ReviewEvent)]
        learner.record(UndoEvent(at=event.at, day=event.day, event=event.id))
    with Learner.open(folder, now=now) as learner:
        assert learner.state.last is not None
        assert learner.state.last[0] < now.timestamp(), "what comes now is next in order"
        assert learner.state.records == {}
    assert complaints(folder, now) == []


def test_what_comes_after_it_outranks_it(folder: Path) -> None:
    with Learner.open(folder, now=NOON + timedelta(days=1)) as learner:
        review(learner, "aa", NOON + timedelta(days=1), Rating.AGAIN)
    assert due(folder, NOON)["aa"] == NOON.date() + timedelta(days=1)


def test_a_clock_set_right_while_the_app_is_open_is_met_at_the_next_opening(folder: Path) -> None:
    now = NOON + timedelta(days=1)
    with Learner.open(folder, now=NOON + AHEAD) as learner:
        review(learner, "aa", now, Rating.AGAIN)
    with Learner.open(folder, now=now) as learner:
        memory = learner.memory("fut", "aa")
    assert memory
    assert memory.due == now.date()


def test_a_merge_takes_nothing_from_the_future_as_it_is(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    with Learner.open(other, now=NOON) as learner:
        review(learner, "aa", NOON + timedelta(days=2))
        review(learner, "aa", NOON + timedelta(days=9), Rating.AGAIN)
        before = learner.memory("fut", "aa")
    assert before
    now = NOON + timedelta(days=10)
    shutil.copytree(folder, tmp_path / "copy")
    with Learner.open(other, now=now) as learner:
        merge(learner, folder, now)
        assert due(other, now)["aa"] < date(2026, 5, 1)
        here = learner.state
    with Learner.open(tmp_path / "copy", now=now) as learner:
        merge(learner, other, now)
        assert learner.state == here


def test_where_this_clock_may_be_the_wrong_one_nothing_is_written_unasked(tmp_path: Path) -> None:
    folder = tmp_path / "me"
    with Learner.open(folder, now=NOON) as learner:
        for day in range(10):
            review(learner, "aa", NOON + timedelta(days=day))
    before = (folder / "reviews.jsonl").read_bytes()
    wrong = NOON - timedelta(days=2000)
    with Learner.open(folder, now=wrong) as learner:
        assert "If the clock of this computer is right" in learner.notices[0]
    assert (folder / "reviews.jsonl").read_bytes() == before
    assert complaints(folder, wrong)
    assert complaints(folder, NOON + timedelta(days=10)) == []


def test_between_true_answers_it_counts_from_the_one_before_on(tmp_path: Path) -> None:
    folder = tmp_path / "me"
    with Learner.open(folder, now=NOON) as learner:
        review(learner, "aa", NOON)
        review(learner, "bb", NOON + AHEAD)
        review(learner, "cc", NOON + AHEAD + timedelta(minutes=3))
        review(learner, "aa", NOON + timedelta(hours=2))
    with Learner.open(folder, now=NOON + timedelta(days=3)) as learner:
        moments = [event.at for event in learner.events() if isinstance(event, ReviewEvent)]
    assert moments == sorted(moments)
    assert timedelta(0) <= moments[2] - moments[1] - timedelta(minutes=3) < timedelta(seconds=1)
    entries = Journal(folder / "reviews.jsonl").entries()
    assert len([1 for entry in entries if isinstance(entry.event, ClockEvent)]) == 2


def studied(folder: Path, days: int, first: datetime) -> None:
    """Answers on so many days, one after the other."""
    with Learner.open(folder, now=first) as learner:
        for day in range(days):
            review(learner, "aa", first + timedelta(days=day))


def test_a_clock_that_was_ahead_for_weeks_is_met_on_opening(tmp_path: Path) -> None:
    folder, now = tmp_path / "me", NOON + timedelta(days=41)
    studied(folder, 20, NOON)
    with Learner.open(folder, now=NOON + AHEAD) as learner:
        for day in range(20, 40):
            review(learner, "aa", NOON + AHEAD + timedelta(days=day))
    with Learner.open(folder, now=now) as learner:
        assert "A clock was ahead" in learner.notices[0]
        moments = [event.at for event in learner.events() if isinstance(event, ReviewEvent)]
    assert moments == sorted(moments)
    assert max(moments) < now
    assert complaints(folder, now) == []


@pytest.mark.parametrize("behind", [20, 300, 10_000])
def test_a_clock_that_fell_back_corrects_nothing_unasked(tmp_path: Path, behind: int) -> None:
    folder = tmp_path / "me"
    studied(folder, 400, NOON - timedelta(days=400))
    before = (folder / "reviews.jsonl").read_bytes()
    with Learner.open(folder, now=NOON - timedelta(days=behind)) as learner:
        assert "If the clock of this computer is right" in learner.notices[0]
    assert (folder / "reviews.jsonl").read_bytes() == before


def test_a_merge_from_a_clock_that_was_ahead_for_weeks_takes_nothing_as_it_is(
    tmp_path: Path,
) -> None:
    folder, other, now = tmp_path / "me", tmp_path / "other", NOON + timedelta(days=41)
    studied(folder, 1, NOON)
    with Learner.open(folder, now=NOON + AHEAD) as learner:
        for day in range(20, 40):
            review(learner, "bb", NOON + AHEAD + timedelta(days=day))
    with Learner.open(other, now=now) as learner:
        merge(learner, folder, now)
        assert learner.state.last is not None
        assert learner.state.last[0] < now.timestamp()


def test_after_a_merge_it_counts_after_all_that_was_there_before(tmp_path: Path) -> None:
    """Lines that a merge brought are older than those before them."""
    folder, other, now = tmp_path / "me", tmp_path / "other", NOON + timedelta(days=3)
    studied(other, 3, NOON - timedelta(days=30))
    with Learner.open(folder, now=NOON) as learner:
        review(learner, "bb", NOON)
        merge(learner, other, NOON)
        review(learner, "bb", NOON + AHEAD, Rating.AGAIN)
    with Learner.open(folder, now=now) as learner:
        found = [event for event in learner.events("fut", "bb") if isinstance(event, ReviewEvent)]
        assert [event.rating for event in found] == [Rating.GOOD, Rating.AGAIN]
        assert NOON < found[1].at < now


def test_a_review_of_an_unknown_scheduler_is_due_as_long_after_it_as_it_said(
    tmp_path: Path,
) -> None:
    """The line that describes the scheduler is lost."""
    folder, now = tmp_path / "me", NOON + timedelta(hours=1)
    with Learner.open(folder, now=NOON + AHEAD) as learner:
        for item, rating in (("aa", Rating.EASY), ("bb", Rating.AGAIN)):
            event = ReviewEvent.of(
                ("fut", item),
                rating,
                NOON + AHEAD,
                before=None,
                scheduler=SCHEDULER,
                scheduler_key="nobody-knows",
            )
            learner.record(event)
    with Learner.open(folder, now=now) as learner:
        memories = memories_of(learner, "fut")
    assert memories["aa"].reviewed == NOON.date()
    assert NOON.date() < memories["aa"].due < date(2026, 4, 1)
    assert memories["bb"].ready_at is not None
    assert NOON < memories["bb"].ready_at < now + timedelta(minutes=1)


def test_what_was_stated_by_a_wrong_clock_is_due_as_long_after_it(tmp_path: Path) -> None:
    folder, now = tmp_path / "me", NOON + timedelta(hours=1)
    at = NOON + AHEAD
    made_then = SCHEDULER.review("fut/aa", None, Rating.EASY, at)
    made_before = SCHEDULER.review("fut/bb", None, Rating.EASY, NOON - timedelta(days=9))
    buried = at.date() + timedelta(days=1)
    with Learner.open(folder, now=at) as learner:
        for item, memory in (("aa", made_then), ("bb", made_before)):
            record = ItemRecord(memory, buried_until=buried)
            learner.record(StateEvent.of(("fut", item), record, at, at.date(), "imported"))
    with Learner.open(folder, now=now) as learner:
        records = learner.records("fut")
        aa, bb = records["aa"], records["bb"]
        assert rebuild(learner.journal) == learner.state
    assert aa.memory
    assert aa.memory.reviewed == NOON.date()
    assert aa.memory.due - aa.memory.reviewed == made_then.due - made_then.reviewed
    assert bb.memory == made_before, "what another program said of the time before is true"
    assert aa.buried_until == bb.buried_until == NOON.date() + timedelta(days=1)


@pytest.mark.parametrize(
    "behind", [datetime(1970, 1, 1, 0, 5, tzinfo=UTC), datetime(2015, 1, 1, tzinfo=UTC)]
)
def test_a_clock_of_before_there_was_a_trainer_corrects_nothing_unasked(
    tmp_path: Path, behind: datetime
) -> None:
    """A computer whose battery is empty begins in 1970, or in the year in which it was built."""
    folder = tmp_path / "me"
    studied(folder, 1, NOON)
    before = (folder / "reviews.jsonl").read_bytes()
    with Learner.open(folder, now=behind) as learner:
        assert "If the clock of this computer is right" in learner.notices[0]
    assert (folder / "reviews.jsonl").read_bytes() == before
