"""What stays fixed while the queue of a day is worked off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from trainer.memory.queue.entry import Entry
from trainer.memory.queue.links import NO_REFS, Links
from trainer.memory.state import MemoryState

Met = Mapping[str, MemoryState | None]
"""What was not learnt when the day was planned and has been shown since: ref -> its memory.

None for a new item that was skipped.
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """The items as they were when the day was planned."""

    day: date
    entries: Mapping[str, Entry]
    position: Mapping[str, int]
    """ref -> its place in the author's order."""
    links: Links
    asked: frozenset[str] = NO_REFS
    """What was asked today already, or is sure to be."""

    def is_askable(self, entry: Entry) -> bool:
        """Whether the learner has neither suspended nor buried an item."""
        buried = entry.buried_until is not None and self.day < entry.buried_until
        return not (entry.suspended or buried)

    def is_introducible(self, entry: Entry, met: Met) -> bool:
        """Whether a new item may be asked today."""
        apart = self.links.apart.get(entry.ref, NO_REFS)
        return (
            entry.state is None
            and entry.ref not in met
            and self.is_askable(entry)
            and all(self._is_settled(ref, met) for ref in entry.requires)
            and apart.isdisjoint(self.asked)
            and met.keys().isdisjoint(apart)
        )

    def _is_settled(self, ref: str, met: Met) -> bool:
        """Whether a requirement is learnt, or nothing that the learner can meet here."""
        entry = self.entries.get(ref)
        if entry is None:
            return True
        state = met.get(ref, entry.state)
        return entry.suspended if state is None else state.is_learnt
