"""What an agenda is made from: looked up one by one, and planned by numbers."""

from abc import abstractmethod
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from typing_extensions import override

from trainer.memory.queue.agenda_item import AgendaItem
from trainer.memory.state import MemoryState


class Beside:
    """Flags of what planning must look at an item itself for.

    Plain numbers: with those of an enum a hundred thousand items take a quarter of a second more.
    """

    SUSPENDED: Final = 1
    BURIED: Final = 2
    STEP: Final = 4
    """It waits on a learning step."""
    LINKED: Final = 8
    KNOWN: Final = 16
    """There is a record of it, if only of what the learner noted."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What a study day is planned by, of many items: a number in each column for each of them.

    As objects a hundred thousand memories weigh thirty times as much.
    """

    due: "array[int]" = field(default_factory=lambda: array("i"))
    """The ordinals of study days; 0 for what is new."""
    reviewed: "array[int]" = field(default_factory=lambda: array("i"))
    """The ordinals of the days of the last reviews; 0 for what is new."""
    stability: "array[float]" = field(default_factory=lambda: array("d"))
    beside: bytearray = field(default_factory=bytearray)
    """Flags of `Beside`."""

    def append(self, state: MemoryState | None, beside: int) -> None:
        """Add an item."""
        self.due.append(state.due.toordinal() if state else 0)
        self.reviewed.append(state.reviewed.toordinal() if state else 0)
        self.stability.append(state.stability if state else 0.0)
        self.beside.append(beside)

    def put(self, position: int, state: MemoryState | None, beside: int) -> None:
        """Let an item be remembered so."""
        self.due[position] = state.due.toordinal() if state else 0
        self.reviewed[position] = state.reviewed.toordinal() if state else 0
        self.stability[position] = state.stability if state else 0.0
        self.beside[position] = beside

    def extend(self, other: "Columns", positions: Sequence[int]) -> None:
        """Add items of other columns."""
        for mine, theirs in (
            (self.due, other.due),
            (self.reviewed, other.reviewed),
            (self.stability, other.stability),
            (self.beside, other.beside),
        ):
            is_all = isinstance(positions, range) and len(positions) == len(theirs)
            mine.extend(theirs if is_all else map(theirs.__getitem__, positions))  # type: ignore[arg-type]


def beside_of(
    state: MemoryState | None,
    buried_until: date | None,
    *,
    suspended: bool,
    linked: bool,
    known: bool = False,
) -> int:
    """The flags of an item."""
    is_step = state is not None and state.ready_at is not None
    return (
        suspended * Beside.SUSPENDED
        | (buried_until is not None) * Beside.BURIED
        | is_step * Beside.STEP
        | linked * Beside.LINKED
        | known * Beside.KNOWN
    )


class Entries(Mapping[str, AgendaItem]):
    """Ref -> what an agenda needs to know of an item, in the author's order.

    A value: what is answered later on is not seen in it.
    """

    columns: Columns
    """A row for each item."""

    @override
    def __iter__(self) -> Iterator[str]:
        return self.refs_at(range(len(self)))

    @override
    def __len__(self) -> int:
        return len(self.columns.due)

    @abstractmethod
    def refs_at(self, positions: Iterable[int]) -> Iterator[str]:
        """The refs of the items at these positions."""

    @abstractmethod
    def linked(self) -> Iterable[AgendaItem]:
        """Those that name another item."""

    @abstractmethod
    def every(self) -> Iterator[AgendaItem]:
        """All of them, in their order."""


class ListedEntries(Entries):
    """Entries that are all at hand."""

    def __init__(self, items: Iterable[AgendaItem]) -> None:
        self._items = {item.ref: item for item in items}
        self._refs = [*self._items]
        self.columns = Columns()
        for one in self._items.values():
            beside = beside_of(
                one.state, one.buried_until, suspended=one.suspended, linked=one.is_linked
            )
            self.columns.append(one.state, beside)

    @override
    def __getitem__(self, ref: str) -> AgendaItem:
        return self._items[ref]

    @override
    def refs_at(self, positions: Iterable[int]) -> Iterator[str]:
        return map(self._refs.__getitem__, positions)

    @override
    def linked(self) -> Iterable[AgendaItem]:
        return (one for one in self.every() if one.is_linked)

    @override
    def every(self) -> Iterator[AgendaItem]:
        return iter(self._items.values())
