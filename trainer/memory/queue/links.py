"""How the items of a queue hang together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice

from trainer.memory.queue.agenda_item import AgendaItem

NO_REFS: frozenset[str] = frozenset()

Neighbours = Mapping[str, frozenset[str]]
"""ref -> the refs that it is linked to; an item without links is missing."""


@dataclass(frozen=True, slots=True)
class Links:
    """The links between items, each to be followed from both of its ends."""

    siblings: Neighbours
    confusables: Neighbours
    apart: Neighbours
    """Both of the above: what must not have been asked on the day of an introduction."""
    required_by: Mapping[str, tuple[str, ...]]
    """ref -> what may become introducible once it is learnt."""

    def one_of_siblings(
        self, refs: Iterable[str], asked: AbstractSet[str], limit: int
    ) -> list[str]:
        """The first `limit` of refs that have no sibling among those asked or chosen."""
        if not self.siblings:
            return [*islice(refs, max(0, limit))]
        chosen: list[str] = []
        kept_away = set(asked)
        for ref in refs:
            if len(chosen) >= limit:
                break
            if kept_away.isdisjoint(self.siblings.get(ref, NO_REFS)):
                kept_away.add(ref)
                chosen.append(ref)
        return chosen


def links_of(entries: Iterable[AgendaItem]) -> Links:
    """Gather the links of all entries."""
    siblings: defaultdict[str, set[str]] = defaultdict(set)
    confusables: defaultdict[str, set[str]] = defaultdict(set)
    required_by: defaultdict[str, list[str]] = defaultdict(list)
    for entry in entries:
        if not entry.is_linked:
            continue  # as for most, and there may be many
        for ref in dict.fromkeys(entry.requires):
            required_by[ref].append(entry.ref)
        for ref in entry.siblings:
            _link(siblings, entry.ref, ref)
        for ref in entry.confusables:
            _link(confusables, entry.ref, ref)
    return Links(
        siblings=_frozen(siblings),
        confusables=_frozen(confusables),
        apart=_frozen(
            {
                ref: siblings.get(ref, NO_REFS) | confusables.get(ref, NO_REFS)
                for ref in siblings.keys() | confusables.keys()
            }
        ),
        required_by={ref: tuple(refs) for ref, refs in required_by.items()},
    )


def _link(linked: defaultdict[str, set[str]], one: str, other: str) -> None:
    if one != other:
        linked[one].add(other)
        linked[other].add(one)


def _frozen(linked: Mapping[str, AbstractSet[str]]) -> Neighbours:
    return {ref: frozenset(refs) for ref, refs in linked.items()}
