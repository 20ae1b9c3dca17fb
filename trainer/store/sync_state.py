"""What a device remembers of its syncs, in `sync.json` in the learner's folder."""

import platform
from contextlib import suppress
from pathlib import Path
from typing import Annotated, NamedTuple
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from trainer.regular_file import read_whole, where_it_leads
from trainer.safe_text import written_out
from trainer.store.atomic_file import write_atomically
from trainer.store.journal import Journal
from trainer.store.renamed_items import Key
from trainer.store.segment import SegmentName
from trainer.store.tail import JournalPosition

FILE = "sync.json"
_LARGEST = 50_000_000
_MARKS = 100
"""So many syncs are remembered: some weeks, for who syncs by itself."""

Position = Annotated[int, Field(ge=0)]


def _new_device() -> str:
    return uuid4().hex[:12]


class Sent(BaseModel):
    """A segment that this device wrote, and can write again."""

    model_config = ConfigDict(frozen=True)

    name: SegmentName
    start: Position
    """Where its lines begin in the journal."""
    end: Position
    size: Position
    """Bytes of its file."""


class Seen(NamedTuple):
    """What a file looks like from outside: while that stays, it is not read again."""

    changed: int
    """When, in nanoseconds."""
    size: int


class SyncState(BaseModel):
    """What was sent and what was imported, whichever folder it went through."""

    machine: str = Field(default_factory=platform.node)
    """Which computer this is, for a learner's folder may be copied to another."""
    place: str = ""
    """Where the learner's folder lay."""
    inode: int = 0
    """What the file system calls the folder: a move keeps that, a copy has another."""
    device: str = Field(default_factory=_new_device, pattern=r"^[0-9a-f]{12}$")
    """How this device names its segments."""
    covered: Position = 0
    """Up to where the journal was sent."""
    fingerprint: str = ""
    """What stood there, to see if it is still the same journal."""
    sent: list[Sent] = []
    seen: dict[str, Seen] = {}
    """Own segment -> what its file looked like when it was last found whole."""
    taken: set[str] = set()
    """The file names of the segments of other devices that were imported."""
    folders: set[str] = set()
    """The folders that were used; the learner has seen what is written there."""
    marks: list[JournalPosition] = []
    """How far the journal had come at the latest syncs, oldest first."""

    def remember(self, position: int, last: Key | None) -> None:
        """Set a mark where the journal ends."""
        if last and (not self.marks or self.marks[-1].position < position):
            self.marks = [*self.marks[1 - _MARKS :], JournalPosition(position, last)]

    def mark_before(self, key: Key) -> JournalPosition | None:
        """The latest mark before which no change counts after this one; None without one."""
        return next((mark for mark in reversed(self.marks) if mark.last < key), None)

    @property
    def next_number(self) -> int:
        """The number of the next segment."""
        own = (sent.name.number for sent in self.sent if sent.name.device == self.device)
        return max(own, default=0) + 1


def load_sync_state(folder: Path, journal: Journal) -> SyncState:
    """What is remembered; nothing where it is damaged, or is of another journal."""
    state = SyncState()
    with suppress(OSError, ValidationError):
        kept = SyncState.model_validate_json(read_whole(folder / FILE, _LARGEST))
        if kept.fingerprint == journal.fingerprint(kept.covered):
            state = kept
        else:  # it was restored, or begun again: what it holds now is not what was sent
            state.folders = kept.folders
    machine, inode = platform.node(), _inode(folder)
    place = written_out(str(where_it_leads(folder)))
    elsewhere = state.place not in ("", place) and state.inode != inode
    if state.machine != machine or elsewhere:  # it was copied: the other goes on as it was
        state.device = _new_device()
    state.machine, state.place, state.inode = machine, place, inode
    return state


def _inode(folder: Path) -> int:
    with suppress(OSError):
        return folder.stat().st_ino
    return 0


def save_sync_state(folder: Path, state: SyncState) -> None:
    """Remember it.

    Raises:
        OSError: the old one stays.
    """
    write_atomically(folder / FILE, state.model_dump_json().encode())
