"""The journal: an append-only file of events, one JSON line each."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from trainer.store.append_file import AppendFile
from trainer.store.event import (
    Event,
    SessionEnded,
    SessionStarted,
    UnknownTypeError,
    read_event,
)

_TAIL = 512

# As write_event writes the beginning of every line. What is not found so is read in full.
LINE = re.compile(
    rb'\{"type":"([a-z-]+)","id":"([^"\\]+)","at":"([^"\\]+)","day":"[^"\\]+"'
    rb'(?:,"session":(?:null|"[^"\\]*"))?(?:,"batch":"([^"\\]+)")?'
    rb'(?:,"deck":"([^"\\]+)","item":"([^"\\]+)")?'
)
"""Type, id, moment, batch, deck and item of a line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal."""

    start: int
    """Where the line begins, in bytes from the start of the file."""
    event: Event | None
    """None when the line cannot be read."""
    unknown: bool = False
    """Whether it is a sound event of a type that only a newer trainer knows."""


class Journal(AppendFile):
    """An append-only file of events. Only the holder of the learner's lock may append."""

    def entries(
        self, start: int = 0, end: int | None = None, *, containing: tuple[bytes, ...] = ()
    ) -> Iterator[Entry]:
        """Read the lines from one position to another, oldest first; blank ones are left out.

        Args:
            start: where a line begins.
            end: where a line ends; the journal's end when None.
            containing: leave out, unread, every line that has none of these.
        """
        for here, line in self.lines(start, end, containing=containing):
            if line.isspace():
                continue
            try:
                yield Entry(here, read_event(line))
            except UnknownTypeError:
                yield Entry(here, None, unknown=True)
            except ValueError:
                yield Entry(here, None)

    def find(self, event_id: str) -> Event | None:
        """Find an event by its id; None where there is none."""
        entries = self.entries(containing=(event_id.encode(),))
        return next((e.event for e in entries if e.event and e.event.id == event_id), None)

    def open_session(self, start: int) -> tuple[SessionStarted, int] | None:
        """The session that began and has not ended, and where its line stands; None without one.

        Args:
            start: a position before it began.
        """
        found: tuple[SessionStarted, int] | None = None
        for entry in self.entries(start, containing=(b'"type":"session-',)):
            event = entry.event
            if isinstance(event, SessionStarted):
                found = event, entry.start
            elif found and isinstance(event, SessionEnded) and event.session == found[0].session:
                found = None
        return found

    def line_number(self, start: int) -> int:
        """The number, from 1, of the line that begins at a position."""
        with self.path.open("rb") as file:
            return file.read(start).count(b"\n") + 1

    def fingerprint(self, end: int) -> str:
        """A hash of what stands just before a position; tells whether it is still the same."""
        if end == 0 or end > self.end:
            return ""
        start = max(0, end - _TAIL)
        with self.path.open("rb") as file:
            file.seek(start)
            return hashlib.blake2b(file.read(end - start), digest_size=16).hexdigest()
