"""What is due: the one answer to what is asked on a study day, what is not, and why.

Every count of what is due or new, on every screen and in every command, is read from here.
"""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import islice, repeat

from trainer.memory.queue.agenda_item import AgendaItem, DayCounts, Limits
from trainer.memory.queue.day_plan import LEARN_AHEAD, NOTHING_MET, Plan
from trainer.memory.queue.day_queue import DayQueue, Kind
from trainer.memory.queue.entries import Beside, Entries, ListedEntries
from trainer.memory.queue.held import Held, Why
from trainer.memory.queue.links import NO_REFS, Neighbours, links_of
from trainer.memory.queue.met import Recall, met_before
from trainer.memory.queue.queue import Counts
from trainer.memory.queue.sorted_map import SortedMap
from trainer.memory.state import MemoryState

_DAY = timedelta(days=1)
_BACK_TODAY = {Why.BURIED, Why.STEP, Why.REQUIRES, Why.SIBLING, Why.CONFUSABLE, Why.LIMIT}
"""Why an item that would be asked today is held back."""


@dataclass(frozen=True)
class Agenda:
    """What a study day holds, as things are.

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
      a new item that is buried or suspended does. What is buried on a learning step keeps its
      siblings away all the same.
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
    beyond: tuple[str, ...]
    """Reviews that are due and not among those chosen, the weakest memory first."""
    overdue: int
    """How many of those waiting were due before today."""
    limits: Limits
    """How much is asked on a day."""
    recall: Recall
    """What a memory is worth on a day."""

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
        entries = self.plan.entries.every()
        return tuple(entry.state for entry in entries if entry.state and not entry.suspended)

    def queue(self) -> DayQueue:
        """The day, to be worked off."""
        plan = self.plan
        linked = [ref for ref in self.new if ref in plan.links.apart]
        return DayQueue(
            plan,
            learning=SortedMap(self.learning, [ref for _, ref in self.learning]),
            reviews=SortedMap(range(len(self.reviews)), self.reviews),
            new=SortedMap([plan.position[ref] for ref in self.new], self.new),
            surplus=len(linked) - len(plan.introduced(linked, len(linked))),
            new_left=self.new_left,
        )

    def why_not(self, ref: str, now: datetime) -> Held | None:
        """Why an item is not asked now, and until when; None where it is due now.

        Args:
            ref: of an item of the agenda.
            now: a moment (aware) of the agenda's day.
        """
        kind = self.today.get(ref)
        if kind is None:
            return self._bar(self.plan.entries[ref])
        state = self.plan.entries[ref].state
        if kind == "learning" and state is not None and state.ready_at is not None:
            soon = state.ready_at - LEARN_AHEAD
            return Held(Why.STEP, soon) if now < soon else None
        return None

    def _bar(self, entry: AgendaItem) -> Held:
        """Why an item is not asked today, at no moment."""
        plan, limits = self.plan, self.limits
        ref, state = entry.ref, entry.state
        if state is None:
            barred = plan.bar(entry, NOTHING_MET) or self._beside(ref, plan.links.apart, self.today)
            return self._or_beyond_limit(ref, barred, limits.new_per_day)
        if entry.suspended:
            return Held(Why.SUSPENDED)
        if state.due > plan.day:
            later = max(state.due, entry.buried_until or state.due)
            if state.ready_at is None:
                return Held(Why.NOT_DUE, later)
            is_put_off = later > state.due
            return Held(Why.BURIED, later) if is_put_off else Held(Why.STEP, state.ready_at)
        barred = plan.aside(entry) or self._beside(ref, plan.links.siblings, plan.asked)
        return self._or_beyond_limit(ref, barred, limits.reviews_per_day)

    def _or_beyond_limit(self, ref: str, barred: Held | None, per_day: int) -> Held:
        """What bars an item, or else the limit; one of 0 holds it where its day would come."""
        waits_for_tomorrow = barred and barred.why in {Why.SIBLING, Why.CONFUSABLE}
        if barred and not (waits_for_tomorrow and per_day == 0):
            return barred
        return self._beyond_limit(ref)

    def _beyond_limit(self, ref: str) -> Held:
        return Held(Why.LIMIT, self._admitted.get(ref))

    @cached_property
    def _admitted(self) -> dict[str, date]:
        """Ref of what is beyond today's limit -> the day on which the limit admits it.

        In today's order, and as if nothing more fell due till then. No day where the limit is 0.
        """
        limits, nothing = replace(self.limits, ahead=False, more_new=0), DayCounts()
        new = (ref for ref in self.new if ref not in self.today)

        def days(refs: Iterable[str], left: Callable[[date], int]) -> Iterator[tuple[str, date]]:
            day, waiting = self.plan.day + _DAY, iter(refs)
            while admitted := [*islice(waiting, left(day))]:
                yield from zip(admitted, repeat(day))
                day += _DAY

        return {
            **dict(days(new, lambda _: limits.new_left(nothing))),
            **dict(days(self.beyond, lambda day: limits.reviews_left(0, day, nothing))),
        }

    def _beside(self, ref: str, near: Neighbours, asked: Container[str]) -> Held | None:
        """That one of those asked keeps an item away; None where none does."""
        for other in near.get(ref, NO_REFS):
            if other in asked:
                return self.plan.beside(ref, other)
        return None

    def held_back(self, now: datetime) -> Iterator[tuple[str, Held]]:
        """What would be asked now but is not: ref and why, learning steps first."""
        for _, ref in self.learning:
            if held := self.why_not(ref, now):
                yield ref, held
        yield from self._held_today

    @cached_property
    def _held_today(self) -> tuple[tuple[str, Held], ...]:
        held = ((ref, self._held_at(position, ref)) for position, ref in self._not_today())
        return tuple((ref, why) for ref, why in held if why.why in _BACK_TODAY)

    def _not_today(self) -> Iterator[tuple[int, str]]:
        """The positions and refs of the items that are not asked today."""
        every = range(len(self.plan.entries))
        refs = zip(every, self.plan.entries.refs_at(every), strict=True)
        return ((position, ref) for position, ref in refs if ref not in self.today)

    def _held_at(self, position: int, ref: str) -> Held:
        """Why an item is not asked today; most need not be looked at themselves."""
        plan, columns = self.plan, self.plan.entries.columns
        if columns.beside[position] & ~Beside.KNOWN or ref in plan.links.apart:
            return self._bar(plan.entries[ref])
        due = columns.due[position]
        if due > plan.day.toordinal():
            return Held(Why.NOT_DUE, date.fromordinal(due))
        return self._beyond_limit(ref)

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
        return self._next_day

    @cached_property
    def _next_day(self) -> date | None:
        """The first study day after this one on which there is something to ask."""
        soonest = None
        columns = self.plan.entries.columns
        for position, ref in self._not_today():
            due, is_step = columns.due[position], columns.beside[position] & Beside.STEP
            until = self._held_at(position, ref).until
            if due:
                admitted = self.limits.reviews_per_day > 0 or is_step
            else:
                admitted = self.limits.new_per_day > 0
            if until is None or not admitted:
                continue
            # a moment is that of a step on a later study day
            day = date.fromordinal(due) if due and isinstance(until, datetime) else until
            soonest = day if soonest is None else min(soonest, day)
            if soonest == self.plan.day + _DAY:
                break
        return soonest


def agenda_of(
    entries: Iterable[AgendaItem] | Entries,
    *,
    day: date,
    limits: Limits,
    done: DayCounts,
    recall: Recall,
) -> Agenda:
    """Plan a study day.

    Args:
        entries: every item there is to draw from, in the author's order.
        day: the study day.
        limits: how much to ask on a day.
        done: what was asked today before, and counts against the limits.
        recall: what a memory is worth on a day.
    """
    if not isinstance(entries, Entries):
        entries = ListedEntries(entries)
    plan = Plan(day, entries, {}, links_of(entries.linked()), {})
    met = met_before(plan, day.toordinal() + limits.ahead, recall)
    asked = {*entries.refs_at(met.asked), *(ref for _, ref in met.learning)}
    left = limits.reviews_left(len(met.waiting), day, done)
    reviews = plan.links.one_of_siblings(entries.refs_at(met.waiting), asked, left)
    asked.update(reviews)
    if met.buried:
        reviews = [ref for ref in reviews if ref not in met.buried]
    ranks = {ref: rank for rank, ref in enumerate(reviews)}
    unmet = [position for position, due in enumerate(entries.columns.due) if not due]
    new = dict(zip(entries.refs_at(unmet), unmet, strict=True))
    plan = replace(plan, position=new, ranks=ranks, asked=frozenset(asked))
    return Agenda(
        plan,
        learning=tuple(sorted(met.learning)),
        reviews=tuple(reviews),
        new=tuple(
            ref
            for ref, position in new.items()
            if not (entries.columns.beside[position] or ref in plan.links.apart)
            or plan.bar(entries[ref], NOTHING_MET) is None
        ),
        new_left=limits.new_left(done),
        waiting=len(met.waiting) - len(met.buried),
        beyond=tuple(
            ref for ref in entries.refs_at(met.waiting) if not (ref in ranks or ref in met.buried)
        ),
        overdue=met.overdue,
        limits=limits,
        recall=recall,
    )
