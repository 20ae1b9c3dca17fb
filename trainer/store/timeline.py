"""The events of journals as a set, in the order in which they count.

Ten years of events at once would fill the memory; when each counts and where its line stands
takes a twentieth of that.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from typing import NamedTuple

from trainer.progress import Progress, untold
from trainer.store.event import (
    TYPES,
    BatchEnded,
    Change,
    ClockEvent,
    Event,
    ItemEvent,
    MoveEvent,
    Place,
    SchedulerEvent,
    UndoEvent,
    UnknownTypeError,
    read_event,
    types_of,
)
from trainer.store.fold import fold
from trainer.store.journal import LINE, Journal
from trainer.store.names import Key
from trainer.store.state import State

_WHAT = "Reading the journal"
_TOLD_EVERY = 1000
_FIRST_PASS = 0.2
"""The share of the time that it takes to find where the lines stand."""
_FEW = 8
"""Of so few items all lines are found faster than those of all others are looked at."""

_FACTS = frozenset({b"undo", b"clock", b"scheduler", b"batch-ended"})
_CHANGES = frozenset(name.encode() for name in types_of(ItemEvent))
_KNOWN = frozenset(name.encode() for name in TYPES)


class Row(NamedTuple):
    """Where a change stands; rows sort as their events count."""

    at: float
    """The moment at which it counts, in seconds since 1970."""
    id: bytes
    journal: int
    start: int


class Timeline:
    """The union of journals, by the ids of their events; what was taken back is left out.

    Args:
        journals: of two lines with the same id and moment the first one's is taken.
        also: events that stand in no journal yet.
        places: only changes of items that were ever called so, and all moves.
        without: ids of events that are left out.
        progress: told how much was read.

    Raises:
        OSError: a journal cannot be read.
    """

    def __init__(
        self,
        journals: Sequence[Journal],
        *,
        also: Sequence[Event] = (),
        places: Collection[Place] | None = None,
        without: Collection[str] = frozenset(),
        progress: Progress = untold,
    ) -> None:
        self.damaged: list[tuple[int, int]] = []
        """The journal and the position of each line that cannot be read."""
        self.unknown = 0
        """How many lines are of a type that only a newer trainer knows."""
        self._journals = journals
        self._also = also
        self._progress = progress
        self._without = frozenset(event_id.encode() for event_id in without)
        self._places = None if places is None else {_bytes(place) for place in places}
        self._start = State()
        self._facts: list[Event] = []
        self._batch_of: dict[tuple[int, int], str] = {}
        self._rows: list[Row] = []
        self._last: Key | None = None
        self._read_lines()

    def start(self) -> State:
        """What there is before the first change: the facts that have no order."""
        told = self._start
        state = State(clock=dict(told.clock), undone=set(told.undone))
        state.tell(told.schedulers.values())
        return state

    def fold(self) -> State:
        """What follows from all changes."""
        state = fold(self.changes(), self.start())
        state.last = self._last
        return state

    def changes(self) -> Iterator[Change]:
        """Every change once, in the order in which they count."""
        seen = set[int]()
        for row, event in self._read(self._rows):
            mark = hash(row.id)  # a tenth of what the ids themselves would take
            if mark not in seen and isinstance(event, Change):
                seen.add(mark)
                yield event

    def doubled(self) -> set[str]:
        """The ids of events of which more than one line tells."""
        ids = Counter(row.id for row in self._rows)
        ids.update(event.id.encode() for event in self._facts)
        return {event_id.decode() for event_id, lines in ids.items() if lines > 1}

    @property
    def rows(self) -> Sequence[Row]:
        """Where the changes stand, in the order in which they count."""
        return self._rows

    def read(self, rows: Sequence[Row]) -> Iterator[Event]:
        """Read some of them."""
        return (event for _, event in self._read(rows))

    def _read_lines(self) -> None:
        containing = _words(self._places)
        for number, journal in enumerate(self._journals):
            for count, (start, line) in enumerate(journal.lines(containing=containing), 1):
                if count % _TOLD_EVERY == 0:
                    self._progress(_WHAT, _FIRST_PASS * start / journal.end)
                self._take_line(number, start, line)
        for index, event in enumerate(self._also):
            self._take_event(len(self._journals), index, event)
        self._finish()

    def _take_line(self, number: int, start: int, line: bytes) -> None:
        told = LINE.match(line)
        if told is not None and told[1] not in _KNOWN:
            self.unknown += 1
            return
        if told is None or told[1] in _FACTS:
            self._take_unread(number, start, line)
            return
        kind, event_id, at, batch, deck, item = told.groups()
        if kind in _CHANGES:
            if self._places is not None and (deck, item) not in self._places:
                return
        elif kind != b"move":
            return
        try:
            moment = datetime.fromisoformat(at.decode()).timestamp()
        except (ValueError, OverflowError):
            self._take_unread(number, start, line)
        else:
            self._add(Row(moment, event_id, number, start), batch)

    def _take_unread(self, number: int, start: int, line: bytes) -> None:
        if line.isspace():
            return
        try:
            event = read_event(line)
        except UnknownTypeError:
            self.unknown += 1
        except ValueError:
            self.damaged.append((number, start))
        else:
            self._take_event(number, start, event)

    def _take_event(self, number: int, start: int, event: Event) -> None:
        if event.id.encode() in self._without:
            return
        if isinstance(event, UndoEvent | ClockEvent | SchedulerEvent | BatchEnded):
            self._facts.append(event)
        elif isinstance(event, MoveEvent) or (
            isinstance(event, ItemEvent)
            and (self._places is None or _bytes(event.place) in self._places)
        ):
            batch = event.batch.encode() if event.batch else None
            self._add(Row(event.at.timestamp(), event.id.encode(), number, start), batch)

    def _add(self, row: Row, batch: bytes | None) -> None:
        if row.id not in self._without:
            self._rows.append(row)
            if batch is not None:
                self._batch_of[row.journal, row.start] = batch.decode()

    def _finish(self) -> None:
        """Leave out what does not count, and sort the rest."""
        closed = {event.batch for event in self._facts if isinstance(event, BatchEnded)}
        facts = [event for event in self._facts if event.batch is None or event.batch in closed]
        undone = {event.event for event in facts if isinstance(event, UndoEvent)}
        for event in facts:
            if isinstance(event, ClockEvent) and event.id not in undone:
                self._start.correct(event.event, event.counts_as)
        self._start.tell(event for event in facts if isinstance(event, SchedulerEvent))
        open_lines = {line for line, batch in self._batch_of.items() if batch not in closed}
        if open_lines:
            self._rows = [row for row in self._rows if row[2:] not in open_lines]
        if self._start.clock:
            clock = {key.encode(): at.timestamp() for key, at in self._start.clock.items()}
            self._rows = [row._replace(at=clock.get(row.id, row.at)) for row in self._rows]
        self._rows.sort()
        if self._rows:
            self._last = self._rows[-1].at, self._rows[-1].id.decode()
        if undone:
            taken_back = {event_id.encode() for event_id in undone}
            found = {row.id.decode() for row in self._rows if row.id in taken_back}
            self._rows = [row for row in self._rows if row.id not in taken_back]
            found |= {event.id for event in facts if event.id in undone}
            self._start.undone = undone - found

    def _read(self, rows: Sequence[Row]) -> Iterator[tuple[Row, Event]]:
        with ExitStack() as open_files:
            files = [
                open_files.enter_context(journal.path.open("rb")) if journal.end else None
                for journal in self._journals
            ]
            ends = [0 for _ in files]
            for count, row in enumerate(rows, 1):
                if count % _TOLD_EVERY == 0:
                    self._progress(_WHAT, _FIRST_PASS + (1 - _FIRST_PASS) * count / len(rows))
                if row.journal == len(self._journals):
                    yield row, self._also[row.start]
                elif file := files[row.journal]:
                    if ends[row.journal] != row.start:  # a seek would read the same piece anew
                        file.seek(row.start)
                    line = file.readline()
                    ends[row.journal] = row.start + len(line)
                    try:
                        event = read_event(line)
                    except ValueError:
                        self.damaged.append((row.journal, row.start))
                    else:
                        yield row, event


def _bytes(place: Place) -> tuple[bytes, bytes]:
    return place[0].encode(), place[1].encode()


def _words(places: Collection[tuple[bytes, bytes]] | None) -> tuple[bytes, ...]:
    """Words of which one stands in every line that is wanted; none where any line may be."""
    if places is None or len(places) > _FEW:
        return ()
    kinds = (b'"type":"%s"' % kind for kind in (b"move", *sorted(_FACTS)))
    # as write_event writes them, side by side: other decks may have items of that name
    return (*kinds, *(b'"deck":"%s","item":"%s"' % place for place in sorted(places)))
