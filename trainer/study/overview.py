"""What the decks hold for today."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from trainer.collecting import without_collecting
from trainer.deck.deck import Deck
from trainer.deck.diagnostic import Diagnostic
from trainer.deck.item import Item
from trainer.deck.library import Library
from trainer.deck.reading import Reading
from trainer.memory.queue import Counts, Entry
from trainer.memory.state import MemoryState, Phase
from trainer.study.plan import Planner


@dataclass(frozen=True, slots=True)
class DeckOverview:
    """One deck on the home screen and in `trainer decks`."""

    path: Path
    title: str
    """The deck's title; the file's name where the deck has errors."""
    deck: Deck | None = None
    """None when the deck has errors."""
    folder: str = ""
    """The subfolders in which it stands; empty where it is in none."""
    diagnostics: tuple[Diagnostic, ...] = ()
    items: int = 0
    """How many items it has, drafts left out."""
    new: int = 0
    """How many are to be introduced today, within the limits."""
    learning: int = 0
    """How many are on a learning step."""
    due: int = 0
    """How many reviews are due today, within the limits."""
    memories: tuple[MemoryState, ...] = ()
    """What is remembered of those in the review phase."""

    @property
    def learnt(self) -> int:
        """How many are in the review phase."""
        return len(self.memories)


class Overview(NamedTuple):
    """All decks, each by itself and together."""

    decks: tuple[DeckOverview, ...]
    counts: Counts
    """What a session of all decks would ask today, within the limits."""


@without_collecting()
def overview_of(
    library: Library,
    items_of: Callable[[Deck], Sequence[Item]],
    planner: Planner,
    now: datetime,
) -> Overview:
    """What decks hold for today, broken ones included, those of a folder one after the other.

    Args:
        library: the decks.
        items_of: the items of one of them.
        planner: plans each deck by itself, and all together.
        now: the present moment in the learner's time zone.
    """
    decks: list[DeckOverview] = []
    entries: list[Entry] = []
    for reading in library.readings:
        of_deck = tuple(planner.entries(items_of(reading.deck))) if reading.deck else ()
        entries += of_deck
        told = _overview_of(reading, of_deck, planner, now)
        decks.append(replace(told, folder=library.folder_of(reading.path)))
    order = ["", *dict.fromkeys(deck.folder for deck in decks)]
    decks.sort(key=lambda deck: order.index(deck.folder))
    return Overview(tuple(decks), planner.queue(entries, now).counts)


def _overview_of(
    reading: Reading, entries: Sequence[Entry], planner: Planner, now: datetime
) -> DeckOverview:
    if reading.deck is None:
        return DeckOverview(
            path=reading.path, title=reading.path.name, diagnostics=reading.diagnostics
        )
    counts = planner.queue(entries, now).counts
    return DeckOverview(
        path=reading.path,
        title=reading.deck.title,
        deck=reading.deck,
        items=len(entries),
        new=counts.new,
        learning=counts.learning,
        due=counts.review,
        memories=tuple(
            entry.state for entry in entries if entry.state and entry.state.phase is Phase.REVIEW
        ),
    )
