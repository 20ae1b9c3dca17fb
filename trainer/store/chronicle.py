"""Journals in the order in which things happened, read a line at a time.

Ten years of events at once would fill the memory; when each happened and where its line
stands takes a twentieth of that.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import NamedTuple

from trainer.progress import Progress, untold
from trainer.store.event import (
    Event,
    SchedulerEvent,
    SessionEnded,
    SessionStarted,
    SettledEvent,
    UndoEvent,
    read_event,
)
from trainer.store.journal import Journal

OWN = SessionStarted | SessionEnded | SettledEvent
"""What belongs to one machine's journal, and is left out."""

_TOLD_EVERY = 1000


class _Row(NamedTuple):
    """A line; rows sort as their events happened."""

    at: float
    is_undo: bool
    """An undo comes after what it takes back, also where both are of the same moment."""
    id: bytes
    journal: int
    start: int


class Chronicle:
    """The union of journals, by the ids of their events.

    Args:
        journals: the first one's lines are taken where others have the same event.
        also: events that stand in no journal yet.
        containing: leave out, unread, every line that has none of these words.
        progress: told how much was read.

    Raises:
        OSError: a journal cannot be read.
    """

    def __init__(
        self,
        journals: Sequence[Journal],
        *,
        also: Sequence[Event] = (),
        containing: tuple[bytes, ...] = (),
        progress: Progress = untold,
    ) -> None:
        self.schedulers: dict[str, SchedulerEvent] = {}
        """Key -> the scheduler told of."""
        self.damaged = [0] * len(journals)
        """For each journal how many lines cannot be read."""
        self._journals = journals
        self._also = also
        undos = (
            *(e.event for journal in journals for e in journal.entries(containing=(b'"undo"',))),
            *also,
        )
        self.undone = frozenset(undo.event for undo in undos if isinstance(undo, UndoEvent))
        """The ids of the events that were taken back."""
        self._taken_back_at: dict[str, float] = {}
        rows = [*self._rows(containing, progress)]
        rows.sort()
        self._rows_in_order = self._with_undos_behind(rows)

    def events(self) -> Iterator[Event]:
        """Every event once, as they happened; an undo never before what it takes back."""
        return (event for event, _ in self._read(self._rows_in_order))

    def only_in(self, number: int) -> Iterator[Event]:
        """The events that stand in none of the journals before the one of that number."""
        return (event for event, row in self._read(self._rows_in_order) if row.journal == number)

    def _rows(self, containing: tuple[bytes, ...], progress: Progress) -> Iterator[_Row]:
        for number, journal in enumerate(self._journals):
            for count, entry in enumerate(journal.entries(containing=containing), 1):
                if count % _TOLD_EVERY == 0:
                    progress("Reading the journal", entry.start / journal.end)
                if entry.event is None:
                    self.damaged[number] += 1
                elif row := self._row(entry.event, number, entry.start):
                    yield row
        for at, event in enumerate(self._also):
            if row := self._row(event, len(self._journals), at):
                yield row

    def _row(self, event: Event, journal: int, start: int) -> _Row | None:
        if isinstance(event, SchedulerEvent):
            self.schedulers.setdefault(event.key, event)
        if isinstance(event, OWN):
            return None
        at = event.at.timestamp()
        if event.id in self.undone:
            self._taken_back_at[event.id] = at
        return _Row(at, isinstance(event, UndoEvent), event.id.encode(), journal, start)

    def _with_undos_behind(self, rows: list[_Row]) -> list[_Row]:
        """Rows in order without doubles, each undo moved behind what it takes back."""
        late = []
        for place, row in enumerate(rows):
            if row.is_undo and isinstance(undo := self._event(row), UndoEvent):
                at = self._taken_back_at.get(undo.event, row.at)
                if at > row.at:
                    late.append((place, row._replace(at=at)))
        for place, row in late:
            rows[place] = row
        if late:
            rows.sort()
        return [row for at, row in enumerate(rows) if at == 0 or row[:3] != rows[at - 1][:3]]

    def _event(self, row: _Row) -> Event:
        return next(self._read([row]))[0]

    def _read(self, rows: Sequence[_Row]) -> Iterator[tuple[Event, _Row]]:
        with ExitStack() as open_files:
            files = [
                open_files.enter_context(journal.path.open("rb")) if journal.end else None
                for journal in self._journals
            ]
            for row in rows:
                if row.journal == len(self._journals):
                    yield self._also[row.start], row
                elif file := files[row.journal]:
                    if file.tell() != row.start:  # a seek would read the same piece anew
                        file.seek(row.start)
                    yield read_event(file.readline()), row
