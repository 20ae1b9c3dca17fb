"""Practice that leaves the schedule alone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from trainer.memory.queue.ask import Ask, Counts, Finished, Wait
from trainer.memory.queue.entry import Entry
from trainer.memory.state import MemoryState


@dataclass(frozen=True, slots=True)
class CramQueue:
    """Everything once, and what was answered wrong again at the end until it is right."""

    refs: tuple[str, ...]

    def next(self, now: datetime) -> Ask | Wait | Finished:  # noqa: ARG002 - Queue's signature
        """What to ask; cramming never waits."""
        return Ask(self.refs[0]) if self.refs else Finished()

    def after(self, ref: str, state: MemoryState | None) -> "CramQueue":  # noqa: ARG002
        """The queue after a right answer."""
        return self.without(ref)

    def without(self, ref: str) -> "CramQueue":
        """The queue without an item."""
        return replace(self, refs=tuple(other for other in self.refs if other != ref))

    def later(self, ref: str) -> "CramQueue":
        """The queue with an item at its end: after a wrong answer, or skipped."""
        return replace(self, refs=(*self.without(ref).refs, ref))

    @property
    def counts(self) -> Counts:
        """How many items are left; cramming tells no new ones from known ones."""
        return Counts(new=0, learning=0, review=len(self.refs))


def build_cram(
    entries: Iterable[Entry], *, retrievability: Callable[[MemoryState], float]
) -> CramQueue:
    """Queue all that is not suspended, the weakest memory first and new items last.

    Due days, limits, links and burying belong to the schedule and are passed over.
    """
    known: list[tuple[float, int, str]] = []
    new: list[str] = []
    for place, entry in enumerate(entries):
        if entry.suspended:
            continue
        if entry.state is None:
            new.append(entry.ref)
        else:
            known.append((retrievability(entry.state), place, entry.ref))
    return CramQueue((*(ref for _, _, ref in sorted(known)), *new))
