"""What is remembered, by deck, by tag and by kind of card."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from trainer.deck.item import Item
from trainer.memory.scheduler import Scheduler
from trainer.memory.state import MemoryState
from trainer.store.learner import Learner


@dataclass(frozen=True, slots=True)
class Group:
    """Items that have something in common."""

    name: str
    items: int
    """How many there are."""
    met: int
    """How many were asked at least once."""
    lapses: int
    """How often they were forgotten, taken together."""
    recall: float | None
    """The mean chance of recall today of those that were met; None where none was."""


def groups_of(
    items: Iterable[Item],
    names: Callable[[Item], Iterable[str]],
    learner: Learner,
    scheduler: Scheduler,
    today: date,
) -> tuple[Group, ...]:
    """Divide items into groups, the one that is remembered worst first, what is new last.

    Args:
        items: what to divide.
        names: the groups of an item.
        learner: whose memory.
        scheduler: gives the chance of recall.
        today: the study day.
    """
    counts: defaultdict[str, int] = defaultdict(int)
    memories: defaultdict[str, list[MemoryState]] = defaultdict(list)
    for item in items:
        memory = learner.memory(item.deck_id, item.id)
        for name in names(item):
            counts[name] += 1
            if memory is not None:
                memories[name].append(memory)
    groups = [
        Group(
            name,
            many,
            len(memories[name]),
            sum(memory.lapses for memory in memories[name]),
            scheduler.mean_retrievability(memories[name], today) if memories[name] else None,
        )
        for name, many in counts.items()
    ]
    return tuple(sorted(groups, key=lambda group: (group.recall is None, group.recall or 0.0)))
