"""The queue of a study day."""

from bisect import insort
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from trainer.memory.queue.ask import Ask, Counts, Finished, Wait
from trainer.memory.queue.links import NO_REFS
from trainer.memory.queue.plan import Met, Plan
from trainer.memory.state import MemoryState

LEARN_AHEAD = timedelta(minutes=20)
"""A learning step as near as this is asked at once when nothing else is left (as in Anki)."""

SPACING = 4
"""How many other items come between two reviews of confusable items, while there are any."""

_Kind = Literal["new", "learning", "review"]


@dataclass(frozen=True, slots=True)
class DayQueue:
    """What is left to ask today; `build_queue` tells the rules."""

    plan: Plan = field(repr=False)
    learning: tuple[tuple[datetime, str], ...] = ()
    """Learning steps and the moments at which they are ready, the soonest first."""
    reviews: tuple[str, ...] = ()
    """The weakest memory first."""
    new: tuple[str, ...] = ()
    """All that may be introduced as things stand, in the author's order."""
    new_left: int = 0
    """How many more the day's limit admits."""
    skipped: Mapping[str, _Kind] = field(default_factory=dict)
    """In the order in which they were put off; a new one has its place in the limit."""
    met: Met = field(default_factory=dict)
    recent: tuple[str, ...] = ()
    """The items shown last, the latest at the end."""

    def next(self, now: datetime) -> Ask | Wait | Finished:
        """What to do at an (aware) moment; the answer does not change the queue."""
        candidates = self._candidates(now)
        ref = next(candidates, None)
        if ref is None:
            return Wait(self.learning[0][0] - LEARN_AHEAD) if self.learning else Finished()
        if ref in self.recent[-1:]:
            ref = next(candidates, ref)
        return Ask(ref)

    def after(self, ref: str, state: MemoryState | None) -> "DayQueue":
        """The queue after an item was answered and its memory became `state`."""
        queue = self._shown(ref)
        if state is None:
            return queue
        if state.ready_at is not None and state.due <= self.plan.day:
            steps = sorted((*queue.learning, (state.ready_at, ref)))
            queue = replace(queue, learning=tuple(steps))
        before = self.met.get(ref, self.plan.entries[ref].state)
        if before is not None and before.is_learnt:
            return queue
        met = {**queue.met, ref: state}
        new = self._unlocked(ref, queue.new, met) if state.is_learnt else queue.new
        return replace(queue, met=met, new=new)

    def without(self, ref: str) -> "DayQueue":
        """The queue without an item that was buried or suspended."""
        if ref in self.skipped:
            rest = {other: kind for other, kind in self.skipped.items() if other != ref}
            return replace(self, skipped=rest)
        match self._kind(ref):
            case "learning":
                steps = tuple(step for step in self.learning if step[1] != ref)
                return replace(self, learning=steps)
            case "review":
                return replace(self, reviews=_drop(self.reviews, ref))
            case "new":
                return replace(self, new=_drop(self.new, ref))

    def later(self, ref: str) -> "DayQueue":
        """The queue with an item put off until nothing else is to be asked."""
        queue = self._shown(ref)
        return replace(queue, skipped={**queue.skipped, ref: self._kind(ref)})

    @property
    def counts(self) -> Counts:
        """How many items are left, as things stand: what is unlocked later comes on top."""
        skipped = Counter(self.skipped.values())
        return Counts(
            new=self._introductions() + skipped["new"],
            learning=len(self.learning) + skipped["learning"],
            review=len(self.reviews) + skipped["review"],
        )

    def _candidates(self, now: datetime) -> Iterator[str]:
        near = NO_REFS.union(
            *(self.plan.links.confusables.get(ref, NO_REFS) for ref in self.recent)
        )
        for ready_at, ref in self.learning:  # the soonest first
            if ready_at > now:
                break
            yield ref
        yield from (ref for ref in self.reviews if ref not in near)
        if self.new_left > 0:
            yield from self.new
        yield from (ref for ref in self.reviews if ref in near)
        yield from self.skipped
        yield from (ref for ready_at, ref in self.learning if now < ready_at <= now + LEARN_AHEAD)

    def _kind(self, ref: str) -> _Kind:
        if ref in self.skipped:
            return self.skipped[ref]
        if self.plan.entries[ref].state is None and ref not in self.met:
            return "new"
        is_learning = any(ref == learning for _, learning in self.learning)
        return "learning" if is_learning else "review"

    def _shown(self, ref: str) -> "DayQueue":
        """Take an item out, and with a new one all that must not be introduced beside it."""
        queue = replace(self.without(ref), recent=(*self.recent, ref)[-SPACING:])
        if self._kind(ref) != "new" or ref in self.skipped:
            return queue
        apart = self.plan.links.apart.get(ref, NO_REFS)
        new = tuple(other for other in queue.new if other not in apart) if apart else queue.new
        return replace(queue, new=new, new_left=self.new_left - 1, met={**self.met, ref: None})

    def _unlocked(self, ref: str, new: tuple[str, ...], met: Met) -> tuple[str, ...]:
        """Let in what was only waiting for an item that has just been learnt."""
        unlocked = list(new)
        for dependant in self.plan.links.required_by.get(ref, ()):
            if self.plan.is_introducible(self.plan.entries[dependant], met):
                insort(unlocked, dependant, key=self.plan.position.__getitem__)
        return tuple(unlocked)

    def _introductions(self) -> int:
        """How many new items can be asked today, where one may exclude another."""
        apart = self.plan.links.apart
        count, linked = 0, set[str]()
        for ref in self.new:
            if count >= self.new_left:
                break
            if ref not in apart:
                count += 1
            elif linked.isdisjoint(apart[ref]):
                linked.add(ref)
                count += 1
        return count


def _drop(refs: tuple[str, ...], ref: str) -> tuple[str, ...]:
    if ref not in refs:
        return refs
    place = refs.index(ref)
    return refs[:place] + refs[place + 1 :]
