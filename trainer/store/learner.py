"""One learner's folder, as the rest of the program uses it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from trainer import clock
from trainer.errors import SystemRefusedError, TrainerError
from trainer.memory.state import MemoryState
from trainer.progress import Progress, no_progress
from trainer.store.checkpoints import Checkpoints
from trainer.store.event import (
    BatchEnded,
    Event,
    ItemEvent,
    ItemKey,
    SchedulerEvent,
    SessionEnded,
    SessionStarted,
    moment_after,
)
from trainer.store.history import History
from trainer.store.journal import Journal
from trainer.store.live_state import LiveState
from trainer.store.lock import FolderLock, HeldError
from trainer.store.meanwhile import Meanwhile
from trainer.store.opening import lost_from, read_folder, set_torn_aside
from trainer.store.record import ItemRecord
from trainer.store.rescue import rescue
from trainer.store.state import State
from trainer.store.tail import JournalPosition
from trainer.store.writer import JournalWriter
from trainer.store.wrong_clock import ahead_on_opening


class Learner:
    """What one learner has done, and what follows from it.

    Open it with `Learner.open`, as a context manager. While one process has it open, others
    may read what stood there when they opened it.
    """

    def __init__(self, folder: Path, *, read_only: bool, now: datetime, progress: Progress) -> None:
        self.folder = folder
        self.read_only = read_only
        """Whether nothing can be recorded: so asked for, or another process records."""
        self.rescued: Path | None = None
        """Once closed: where that lies which could not be saved; None where all was, or none."""
        self.holder: str | None = None
        """Which other process records, in words; None when none does."""
        self._lock = FolderLock(folder)
        self._readings = 0
        self._read(now, progress, None if read_only else self._barred(self._lock))

    def _read(self, now: datetime, progress: Progress, barred: str | None) -> None:
        """Read the folder; where this process may write there, fix what is to be fixed."""
        lock, folder = self._lock, self.folder
        try:
            with _reading():
                opened = read_folder(folder, now, progress)
        except BaseException:  # ctrl+c among them: reading may take its time
            lock.release()
            raise
        self._readings += 1
        self._half_done = 0
        """Records that were begun and have yet to take effect; one that was interrupted stays so,
        and the scores are left to the next opening."""
        self._journal = opened.journal
        self._scores = Checkpoints(opened)
        self._notices = opened.notices
        self._session = opened.session[0] if opened.session else None
        self._writer = JournalWriter(opened.journal, lock, opened.session and opened.session[1])
        self._writer.trouble = barred
        self._current = LiveState(opened.journal, lambda: self._writer.unsaved, opened.state)
        self._history = History(
            opened.journal, lambda: self._writer.unsaved, lambda: self._current.state
        )
        if lock.held:
            self._notices += set_torn_aside(self._journal)
            self._writer.write(*opened.lost)  # they have taken effect on opening
            self._meet_wrong_clock(now)
            if opened.stale:
                self.checkpoint()

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        read_only: bool = False,
        now: datetime | None = None,
        progress: Progress = no_progress,
    ) -> Self:
        """Open a learner's folder, which need not be there; what is newer is replayed.

        Where another process has it open, it is opened for reading, and `holder` says who.
        Where it cannot be written, `trouble` says why, and all goes on in memory.

        Args:
            folder: the learner's.
            read_only: leave the lock to others.
            now: the present moment, to know what lies in the future; the clock's when None.
            progress: called with how much of a long journal was read.

        Raises:
            TrainerError: the journal is there and cannot be read.
        """
        return cls(folder, read_only=read_only, now=now or clock.now(), progress=progress)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def take_over(self, now: datetime | None = None) -> bool:
        """Record from here on, where the process that did has gone; whether that is so.

        What it recorded since is read first. One that was opened for reading stays so.

        Args:
            now: the present moment; the clock's when None.

        Raises:
            TrainerError: the journal can no longer be read.
        """
        if self.holder is None:
            return not self.read_only
        self.holder, self.read_only = None, False
        barred = self._barred(self._lock)
        if self.holder is None:
            self._read(now or clock.now(), no_progress, barred)
        return not self.read_only

    @property
    def journal(self) -> Journal:
        """Their journal, to be read."""
        return self._journal

    @property
    def notices(self) -> tuple[str, ...]:
        """What was found damaged or missing on opening, and what was done, in words."""
        return tuple(self._notices)

    @property
    def unsaved(self) -> tuple[Event, ...]:
        """What happened and could not be written yet, oldest first."""
        return self._writer.unsaved

    @property
    def trouble(self) -> str | None:
        """Why answers or scores are not being saved, in words; None when they are."""
        return self._writer.trouble or self._scores.trouble

    def record(self, event: Event, then: Callable[[], None] | None = None) -> None:
        """Let an event happen. On return it is durable, or `trouble` says why it is not.

        What could not be written is kept, takes effect all the same, and is tried again, in
        order, with every later event.

        Args:
            event: what happened.
            then: what follows from it, done before this returns; it records nothing. The disk
                takes as long as all the rest of an answer, which is done while it works.

        Raises:
            TrainerError: the learner was opened for reading; or the event undoes an old one,
                and the journal can no longer be read.
        """
        self._refuse_read_only()
        event = self._current.marked(event)
        meanwhile = Meanwhile(lambda: self._take_effect(event, then)) if then else None
        self._half_done += 1
        self._writer.write(event, meanwhile=meanwhile)
        if isinstance(event, SessionStarted):
            self._session = event
        elif (
            isinstance(event, SessionEnded)
            and self._session
            and event.session == self._session.session
        ):
            self._session = None
        if meanwhile:
            meanwhile.finish()
        else:
            self._take_effect(event)

    def _take_effect(self, event: Event, then: Callable[[], None] | None = None) -> None:
        with _reading():
            self._current.happen([event])
        self._half_done -= 1
        if then:
            then()

    def record_all(self, events: Sequence[Event]) -> None:
        """Let many events happen, all or none; durable on return.

        They are written as one batch: where that is cut off, what is written counts for nothing.

        Raises:
            TrainerError: they could not all be written, and none has happened.
        """
        self.import_events([self._current.marked(event) for event in events])

    def import_events(
        self, events: Sequence[Event], origin: str = "", mark: JournalPosition | None = None
    ) -> None:
        """Let events happen that another machine recorded, all or none; durable on return.

        Args:
            events: what happened.
            origin: how the name of their batch begins, to know later where they came from.
            mark: a position in the journal before which no change counts after any of them.

        Raises:
            TrainerError: they could not all be written, and none has happened.
        """
        self._refuse_read_only()
        if not events:
            return
        batch, end = BatchEnded.close(events, origin)
        self._half_done += 1
        try:
            self._writer.write_many([*batch, end])
        except HeldError as error:
            self._half_done -= 1
            raise TrainerError(f"{error} has the same learner open.", "Close it there.") from error
        except OSError as error:
            self._half_done -= 1
            hint = "Do it again once that is fixed."
            raise SystemRefusedError(error, "Not all could be written", hint) from error
        with _reading():
            self._current.happen(batch, mark)
        self._half_done -= 1

    def record_scheduler(self, event: SchedulerEvent) -> str:
        """Record which scheduler is at work, unless that is known; return its key for reviews."""
        if event.key not in self.state.schedulers:
            self.record(event)
        return event.key

    def record_of(self, deck: str, item: str) -> ItemRecord:
        """What is known of an item; a blank record when nothing is."""
        return self.state.record_of(deck, item)

    def memory(self, deck: str, item: str) -> MemoryState | None:
        """What is remembered of an item; None when it is new."""
        return self.record_of(deck, item).memory

    def current_name(self, item_key: ItemKey) -> ItemKey:
        """The name that an item bears today, whatever it was called before its card was edited."""
        return self.state.names.current(item_key)

    def latest_move(self, item_key: ItemKey) -> str | None:
        """The id of the latest move that took a name from another item; None without one."""
        return self.state.names.left.get(item_key)

    def records(self, deck: str) -> Mapping[str, ItemRecord]:
        """Item -> its record, for all items of a deck that have one, orphans among them."""
        return self.state.records.get(deck, {})

    @property
    def state(self) -> State:
        """What follows from all that happened."""
        return self._current.state

    @property
    def revision(self) -> tuple[int, int]:
        """Stays the same for as long as nothing that follows changes."""
        return self._readings, self._current.revision

    def events(
        self,
        deck: str | None = None,
        item: str | None = None,
        *,
        earlier: bool = True,
        progress: Progress = no_progress,
    ) -> Iterator[Event]:
        """What happened, oldest first; what was undone is left out, and the undos too.

        Args:
            deck: only events of items of this deck.
            item: only events of items of this id; goes with a deck.
            earlier: with what was answered in another program, before the statement of each item.
            progress: called with how much of the journal was read.

        Raises:
            TrainerError: the journal can no longer be read.
        """
        with _reading():
            yield from self._history.events(deck, item, earlier=earlier, progress=progress)

    def find(self, event_id: str) -> Event | None:
        """An event as it was recorded, whatever its item is called by now; None without one.

        Raises:
            TrainerError: the journal can no longer be read.
        """
        with _reading():
            return self._current.find(event_id)

    def moment_of_review(self, item_key: ItemKey, now: datetime) -> datetime:
        """The moment of a review that is given now, be this clock behind another that was at work.

        Before the moment at which its item was reset or renamed, it would count for nothing.

        Args:
            item_key: the item.
            now: the present moment.

        Raises:
            TrainerError: the journal can no longer be read.
        """
        if moment_after(now, self.state.latest) == now:
            return now
        with _reading():
            return moment_after(now, self._history.latest_change_but_reviews(item_key))

    def open_session(self) -> tuple[SessionStarted, tuple[ItemEvent, ...]] | None:
        """The session that began and has not ended, and what happened in it; None without one.

        What was undone is left out, and the undos too.

        Raises:
            TrainerError: the journal can no longer be read.
        """
        session = self._session
        if session is None:
            return None
        start = self._writer.session_start
        with _reading():
            return self._history.of_session(session, self._journal.end if start is None else start)

    @property
    def seal(self) -> str:
        """The hash of the scores as they are in their file; empty where they are not kept up.

        All records follow from them once the learner is closed, or right after a checkpoint.
        """
        kept_up = not (self.read_only or self.trouble or self._half_done)
        return self._scores.seal if kept_up else ""

    def checkpoint(self) -> None:
        """Write the scores, so that the next opening has nothing to replay.

        Where that fails, `trouble` says why; nothing is lost, for they follow from the journal.
        """
        if self.read_only:
            return
        self._writer.write()
        if self._writer.all_written and not self._half_done:
            self._scores.write(self.state, self._writer.covered, self._session_start)

    def keep_what_is_lost(self, now: datetime) -> None:
        """Say in the journal what is remembered and follows from none of its lines any more."""
        with _reading():
            fresh = self._current.fold()
        self.record_all([*lost_from(fresh, self.state, now)])

    def close(self) -> None:
        """Write what is left to write, and let other processes record.

        What could not be saved goes to a journal of its own: see `rescued`.
        """
        self.checkpoint()
        if self.unsaved:
            self.rescued = rescue(self.folder, self.unsaved)
            if self._writer.may_write:  # the scores know what was in a journal that is gone
                self._scores.write_of_no_journal(self.state, self._writer.covered)
        self._writer.close()

    def _refuse_read_only(self) -> None:
        if self.read_only and not self.take_over():
            raise TrainerError(
                f"nothing can be recorded in {self.folder}: "
                + (f"{self.holder} has it open" if self.holder else "it was opened for reading"),
                "close the other trainer, and open this one again" if self.holder else "",
            )

    def _meet_wrong_clock(self, now: datetime) -> None:
        """Write down what events from the future count as."""
        with _reading():
            ahead = ahead_on_opening(self._journal, self.unsaved, self.state, now)
        if ahead is None:
            return
        with suppress(TrainerError):  # reported as trouble, and met again at the next opening
            if ahead.is_sure:
                self.record_all(ahead.corrections)
            self._notices.append(ahead.in_words())

    def _barred(self, lock: FolderLock) -> str | None:
        """Take the lock, or say what keeps this process from writing."""
        try:
            lock.take()
        except HeldError as error:
            self.holder, self.read_only = str(error), True
        except OSError as error:
            return SystemRefusedError(error, "Answers are not saved").message
        return None

    @property
    def _session_start(self) -> int | None:
        """Where the line of the session that is open is; None without one."""
        return self._writer.session_start if self._session else None


@contextmanager
def _reading() -> Iterator[None]:
    """Show the user that a journal cannot be read."""
    try:
        yield
    except OSError as error:
        what = f"{error.filename or 'The journal'} cannot be read"
        raise SystemRefusedError(error, what) from error
