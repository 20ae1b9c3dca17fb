"""What each deck holds of today's agenda."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sized
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean

from trainer.deck.deck import Deck
from trainer.deck.diagnostic import Diagnostic
from trainer.deck.identity import deck_and_item
from trainer.deck.reading import Reading
from trainer.memory.agenda import Agenda
from trainer.memory.queue.entries import Beside

Memory = tuple[int, float]
"""How many days ago an item was reviewed, and its stability in days."""


@dataclass(frozen=True, slots=True)
class DeckOverview:
    """One deck on the home screen and in `trainer decks`."""

    path: Path
    title: str
    """The deck's title; the file's name where the deck has errors."""
    deck: Deck | None = None
    """None when the deck has errors."""
    folder: str = ""
    """The subfolders in which it is; empty where it is in none."""
    diagnostics: tuple[Diagnostic, ...] = ()
    items: int = 0
    """How many items it has to schedule, drafts left out."""
    new: int = 0
    """How many of today's new items are its own: over all decks they add up to the day's."""
    learning: int = 0
    """How many of today's learning steps are."""
    due: int = 0
    """How many of today's reviews are."""
    memories: tuple[Memory, ...] = ()
    """What is remembered of those in the review phase."""

    @property
    def learnt(self) -> int:
        """How many are in the review phase."""
        return len(self.memories)

    def retention(self, recall: Callable[[int, float], float]) -> float | None:
        """Their mean chance of recall today; None without any.

        Args:
            recall: the chance of recall, from the days since the last review and the stability.
        """
        return fmean(recall(*memory) for memory in self.memories) if self.memories else None


def overview_of(
    readings: Iterable[Reading],
    items_of: Callable[[Deck], Sized],
    agenda: Agenda,
    folder_of: Callable[[Path], str] = lambda _: "",
) -> tuple[DeckOverview, ...]:
    """Each deck's part of an agenda, broken decks included, those of a folder one after the other.

    Args:
        readings: the decks.
        items_of: the items of one of them.
        agenda: of the items of all of them.
        folder_of: the subfolders in which the file of one is.
    """
    today = Counter((deck_and_item(ref)[0], kind) for ref, kind in agenda.today.items())
    memories: defaultdict[str, list[Memory]] = defaultdict(list)
    entries, day = agenda.plan.entries, agenda.plan.day.toordinal()
    columns = entries.columns
    positions = [
        position
        for position, (due, beside) in enumerate(zip(columns.due, columns.beside, strict=True))
        if due and not beside & Beside.STEP
    ]
    for position, ref in zip(positions, entries.refs_at(positions), strict=True):
        memories[deck_and_item(ref)[0]].append(
            (day - columns.reviewed[position], columns.stability[position])
        )

    def of(reading: Reading) -> DeckOverview:
        deck = reading.deck
        if deck is None:
            return DeckOverview(
                path=reading.path, title=reading.path.name, diagnostics=reading.errors
            )
        return DeckOverview(
            path=reading.path,
            title=deck.title,
            deck=deck,
            items=len(items_of(deck)) if deck.scheduled else 0,
            new=today[deck.id, "new"],
            learning=today[deck.id, "learning"],
            due=today[deck.id, "review"],
            memories=tuple(memories[deck.id]),
        )

    decks = [replace(of(reading), folder=folder_of(reading.path)) for reading in readings]
    order = ["", *dict.fromkeys(deck.folder for deck in decks)]
    return tuple(sorted(decks, key=lambda deck: order.index(deck.folder)))
