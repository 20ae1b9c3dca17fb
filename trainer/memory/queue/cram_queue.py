"""Practice that leaves the schedule alone."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from trainer.memory.queue.agenda_item import AgendaItem
from trainer.memory.queue.queue import Ask, Counts, Finished, Wait
from trainer.memory.queue.sorted_map import SortedMap
from trainer.memory.state import MemoryState

APART = 3
"""So many others are asked between siblings, where there are so many."""
_ALONE = frozenset[str]()


@dataclass(frozen=True, slots=True)
class CramQueue:
    """Everything once, and what was answered wrong again at the end until it is right."""

    refs: SortedMap[int, str]
    """In the order in which they are asked, by their turns."""
    turns: SortedMap[str, int]
    """ref -> its turn, once it was put at the end."""
    first_turns: dict[str, int] = field(repr=False)
    """ref -> its turn at the beginning."""
    following: int
    """The turn of what is put at the end next."""

    def next(self, now: datetime) -> Ask | Wait | Finished:  # noqa: ARG002 - Queue's signature
        """What to ask; cramming never waits."""
        for ref in self.refs.values():
            return Ask(ref)
        return Finished()

    def after(self, ref: str, state: MemoryState | None) -> "CramQueue":  # noqa: ARG002
        """The queue after a right answer."""
        return self.without(ref)

    def without(self, ref: str) -> "CramQueue":
        """The queue without an item."""
        turn = self.turns.get(ref, self.first_turns.get(ref, -1))
        return replace(self, refs=self.refs.without(turn))

    def later(self, ref: str) -> "CramQueue":
        """The queue with an item at its end: after a wrong answer, or skipped.

        One that it never had, as its card was removed since, stays out.
        """
        if ref not in self.first_turns:
            return self
        return replace(
            self,
            refs=self.without(ref).refs.including(self.following, ref),
            turns=self.turns.including(ref, self.following),
            following=self.following + 1,
        )

    @property
    def counts(self) -> Counts:
        """How many items are left; cramming does not part new ones from known ones."""
        return Counts(new=0, learning=0, review=len(self.refs))


def build_cram(
    entries: Iterable[AgendaItem], *, retrievability: Callable[[MemoryState], float]
) -> CramQueue:
    """Queue all that is not suspended, the weakest memory first and new items last.

    Siblings are asked apart, for one may show what another asks. Due days, limits, burying and
    all other links belong to the schedule and are passed over.
    """
    known: list[tuple[float, int, str]] = []
    new: list[str] = []
    siblings: dict[str, frozenset[str]] = {}
    for position, entry in enumerate(entries):
        if entry.suspended:
            continue
        if entry.siblings:
            siblings[entry.ref] = frozenset(entry.siblings)
        if entry.state is None:
            new.append(entry.ref)
        else:
            known.append((retrievability(entry.state), position, entry.ref))
    refs = _parted([*(ref for _, _, ref in sorted(known)), *new], siblings)
    turns = {ref: turn for turn, ref in enumerate(refs)}
    return CramQueue(SortedMap(range(len(refs)), refs), SortedMap(), turns, len(refs))


def _parted(refs: list[str], siblings: Mapping[str, frozenset[str]]) -> list[str]:
    """The refs with others between siblings, as few of them moved as can be."""
    if not siblings:
        return refs
    parted: list[str] = []
    waiting: deque[str] = deque()

    def is_near(ref: str, others: Iterable[str]) -> bool:
        return not siblings.get(ref, _ALONE).isdisjoint(others)

    def take_waiting() -> None:
        while ready := next((r for r in waiting if not is_near(r, parted[-APART:])), None):
            waiting.remove(ready)
            parted.append(ready)

    for ref in refs:
        take_waiting()
        if is_near(ref, parted[-APART:]):
            waiting.append(ref)
        else:
            parted.append(ref)
    take_waiting()
    for ref in waiting:  # nothing follows that could part them: the latest place further ahead
        positions = (
            position
            for apart in range(APART, 0, -1)
            for position in range(len(parted), -1, -1)
            if not is_near(ref, parted[max(0, position - apart) : position + apart])
        )
        parted.insert(next(positions, len(parted)), ref)
    return parted
