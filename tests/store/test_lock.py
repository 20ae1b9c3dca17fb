import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from trainer.store.lock import FolderLock, HeldError

HOLD = """
import sys
from pathlib import Path
from trainer.store.lock import FolderLock
lock = FolderLock(Path(sys.argv[1]))
lock.take()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def other(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_process_is_told_who_holds_the_lock(
    tmp_path: Path, other: subprocess.Popen[str]
) -> None:
    lock = FolderLock(tmp_path)
    told = rf"process {other.pid} on {socket.gethostname()}, since \d{{4}}-\d\d-\d\d \d\d:\d\d"
    with pytest.raises(HeldError, match=told):
        lock.take()
    assert not lock.held


def test_a_killed_holder_blocks_nobody(tmp_path: Path, other: subprocess.Popen[str]) -> None:
    other.kill()
    other.wait()
    assert (tmp_path / "lock.json").exists()
    lock = FolderLock(tmp_path)
    lock.take()
    assert lock.held
    assert json.loads((tmp_path / "lock.json").read_text())["pid"] == os.getpid()
    lock.release()


def test_what_is_given_back_can_be_taken(tmp_path: Path) -> None:
    first, second = FolderLock(tmp_path), FolderLock(tmp_path)
    first.take()
    with pytest.raises(HeldError, match=f"process {os.getpid()} "):
        second.take()
    first.release()
    second.take()
    second.release()


def test_the_lock_is_the_processs_not_the_threads(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path)
    lock.take()
    with ThreadPoolExecutor() as pool:
        assert pool.submit(lambda: lock.held).result()
    lock.release()


@pytest.mark.parametrize("content", [None, "", "[]", '{"pid": 1}', '{"since": 3}'])
def test_a_holder_that_left_no_name_is_told_as_another_process(
    tmp_path: Path, content: str | None
) -> None:
    first, second = FolderLock(tmp_path), FolderLock(tmp_path)
    first.take()
    (tmp_path / "lock.json").unlink()
    if content is not None:
        (tmp_path / "lock.json").write_text(content)
    with pytest.raises(HeldError, match="another process"):
        second.take()
    first.release()


def test_a_lock_whose_holder_cannot_be_noted_is_a_lock_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "lock.json").mkdir()
    lock = FolderLock(tmp_path)
    lock.take()
    with pytest.raises(HeldError, match="another process"):
        FolderLock(tmp_path).take()
    lock.release()
