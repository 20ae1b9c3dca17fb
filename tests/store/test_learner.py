import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from tests.clock import TODAY
from tests.crash import crash
from tests.memories import memories_of
from trainer.errors import TrainerError
from trainer.memory.state import MemoryState
from trainer.store.event import (
    BatchEnded,
    BuryEvent,
    Event,
    ReviewEvent,
    SchedulerEvent,
    SessionEnded,
    SessionStarted,
    SuspendEvent,
    UndoEvent,
    write_event,
)
from trainer.store.learner import Learner
from trainer.store.record import ItemRecord

Review = Callable[..., ReviewEvent]
Undo = Callable[[str], UndoEvent]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "learners" / "me"


@pytest.fixture
def started(review: Review) -> SessionStarted:
    return SessionStarted(at=review().at, day=TODAY, session="s1", decks=("brics",), seed=7)


@pytest.fixture
def ended(review: Review) -> SessionEnded:
    return SessionEnded(at=review().at, day=TODAY, session="s1")


@contextmanager
def crashed(folder: Path) -> Iterator[Learner]:
    """A learner that is left without being closed, as by a crash."""
    learner = Learner.open(folder)
    yield learner
    crash(learner, folder)


def test_what_was_recorded_is_there_on_the_next_opening(
    folder: Path, review: Review, memory: Callable[..., MemoryState]
) -> None:
    with Learner.open(folder) as learner:
        learner.record(review(reps=1))
        learner.record(review(reps=2))
    with Learner.open(folder) as learner:
        assert learner.memory("brics", "capital") == memory(2)
        assert memories_of(learner, "brics") == {"capital": memory(2)}
        assert learner.notices == ()
        assert learner.trouble is None


def test_what_was_recorded_before_a_crash_is_there_too(
    folder: Path, review: Review, memory: Callable[..., MemoryState]
) -> None:
    with crashed(folder) as learner:
        learner.record(review("a"))
        learner.checkpoint()
        learner.record(review("b"))
    with Learner.open(folder) as learner:
        assert memories_of(learner, "brics") == {"a": memory(1), "b": memory(1)}
        assert learner.state.counts(TODAY).new == 2
        assert learner.notices == ()


def test_a_new_learner_has_nothing(folder: Path) -> None:
    with Learner.open(folder) as learner:
        assert memories_of(learner, "brics") == {}
        assert learner.records("brics") == {}
        assert learner.record_of("brics", "capital") == ItemRecord()
        assert list(learner.events()) == []
        assert learner.open_session() is None
        assert learner.notices == ()


def test_suspended_and_buried_items_are_remembered_as_such(
    folder: Path, suspend: Callable[..., SuspendEvent], bury: Callable[..., BuryEvent]
) -> None:
    with Learner.open(folder) as learner:
        learner.record(suspend("a"))
        learner.record(bury("b"))
    with Learner.open(folder) as learner:
        assert learner.record_of("brics", "a").suspended
        assert learner.record_of("brics", "b").buried_until == TODAY + timedelta(days=1)
        assert memories_of(learner, "brics") == {}


def test_counts_are_told_by_day(folder: Path, review: Review) -> None:
    with Learner.open(folder) as learner:
        learner.record(review("a", reps=1))
        learner.record(review("a", reps=2))
        learner.record(review("b", deck="other"))
        assert (learner.state.counts(TODAY).new, learner.state.counts(TODAY).reviews) == (2, 1)
        assert learner.state.counts(TODAY + timedelta(days=1)).new == 0


