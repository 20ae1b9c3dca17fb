import json
import os
from pathlib import Path

import pytest

from trainer.store.atomic_storage import AtomicStorage, DamagedFileError

TABLES = {"brics": {"capital": {"reps": 1}}, "_meta": {}}


def test_tables_come_back_as_they_were(tmp_path: Path) -> None:
    storage = AtomicStorage(tmp_path / "scores.json")
    storage.write(TABLES)
    assert storage.read() == TABLES
    assert [file.name for file in tmp_path.iterdir()] == ["scores.json"]


def test_tables_that_were_changed_since_are_told(tmp_path: Path) -> None:
    path = tmp_path / "scores.json"
    AtomicStorage(path).write(TABLES)
    whole = path.read_text()
    for change in ('"reps":9', '"reps":true', '"caps":1'):
        path.write_text(whole.replace('"reps":1', change))
        with pytest.raises(DamagedFileError, match="not as they were written"):
            AtomicStorage(path).read()


def test_tables_without_a_seal_are_read_as_they_were_before(tmp_path: Path) -> None:
    path = tmp_path / "scores.json"
    path.write_text(json.dumps(TABLES))
    assert AtomicStorage(path).read() == TABLES


def test_a_missing_file_is_no_damaged_file(tmp_path: Path) -> None:
    assert AtomicStorage(tmp_path / "scores.json").read() is None


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"3", b'{"t": 1}', b'{"t": {"1": 2}}', b"\xff", b"[" * 100_000],
    ids=["empty", "torn", "list", "number", "no table", "no document", "no text", "deep"],
)
def test_a_damaged_file_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "scores.json"
    path.write_bytes(content)
    with pytest.raises(DamagedFileError):
        AtomicStorage(path).read()


def test_the_new_file_is_on_disk_before_it_takes_the_old_ones_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def spy_fsync(descriptor: int) -> None:
        kind = "folder" if os.path.samestat(os.fstat(descriptor), tmp_path.stat()) else "file"
        calls.append(f"fsync {kind}")
        fsync(descriptor)

    def spy_replace(self: Path, target: Path) -> Path:
        calls.append(f"replace {target.name}")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", spy_fsync)
    monkeypatch.setattr(Path, "replace", spy_replace)
    AtomicStorage(tmp_path / "scores.json").write(TABLES)
    assert calls == ["fsync file", "replace scores.json", "fsync folder"]


def test_when_writing_fails_the_old_file_stands_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = AtomicStorage(tmp_path / "scores.json")
    storage.write(TABLES)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        storage.write({})
    assert storage.read() == TABLES
    assert [file.name for file in tmp_path.iterdir()] == ["scores.json"]
