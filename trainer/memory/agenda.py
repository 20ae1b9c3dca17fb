"""What is due: the one answer to what is asked on a study day, what is not, and why.

Every count of what is due or new, on every screen and in every command, is read from here.
"""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from trainer.memory.queue.ask import Counts
from trainer.memory.queue.day import DayQueue, Kind
from trainer.memory.queue.entry import DayCounts, Entry, Limits
from trainer.memory.queue.links import NO_REFS, Links, Neighbours, links_of
from trainer.memory.queue.plan import LEARN_AHEAD, NOTHING_MET, Held, Plan, Why
from trainer.memory.queue.sorted_map import SortedMap
from trainer.memory.state import MemoryState

Recall = Callable[[MemoryState, date], float]
"""The chance, 0 to 1, that a memory yields an answer on a study day."""

_DAY = timedelta(days=1)
_BACK_TODAY = {Why.BURIED, Why.STEP, Why.REQUIRES, Why.SIBLING, Why.CONFUSABLE, Why.LIMIT}
"""Why an item that would be asked today is held back."""


@dataclass(frozen=True)
class Agenda:
    """What a study day holds, as things stand.

    Asked are, in this order: learning steps that are ready, the longest ready first; reviews,
    the weakest memory first; new items in the author's order; what was skipped; learning
    steps up to 20 minutes ahead of their time. No item is shown twice running unless there
    is no other.

    - A new item waits until all that it requires have finished their learning steps, which
      may be in this same session; a lapse later on locks nothing again. A requirement that
      is suspended and was never learnt does not count.
    - Of siblings only one is asked on a day; an item on a learning step always goes on.
    - A new item is not introduced on a day on which one confusable with it is asked. Known
      confusables are kept `SPACING` items apart, with new items between them if need be.
    - The reviews of a day are chosen once, so that one that is buried makes room for no other;
      a new item that is buried or suspended does.
    """

    plan: Plan = field(repr=False)
    learning: tuple[tuple[datetime, str], ...]
    """Today's learning steps and the moments (UTC) at which they are ready, the soonest first."""
    reviews: tuple[str, ...]
    """The weakest memory first."""
    new: tuple[str, ...]
    """All that may be introduced, in the author's order, whatever the limit."""
    new_left: int
    """How many more the day's limit admits."""
    waiting: int
    """How many reviews are due, with those that a sibling or the limit holds back."""
    overdue: int
    """How many of these were due before today."""
    _limits: Limits
    _recall: Recall

    @cached_property
    def introduced(self) -> tuple[str, ...]:
        """The new items that are asked today if all goes well."""
        return tuple(self.plan.introduced(self.new, self.new_left))

    @cached_property
    def today(self) -> dict[str, Kind]:
        """What is still to be asked today: ref -> as what."""
        return {
            **dict.fromkeys((ref for _, ref in self.learning), "learning"),
            **dict.fromkeys(self.reviews, "review"),
            **dict.fromkeys(self.introduced, "new"),
        }

    @property
    def counts(self) -> Counts:
        """How many items are still to be asked today."""
        return Counts(
            new=len(self.introduced), learning=len(self.learning), review=len(self.reviews)
        )

    @property
    def memories(self) -> tuple[MemoryState, ...]:
        """What is remembered of every item that is not suspended."""
        entries = self.plan.entries.values()
        return tuple(entry.state for entry in entries if entry.state and not entry.suspended)

    def queue(self) -> DayQueue:
        """The day, to be worked off."""
        plan = self.plan
        return DayQueue(
            plan,
            learning=SortedMap(self.learning, [ref for _, ref in self.learning]),
            reviews=SortedMap(range(len(self.reviews)), self.reviews),
            new=SortedMap([plan.position[ref] for ref in self.new], self.new),
            new_left=self.new_left,
        )

    def why_not(self, ref: str, now: datetime) -> Held | None:
        """Why an item is not asked now, and until when; None where it is due now.

        Args:
            ref: of an item of the agenda.
            now: a moment (aware) of the agenda's day.
        """
        plan = self.plan
        entry, tomorrow = plan.entries[ref], plan.day + _DAY
        state, kind = entry.state, self.today.get(ref)
        if kind == "learning":
            assert state is not None and state.ready_at is not None  # noqa: S101, PT018
            soon = state.ready_at - LEARN_AHEAD
            return Held(Why.STEP, soon) if now < soon else None
        if kind is not None:
            return None
        if state is None:
            barred = plan.bar(entry, NOTHING_MET) or self._beside(ref, plan.links.apart, self.today)
            return barred or Held(Why.LIMIT, tomorrow)
        if entry.suspended:
            return Held(Why.SUSPENDED)
        if state.due > plan.day:
            if state.ready_at is not None:
                return Held(Why.STEP, state.ready_at)
            return Held(Why.NOT_DUE, max(state.due, entry.buried_until or state.due))
        barred = plan.aside(entry) or self._beside(ref, plan.links.siblings, plan.asked)
        return barred or Held(Why.LIMIT, tomorrow)

    def _beside(self, ref: str, near: Neighbours, asked: Container[str]) -> Held | None:
        """That one of those asked keeps an item away; None where none does."""
        for other in near.get(ref, NO_REFS):
            if other in asked:
                return self.plan.beside(ref, other)
        return None

    def held_back(self, now: datetime) -> Iterator[tuple[str, Held]]:
        """What would be asked now but is not, in the author's order: ref and why."""
        for ref in self.plan.entries:
            held = self.why_not(ref, now)
            if held is not None and held.why in _BACK_TODAY:
                yield ref, held

    def until(self, now: datetime) -> datetime | date | None:
        """When there is something to ask next.

        Returns:
            `now` where there is something now; else a later moment of today (UTC), or a later
            study day; None where nothing is ever due by itself.
        """
        if self.reviews or self.introduced:
            return now
        if self.learning:
            return max(now, self.learning[0][0] - LEARN_AHEAD)
        soonest = None
        for day in self._later_days(now):
            soonest = day if soonest is None else min(soonest, day)
            if soonest == self.plan.day + _DAY:
                break
        return soonest

    def _later_days(self, now: datetime) -> Iterator[date]:
        for ref, entry in self.plan.entries.items():
            state, held = entry.state, self.why_not(ref, now)
            if state is None:
                admitted = self._limits.new_per_day > 0
            else:
                admitted = self._limits.reviews_per_day > 0 or state.ready_at is not None
            if held is not None and held.until is not None and admitted:
                yield state.due if state and state.ready_at else held.until

    def forecast(self, days: int, among: Container[str] | None = None) -> tuple[int, ...]:
        """How many learnt items are asked today and on each day after it, `days` in all.

        Each day is planned by today's rules and limits. Nothing is guessed about what follows
        from answers yet to be given: what is asked on a day counts on no later one, and what
        is new today on none.

        Args:
            days: at least one.
            among: count only these; all when None.
        """
        counted = [sum(self._counts(ref, among) for ref in self.today if self._is_learnt(ref))]
        coming = self._coming(self.plan.day + timedelta(days=days - 1))
        limits = replace(self._limits, ahead=False)
        for ahead in range(1, days):
            day = self.plan.day + ahead * _DAY
            waiting = [entry for first, entry in coming if first <= day]
            steps, reviews = _asked_on(
                day, waiting, asked=set(), links=self.plan.links, limits=limits, done=DayCounts()
            )
            asked = {*steps, *reviews}
            counted.append(sum(self._counts(ref, among) for ref in asked))
            coming = [(first, entry) for first, entry in coming if entry.ref not in asked]
        return tuple(counted)

    def _is_learnt(self, ref: str) -> bool:
        return self.today[ref] != "new"

    @staticmethod
    def _counts(ref: str, among: Container[str] | None) -> bool:
        return among is None or ref in among

    def _coming(self, last: date) -> list[tuple[date, Entry]]:
        """What is asked after today and by a day, each with the first day on which it may be.

        The weakest memory of tomorrow comes first, for all of these days.
        """
        tomorrow = self.plan.day + _DAY
        coming: list[tuple[float, int, date, Entry]] = []
        for place, entry in enumerate(self.plan.entries.values()):
            state = entry.state
            if state is None or entry.suspended or entry.ref in self.today:
                continue
            first = max(tomorrow, state.due, entry.buried_until or tomorrow)
            if first <= last:
                coming.append((self._recall(state, tomorrow), place, first, entry))
        return [(first, entry) for _, _, first, entry in sorted(coming, key=lambda told: told[:2])]


