"""The events of a journal as a set, in the order in which they count.

Ten years of events at once would fill the memory; when each counts and where its line is
takes a twentieth of that.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from copy import copy
from datetime import datetime
from typing import NamedTuple

from trainer.progress import REPORT_EVERY, Progress, no_progress
from trainer.store.event import Change, Event, ItemEvent, ItemKey, MoveEvent, types_of
from trainer.store.facts import WORDS, Fact, JournalFacts
from trainer.store.fold import fold
from trainer.store.journal import LINE, Journal, Unread
from trainer.store.state import State

_WHAT = "Reading the journal"
_FIRST_PASS = 0.2
"""The share of the time that it takes to find where the lines are."""
_FEW = 8
"""Of so few items all lines are found faster than those of all others are looked at."""

_CHANGES = frozenset(name.encode() for name in types_of(ItemEvent))
_PASSED_OVER = frozenset({b"session-started", b"session-ended", b"restore", b"settled"})


class TimelineRow(NamedTuple):
    """Where a change is; rows sort as their events count."""

    at: float
    """The moment at which it counts, in seconds since 1970."""
    id: bytes
    start: int
    """Where its line begins; negative for one that is in no journal yet."""
    batch: bytes | None


class Timeline:
    """The events of a journal, each once; what was taken back or cut off is left out.

    Args:
        journal: the file; None where there is none.
        also: events that are in no journal yet.
        start: read from this position on, where a line begins.
        item_keys: only changes of items that were ever called so, and all moves.
        unread: called with the lines that cannot be read.
        progress: called with how much was read.

    Raises:
        OSError: the journal cannot be read.
    """

    def __init__(  # noqa: PLR0913 - a journal, and what to read of it
        self,
        journal: Journal | None,
        *,
        also: Sequence[Event] = (),
        start: int = 0,
        item_keys: Collection[ItemKey] | None = None,
        unread: Unread | None = None,
        progress: Progress = no_progress,
    ) -> None:
        self._journal = journal
        self._also = also
        self._start = start
        self._unread = Unread() if unread is None else unread
        self._progress = progress
        self._item_keys = (
            None if item_keys is None else {_bytes(item_key) for item_key in item_keys}
        )
        self._found: list[TimelineRow] = []
        self._stated = [*self._read_lines()]
        self._settle(frozenset())

    def without(self, event_ids: Collection[str]) -> "Timeline":
        """The same as if these events had never been; no line is looked for again."""
        other = copy(self)
        other._settle(frozenset(event_ids))  # noqa: SLF001 - its own kind
        return other

    def _settle(self, without: frozenset[str]) -> None:
        """Put what counts in its order, but for some events."""
        self.facts = JournalFacts(event for event in self._stated if event.id not in without)
        self.all_rows: Sequence[TimelineRow] = self._counting(
            {event_id.encode() for event_id in without}
        )
        """Where the changes are, in their order, with those that were taken back."""
        undone = {event_id.encode() for event_id in self.facts.undone}
        self._undone = {row.id.decode() for row in self.all_rows if row.id in undone}
        self.rows: Sequence[TimelineRow] = [row for row in self.all_rows if row.id not in undone]
        """Where the changes are, in the order in which they count."""

    def start(self) -> State:
        """What there is before the first change: the facts that have no order."""
        state = self.facts.start()
        state.undone -= self._undone
        return state

    def fold(self, begin: State | None = None) -> State:
        """What follows from all changes.

        Args:
            begin: what there was before the first of them; the facts alone where not given.
        """
        state = fold(self.changes(), self.start() if begin is None else begin)
        state.last, state.in_order = None, False
        if self.all_rows:
            last = self.all_rows[-1]
            state.last = last.at, last.id.decode()
        return state

    def changes(self) -> Iterator[Change]:
        """Every change once, in the order in which they count."""
        seen = set[int]()
        for event in self.read(self.rows):
            mark = hash(event.id)  # a tenth of what the ids themselves would take
            if mark not in seen:
                seen.add(mark)
                yield event

    def doubled(self) -> set[str]:
        """The ids of events that are in more than one line."""
        ids = Counter(row.id.decode() for row in self.rows)
        ids.update(self.facts.ids)
        return {event_id for event_id, lines in ids.items() if lines > 1}

    def read(self, rows: Sequence[TimelineRow]) -> Iterator[Change]:
        """Read some of the changes; what turns out to be damaged is left out."""
        if self._journal is None or not self._journal.end:
            waiting = map(self._waiting, rows)
            yield from (event for event in waiting if isinstance(event, Change))
            return
        with self._journal.path.open("rb") as file:
            end = 0
            for count, row in enumerate(rows, 1):
                if count % REPORT_EVERY == 0:
                    self._progress(_WHAT, _FIRST_PASS + (1 - _FIRST_PASS) * count / len(rows))
                event: Event | None
                if row.start < 0:
                    event = self._waiting(row)
                else:
                    if end != row.start:  # a seek would read the same piece again
                        file.seek(row.start)
                    line = file.readline()
                    end = row.start + len(line)
                    event = self._unread.read(row.start, line)
                if isinstance(event, Change):
                    yield event

    def _waiting(self, row: TimelineRow) -> Event:
        return self._also[-1 - row.start]

    def _read_lines(self) -> Iterator[Fact]:
        """Find where changes are; facts are passed on."""
        if self._journal is not None:
            lines = self._journal.lines(self._start, containing=_words(self._item_keys))
            for count, (start, line) in enumerate(lines, 1):
                if count % REPORT_EVERY == 0:
                    self._progress(_WHAT, _FIRST_PASS * start / self._journal.end)
                if not self._find(start, line) and (event := self._unread.read(start, line)):
                    yield from self._take(event, start)
        for index, event in enumerate(self._also):
            yield from self._take(event, -1 - index)

    def _find(self, start: int, line: bytes) -> bool:
        """Find a change by how its line begins; return whether no more need be read of it."""
        match = LINE.match(line)
        if match is None:
            return False
        kind, event_id, at, batch, deck, item = match.groups()
        if kind in _CHANGES:
            if self._item_keys is not None and (deck, item) not in self._item_keys:
                return True
        elif kind != b"move":
            return kind in _PASSED_OVER
        try:
            moment = datetime.fromisoformat(at.decode()).timestamp()
        except (ValueError, OverflowError):
            return False
        self._found.append(TimelineRow(moment, event_id, start, batch))
        return True

    def _take(self, event: Event, start: int) -> Iterator[Fact]:
        if isinstance(event, Fact):
            yield event
        elif isinstance(event, MoveEvent) or (
            isinstance(event, ItemEvent)
            and (self._item_keys is None or _bytes(event.item_key) in self._item_keys)
        ):
            batch = event.batch.encode() if event.batch else None
            self._found.append(TimelineRow(event.at.timestamp(), event.id.encode(), start, batch))

    def _counting(self, without: Collection[bytes]) -> list[TimelineRow]:
        """The rows of changes that are whole, in the order in which they count."""
        closed = {batch.encode() for batch in self.facts.closed}
        rows = [
            row
            for row in self._found
            if (row.batch is None or row.batch in closed) and row.id not in without
        ]
        if clock := {key.encode(): at.timestamp() for key, at in self.facts.clock.items()}:
            rows = [row._replace(at=clock.get(row.id, row.at)) for row in rows]
        return sorted(rows, key=lambda row: row[:2])


def _bytes(item_key: ItemKey) -> tuple[bytes, bytes]:
    return item_key[0].encode(), item_key[1].encode()


def _words(item_keys: Collection[tuple[bytes, bytes]] | None) -> tuple[bytes, ...]:
    """Words of which each wanted line has one; none where any line is wanted."""
    if item_keys is None or len(item_keys) > _FEW:
        return ()
    # as write_event writes them, side by side: other decks may have items of that name
    items = (b'"deck":"%s","item":"%s"' % item_key for item_key in sorted(item_keys))
    return (*WORDS, b'"type":"move"', *items)
