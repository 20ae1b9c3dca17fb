"""What a learner's reviews show: how much is remembered, how well that was predicted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from trainer.deck.identity import deck_and_item
from trainer.deck.item import Item
from trainer.memory.agenda import Agenda
from trainer.memory.duration import believable
from trainer.memory.forecast import forecast
from trainer.memory.leech import is_leech
from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.memory.state import MemoryState, Phase
from trainer.memory.workload import Load, workload
from trainer.progress import Progress, no_progress
from trainer.store.event import ReviewEvent, SchedulerEvent
from trainer.store.learner import Learner
from trainer.study.corrections import is_answer

SPANS = (7, 30, 365)
"""Days over which retention is shown."""
BINS = 10
"""Of predicted recall, each a tenth of the way from 0 to 1."""
AHEAD = 30
"""Days of the forecast."""
HARDEST = 10
STABILITIES = (1, 3, 7, 14, 30, 90, 180, 365)
"""Upper edges, in days, of the classes of stability; the last class has none."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the asked were recalled."""

    asked: int = 0
    recalled: int = 0

    @property
    def rate(self) -> float | None:
        """The share, 0 to 1; None where nothing was asked."""
        return self.recalled / self.asked if self.asked else None


@dataclass(frozen=True, slots=True)
class Calibration:
    """Reviews whose recall was predicted about alike, and how they went."""

    predicted: float
    """The mean of the predictions, 0 to 1."""
    actual: float
    """The share that was recalled, 0 to 1."""
    reviews: int


@dataclass(frozen=True, slots=True)
class HardItem:
    """An item that costs much."""

    ref: str
    prompt: str
    difficulty: float
    lapses: int
    leech: bool


@dataclass(frozen=True, slots=True)
class Statistics:
    """The figures of a learner, or of one of their decks."""

    today: date
    reviews: int = 0
    """Answers, as `is_answer` has it: those of practice are among them."""
    practice: int = 0
    """How many of them were practice."""
    seconds: int = 0
    """Time spent in all, from question to rating, ten minutes at most for each."""
    days_studied: int = 0
    retention: dict[int, Share] = field(default_factory=dict)
    """Days up to today -> true retention: of reviews of what was learnt, the share recalled."""
    calibration: tuple[Calibration, ...] = ()
    """By predicted recall, the lowest first; only classes with reviews."""
    per_day: dict[date, int] = field(default_factory=dict)
    """Study day -> answers, as `reviews` counts them."""
    forecast: tuple[int, ...] = ()
    """Learnt items that are asked on each of the next days, as the agenda foresees it."""
    stability: tuple[int, ...] = ()
    """Items in each class of `STABILITIES`, and one more above the last."""
    difficulty: tuple[int, ...] = ()
    """Items of each difficulty, 1 to 10."""
    learnt: int = 0
    """Items in the review phase, as each deck counts them."""
    hardest: tuple[HardItem, ...] = ()
    """The ten items forgotten most often, then the most difficult."""
    leeches: tuple[HardItem, ...] = ()
    """All of them, in the same order: the first are the hardest items too."""
    workload: tuple[Load, ...] = ()
    """What keeping the items learnt would cost at several desired retentions.

    Suspended ones cost nothing.
    """

    @property
    def calibration_error(self) -> float | None:
        """How far predictions were off on average, 0 to 1, weighted by reviews; None without any.

        The expected calibration error, as used for classifiers (Naeini et al., 2015).
        """
        total = sum(group.reviews for group in self.calibration)
        if not total:
            return None
        off = (abs(g.predicted - g.actual) * g.reviews for g in self.calibration)
        return sum(off) / total