def test_an_answer_takes_effect_only_once_it_is_durable(
    folder: Path, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Learner.open(folder) as learner:
        learner.record(review("a"))
        synced: list[ItemRecord] = []
        fsync = os.fsync

        def spy(descriptor: int) -> None:
            synced.append(learner.record_of("brics", "b"))
            fsync(descriptor)

        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", spy)
            learner.record(review("b"))
        assert synced == [ItemRecord()]
        assert learner.memory("brics", "b")


def test_undo_takes_back_reviews_of_any_depth(
    folder: Path, review: Review, undo: Undo, started: SessionStarted
) -> None:
    reviews = [review(reps=reps) for reps in range(1, 4)]
    with Learner.open(folder) as learner:
        learner.record(started)
        for event in reviews:
            learner.record(event)
        for event in reversed(reviews):
            assert learner.memory("brics", "capital") == event.after
            learner.record(undo(event.id))
        assert learner.memory("brics", "capital") is None
        assert learner.state.counts(TODAY).new == 0


def test_an_undo_reaches_back_behind_a_checkpoint_a_restart_and_another_session(
    folder: Path, review: Review, undo: Undo, started: SessionStarted
) -> None:
    event = review()
    with Learner.open(folder) as learner:
        learner.record(event)
    with Learner.open(folder) as learner:
        learner.record(started)
        learner.record(undo(event.id))
        assert learner.memory("brics", "capital") is None
    (folder / "scores.json").unlink()
    with Learner.open(folder) as learner:
        assert learner.memory("brics", "capital") is None
        assert learner.state.counts(TODAY).new == 0


@pytest.mark.parametrize("restart", [False, True])
def test_a_second_undo_of_the_same_event_does_nothing(
    folder: Path, review: Review, undo: Undo, started: SessionStarted, *, restart: bool
) -> None:
    first, second = review("a"), review("b")
    learner = Learner.open(folder)
    learner.record(started)
    learner.record(first)
    learner.record(second)
    learner.record(undo(first.id))
    if restart:
        learner.close()
        learner = Learner.open(folder)
    learner.record(undo(first.id))
    learner.record(undo("nobody"))
    assert learner.state.counts(TODAY).new == 1
    assert learner.memory("brics", "b")
    learner.close()


def test_history_leaves_out_what_was_undone(
    folder: Path, review: Review, undo: Undo, suspend: Callable[..., SuspendEvent]
) -> None:
    kept, undone, other = review("a"), review("a", reps=2), review("b")
    with Learner.open(folder) as learner:
        for event in (kept, undone, other):
            learner.record(event)
        learner.record(undo(undone.id))
        suspended = suspend("a")
        learner.record(suspended)
        assert list(learner.events("brics", "a")) == [kept, suspended]
        assert list(learner.events("brics")) == [kept, other, suspended]
        assert list(learner.events("other", "a")) == []
        assert list(learner.events()) == [kept, other, suspended]


def test_a_scheduler_is_recorded_once(folder: Path, review: Review) -> None:
    scheduler = SchedulerEvent(
        at=review().at, day=TODAY, version="FSRS-6", parameters=(1.0,), desired_retention=0.9
    )
    with Learner.open(folder) as learner:
        key = learner.record_scheduler(scheduler)
        assert learner.record_scheduler(scheduler.model_copy(update={"id": "2"})) == key
    with Learner.open(folder) as learner:
        learner.record_scheduler(scheduler.model_copy(update={"id": "3"}))
        assert list(learner.events()) == [scheduler]


@pytest.mark.parametrize("checkpoint_after", [0, 1, 3])
def test_an_interrupted_session_is_found_with_what_happened_in_it(
    folder: Path, review: Review, undo: Undo, started: SessionStarted, checkpoint_after: int
) -> None:
    undone, kept = review("a"), review("b")
    earlier, outside = review("z", session="s0"), review("y", session=None)
    with crashed(folder) as learner:
        learner.record(earlier)
        events: tuple[Event, ...] = (started, undone, undo(undone.id), kept, outside)
        for count, event in enumerate(events):
            learner.record(event)
            if count == checkpoint_after:
                learner.checkpoint()
        assert learner.open_session() == (started, (kept,))
    with Learner.open(folder) as learner:
        assert learner.open_session() == (started, (kept,))
        learner.record(undo(kept.id))
        assert learner.open_session() == (started, ())
        assert learner.memory("brics", "b") is None


def test_of_an_open_session_each_line_counts_as_in_the_fold(
    folder: Path, review: Review, undo: Undo, started: SessionStarted
) -> None:
    """A line that another program copied counts once, a batch that was cut off not at all."""
    first, again = review(), review("again")
    batch, _ = BatchEnded.close([undo(first.id), again])
    with Learner.open(folder) as learner:
        learner.record(started)
        learner.record(first)
    with (folder / "reviews.jsonl").open("ab") as file:
        file.writelines(map(write_event, (first, *batch)))
    with Learner.open(folder) as learner:
        assert learner.open_session() == (started, (first,))


@pytest.mark.parametrize("restart", [False, True])
def test_a_session_that_ended_is_not_open(
    folder: Path, started: SessionStarted, ended: SessionEnded, *, restart: bool
) -> None:
    with Learner.open(folder) as learner:
        learner.record(started)
        learner.checkpoint()
    with Learner.open(folder) as learner:
        learner.record(ended)
        if not restart:
            assert learner.open_session() is None
    with Learner.open(folder) as learner:
        assert learner.open_session() is None


def test_a_new_session_takes_the_place_of_one_that_never_ended(
    folder: Path, started: SessionStarted, ended: SessionEnded
) -> None:
    second = started.model_copy(update={"id": "e2", "session": "s2"})
    with Learner.open(folder) as learner:
        learner.record(started)
        learner.record(second)
        learner.record(ended)
        assert learner.open_session() == (second, ())


def test_a_second_process_may_read_and_not_write(
    folder: Path, review: Review, memory: Callable[..., MemoryState]
) -> None:
    code = (
        "import sys; from pathlib import Path; from trainer.store.learner import Learner\n"
        "learner = Learner.open(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    with Learner.open(folder) as learner:
        learner.record(review())
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout
        other.stdout.readline()
        with Learner.open(folder) as learner:
            assert learner.read_only
            assert f"process {other.pid}" in (learner.holder or "")
            assert learner.memory("brics", "capital") == memory(1)
            with pytest.raises(TrainerError, match=f"process {other.pid}.* has it open") as caught:
                learner.record(review(reps=2))
            assert "close the other" in caught.value.hint
        other.kill()
    with Learner.open(folder) as learner:
        assert learner.holder is None
        learner.record(review(reps=2))
        assert learner.trouble is None


def test_reading_sees_what_the_writer_wrote_and_changes_no_file(
    folder: Path, review: Review
) -> None:
    with Learner.open(folder) as writer:
        writer.record(review("a"))
        writer.checkpoint()
        writer.record(review("b"))
        with (folder / "reviews.jsonl").open("ab") as journal:
            journal.write(b'{"type":"rev')
        before = {file.name: file.read_bytes() for file in folder.iterdir()}
        with Learner.open(folder, read_only=True) as reader:
            assert memories_of(reader, "brics").keys() == {"a", "b"}
            assert reader.holder is None
            assert reader.notices == ()
            with pytest.raises(TrainerError, match="opened for reading"):
                reader.record(review("c"))
        assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_reading_a_learner_who_is_not_there_makes_no_folder(folder: Path) -> None:
    with Learner.open(folder, read_only=True) as learner:
        assert memories_of(learner, "brics") == {}
    assert not folder.exists()


def test_a_journal_that_cannot_be_read_is_an_error_with_a_way_out(folder: Path) -> None:
    (folder / "reviews.jsonl").mkdir(parents=True)
    for _ in range(2):
        with pytest.raises(TrainerError, match=r"reviews\.jsonl cannot be read") as caught:
            Learner.open(folder)
        assert "permissions" in caught.value.hint


def test_on_a_full_disk_the_session_goes_on_and_is_saved_once_there_is_room(
    folder: Path,
    review: Review,
    undo: Undo,
    memory: Callable[..., MemoryState],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = review(reps=1), review(reps=2)
    with Learner.open(folder) as learner:
        learner.record(first)
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", full)
            learner.record(second)
            learner.record(undo(second.id))
            learner.checkpoint()
            assert [event.type for event in learner.unsaved] == ["review", "undo"]
            assert "No space left on device" in (learner.trouble or "")
            assert learner.memory("brics", "capital") == memory(1)
            assert list(learner.events("brics", "capital")) == [first]
        third = review("other")
        learner.record(third)
        assert learner.unsaved == ()
        assert learner.trouble is None
    with Learner.open(folder) as learner:
        assert list(learner.events()) == [first, third]
        assert learner.memory("brics", "capital") == memory(1)
        assert learner.state.counts(TODAY).new == 2


def full(*_: object) -> int:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_undoing_the_same_event_twice_on_a_full_disk_takes_it_back_once(
    folder: Path, review: Review, undo: Undo, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = review("a")
    with Learner.open(folder) as learner:
        learner.record(event)
        learner.record(review("b"))
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", full)
            learner.record(undo(event.id))
            learner.record(undo(event.id))
        assert learner.state.counts(TODAY).new == 1


def test_closing_tries_once_more_to_save(
    folder: Path, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Learner.open(folder) as learner:
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", full)
            learner.record(review())
        assert learner.unsaved
    with Learner.open(folder) as learner:
        assert learner.memory("brics", "capital")


def test_a_session_that_began_on_a_full_disk_can_be_resumed_once_it_is_saved(
    folder: Path, review: Review, started: SessionStarted, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = review()
    with crashed(folder) as learner:
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", full)
            learner.record(started)
            assert learner.open_session() == (started, ())
        learner.record(event)
        learner.checkpoint()
    with Learner.open(folder) as learner:
        assert learner.open_session() == (started, (event,))


def test_scores_that_cannot_be_written_are_told_and_lose_nothing(
    folder: Path, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    with crashed(folder) as learner:
        learner.record(review())
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", full)
            learner.checkpoint()
            assert "scores could not be written" in (learner.trouble or "")
            assert learner.unsaved == ()
        learner.checkpoint()
        assert learner.trouble is None
    assert (folder / "scores.json").exists()


def test_where_no_folder_can_be_made_all_goes_on_in_memory_and_is_kept_elsewhere(
    tmp_path: Path, review: Review, home_of_its_own: Path
) -> None:
    (tmp_path / "file").write_text("")
    with Learner.open(tmp_path / "file" / "me") as learner:
        assert "Answers are not saved" in (learner.trouble or "")
        learner.record(review())
        assert learner.memory("brics", "capital")
        assert len(learner.unsaved) == 1
        assert "Not a directory" in (learner.trouble or "")
    assert learner.rescued
    assert learner.rescued.parent == home_of_its_own.parent, "the temporary folder of the tests"


def test_on_a_read_only_disk_old_answers_are_there_and_new_ones_stay_in_memory(
    folder: Path,
    review: Review,
    memory: Callable[..., MemoryState],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Learner.open(folder) as learner:
        learner.record(review(reps=1))
    open_file = os.open

    def refuse(path: str | Path, flags: int, mode: int = 0o777) -> int:
        if flags & (os.O_RDWR | os.O_WRONLY):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
        return open_file(path, flags, mode)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        learner = Learner.open(folder)
        assert "Read-only file system" in (learner.trouble or "")
        learner.record(review(reps=2))
        assert learner.memory("brics", "capital") == memory(2)
        assert len(learner.unsaved) == 1
    learner.record(review("other"))
    assert learner.trouble is None
    learner.close()
    with Learner.open(folder) as learner:
        assert learner.memory("brics", "capital") == memory(2)


def test_what_another_process_recorded_meanwhile_is_not_overwritten(
    folder: Path, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("filelock.FileLock.acquire", full)
        late = Learner.open(folder)
    with Learner.open(folder) as other:
        other.record(review("theirs"))
        other.checkpoint()
        scores = (folder / "scores.json").read_bytes()
        late.checkpoint()
        assert (folder / "scores.json").read_bytes() == scores
        late.record(review("ours"))
        assert "Answers are not saved" in (late.trouble or "")
        assert f"process {os.getpid()}" in (late.trouble or "")
    late.close()
    assert late.unsaved == ()
    with Learner.open(folder) as learner:
        assert memories_of(learner, "brics").keys() == {"theirs", "ours"}
        assert learner.state.counts(TODAY).new == 2
        assert learner.notices == ()


def test_when_the_folder_is_deleted_the_session_goes_on_and_says_so(
    folder: Path, review: Review
) -> None:
    with Learner.open(folder) as learner:
        learner.record(review("a"))
        shutil.rmtree(folder)
        learner.record(review("b"))
        learner.checkpoint()
        assert memories_of(learner, "brics").keys() == {"a", "b"}
        assert "No such file" in (learner.trouble or "")
        assert "reviews.jsonl" in (learner.trouble or "")
        assert len(learner.unsaved) == 1
        with pytest.raises(TrainerError, match=r"reviews\.jsonl cannot be read"):
            list(learner.events("brics", "a"))
    assert not (folder / "reviews.jsonl").exists()


def test_a_folder_deleted_before_closing_is_told_and_not_made_again(
    folder: Path, review: Review
) -> None:
    learner = Learner.open(folder)
    learner.record(review("a"))
    shutil.rmtree(folder)
    learner.close()
    assert "scores could not be written" in (learner.trouble or "")
    assert not folder.exists()


def test_of_many_that_were_not_all_written_none_takes_effect(
    folder: Path, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trainer.store.writer._AT_ONCE", 2)  # many writes, of few lines
    calls = iter([os.write, full])

    def once(descriptor: int, line: bytes) -> int:
        return next(calls)(descriptor, line)

    with Learner.open(folder) as learner:
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", once)
            with pytest.raises(TrainerError, match="Not all could be written"):
                learner.record_all([review("a"), review("b"), review("c")])
        learner.record(review("d"))
    with Learner.open(folder) as learner:
        assert memories_of(learner, "brics").keys() == {"d"}
        learner.record_all([review("a"), review("b"), review("c")])
        assert memories_of(learner, "brics").keys() == {"a", "b", "c", "d"}
    (folder / "scores.json").unlink()
    with Learner.open(folder) as learner:
        assert memories_of(learner, "brics").keys() == {"a", "b", "c", "d"}
