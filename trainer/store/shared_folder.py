"""What lies in a folder that several devices share, whatever its carrier did to it."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from textwrap import shorten

from trainer.errors import SystemRefusedError, TrainerError
from trainer.regular_file import where_it_leads
from trainer.safe_text import written_out
from trainer.store.segment import (
    NewerSegmentError,
    NoSegmentError,
    Segment,
    SegmentName,
    TornSegmentError,
    is_whole,
    read_header,
    read_segment,
)
from trainer.store.shared_deck_names import is_of_shared_decks
from trainer.store.sync_state import Seen, SyncState

_SHOWN = 3
"""How many gaps are named."""
_LONGEST = 100
"""Characters of a file's name that are shown."""


def list_folder(folder: Path, learner_folder: Path) -> list[str]:
    """The names of the files in a shared folder.

    Raises:
        TrainerError: there is no such folder, it cannot be read, or it is the learner's own.
    """
    try:
        if where_it_leads(folder).is_relative_to(where_it_leads(learner_folder)):
            raise TrainerError(
                f"{folder} is where this device keeps its own.", "Name a folder that is carried."
            )
        return sorted(path.name for path in folder.iterdir())
    except OSError as error:
        hint = "Nothing is lost: study on, and sync once it is there."
        raise SystemRefusedError(error, f"{folder} cannot be read", hint) from error


class SharedFolder:
    """The segments in a folder. Only what was not imported before is read.

    Args:
        folder: which something carries to the other devices.
        learner_folder: its name is the learner's, whose segments are wanted.
        state: what this device knows already.

    Raises:
        TrainerError: the folder cannot be read.
    """

    def __init__(self, folder: Path, learner_folder: Path, state: SyncState) -> None:
        self.whole: dict[str, Seen] = {}
        """Own segment that is as it was written -> what its file looks like."""
        self.segments: dict[str, Segment] = {}
        """File name as it should be -> a segment that is new here."""
        self._learner = learner_folder.name
        self._own = {sent.name.file_name for sent in state.sent}
        self._taken = state.taken
        self._seen = state.seen
        self._foreign = 0
        self._wrong: list[str] = []
        self._numbers: dict[str, set[int]] = defaultdict(set)
        for name in state.taken:
            self._have(SegmentName.read(name))
        latest = {device: max(numbers) for device, numbers in self._numbers.items()}
        for name in list_folder(folder, learner_folder):
            if name in self._taken or name.startswith(".") or name.endswith(".tmp"):
                continue
            if is_of_shared_decks(name):
                continue
            if problem := self._meet(folder / name):
                self._wrong.append(f"{shorten(written_out(name), _LONGEST)} {problem}")
        self.notices = (*self._wrong, *self._notices_of(latest))
        """What is not as it should be, a line each."""

    def _meet(self, path: Path) -> str | None:
        """Look at a file; what is wrong with it, if anything."""
        try:
            if path.name in self._own:
                status = path.stat()
                seen = Seen(status.st_mtime_ns, status.st_size)
                if self._seen.get(path.name) == seen or is_whole(path):
                    self.whole[path.name] = seen
                return None
            if ".jsonl" in path.name and path.is_file():
                return self._read(path)
            self._foreign += 1
        except (NoSegmentError, TornSegmentError) as error:
            name = SegmentName.read(path.name)
            if isinstance(error, TornSegmentError) or (name and name.learner == self._learner):
                self._have(name)
                return "is not whole: it is imported once it is."
            self._foreign += name is None
        except NewerSegmentError:
            self._have(SegmentName.read(path.name))
            return "is from a newer trainer: it is imported once this one is updated."
        except OSError as error:
            return f"cannot be read: {error.strerror}."
        return None

    def _read(self, path: Path) -> str | None:
        """Read a file that may be a segment; one that is known, only its first line."""
        name = read_header(path).name
        if name.learner != self._learner:
            return None
        if any(name.file_name in known for known in (self._own, self._taken, self.segments)):
            return "is a copy of a segment: it is not needed."
        self.segments[name.file_name] = read_segment(path)
        self._have(name)
        return None

    def _have(self, name: SegmentName | None) -> None:
        """Know that a segment is here, or was."""
        if name and name.learner == self._learner:
            self._numbers[name.device].add(name.number)

    def _notices_of(self, latest: dict[str, int]) -> Iterator[str]:
        if self._foreign:
            yield f"Files that are not trainer's were left alone: {self._foreign}."
        for name, segment in self.segments.items():
            if segment.name.number < latest.get(segment.name.device, 0):
                yield f"{name} came late."
            if segment.damaged:
                yield f"{name} has damaged lines, which were left out: {segment.damaged}."
        for device, here in sorted(self._numbers.items()):
            gaps = [(a + 1, b - 1) for a, b in pairwise(sorted({0, *here})) if b > a + 1]
            if gaps:
                shown = [str(a) if a == b else f"{a} to {b}" for a, b in gaps[:_SHOWN]]
                more = ", …" if len(gaps) > _SHOWN else ""
                yield f"Not here yet from device {device}: segment {', '.join(shown)}{more}."