def agenda_of(
    entries: Iterable[Entry], *, day: date, limits: Limits, done: DayCounts, recall: Recall
) -> Agenda:
    """Plan a study day.

    Args:
        entries: every item there is to draw from, in the author's order.
        day: the study day.
        limits: how much to ask on a day.
        done: what was asked today before, and counts against the limits.
        recall: what a memory is worth on a day.
    """
    by_ref = {entry.ref: entry for entry in entries}
    plan = Plan(day, by_ref, {}, links_of(by_ref.values()), {})
    last = day + _DAY if limits.ahead else day
    new: dict[str, int] = {}
    due: list[tuple[float, int, Entry]] = []
    asked, buried = set[str](), set[str]()
    overdue = 0
    for place, entry in enumerate(by_ref.values()):
        state = entry.state
        if state is None:
            new[entry.ref] = place
            continue
        if state.reviewed == day:
            asked.add(entry.ref)
            if state.due > day:
                continue
        if state.due > last or entry.suspended:
            continue
        if plan.aside(entry):
            if entry.buried_until == day + _DAY and state.ready_at is None:
                buried.add(entry.ref)  # put off today, when it had its place among the reviews
            else:
                continue
        if state.ready_at is None:
            overdue += state.due < day and entry.ref not in buried
            due.append((recall(state, day), place, entry))
        elif state.due <= day:
            due.append((0.0, place, entry))
    due.sort(key=lambda told: told[:2])
    waiting = [entry for _, _, entry in due]
    steps, reviews = _asked_on(
        day, waiting, asked=asked, links=plan.links, limits=limits, done=done
    )
    asked.update(steps, reviews)
    reviews = [ref for ref in reviews if ref not in buried]
    ranks = {ref: rank for rank, ref in enumerate(reviews)}
    plan = replace(plan, position=new, ranks=ranks, asked=frozenset(asked))
    ready = {entry.ref: entry.state.ready_at for entry in waiting if entry.state}
    learning = sorted((moment, ref) for ref in steps if (moment := ready[ref]) is not None)
    return Agenda(
        plan,
        learning=tuple(learning),
        reviews=tuple(reviews),
        new=tuple(ref for ref in new if plan.bar(by_ref[ref], NOTHING_MET) is None),
        new_left=limits.new_left(done),
        waiting=sum(entry.ref not in buried for entry in waiting) - len(steps),
        overdue=overdue,
        _limits=limits,
        _recall=recall,
    )


def _asked_on(  # noqa: PLR0913 - all that a day follows from
    day: date,
    waiting: Iterable[Entry],
    *,
    asked: set[str],
    links: Links,
    limits: Limits,
    done: DayCounts,
) -> tuple[list[str], list[str]]:
    """The learning steps and the reviews that are asked on a day.

    Args:
        day: the study day.
        waiting: what is due, the weakest memory first.
        asked: what was asked on that day before.
        links: between all items.
        limits: how much to ask on a day.
        done: what counts against them.
    """
    steps = [entry.ref for entry in waiting if entry.state and entry.state.ready_at]
    on_step = set(steps)
    reviews = [entry.ref for entry in waiting if entry.ref not in on_step]
    left = limits.reviews_left(len(reviews), day, done)
    if not links.siblings:
        return steps, reviews[: max(0, left)]
    taken = asked | on_step
    chosen: list[str] = []
    for ref in reviews:
        if len(chosen) >= left:
            break
        if taken.isdisjoint(links.siblings.get(ref, NO_REFS)):
            taken.add(ref)
            chosen.append(ref)
    return steps, chosen
