"""How the items of a queue hang together."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from trainer.memory.queue.entry import Entry

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


def links_of(entries: Iterable[Entry]) -> Links:
    """Gather the links of all entries."""
    entries = tuple(entries)
    required_by: defaultdict[str, list[str]] = defaultdict(list)
    for entry in entries:
        for ref in dict.fromkeys(entry.requires):
            required_by[ref].append(entry.ref)
    return Links(
        siblings=_both_ways(entries, lambda entry: entry.siblings),
        confusables=_both_ways(entries, lambda entry: entry.confusables),
        apart=_both_ways(entries, lambda entry: entry.siblings + entry.confusables),
        required_by={ref: tuple(refs) for ref, refs in required_by.items()},
    )


def _both_ways(entries: Iterable[Entry], linked: Callable[[Entry], tuple[str, ...]]) -> Neighbours:
    neighbours: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for ref in linked(entry):
            if ref != entry.ref:
                neighbours[entry.ref].add(ref)
                neighbours[ref].add(entry.ref)
    return {ref: frozenset(refs) for ref, refs in neighbours.items()}
