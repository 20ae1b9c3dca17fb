"""What the reviews show, on a history whose figures are known."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.clock import NOON
from trainer.deck.reader import read_deck_text
from trainer.memory.leech import LEECH_LAPSES
from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.memory.study_day import study_day
from trainer.store.event import ReviewEvent, SchedulerEvent, SuspendEvent
from trainer.store.learner import Learner
from trainer.store.outlines import Outlines
from trainer.store.settings import Settings
from trainer.study.day_index import DayIndex
from trainer.study.item_index import ItemIndex
from trainer.study.planner import Planner
from trainer.study.statistics import Share, Statistics, statistics_of

SCHEDULER = Scheduler()


def told_of(
    learner: Learner, items: ItemIndex, days: int = 0, scheduler: Scheduler = SCHEDULER
) -> Statistics:
    """The statistics so many days after the first."""
    agenda = Planner(learner, scheduler, Settings(), DayIndex(learner.folder / "days", {})).agenda(
        items, NOON + timedelta(days=days)
    )
    return statistics_of(learner, items, scheduler, agenda)


def items_of(cards: int) -> ItemIndex:
    rows = "".join(f"  - {{id: c{n}, q: What is {n}?, a: it}}\n" for n in range(cards))
    deck = read_deck_text(f"title: D\nid: d\ncards:\n{rows}", Path("d.yaml")).deck
    assert deck
    return ItemIndex.of(deck, Outlines.of(deck.id, deck.cards))


@pytest.fixture
def items() -> ItemIndex:
    return items_of(4)


def review(
    learner: Learner,
    item: str,
    day: int,
    rating: Rating,
    *,
    cram: bool = False,
    seconds: int = 30,
) -> None:
    at = NOON + timedelta(days=day)
    before = learner.memory("d", item)
    key = learner.record_scheduler(SchedulerEvent.of(SCHEDULER, at))
    learner.record(
        ReviewEvent(
            at=at,
            day=study_day(at, 4),
            deck="d",
            item=item,
            rating=rating,
            before=before,
            after=None if cram else SCHEDULER.review(f"d/{item}", before, rating, at),
            scheduler=None if cram else key,
            duration_ms=seconds * 1000,
        )
    )


@pytest.fixture
def told(tmp_path: Path, items: ItemIndex) -> Statistics:
    with Learner.open(tmp_path / "me") as learner:
        for item in ("c0", "c1", "c2"):
            review(learner, item, 0, Rating.EASY)
        review(learner, "c0", 20, Rating.GOOD)
        review(learner, "c1", 20, Rating.AGAIN)
        review(learner, "c2", 40, Rating.GOOD)
        review(learner, "c2", 41, Rating.AGAIN, cram=True)
        return told_of(learner, items, 42)


def test_true_retention_is_of_what_was_learnt_and_no_practice(told: Statistics) -> None:
    assert told.retention == {7: Share(1, 1), 30: Share(3, 2), 365: Share(3, 2)}
    assert told.retention[7].rate == 1


def test_totals(told: Statistics) -> None:
    assert (told.reviews, told.seconds, told.days_studied) == (7, 210, 4)
    assert sum(told.per_day.values()) == 7
    assert sum(told.stability) == sum(told.difficulty) == 3
    assert told.learnt == 2, "one of three was forgotten"


def test_what_was_forgotten_is_learnt_again_before_it_counts_as_learnt(
    tmp_path: Path, items: ItemIndex
) -> None:
    with Learner.open(tmp_path / "me") as learner:
        review(learner, "c0", 0, Rating.EASY)
        review(learner, "c1", 0, Rating.EASY)
        review(learner, "c1", 20, Rating.AGAIN)
        assert told_of(learner, items, 20).learnt == 1


def test_what_was_predicted_and_what_happened(told: Statistics) -> None:
    assert sum(group.reviews for group in told.calibration) == 3
    assert all(0 < group.predicted < 1 for group in told.calibration)
    predicted = sum(group.predicted * group.reviews for group in told.calibration) / 3
    assert told.calibration_error is not None
    assert abs(predicted - 2 / 3) <= told.calibration_error + 1e-9


def test_what_was_forgotten_is_named(told: Statistics) -> None:
    (hard,) = told.hardest
    assert (hard.ref, hard.lapses, hard.leech) == ("d/c1", 1, False)


def test_what_is_overdue_is_due_today(told: Statistics) -> None:
    assert told.forecast[0] == 1


def test_what_is_suspended_is_not_to_come(tmp_path: Path, items: ItemIndex) -> None:
    with Learner.open(tmp_path / "me") as learner:
        for item in ("c0", "c1"):
            review(learner, item, 0, Rating.EASY)
        before = told_of(learner, items)
        learner.record(SuspendEvent(at=NOON, day=NOON.date(), deck="d", item="c1", suspended=True))
        after = told_of(learner, items)
    assert (sum(before.forecast), sum(after.forecast)) == (2, 1)
    assert after.workload[0].reviews_per_day < before.workload[0].reviews_per_day
    assert after.learnt == 2


def test_a_card_left_open_overnight_by_an_older_trainer_counts_ten_minutes(
    tmp_path: Path, items: ItemIndex
) -> None:
    with Learner.open(tmp_path / "me") as learner:
        review(learner, "c0", 0, Rating.GOOD, seconds=9 * 3600)
        assert told_of(learner, items).seconds == 600


def test_every_leech_is_told_the_worst_first(tmp_path: Path) -> None:
    items = items_of(12)
    with Learner.open(tmp_path / "me") as learner:
        for number, item in enumerate(items.values()):
            review(learner, item.id, 0, Rating.EASY)
            for lapse in range(LEECH_LAPSES + (number == 11) - (number == 0)):
                review(learner, item.id, 2 * lapse + 1, Rating.AGAIN)
                review(learner, item.id, 2 * lapse + 1, Rating.EASY)
        told = told_of(learner, items, 20)
    assert len(told.hardest) == 10
    assert len(told.leeches) == 11
    assert told.leeches[0].ref == "d/c11"
    assert told.leeches[:10] == told.hardest
    assert "d/c0" not in {item.ref for item in told.leeches}


def test_nothing_reviewed_tells_nothing(tmp_path: Path, items: ItemIndex) -> None:
    with Learner.open(tmp_path / "new") as learner:
        told = told_of(learner, items)
    assert told.calibration_error is None
    assert told.retention[7].rate is None
    assert told.hardest == ()


def test_what_was_predicted_is_shown_though_a_fit_predicts_otherwise_since(
    tmp_path: Path, items: ItemIndex
) -> None:
    with Learner.open(tmp_path) as learner:
        for day in (0, 3, 20):
            review(learner, "c0", day, Rating.GOOD)
        before = told_of(learner, items, 30)
        other = Scheduler(parameters=(*SCHEDULER.parameters[:-1], 0.6))
        after = told_of(learner, items, 30, other)
    assert before.calibration
    assert before.calibration == after.calibration
