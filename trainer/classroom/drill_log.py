"""A drill's log: what happened is kept before it is acknowledged.

The teacher's steps are written at once. Answers of devices come by the hundred: they are
gathered, and each is acknowledged when the write that holds it is durable.
"""

import asyncio
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from trainer.classroom.drill_event import (
    Answered,
    DrillEvent,
    Joined,
    Opened,
    Removed,
    read_drill_event,
    write_drill_event,
)
from trainer.errors import SystemRefusedError, TrainerError, system_refusals
from trainer.store.append_file import AppendFile
from trainer.store.home import guest_drills_folder
from trainer.store.lock import FolderLock, HeldError

_LOCK = ".lock"
"""What follows the name of homework in the name of its lock."""


class RunningError(TrainerError):
    """Another trainer runs this drill, or another lesson of its class."""


class DrillLog:
    """The file of one drill; open in one process at a time.

    Args:
        path: the file; made with the first event.
        at_home: whether it is homework, which runs beside lessons and other homework; a class has
            one lesson at a time.

    Raises:
        RunningError: another trainer runs this drill, or another lesson of its class.
        TrainerError: the file cannot be read.
    """

    def __init__(self, path: Path, *, at_home: bool = False) -> None:
        self.path = path
        self.trouble: str | None = None
        """Why the last write failed, in words; None when all is written."""
        self._lock = lock_of(path, at_home=at_home)[1]
        try:
            self._lock.take()
            self._file = AppendFile(path)
            self._file.set_torn_aside()
        except HeldError as error:
            raise RunningError(
                f"A drill is running here already: {error}.", "Close that trainer first."
            ) from error
        except OSError as error:
            self._lock.release()
            raise SystemRefusedError(error, f"{error.filename or path} cannot be used") from error
        self._unwritten = bytearray()
        self._sharing = asyncio.Lock()
        self._writing = threading.Lock()

    def put(self, event: DrillEvent) -> None:
        """Take an event, to be written with the next `flush` or `flush_soon`."""
        self._unwritten += write_drill_event(event)

    @property
    def all_written(self) -> bool:
        """Whether nothing waits to be written."""
        return not self._unwritten

    def flush(self) -> bool:
        """Write what waits, durably; whether that worked. What failed is tried again."""
        with self._writing:
            data = bytes(self._unwritten)
            if not data:
                return True
            try:
                self._file.append(data)
            except OSError as error:
                self.trouble = SystemRefusedError(error, "The drill is not saved").message
                return False
            del self._unwritten[: len(data)]
            self.trouble = None
            return True

    async def flush_soon(self) -> bool:
        """Write what waits, without holding up the event loop; whether that worked.

        Those who call while a write is under way share the next one.
        """
        async with self._sharing:
            return self.all_written or await asyncio.to_thread(self.flush)

    def close(self) -> None:
        """Write what waits, and let another trainer go on with the drill."""
        self.flush()
        self._file.close()
        self._lock.release()


def lock_of(log: Path, *, at_home: bool) -> tuple[str, FolderLock]:
    """The lock that a drill needs, and what runs where another holds it."""
    class_name = log.parent.parent.name  # of guests alone it is the folder of all
    whose = "of guests" if log.parent == guest_drills_folder() else f"of class {class_name}"
    if at_home:
        return f"The homework {log.stem} {whose}", FolderLock(log.parent, f"{log.stem}{_LOCK}")
    return f"A lesson {whose}", FolderLock(log.parent, "lock")


def locks_of(folder: Path) -> dict[str, FolderLock]:
    """The locks of the drills of a folder: who holds them all, beside whom none of them runs."""
    homework = sorted(path.name.removesuffix(_LOCK) for path in folder.glob(f"*{_LOCK}"))
    logs = [folder / f"{stem}.jsonl" for stem in homework if stem]
    return dict([lock_of(folder / "any", at_home=False), *(lock_of(p, at_home=True) for p in logs)])


@contextmanager
def holding(locks: Mapping[str, FolderLock]) -> Iterator[None]:
    """Hold locks, so that none of these drills runs.

    Args:
        locks: what runs where another holds it -> the lock.

    Raises:
        RunningError: one of them runs.
        OSError: a folder cannot be written.
    """
    try:
        for drill, lock in locks.items():
            try:
                lock.take()
            except HeldError as error:
                raise RunningError(f"{drill} is running: {error}.", "End it first.") from error
        yield
    finally:
        for lock in locks.values():
            lock.release()


def read_log(path: Path) -> tuple[DrillEvent, ...]:
    """The events of a drill, oldest first; a torn last line and damaged ones are left out.

    Raises:
        TrainerError: it cannot be read, or does not begin with an opening.
    """
    with system_refusals(f"{path} cannot be read"):
        events = tuple(_holding_together(event for _, event in read_lines(path) if event))
    if not events or not isinstance(events[0], Opened):
        raise TrainerError(f"{path} is not the log of a drill.", "Remove it; its reviews are kept.")
    return events


def _holding_together(events: Iterable[DrillEvent]) -> Iterator[DrillEvent]:
    """The events without those that speak of players or questions that there are not.

    The lines that named them were damaged, or these are.
    """
    questions, teams, players = 0, 0, set[str]()
    for number, event in enumerate(events):
        if isinstance(event, Opened):
            if number == 0:
                questions, teams = len(event.questions), len(event.teams)
                yield event
            continue
        if isinstance(event, Joined):
            if event.team is not None and event.team >= teams:
                continue
            players.add(event.player)
        is_of_somebody = not isinstance(event, Answered | Removed) or event.player in players
        if is_of_somebody and (getattr(event, "question", None) or 0) < questions:
            yield event


def read_lines(path: Path) -> Iterator[tuple[bytes, DrillEvent | None]]:
    """The whole lines of a log, oldest first, each with its event; None where it is damaged.

    Raises:
        OSError: it cannot be read.
    """
    for _, line in AppendFile(path).lines():
        try:
            yield line, read_drill_event(line)
        except ValueError:  # one damaged line costs that event, not the lesson
            yield line, None
