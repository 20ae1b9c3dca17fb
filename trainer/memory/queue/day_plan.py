"""What stays fixed while the queue of a day is worked off, and what bars a new item from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from trainer.memory.queue.agenda_item import AgendaItem
from trainer.memory.queue.entries import Entries
from trainer.memory.queue.held import Held, Why
from trainer.memory.queue.links import NO_REFS, Links
from trainer.memory.queue.sorted_map import SortedMap
from trainer.memory.state import MemoryState

LEARN_AHEAD = timedelta(minutes=20)
"""A learning step as near as this is asked at once when nothing else is left (as in Anki)."""

Met = SortedMap[str, MemoryState | None]
"""What has been shown since the day was planned: ref -> its memory.

None for a new item that was skipped.
"""
NOTHING_MET: Met = SortedMap()


@dataclass(frozen=True, slots=True)
class Plan:
    """The items as they were when the day was planned."""

    day: date
    entries: Entries
    position: Mapping[str, int]
    """ref of a new item -> its place in the author's order."""
    links: Links
    ranks: Mapping[str, int]
    """ref of a review that was chosen for the day -> its place among them."""
    asked: frozenset[str] = NO_REFS
    """What was asked today already, or is sure to be."""

    def aside(self, entry: AgendaItem) -> Held | None:
        """How the learner put an item aside; None where they did not."""
        if entry.suspended:
            return Held(Why.SUSPENDED)
        if entry.buried_until is not None and self.day < entry.buried_until:
            return Held(Why.BURIED, entry.buried_until)
        return None

    def bar(self, entry: AgendaItem, met: Met) -> Held | None:
        """What bars an item that is new from today, limits apart; None where nothing does."""
        if put_aside := self.aside(entry):
            return put_aside
        for ref in entry.requires:
            if not self._is_settled(ref, met):
                return Held(Why.REQUIRES, by=ref)
        for ref in self.links.apart.get(entry.ref, NO_REFS):
            if ref in self.asked or ref in met:
                return self.beside(entry.ref, ref)
        return None

    def beside(self, ref: str, other: str) -> Held:
        """That an item is kept away for the day by another, to which it is linked."""
        is_sibling = other in self.links.siblings.get(ref, NO_REFS)
        why = Why.SIBLING if is_sibling else Why.CONFUSABLE
        return Held(why, self.day + timedelta(days=1), other)

    def introduced(self, new: Iterable[str], limit: int) -> list[str]:
        """Which of these new items are asked if all goes well: the first that fit together."""
        apart = self.links.apart
        chosen: list[str] = []
        linked: set[str] = set()
        for ref in new:
            if len(chosen) >= limit:
                break
            if ref in apart:
                if not linked.isdisjoint(apart[ref]):
                    continue
                linked.add(ref)
            chosen.append(ref)
        return chosen

    def surplus(self, new: SortedMap[int, str], ref: str) -> int:
        """How many of the new items that hang together with one must wait for another day.

        Args:
            new: what may be introduced.
            ref: the item; one without links hangs together with none.
        """
        apart, group, reached = self.links.apart, {ref}, [ref]
        while reached:
            linked = apart.get(reached.pop(), NO_REFS)
            further = [other for other in linked if other in self.position and other not in group]
            group.update(further)
            reached += further
        places = sorted(self.position[other] for other in group if other in self.position)
        left = [other for place in places if (other := new.get(place, None)) is not None]
        return len(left) - len(self.introduced(left, len(left)))

    def _is_settled(self, ref: str, met: Met) -> bool:
        """Whether a requirement is learnt, or nothing that the learner can meet here."""
        entry = self.entries.get(ref)
        if entry is None:
            return True
        state = met.get(ref, entry.state)
        return entry.suspended if state is None else state.is_learnt
