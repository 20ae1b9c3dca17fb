"""The queue of a study day."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Literal, NamedTuple

from trainer.memory.queue.day_plan import LEARN_AHEAD, NOTHING_MET, Met, Plan
from trainer.memory.queue.links import NO_REFS
from trainer.memory.queue.queue import Ask, Counts, Finished, Wait
from trainer.memory.queue.sorted_map import SortedMap
from trainer.memory.state import MemoryState

SPACING = 4
"""How many other items come between two reviews of confusable items, while there are any."""

Kind = Literal["new", "learning", "review"]

_UNMET: Any = object()


_NOTHING: SortedMap[Any, Any] = SortedMap()


class DayQueue(NamedTuple):
    """What is left to ask today; `trainer.memory.agenda` has the rules.

    A step costs as much as its item has links, times the logarithm of what is queued.
    """

    plan: Plan
    learning: SortedMap[tuple[datetime, str], str]
    """Learning steps by the moments at which they are ready, the soonest first."""
    reviews: SortedMap[int, str]
    """The weakest memory first."""
    new: SortedMap[int, str]
    """All that may be introduced as things stand, in the author's order."""
    surplus: int = 0
    """How many of these must wait for another day, since one of them excludes another."""
    new_left: int = 0
    """How many more the day's limit admits."""
    skipped: SortedMap[int, str] = _NOTHING
    """In the order in which they were put off; a new one has its place in the limit."""
    turns: SortedMap[str, int] = _NOTHING
    """What was skipped -> its key there."""
    met: Met = NOTHING_MET
    away: SortedMap[str, None] = _NOTHING
    """What was buried or suspended since the day was planned."""
    recent: tuple[str, ...] = ()
    """The items shown last, the latest at the end."""
    shown: int = 0
    """How often something was shown."""

    def next(self, now: datetime) -> Ask | Wait | Finished:
        """What to do at an (aware) moment; the answer does not change the queue."""
        candidates = self._candidates(now)
        ref = next(candidates, None)
        if ref is None:
            for (ready_at, _), _ in self.learning:
                return Wait(ready_at - LEARN_AHEAD)
            return Finished()
        if ref in self.recent[-1:]:
            ref = next(candidates, ref)
        return Ask(ref)

    def after(self, ref: str, state: MemoryState | None) -> "DayQueue":
        """The queue after an item was answered and its memory became `state`."""
        before = self._state(ref)
        queue = self._show(ref, before)
        if state is None:
            return queue
        queue = queue._replace(met=queue.met.including(ref, state))
        if state.ready_at is not None and state.due <= self.plan.day:
            steps = queue.learning.including((state.ready_at, ref), ref)
            queue = queue._replace(learning=steps)
        learnt_now = state.is_learnt and not (before and before.is_learnt)
        unlocked = self.plan.links.required_by.get(ref, ()) if learnt_now else ()
        return queue.admitting(unlocked)

    def without(self, ref: str) -> "DayQueue":
        """The queue without an item that was buried or suspended."""
        state = self._state(ref)
        queue = self._without(ref, state)._replace(away=self.away.including(ref, None))
        if state is not None or ref not in self.met:
            return queue
        # A new item that was skipped and never answered leaves its place to others.
        queue = queue._replace(met=self.met.without(ref), new_left=self.new_left + 1)
        return queue.admitting(self.plan.links.apart.get(ref, NO_REFS))

    def later(self, ref: str) -> "DayQueue":
        """The queue with an item put off until nothing else is to be asked."""
        queue = self._show(ref, self._state(ref))
        return queue._replace(
            skipped=queue.skipped.including(queue.shown, ref),
            turns=queue.turns.including(ref, queue.shown),
        )

    @property
    def counts(self) -> Counts:
        """How many items are left, as things stand: what is unlocked later comes on top."""
        skipped = Counter(self._kind(ref) for ref in self.skipped.values())
        introduced = min(max(0, self.new_left), len(self.new) - self.surplus)
        return Counts(
            new=introduced + skipped["new"],
            learning=len(self.learning) + skipped["learning"],
            review=len(self.reviews) + skipped["review"],
        )

    def _candidates(self, now: datetime) -> Iterator[str]:
        near = NO_REFS.union(
            *(self.plan.links.confusables.get(ref, NO_REFS) for ref in self.recent)
        )
        for (ready_at, _), ref in self.learning:  # the soonest first
            if ready_at > now:
                break
            yield ref
        yield from (ref for ref in self.reviews.values() if ref not in near)
        if self.new_left > 0:
            yield from self.new.values()
        yield from (ref for ref in self.reviews.values() if ref in near)
        yield from self.skipped.values()
        for (ready_at, _), ref in self.learning:
            if ready_at > now + LEARN_AHEAD:
                break
            if ready_at > now:
                yield ref

    def _without(self, ref: str, state: MemoryState | None) -> "DayQueue":
        turn = self.turns.get(ref, None)
        if turn is not None:
            return self._replace(skipped=self.skipped.without(turn), turns=self.turns.without(ref))
        if state is None:
            return self.with_new(self.new.without(self.plan.position.get(ref, -1)), ref)
        if state.ready_at is not None:
            return self._replace(learning=self.learning.without((state.ready_at, ref)))
        return self._replace(reviews=self.reviews.without(self.plan.ranks.get(ref, -1)))

    def _state(self, ref: str) -> MemoryState | None:
        state = self.met.get(ref, _UNMET)
        return self.plan.entries[ref].state if state is _UNMET else state

    def _kind(self, ref: str) -> Kind:
        state = self._state(ref)
        if state is None:
            return "new"
        return "review" if state.ready_at is None else "learning"

    def _show(self, ref: str, state: MemoryState | None) -> "DayQueue":
        """Take an item out, and with a new one all that must not be introduced beside it."""
        queue = self._without(ref, state)._replace(
            recent=(*self.recent, ref)[-SPACING:], shown=self.shown + 1
        )
        if state is not None or ref in self.met:
            return queue
        new = queue.new
        for other in self.plan.links.apart.get(ref, NO_REFS):
            new = new.without(self.plan.position.get(other, -1))
        met = self.met.including(ref, None)
        return queue._replace(new_left=self.new_left - 1, met=met).with_new(new, ref)

    def admitting(self, refs: Iterable[str]) -> "DayQueue":
        """Let in those of these new items that nothing bars any longer."""
        queue, plan = self, self.plan
        for ref in refs:
            entry = plan.entries.get(ref)
            if entry is None or entry.state is not None or ref in self.met or ref in self.away:
                continue
            if plan.bar(entry, self.met) is None:
                queue = queue.with_new(queue.new.including(plan.position[ref], ref), ref)
        return queue

    def with_new(self, new: SortedMap[int, str], changed: str) -> "DayQueue":
        """Other new items: `changed` and what hangs together with it came or went."""
        plan = self.plan
        more = plan.surplus(new, changed) - plan.surplus(self.new, changed)
        return self._replace(new=new, surplus=self.surplus + more)