def statistics_of(
    learner: Learner,
    items: Mapping[str, Item],
    scheduler: Scheduler,
    agenda: Agenda,
    progress: Progress = no_progress,
) -> Statistics:
    """Count everything; reads the whole journal.

    Args:
        learner: whose.
        items: by their refs, those whose state is shown; reviews count of all their
            decks, those of cards that are gone too.
        scheduler: what predicts recall.
        agenda: of the present study day; an item that is not in it has no state to show.
        progress: called with how much of the journal was read.

    Raises:
        TrainerError: the journal can no longer be read.
    """
    decks = {deck_and_item(ref)[0] for ref in items}
    today = agenda.plan.day
    tally = _Tally(scheduler, today)
    for event in learner.events(progress=progress):
        if isinstance(event, SchedulerEvent):
            tally.schedulers[event.key] = event.scheduler(scheduler.rollover_hour)
        elif is_answer(event, decks):
            tally.add(event)
    entries = agenda.plan.entries
    known = [(ref, entries[ref]) for ref in items if ref in entries]
    memories = [(ref, entry.state) for ref, entry in known if entry.state]
    states = [memory for _, memory in memories]
    asked = [entry.state for _, entry in known if entry.state and not entry.suspended]
    forgotten = _most_forgotten(memories, items)
    return Statistics(
        today=today,
        reviews=sum(tally.per_day.values()),
        practice=tally.practice,
        seconds=tally.milliseconds // 1000,
        days_studied=len(tally.per_day),
        retention={span: Share(*counts) for span, counts in tally.asked.items()},
        calibration=tally.calibration,
        per_day=dict(sorted(tally.per_day.items())),
        forecast=forecast(agenda, AHEAD, items),
        stability=_by_stability(states),
        difficulty=_by_difficulty(states),
        learnt=sum(memory.phase is Phase.REVIEW for memory in states),
        hardest=forgotten[:HARDEST],
        leeches=tuple(item for item in forgotten if item.leech),
        workload=tuple(workload(asked, scheduler, today)),
    )


class _Tally:
    """Adds reviews up one by one: ten years of them at once would fill the memory."""

    def __init__(self, scheduler: Scheduler, today: date) -> None:
        self.per_day: Counter[date] = Counter()
        self.practice = 0
        self.milliseconds = 0
        self.asked = {span: [0, 0] for span in SPANS}
        """Days up to today -> reviews of what was learnt, and how many were recalled."""
        self.schedulers: dict[str, Scheduler | None] = {}
        """Key -> the scheduler that was at work; None where it can work no more."""
        self._predicted = [[0.0, 0, 0] for _ in range(BINS)]
        self._scheduler = scheduler
        self._today = today

    def add(self, review: ReviewEvent) -> None:
        self.per_day[review.day] += 1
        self.milliseconds += believable(review.duration_ms)  # older journals have what was measured
        self.practice += review.cram
        before = review.before
        if review.cram or before is None or before.phase is not Phase.REVIEW:
            return
        recalled = review.rating is not Rating.AGAIN
        for span, counts in self.asked.items():
            if review.day > self._today - timedelta(days=span):
                counts[0] += 1
                counts[1] += recalled
        # what was foretold then, not what a fit since would have
        scheduler = self.schedulers.get(review.scheduler or "") or self._scheduler
        predicted = scheduler.retrievability(before, review.day)
        group = self._predicted[min(BINS - 1, int(predicted * BINS))]
        group[0] += predicted
        group[1] += recalled
        group[2] += 1

    @property
    def calibration(self) -> tuple[Calibration, ...]:
        return tuple(
            Calibration(predicted / reviews, recalled / reviews, int(reviews))
            for predicted, recalled, reviews in self._predicted
            if reviews
        )


def _by_stability(memories: Iterable[MemoryState]) -> tuple[int, ...]:
    counts = [0] * (len(STABILITIES) + 1)
    for memory in memories:
        counts[sum(memory.stability > edge for edge in STABILITIES)] += 1
    return tuple(counts)


def _by_difficulty(memories: Iterable[MemoryState]) -> tuple[int, ...]:
    counts = Counter(min(10, max(1, round(memory.difficulty))) for memory in memories)
    return tuple(counts[difficulty] for difficulty in range(1, 11))


def _most_forgotten(
    memories: Iterable[tuple[str, MemoryState]], items: Mapping[str, Item]
) -> tuple[HardItem, ...]:
    lapsed = (entry for entry in memories if entry[1].lapses)
    order = sorted(lapsed, key=lambda entry: (-entry[1].lapses, -entry[1].difficulty))
    return tuple(
        HardItem(ref, items[ref].prompt, memory.difficulty, memory.lapses, is_leech(memory))
        for ref, memory in order
    )
