"""What is done while the disk makes a line durable.

While one thread waits for the disk another may work. The one that waited goes on when both are
done: all happens as if in one thread, and what is worked on needs no locks.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Lock, Thread


class Meanwhile:
    """A piece of work that is done once: while the disk works, or at the latest when asked for.

    Args:
        work: what is done; it records nothing.
    """

    def __init__(self, work: Callable[[], None]) -> None:
        self._work: Callable[[], None] | None = work
        self._lock = Lock()
        self._error: BaseException | None = None

    def do(self) -> None:
        """See that it is done, here or by who is at it; what it raises is kept for `finish`."""
        with self._lock:
            work, self._work = self._work, None
            if work is not None:
                try:
                    work()
                except BaseException as error:  # noqa: BLE001 - raised again by `finish`
                    self._error = error

    def do_despite_signals(self) -> None:
        """As `do`; what a signal's handler raises is raised only then.

        Else what follows, as saving and leaving, would find the work half done.
        """
        interrupted: BaseException | None = None
        while True:
            try:
                self.do()
            except BaseException as error:  # noqa: BLE001 - raised below
                interrupted = error
            else:
                break
        if interrupted is not None:
            raise interrupted

    def finish(self) -> None:
        """See that it is done, and raise what it raised."""
        self.do()
        if self._error is not None:
            raise self._error


class Sync:
    """Makes a file durable, and lets something be done meanwhile by a thread of its own."""

    def __init__(self) -> None:
        self._thread: Thread | None = None

    def __call__(self, descriptor: int, meanwhile: Meanwhile | None = None) -> None:
        """Make a file durable. On return what is done meanwhile is done, too.

        Raises:
            OSError: the file may not be durable.
        """
        if meanwhile is None:
            os.fsync(descriptor)
            return
        try:
            with suppress(RuntimeError):  # the system gives no more threads: it is done afterwards
                if self._thread is None or not self._thread.is_alive():  # a fork leaves it behind
                    self._begin()
                self._given.put(meanwhile)
            os.fsync(descriptor)
        finally:
            meanwhile.do_despite_signals()

    def close(self) -> None:
        """End the thread."""
        if self._thread is not None:
            self._given.put(None)
            self._thread.join()
            self._thread = None

    def _begin(self) -> None:
        self._given = SimpleQueue[Meanwhile | None]()
        thread = Thread(target=self._run, name="meanwhile", daemon=True)
        thread.start()
        self._thread = thread

    def _run(self) -> None:
        while meanwhile := self._given.get():
            meanwhile.do()
