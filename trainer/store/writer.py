"""The way of an event to disk, and what becomes of it when the way is barred."""

from collections.abc import Sequence

from trainer.errors import SystemRefusedError
from trainer.store.event import Event, SessionStarted, write_event
from trainer.store.journal import Journal
from trainer.store.lock import FolderLock, HeldError
from trainer.store.meanwhile import Meanwhile

_AT_ONCE = 20_000
"""Events that `write_many` makes durable with one call; they are in memory as bytes till then."""


class JournalWriter:
    """Appends events to the journal, in order; keeps those that it cannot write.

    Args:
        journal: where to; not yet appended to.
        lock: what gives the right to; taken as soon as it can be.
        session_start: where the line of the latest SessionStarted begins, if it is known.
    """

    def __init__(self, journal: Journal, lock: FolderLock, session_start: int | None) -> None:
        self.unsaved: tuple[Event, ...] = ()
        """What could not be written yet, oldest first."""
        self.trouble: str | None = None
        """Why it could not, in words; None when all is written."""
        self.session_start = session_start
        self.covered = journal.end
        """Up to where the journal holds nothing but what was read on opening or written here."""
        self._journal = journal
        self._lock = lock

    @property
    def may_write(self) -> bool:
        """Whether this process has the right to write in the folder."""
        return self._lock.held

    @property
    def all_written(self) -> bool:
        """Whether the journal holds just what was read on opening and all that came since."""
        return self._lock.held and not self.unsaved and self.covered == self._journal.end

    def write(self, *events: Event, meanwhile: Meanwhile | None = None) -> None:
        """Write what is unsaved and then these, durably, as far as it goes.

        Args:
            events: what happened.
            meanwhile: may be done while the disk works on the last of them, which is unsaved then.
        """
        self.unsaved += events
        try:
            self._lock.take()
            while self.unsaved:
                self._append(self.unsaved[0], meanwhile if len(self.unsaved) == 1 else None)
                self.unsaved = self.unsaved[1:]
        except HeldError as error:
            self.trouble = f"Answers are not saved: {error} has the same learner open."
        except OSError as error:
            self.trouble = SystemRefusedError(error, "Answers are not saved").message
        else:
            self.trouble = None

    def write_many(self, events: Sequence[Event]) -> None:
        """Write what is unsaved and then these.

        Raises:
            OSError: a part of them may be written; none is kept to be tried again.
            HeldError: another process has the lock.
        """
        self.write()
        self._lock.take()
        covered = self.covered
        for begin in range(0, len(events), _AT_ONCE):
            lines = map(write_event, events[begin : begin + _AT_ONCE])
            start = self._journal.append(b"".join(lines))
            if start == covered:
                covered = self._journal.end
        self.covered = covered  # not before all is written, for only then it takes effect

    def close(self) -> None:
        """Let go of the journal, and let other processes write."""
        self._journal.close()
        self._lock.release()

    def _append(self, event: Event, meanwhile: Meanwhile | None) -> None:
        start = self._journal.append(write_event(event), meanwhile)
        if isinstance(event, SessionStarted):
            self.session_start = start
        if start == self.covered:  # else another program wrote, which only the next opening reads
            self.covered = self._journal.end
