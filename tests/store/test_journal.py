import errno
import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from trainer.store.event import (
    ReviewEvent,
    SessionEnded,
    SessionStarted,
    UndoEvent,
    write_event,
)
from trainer.store.journal import Journal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "reviews.jsonl"


@pytest.fixture
def line(review: Callable[..., ReviewEvent]) -> Callable[[str], bytes]:
    return lambda event_id: write_event(review(id=event_id))


@contextmanager
def file_size_limited(size: int) -> Iterator[None]:
    """As on a full disk: a write takes what fits, and the next one fails."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def ids(journal: Journal) -> list[str | None]:
    return [entry.event.id if entry.event else None for entry in journal.entries()]


def test_what_is_appended_is_read_in_order(path: Path, line: Callable[[str], bytes]) -> None:
    journal = Journal(path)
    starts = [journal.append(line(name)) for name in "abc"]
    assert ids(journal) == ["a", "b", "c"]
    assert [entry.start for entry in journal.entries()] == starts
    assert ids(Journal(path)) == ["a", "b", "c"]
    assert [e.event.id for e in journal.entries(starts[1], starts[2]) if e.event] == ["b"]


def test_only_lines_with_one_of_the_words_are_read_wherever_pieces_of_the_file_end(
    path: Path, review: Callable[..., ReviewEvent]
) -> None:
    journal = Journal(path)
    events = [
        review(item=f"c{number % 7}", deck=f"deck{number % 3}", id=f"e{number}")
        for number in range(1000)  # several pieces
    ]
    journal.append(b"".join(write_event(event) for event in events))
    words = (b'"e77"', b'"c5"')
    entries = list(journal.entries(containing=words))
    assert [entry.event for entry in entries] == [
        event for event in events if event.id == "e77" or event.item == "c5"
    ]
    whole = {entry.start: entry.event for entry in journal.entries()}
    assert len(whole) == len(events)
    assert all(whole[entry.start] == entry.event for entry in entries)


def test_a_missing_journal_reads_as_empty_and_is_not_made_by_reading(path: Path) -> None:
    assert ids(Journal(path)) == []
    assert not path.exists()


def test_a_line_is_on_disk_before_append_returns(
    path: Path, line: Callable[[str], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(path)
    journal.append(line("a"))
    calls: list[tuple[str, bytes]] = []
    write, fsync = os.write, os.fsync

    def spy_write(descriptor: int, data: bytes) -> int:
        calls.append(("write", data))
        return write(descriptor, data)

    def spy_fsync(descriptor: int) -> None:
        calls.append(("fsync", path.read_bytes().splitlines(keepends=True)[-1]))
        fsync(descriptor)

    monkeypatch.setattr(os, "write", spy_write)
    monkeypatch.setattr(os, "fsync", spy_fsync)
    journal.append(line("b"))
    assert calls == [("write", line("b")), ("fsync", line("b"))]


def test_the_name_of_a_new_journal_is_durable_too(
    path: Path, line: Callable[[str], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr("trainer.store.append_file.sync_folder", synced.append)
    Journal(path).append(line("a"))
    assert synced == [path.parent]


@pytest.mark.parametrize("room", [0, 1, 100])
def test_on_a_full_disk_a_line_is_appended_whole_or_not_at_all(
    path: Path, line: Callable[[str], bytes], room: int
) -> None:
    journal = Journal(path)
    journal.append(line("a"))
    with file_size_limited(len(line("a")) + room), pytest.raises(OSError, match="large") as caught:
        journal.append(line("b"))
    assert caught.value.errno == errno.EFBIG
    assert path.read_bytes() == line("a")
    journal.append(line("c"))
    assert ids(Journal(path)) == ["a", "c"]


def test_a_line_whose_fsync_failed_does_not_count(
    path: Path, line: Callable[[str], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(path)
    journal.append(line("a"))
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", _failing)
        with pytest.raises(OSError, match="device"):
            journal.append(line("b"))
    assert ids(Journal(path)) == ["a"]


def test_a_half_written_line_that_cannot_be_cut_back_is_cut_before_the_next(
    path: Path, line: Callable[[str], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(path)
    journal.append(line("a"))
    with monkeypatch.context() as patch:
        patch.setattr(os, "ftruncate", _failing)
        with file_size_limited(len(line("a")) + 9), pytest.raises(OSError, match="large"):
            journal.append(line("b"))
        with pytest.raises(OSError, match="device"):
            journal.append(line("c"))
    assert path.read_bytes() == line("a") + line("b")[:9]
    journal.append(line("d"))
    assert path.read_bytes() == line("a") + line("d")


def _failing(*_: object) -> None:
    raise OSError(errno.EIO, "device error")


def test_a_torn_last_line_is_set_aside_and_kept(path: Path, line: Callable[[str], bytes]) -> None:
    path.write_bytes(line("a") + line("b")[:40])
    journal = Journal(path)
    assert ids(journal) == ["a"]
    assert journal.set_torn_aside()
    assert path.read_bytes() == line("a")
    assert path.with_name("reviews.jsonl.torn").read_bytes() == line("b")[:40] + b"\n"
    journal.append(line("c"))
    assert ids(Journal(path)) == ["a", "c"]


def test_torn_lines_of_several_crashes_are_all_kept(
    path: Path, line: Callable[[str], bytes]
) -> None:
    for piece in (b"one", b"two"):
        path.write_bytes(line("a") + piece)
        Journal(path).set_torn_aside()
    assert path.with_name("reviews.jsonl.torn").read_bytes() == b"one\ntwo\n"


def test_a_whole_journal_has_nothing_to_set_aside(path: Path, line: Callable[[str], bytes]) -> None:
    assert not Journal(path).set_torn_aside()
    path.write_bytes(line("a"))
    assert not Journal(path).set_torn_aside()
    assert not path.with_name("reviews.jsonl.torn").exists()


def test_a_torn_line_that_stays_is_never_glued_to_the_next(
    path: Path, line: Callable[[str], bytes]
) -> None:
    path.write_bytes(line("a") + line("b")[:40])
    Journal(path).append(line("c"))
    assert ids(Journal(path)) == ["a", None, "c"]


def test_a_torn_line_longer_than_any_buffer_is_found(
    path: Path, line: Callable[[str], bytes]
) -> None:
    path.write_bytes(line("a") + b"x" * 200_000)
    assert Journal(path).end == len(line("a"))
    path.write_bytes(b"x" * 200_000)
    assert Journal(path).end == 0


def test_a_damaged_line_in_the_middle_is_skipped_and_kept(
    path: Path, line: Callable[[str], bytes]
) -> None:
    path.write_bytes(line("a") + b"\x00\x00{oops\n" + line("c"))
    journal = Journal(path)
    assert ids(journal) == ["a", None, "c"]
    damaged = next(entry for entry in journal.entries() if entry.event is None)
    assert not damaged.unknown
    assert journal.line_number(damaged.start) == 2
    journal.append(line("d"))
    assert b"{oops" in path.read_bytes()


def test_a_journal_that_vanished_or_was_replaced_is_not_written(
    path: Path, line: Callable[[str], bytes]
) -> None:
    journal = Journal(path)
    journal.append(line("a"))
    moved = path.rename(path.with_name("elsewhere"))
    with pytest.raises(FileNotFoundError):
        journal.append(line("b"))
    path.write_bytes(line("x"))
    with pytest.raises(OSError, match="another program replaced"):
        journal.append(line("b"))
    assert path.read_bytes() == line("x")
    moved.rename(path)
    journal.append(line("b"))
    assert ids(Journal(path)) == ["a", "b"]


def test_a_journal_that_vanished_before_the_first_append_is_not_made_again(
    path: Path, line: Callable[[str], bytes]
) -> None:
    path.write_bytes(line("a"))
    journal = Journal(path)
    path.unlink()
    with pytest.raises(FileNotFoundError):
        journal.append(line("b"))
    assert not path.exists()


def test_the_fingerprint_tells_another_journal(path: Path, line: Callable[[str], bytes]) -> None:
    path.write_bytes(line("a") + line("b"))
    covered = Journal(path).end
    before = Journal(path).fingerprint(covered)
    Journal(path).append(line("c"))
    assert Journal(path).fingerprint(covered) == before
    path.write_bytes(line("a") + line("x") + line("c"))
    assert Journal(path).fingerprint(covered) != before
    path.write_bytes(line("a"))
    assert Journal(path).fingerprint(covered) == ""


def test_an_event_is_found_by_its_id(
    path: Path, review: Callable[..., ReviewEvent], undo: Callable[[str], UndoEvent]
) -> None:
    journal = Journal(path)
    event = review()
    journal.append(write_event(undo(event.id)))
    journal.append(write_event(event))
    assert journal.find(event.id) == event
    assert journal.find("nobody") is None


@pytest.mark.parametrize("window", [1, 7, 64, 300, 1 << 20])
@pytest.mark.parametrize("before", [0, 1, 5])
@pytest.mark.parametrize("ended", [False, True])
def test_the_open_session_is_found_from_the_end(
    path: Path,
    review: Callable[..., ReviewEvent],
    monkeypatch: pytest.MonkeyPatch,
    window: int,
    before: int,
    *,
    ended: bool,
) -> None:
    monkeypatch.setattr("trainer.store.journal._WINDOW", window)  # many, of few lines
    at, day = review().at, review().day
    journal = Journal(path)
    assert journal.open_session(0) is None
    for number in range(before):
        journal.append(write_event(review(f"a{number}")))
    first = journal.append(write_event(SessionStarted(at=at, day=day, session="first")))
    assert journal.open_session(first)
    started = SessionStarted(at=at, day=day, session="second")
    begin = journal.append(write_event(started))
    journal.append(write_event(review("b")))
    journal.append(write_event(SessionEnded(at=at, day=day, session="first")))
    if ended:
        journal.append(write_event(SessionEnded(at=at, day=day, session="second")))
    assert journal.open_session(0) == (None if ended else (started, begin))
