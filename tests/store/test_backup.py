"""Backups: one file, ten days of them, and never newer data lost on the way back."""

import errno
import os
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.clock import NOON
from trainer.errors import TrainerError
from trainer.store.backup import NewerDataError, back_up, back_up_daily, backups_folder, restore
from trainer.store.event import ReviewEvent
from trainer.store.learner import Learner
from trainer.store.merge import merge

Review = Callable[..., ReviewEvent]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, review: Review) -> Path:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    with Learner.open(tmp_path / "me") as learner:
        learner.record(review("a"))
        learner.record(review("b"))
    return tmp_path / "me"


def known(folder: Path) -> set[str]:
    with Learner.open(folder, read_only=True) as learner:
        return set(learner.records("brics"))


def test_there_and_back_again(folder: Path, tmp_path: Path) -> None:
    back_up(folder, tmp_path / "b.zip")
    other = tmp_path / "other"
    assert restore(tmp_path / "b.zip", other, NOON, over_newer=False) is None
    assert known(other) == {"a", "b"}


def test_newer_data_is_not_lost_without_asking(
    folder: Path, tmp_path: Path, review: Review
) -> None:
    back_up(folder, tmp_path / "b.zip")
    with Learner.open(folder) as learner:
        learner.record(review("c"))
    with pytest.raises(NewerDataError, match="1 event "):
        restore(tmp_path / "b.zip", folder, NOON, over_newer=False)
    assert known(folder) == {"a", "b", "c"}
    aside = restore(tmp_path / "b.zip", folder, NOON, over_newer=True)
    assert known(folder) == {"a", "b"}
    assert aside
    with Learner.open(folder) as learner:
        merge(learner, aside, NOON)
    assert known(folder) == {"a", "b", "c"}


def test_a_backup_can_be_merged(folder: Path, tmp_path: Path, review: Review) -> None:
    back_up(folder, tmp_path / "b.zip")
    with Learner.open(tmp_path / "new") as learner:
        learner.record(review("z"))
        assert merge(learner, tmp_path / "b.zip", NOON).reviews == 2
    assert known(tmp_path / "new") == {"a", "b", "z"}


def test_a_learner_at_work_is_backed_up_but_not_overwritten(
    folder: Path, tmp_path: Path, review: Review
) -> None:
    with Learner.open(folder) as learner:
        learner.record(review("c"))
        back_up(folder, tmp_path / "b.zip")
        with pytest.raises(TrainerError, match="has this learner open"):
            restore(tmp_path / "b.zip", folder, NOON, over_newer=True)
    restore(tmp_path / "b.zip", tmp_path / "other", NOON, over_newer=False)
    assert known(tmp_path / "other") == {"a", "b", "c"}


def test_one_a_day_and_the_last_ten_are_kept(folder: Path) -> None:
    first = date(2026, 3, 1)
    for number in range(14):
        assert back_up_daily(folder, first + timedelta(days=number))
    assert back_up_daily(folder, first + timedelta(days=13)) is None
    kept = sorted(path.stem for path in backups_folder(folder).iterdir())
    assert kept == [f"{first + timedelta(days=number)}" for number in range(4, 14)]


def test_a_torn_line_is_not_backed_up(folder: Path, tmp_path: Path) -> None:
    with (folder / "reviews.jsonl").open("ab") as file:
        file.write(b'{"type":"rev')
    back_up(folder, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert archive.read("reviews.jsonl").endswith(b"\n")


@pytest.mark.parametrize("content", [None, b"", b"no zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_backup_is_told_and_changes_nothing(
    folder: Path, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "b.zip"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(TrainerError):
        restore(path, folder, NOON, over_newer=True)
    assert known(folder) == {"a", "b"}


def test_names_that_lead_elsewhere_are_not_looked_at(folder: Path, tmp_path: Path) -> None:
    back_up(folder, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip", "a") as archive:
        archive.writestr("../../evil", "x")
        archive.writestr("lock", "x")
    restore(tmp_path / "b.zip", tmp_path / "deep" / "er", NOON, over_newer=False)
    assert not list(tmp_path.rglob("evil"))


def test_a_full_disk_leaves_what_was_there(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(folder, tmp_path / "b.zip")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("shutil.copyfileobj", full)
    with pytest.raises(TrainerError, match="No space left"):
        restore(tmp_path / "b.zip", folder, NOON, over_newer=True)
    assert known(folder) == {"a", "b"}
    assert not list(folder.glob("restoring-*"))


@pytest.mark.parametrize("at", range(0, 2000, 97))
def test_a_damaged_backup_never_replaces_anything(folder: Path, tmp_path: Path, at: int) -> None:
    back_up(folder, tmp_path / "b.zip")
    content = bytearray((tmp_path / "b.zip").read_bytes())
    content[at % len(content)] ^= 0xFF
    (tmp_path / "b.zip").write_bytes(content)
    with suppress(TrainerError):
        restore(tmp_path / "b.zip", folder, NOON, over_newer=True)
    assert known(folder) == {"a", "b"}


def test_nothing_to_back_up_is_told(tmp_path: Path) -> None:
    with pytest.raises(TrainerError, match="nothing to back up"):
        back_up(tmp_path / "nobody", tmp_path / "b.zip")
