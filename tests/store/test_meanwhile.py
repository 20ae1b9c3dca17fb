"""What follows from an answer is worked out while the disk makes it durable."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from signal import SIGUSR1, pthread_kill, signal
from threading import Event, Thread, main_thread
from threading import enumerate as enumerate_threads
from time import sleep

import pytest

from tests.clock import PATIENCE
from trainer.memory.study_day import study_day
from trainer.store.event import SuspendEvent
from trainer.store.learner import Learner
from trainer.store.live_state import LiveState
from trainer.store.meanwhile import Meanwhile, Sync

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = study_day(NOW, 4)


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    with Learner.open(tmp_path / "me") as opened:
        yield opened


def suspend(item: str) -> SuspendEvent:
    return SuspendEvent.of(("deck", item), NOW, DAY, suspended=True)


def lines(learner: Learner) -> int:
    return learner.journal.path.read_bytes().count(b"\n")


def disk(monkeypatch: pytest.MonkeyPatch, sync: Callable[[int], None]) -> None:
    monkeypatch.setattr(os, "fsync", sync)


def test_it_is_done_while_the_disk_works(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    learner.record(suspend("first"))
    done, order = Event(), list[str]()

    def slow_disk(_: int) -> None:
        assert done.wait(PATIENCE)
        order.append("durable")

    def then() -> None:
        order.append(f"suspended: {learner.record_of('deck', 'a').suspended}")
        assert [event.item for event in learner.unsaved if isinstance(event, SuspendEvent)] == ["a"]
        done.set()

    disk(monkeypatch, slow_disk)
    learner.record(suspend("a"), then)
    assert order == ["suspended: True", "durable"]
    assert not learner.unsaved
    assert lines(learner) == 2


@pytest.mark.parametrize("call", ["fsync", "write"])
def test_it_is_done_once_though_the_disk_refuses(
    learner: Learner, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    learner.record(suspend("first"))
    done: list[str] = []

    def refuse(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(os, call, refuse)
        learner.record(suspend("a"), lambda: done.append("a"))
    assert learner.trouble
    assert done == ["a"]
    assert learner.record_of("deck", "a").suspended
    assert lines(learner) == 1
    learner.record(suspend("b"), lambda: done.append("b"))
    assert learner.trouble is None
    assert done == ["a", "b"]
    assert lines(learner) == 3


def test_where_there_are_no_more_threads_it_is_done_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Thread) -> None:
        raise RuntimeError("can't start new thread")

    done: list[str] = []
    with Learner.open(tmp_path / "me") as learner:
        with monkeypatch.context() as full:
            full.setattr(Thread, "start", refuse)
            learner.record(suspend("a"), lambda: done.append("a"))
        assert learner.trouble is None
        assert done == ["a"]
        assert lines(learner) == 1
    with Learner.open(tmp_path / "me") as learner:
        assert learner.record_of("deck", "a").suspended


def test_what_it_raises_is_raised_and_the_answer_is_durable(learner: Learner) -> None:
    def fail() -> None:
        raise KeyError("what follows")

    with pytest.raises(KeyError, match="what follows"):
        learner.record(suspend("a"), fail)
    assert lines(learner) == 1
    assert not learner.unsaved


def test_who_is_interrupted_leaves_it_whole(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner.record(suspend("first"))
    begun, durable, heard, done = Event(), Event(), Event(), list[str]()

    def interrupt(*_: object) -> None:
        heard.set()
        raise KeyboardInterrupt

    def then() -> None:
        begun.set()
        assert durable.wait(PATIENCE)
        sleep(0.05)  # till it is waited for
        pthread_kill(main_thread().ident or 0, SIGUSR1)
        assert heard.wait(PATIENCE)
        sleep(0.05)  # who does not wait is found by now
        done.append("a")

    def disk_works(_: int) -> None:
        assert begun.wait(PATIENCE)
        durable.set()

    disk(monkeypatch, disk_works)
    before = signal(SIGUSR1, interrupt)
    try:
        with pytest.raises(KeyboardInterrupt):
            learner.record(suspend("a"), then)
        assert done == ["a"]
    finally:
        signal(SIGUSR1, before)
    learner.record(suspend("b"), lambda: done.append("b"))
    assert done == ["a", "b"]
    assert learner.record_of("deck", "a").suspended
    assert learner.record_of("deck", "b").suspended
    assert not learner.unsaved


def test_scores_wait_where_what_was_written_did_not_take_effect(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with Learner.open(tmp_path / "me") as learner:
        learner.record(suspend("first"))
        learner.checkpoint()
        with monkeypatch.context() as patched:
            patched.setattr(LiveState, "happen", interrupted)
            with pytest.raises(KeyboardInterrupt):
                learner.record(suspend("a"))
        learner.record(suspend("b"), lambda: None)
    with Learner.open(tmp_path / "me") as learner:
        assert learner.records("deck").keys() == {"first", "a", "b"}
        assert learner.notices == ()


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # Python 3.12 and later
def test_a_process_that_was_forked_off_has_a_thread_of_its_own(tmp_path: Path) -> None:
    sync = Sync()
    with (tmp_path / "file").open("wb") as file:
        sync(file.fileno(), Meanwhile(lambda: None))
        child = os.fork()
        if not child:
            done: list[str] = []
            with suppress(BaseException):
                sync(file.fileno(), Meanwhile(lambda: done.append("a")))
                sync.close()
                done.append("closed")
            os._exit(done != ["a", "closed"])
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    sync.close()


def test_its_thread_ends_with_the_journal(tmp_path: Path) -> None:
    before = at_work()
    with Learner.open(tmp_path / "me") as learner:
        learner.record(suspend("a"), lambda: None)
        [thread] = at_work() - before
        assert thread.is_alive()
    assert not thread.is_alive()


def at_work() -> set[Thread]:
    """The threads of this kind alone: others come and go."""
    return {thread for thread in enumerate_threads() if thread.name == "meanwhile"}
