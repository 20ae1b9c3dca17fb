"""A sealed piece of one device's journal, as it lies in a folder that several devices share.

Its first line is a header that says whose it is, how long it is, and a hash of all of it; the
events follow, one a line, as in the journal. It is written whole, under a name that holds its
hash, and never changed: whatever a carrier does to it is seen.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from trainer.regular_file import read_regular, refuse_irregular
from trainer.store.event import Event, UnknownTypeError, read_event

VERSION = 1
"""Of the format."""
AT_MOST = 4_000_000
"""Bytes of events in a segment that is written, unless one event alone has more."""

_LARGEST = 16_000_000
"""Bytes of a segment that is read."""
_HEADER = 1000
"""Bytes of the first line."""
_SHOWN_DIGEST = 16
"""Hexadecimal digits of the hash in a name."""
_NAME = re.compile(
    r"trainer-([a-z0-9][a-z0-9_-]{0,63})-([0-9a-f]{12})-(\d{6,9})-([0-9a-f]{16})\.jsonl"
)

_VERSION = re.compile(rb'\{"trainer-sync":(\d{1,9}),')


class SegmentName(NamedTuple):
    """What names a segment, on all devices."""

    learner: str
    device: str
    """Twelve hexadecimal digits."""
    number: int
    """From 1; each device counts its own."""
    digest: str
    """The first digits of its hash."""

    @property
    def file_name(self) -> str:
        """The name of its file."""
        return f"trainer-{self.learner}-{self.device}-{self.number:06}-{self.digest}.jsonl"

    @classmethod
    def read(cls, file_name: str) -> Self | None:
        """What the name of a file says; None where a segment has no such name."""
        match = _NAME.fullmatch(file_name)
        return cls(match[1], match[2], int(match[3]), match[4]) if match else None


class Header(BaseModel):
    """The first line of a segment."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    version: Annotated[int, Field(ge=1, alias="trainer-sync")]
    learner: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
    device: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]
    number: Annotated[int, Field(ge=1, lt=10**9)]
    size: Annotated[int, Field(ge=0)]
    """Bytes of the events."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """Of who wrote it, its number, and the events."""

    @property
    def name(self) -> SegmentName:
        """What names the segment."""
        return SegmentName(self.learner, self.device, self.number, self.sha256[:_SHOWN_DIGEST])


class NoSegmentError(Exception):
    """A file is none of ours."""


class TornSegmentError(Exception):
    """A segment is not whole, or not as it was written."""


class NewerSegmentError(Exception):
    """A segment holds what only a newer trainer can read."""


@dataclass(frozen=True, slots=True)
class Segment:
    """What a segment holds."""

    name: SegmentName
    events: tuple[Event, ...]
    damaged: int
    """How many lines say nothing; they were written so."""


def seal(learner: str, device: str, number: int, lines: Sequence[bytes]) -> tuple[Header, bytes]:
    """Make a segment of lines of a journal; its header, and all of its bytes."""
    events = b"".join(lines)
    header = Header.model_validate(
        {
            "trainer-sync": VERSION,
            "learner": learner,
            "device": device,
            "number": number,
            "size": len(events),
            "sha256": _digest(learner, device, number, events),
        }
    )
    return header, header.model_dump_json(by_alias=True).encode() + b"\n" + events


def read_header(path: Path) -> Header:
    """Read only the first line of a segment.

    Raises:
        NoSegmentError: it is none.
        TornSegmentError: the line is not whole (yet), or was changed.
        NewerSegmentError: a newer trainer wrote it.
        OSError: it cannot be read.
    """
    refuse_irregular(path)
    with path.open("rb") as file:
        return _header(file.readline(_HEADER))


def is_whole(path: Path) -> bool:
    """Whether a segment lies under its own name, just as it was written, but for line ends.

    Raises:
        OSError: it cannot be read.
    """
    try:
        return _read(path)[0].name.file_name == path.name
    except NewerSegmentError:
        return True
    except (NoSegmentError, TornSegmentError):
        return False


def read_segment(path: Path) -> Segment:
    """Read a segment, and see that it is just what was written.

    Raises:
        NoSegmentError: it is none.
        TornSegmentError: it is not whole (yet), or was changed.
        NewerSegmentError: a newer trainer wrote it.
        OSError: it cannot be read.
    """
    header, events = _read(path)
    read: list[Event] = []
    damaged = 0
    for line in events.splitlines():
        try:
            read.append(read_event(line))
        except UnknownTypeError as error:
            raise NewerSegmentError from error
        except ValueError:
            damaged += 1
    return Segment(header.name, tuple(read), damaged)


def _read(path: Path) -> tuple[Header, bytes]:
    """What a segment says of itself, and its events, which are as they were written."""
    content = read_regular(path, _LARGEST)
    if content is None:
        raise NoSegmentError
    first, _, events = content.partition(b"\n")
    header = _header(first)
    if not _is_whole(header, events):
        events = events.replace(b"\r\n", b"\n")  # as git may write lines on Windows
        if not _is_whole(header, events):
            raise TornSegmentError
    return header, events


def _header(line: bytes) -> Header:
    match = _VERSION.match(line)
    if match is None:
        raise NoSegmentError
    if int(match[1]) > VERSION:
        raise NewerSegmentError
    try:
        return Header.model_validate_json(line)
    except ValidationError as error:
        raise TornSegmentError from error


def _is_whole(header: Header, events: bytes) -> bool:
    return header.sha256 == _digest(header.learner, header.device, header.number, events)


def _digest(learner: str, device: str, number: int, events: bytes) -> str:
    digest = hashlib.sha256(f"{learner}/{device}/{number}\n".encode())
    digest.update(events)
    return digest.hexdigest()
