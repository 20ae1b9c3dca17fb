"""One writer for each learner's folder."""

import json
import os
import socket
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.regular_file import read_json
from trainer.store.atomic_file import make_private, write_atomically

if TYPE_CHECKING:
    from filelock import BaseFileLock


class HeldError(Exception):
    """Another process holds the lock; `str` says which."""


class FolderLock:
    """The right to write in a folder, given back by the system when its process dies.

    Who holds it is in `lock.json`, which is only there to say so: what a killed process
    left there blocks nobody.

    Args:
        folder: the learner's folder.
        name: of the lock, where some of what lies in the folder has one of its own.
    """

    def __init__(self, folder: Path, name: str = "lock") -> None:
        self._folder = folder
        self._name = name
        self._holder = folder / f"{name}.json"

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return "_lock" in self.__dict__ and self._lock.is_locked

    def take(self) -> None:
        """Take the lock, making the folder where it is not there; no matter if it is held here.

        Raises:
            HeldError: another process has it.
            OSError: the folder cannot be written.
        """
        if self.held:
            return
        from filelock import Timeout

        make_private(self._folder)
        try:
            self._lock.acquire()
        except Timeout:
            raise HeldError(self._holder_in_words()) from None
        since = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
        holder = {"pid": os.getpid(), "host": socket.gethostname(), "since": since}
        with suppress(OSError):  # it only says who
            write_atomically(self._holder, json.dumps(holder).encode())

    def release(self) -> None:
        """Give the lock back."""
        if self.held:
            with suppress(OSError):  # it only says who
                self._holder.unlink()
            self._lock.release()

    @cached_property
    def _lock(self) -> "BaseFileLock":
        """Made when it is taken: who only reads needs none."""
        from filelock import FileLock

        # Held by the process, not by a thread: a checkpoint may run beside the event loop.
        return FileLock(self._folder / self._name, timeout=0, thread_local=False, mode=0o600)

    def _holder_in_words(self) -> str:
        try:
            holder = read_json(self._holder, 10_000)
            since = datetime.fromisoformat(holder["since"])
            return f"process {holder['pid']} on {holder['host']}, since {since:%Y-%m-%d %H:%M}"
        except (OSError, ValueError, KeyError, TypeError):  # it is only now being written
            return "another process"
