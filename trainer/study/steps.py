"""The steps of a session, kept so that they can be undone and summed up."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from trainer.deck.form_base import Answer
from trainer.deck.item import Item
from trainer.grading.mark import Mark
from trainer.memory.queue import Queue
from trainer.memory.rating import Rating
from trainer.memory.state import MemoryState


@dataclass(frozen=True, slots=True)
class Step:
    """What was done with one item: rated, skipped, buried or suspended."""

    item: Item | None
    """None where its card was gone when an earlier run of the program was gone on with."""
    queue: Queue | None
    """The queue as it was before; None where an earlier run of the program took the step."""
    event_id: str | None
    """The journal's event, which an undo names; None for a skip, which is not recorded."""
    rating: Rating | None = None
    """None for a step that was no review."""
    answer: Answer | None = None
    mark: Mark | None = None
    seconds: float = 0.0
    """How long the learner took, from the question to the rating."""
    was_new: bool = False
    """Whether the item was met for the first time."""
    accepted: str | None = None
    """The event that lets its answer count as right from now on: an undo of the answer takes it
    back, too."""


class Steps:
    """What a session did, and the queue that is left; the last step can be taken back.

    Args:
        plan: builds the queue of a moment's study day from the memory as it is.
        now: the present moment.
        done: what an interrupted run of the session did, oldest first.
        cram: whether it is practice, which leaves no memory for the plan to see.
        once: whether nothing is asked again that was not known.
    """

    def __init__(
        self,
        plan: Callable[[datetime], Queue],
        now: datetime,
        done: Iterable[Step] = (),
        *,
        cram: bool = False,
        once: bool = False,
    ) -> None:
        self.plan = plan
        self.done = [*done]
        """What was done, oldest first."""
        self._cram = cram
        self._once = once
        self.queue = self._planned(now)
        """What is left to ask."""

    @property
    def answers(self) -> int:
        """How many answers were rated."""
        return sum(step.rating is not None for step in self.done)

    def rated(self, ref: str, rating: Rating, memory: MemoryState | None) -> Queue:
        """The queue after an item was rated, and is remembered so."""
        is_asked_again = self._cram and not self._once and rating is Rating.AGAIN
        return self.queue.later(ref) if is_asked_again else self.queue.after(ref, memory)

    def go_on(self, step: Step, queue: Queue) -> None:
        """Add a step; what is left to ask after it."""
        self.done.append(step)
        self.queue = queue

    def go_back(self, now: datetime) -> Step:
        """Take the last step back; which it was."""
        step = self.done.pop()
        self.queue = step.queue or self._planned(now)
        return step

    def begin_day(self, now: datetime) -> None:
        """Plan another day, on which all may be asked again."""
        self.queue = self.plan(now)
        self._drop_queues()

    def plan_again(self, now: datetime) -> None:
        """Plan the day again, since memory changed elsewhere."""
        self.queue = self._planned(now)
        self._drop_queues()

    def renew(
        self,
        plan: Callable[[datetime], Queue],
        successor: Callable[[Item], Item | None],
        now: datetime,
    ) -> None:
        """Plan the day again, since cards were edited.

        Args:
            plan: as at the beginning, of the items as they are now.
            successor: what an item became; None where it is gone.
            now: the present moment.
        """
        self.plan = plan
        self.done = [
            replace(one, item=one.item and (successor(one.item) or one.item)) for one in self.done
        ]
        self.plan_again(now)

    def _planned(self, now: datetime) -> Queue:
        """The queue of today; practice, which leaves no memory, without what is done."""
        queue = self.plan(now)
        for step in self.done if self._cram else ():
            if step.item is None:
                continue
            if step.rating is Rating.AGAIN and not self._once:
                queue = queue.later(step.item.ref)
            elif step.event_id:
                queue = queue.without(step.item.ref)
        return queue

    def _drop_queues(self) -> None:
        """A queue of before is no state to go back to."""
        self.done = [replace(step, queue=None) for step in self.done]
