"""The journal: an append-only file of events, one JSON line each."""

import hashlib
import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from trainer.store.append_file import AppendFile
from trainer.store.event import (
    BatchEnded,
    Event,
    SessionEnded,
    SessionStarted,
    UnknownTypeError,
    read_event,
)

_TAIL = 512
_WINDOW = 1 << 20
"""Bytes that are looked at with one reading, from the end of the file on."""
_PIECE = 65536
_SESSION = b'{"type":"session-started"'
_ID = re.compile(rb'"id":"([^"]+)"')

# As write_event writes the beginning of every line. What is not found so is read in full.
LINE = re.compile(
    (
        rb'\{"type":"([a-z-]+)","id":"(_+)","at":"(_+)","day":"_+"'
        rb'(?:,"session":(?:null|"_*"))?(?:,"batch":"(_+)")?(?:,"deck":"(_+)","item":"(_+)")?'
    ).replace(b"_", rb"[ !#-\[\]-~]")  # what stands for itself in JSON, of ASCII
)
"""Type, id, moment, batch, deck and item of a line."""


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One line of the journal."""

    start: int
    """Where the line begins, in bytes from the start of the file."""
    event: Event | None
    """None when the line cannot be read."""
    unknown: bool = False
    """Whether it is a sound event of a type that only a newer trainer knows."""


@dataclass(slots=True)
class Unread:
    """Lines that say nothing, by where they begin."""

    damaged: set[int] = field(default_factory=set)
    unknown: set[int] = field(default_factory=set)
    """Sound events of types that only a newer trainer knows."""

    def read(self, start: int, line: bytes) -> Event | None:
        """The event of a line; where there is none that is noted."""
        try:
            return read_event(line)
        except UnknownTypeError:
            self.unknown.add(start)
        except ValueError:
            if not line.isspace():
                self.damaged.add(start)
        return None


class Journal(AppendFile):
    """An append-only file of events. Only the holder of the learner's lock may append."""

    def entries(
        self, start: int = 0, end: int | None = None, *, containing: tuple[bytes, ...] = ()
    ) -> Iterator[JournalLine]:
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
                yield JournalLine(here, read_event(line))
            except UnknownTypeError:
                yield JournalLine(here, None, unknown=True)
            except ValueError:
                yield JournalLine(here, None)

    def find(self, event_id: str) -> Event | None:
        """Find an event by its id; None where there is none."""
        entries = self.entries(containing=(event_id.encode(),))
        return next((e.event for e in entries if e.event and e.event.id == event_id), None)

    def closed_batches(self, start: int = 0) -> set[str]:
        """The batches that were written whole.

        Args:
            start: only those that were closed after this position, where a line begins.
        """
        entries = self.entries(start, containing=(b'"batch-ended"',))
        return {entry.event.batch for entry in entries if isinstance(entry.event, BatchEnded)}

    def open_session(self, start: int) -> tuple[SessionStarted, int] | None:
        """The session that began and has not ended, and where its line is; None without one.

        Args:
            start: a position before it began, where a line begins.
        """
        session: tuple[SessionStarted, int] | None = None
        latest = self._latest(_SESSION, start)
        if latest is None:
            return None
        for entry in self.entries(latest, containing=(b'"type":"session-',)):
            event = entry.event
            if isinstance(event, SessionStarted):
                session = event, entry.start
            elif (
                session and isinstance(event, SessionEnded) and event.session == session[0].session
            ):
                session = None
        return session

    def _latest(self, words: bytes, start: int) -> int | None:
        """Where the last line after a position begins that starts so; None where none does."""
        if self.end <= start:
            return None
        with self.path.open("rb") as file:
            end = self.end
            while end > start:
                begin = max(start, end - _WINDOW)
                file.seek(begin)
                piece = file.read(end - begin + len(words))
                if (at := piece.rfind(b"\n" + words)) >= 0:
                    return begin + at + 1
                if begin == start and piece.startswith(words):
                    return start
                end = begin
        return None

    def same_up_to(self, other: "Journal") -> int:
        """A position, where a line ends, before which another journal has the very same bytes.

        It is the last but for a piece of a file.
        """
        same = position = 0
        if not (self.end and other.end):
            return 0
        with self.path.open("rb") as mine, other.path.open("rb") as theirs:
            while (piece := mine.read(_PIECE)) and piece == theirs.read(_PIECE):
                if (line_feed := piece.rfind(b"\n")) >= 0:
                    same = position + line_feed + 1
                position += len(piece)
        return same

    def has_any(self, event_ids: Collection[str], end: int) -> bool:
        """Whether an event of one of these ids is before a position."""
        wanted, start = {event_id.encode() for event_id in event_ids}, 0
        if not end:
            return False
        with self.path.open("rb") as file:
            while start < end and (piece := file.read(min(_WINDOW, end - start))):
                piece += file.readline(_WINDOW)  # up to the end of a line
                start += len(piece)
                if not wanted.isdisjoint(_ID.findall(piece)):
                    return True
        return False

    def line_number(self, start: int) -> int:
        """The number, from 1, of the line that begins at a position."""
        number = 1
        with self.path.open("rb") as file:
            while start > 0 and (piece := file.read(min(start, _WINDOW))):
                number += piece.count(b"\n")
                start -= len(piece)
        return number

    def fingerprint(self, end: int) -> str:
        """A hash of what is just before a position, to see if that is still the same."""
        if end == 0 or end > self.end:
            return ""
        start = max(0, end - _TAIL)
        with self.path.open("rb") as file:
            file.seek(start)
            return hashlib.blake2b(file.read(end - start), digest_size=16).hexdigest()


def shared_with(path: Path) -> str | None:
    """Another learner beside this one whose journal is the very same file; None without one."""
    try:
        found = path.stat()
        is_linked = path.is_symlink() or path.parent.is_symlink() or found.st_nlink > 1
        beside = sorted(path.parent.parent.glob(f"*/{path.name}")) if is_linked else []
        return next((other.parent.name for other in beside if _is_other(other, path, found)), None)
    except OSError:
        return None


def _is_other(other: Path, path: Path, found: os.stat_result) -> bool:
    """Whether another learner's path leads to a file; a link of theirs leads to ours."""
    is_target = not other.is_symlink() and not other.parent.is_symlink()
    return other != path and is_target and os.path.samestat(other.stat(), found)
