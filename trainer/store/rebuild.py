"""The state that follows from a journal, from its first line on."""

from collections.abc import Iterator, Sequence

from trainer.progress import REPORT_EVERY, Progress, no_progress
from trainer.store.event import Change, Event, ReviewEvent
from trainer.store.facts import WORDS, JournalFacts
from trainer.store.fold import fold, key_of
from trainer.store.journal import Journal, Unread
from trainer.store.renamed_items import Key
from trainer.store.state import State
from trainer.store.timeline import Timeline


class OutOfOrderError(Exception):
    """Lines are not in the order in which their events count."""


def rebuild(
    journal: Journal,
    *,
    also: Sequence[Event] = (),
    unread: Unread | None = None,
    progress: Progress = no_progress,
) -> State:
    """What follows from a journal alone.

    Where one machine wrote it, and its clock was never set back, the lines are in order, and
    one reading is enough.

    Args:
        journal: the file.
        also: events that are not in it yet.
        unread: called with the lines that cannot be read.
        progress: called with how much of it was read.

    Raises:
        OSError: it cannot be read.
    """
    unread = Unread() if unread is None else unread
    try:
        reading = InOrder(journal, also=also, unread=unread, progress=progress)
        state = fold(reading.changes(), reading.facts.start())
    except OutOfOrderError:
        return Timeline(journal, also=also, unread=unread, progress=progress).fold()
    state.undone -= reading.undone
    state.last = reading.last
    return state


class InOrder:
    """The changes of a journal whose lines are in the order in which they count.

    Args:
        journal: the file.
        also: events that are not in it yet.
        unread: called with the lines that cannot be read.
        progress: called with how much of it was read.

    Raises:
        OSError: it cannot be read.
    """

    def __init__(
        self,
        journal: Journal,
        *,
        also: Sequence[Event],
        unread: Unread | None = None,
        progress: Progress,
    ) -> None:
        facts = (entry.event for entry in journal.entries(containing=WORDS) if entry.event)
        self.facts = JournalFacts([*facts, *also])
        self.undone: set[str] = set()
        """Ids of events that were taken back, and found."""
        self.last: Key | None = None
        """Where the latest change is in the order of all."""
        self._journal = journal
        self._also = also
        self._unread = Unread() if unread is None else unread
        self._progress = progress

    def changes(self) -> Iterator[Change]:
        """The changes that count.

        Raises:
            OutOfOrderError: they are not in order after all.
            OSError: the journal cannot be read.
        """
        start, facts, undone = self.facts.start(), self.facts, self.facts.undone
        last: Key = (float("-inf"), "")
        clock = start.clock
        for event in self._events():
            if not isinstance(event, ReviewEvent) and not isinstance(event, Change):
                continue  # most are reviews, and a union of types is slow to look through
            if event.batch is not None and not facts.counts(event.batch):
                continue
            # as `key_of`, which would take a twentieth of the time
            key = key_of(event, start) if clock else (event.at.timestamp(), event.id)
            if key <= last:
                raise OutOfOrderError
            self.last = last = key
            if event.id in undone:
                self.undone.add(event.id)
            else:
                yield event

    def _events(self) -> Iterator[Event]:
        """The events of the journal, and those that are not in it yet."""
        for count, (start, line) in enumerate(self._journal.lines(), 1):
            if count % REPORT_EVERY == 0:
                self._progress("Reading the journal", start / self._journal.end)
            if event := self._unread.read(start, line):
                yield event
        yield from self._also
