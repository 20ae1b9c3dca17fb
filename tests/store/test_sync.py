"""Devices that share a folder: nothing is lost, whatever the carrier does."""

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from tests.clock import NOON
from tests.store.test_merge import Machine
from trainer.errors import TrainerError
from trainer.store.learner import Learner
from trainer.store.segment import SegmentName
from trainer.store.sync import Synced, look_ahead, sync


class Device(Machine):
    """A machine that syncs with a folder of its own, which a carrier may fill."""

    def __init__(self, home: Path) -> None:
        super().__init__(home / "me")
        self.box = home / "box"
        self.box.mkdir(parents=True)

    def sync(self, box: Path | None = None) -> Synced:
        with Learner.open(self.folder) as learner:
            return sync(learner, box or self.box, self.now + timedelta(days=90))

    @property
    def files(self) -> list[Path]:
        return sorted(self.box.iterdir())


def carry(here: Device, there: Device) -> None:
    """As `cp -n` does."""
    for path in here.files:
        if not (there.box / path.name).exists():
            shutil.copy(path, there.box)


@pytest.fixture
def one(tmp_path: Path) -> Device:
    device = Device(tmp_path / "one")
    device.do([("review", "a", 0), ("review", "b", 30)])
    return device


@pytest.fixture
def two(tmp_path: Path) -> Device:
    device = Device(tmp_path / "two")
    device.do([("review", "a", 10), ("review", "c", 40)])
    return device


def test_both_know_the_same(one: Device, two: Device) -> None:
    assert one.sync() == Synced(0, 0, 1, ())
    carry(one, two)
    assert two.sync().reviews == 2
    carry(two, one)
    assert one.sync().reviews == 2
    assert one.learnt() == two.learnt()
    assert one.sync() == two.sync() == Synced(0, 0, 0, ())
    carry(one, two)
    assert len(two.files) == 2  # what came from others is not sent again


def test_a_later_sync_writes_only_what_is_new(one: Device, two: Device) -> None:
    one.sync()
    before = {path: path.read_bytes() for path in one.files}
    assert one.sync().written == 0
    one.do([("review", "c", 5)])
    assert one.sync().written == 1
    assert before.items() <= {path: path.read_bytes() for path in one.files}.items()
    carry(one, two)
    assert two.sync().reviews == 3


def test_a_half_written_segment_waits_and_is_told(one: Device, two: Device) -> None:
    one.sync()
    whole = one.files[0].read_bytes()
    cuts = (whole[:cut] for cut in (0, 5, 100, len(whole) // 2, len(whole) - 1))
    for harmed in (*cuts, bytes(len(whole))):
        (two.box / one.files[0].name).write_bytes(harmed)
        synced = two.sync()
        assert synced.events == 0
        assert [notice.split(" is ", 1)[1] for notice in synced.notices] == [
            "not whole: it is imported once it is."
        ]
    (two.box / one.files[0].name).write_bytes(whole)
    assert two.sync().reviews == 2


def test_a_segment_that_was_changed_is_not_taken_in(one: Device, two: Device) -> None:
    one.sync()
    name, content = one.files[0].name, one.files[0].read_bytes()
    (two.box / name).write_bytes(content.replace(b'"item":"a"', b'"item":"z"'))
    synced = two.sync()
    assert synced.events == 0
    assert "not whole" in synced.notices[0]


@pytest.mark.parametrize(("old", "new"), [(b"a", b"\0"), (b'"item":"a"', b'"item":"z"')])
def test_an_own_segment_that_was_harmed_is_written_again(
    one: Device, old: bytes, new: bytes
) -> None:
    one.sync()
    whole = one.files[0].read_bytes()
    assert one.sync() == Synced(0, 0, 0, ())
    one.files[0].write_bytes(whole.replace(old, new))
    os.utime(one.files[0], (1, 1))
    assert one.sync().written == 1
    assert one.files[0].read_bytes() == whole
    one.files[0].write_bytes(whole.replace(b"\n", b"\r\n"))
    assert one.sync().written == 0


def test_a_segment_whose_line_ends_a_carrier_changed_is_taken_in(one: Device, two: Device) -> None:
    one.sync()
    (two.box / one.files[0].name).write_bytes(one.files[0].read_bytes().replace(b"\n", b"\r\n"))
    assert (two.sync().reviews, two.sync().notices) == (2, ())


def test_a_conflicted_copy_counts_once(one: Device, two: Device) -> None:
    one.sync()
    path = one.files[0]
    shutil.copy(path, two.box / f"{path.stem} (conflicted copy).jsonl")
    assert two.sync().reviews == 2  # also where the copy came alone
    carry(one, two)
    synced = two.sync()
    assert synced.events == 0
    assert "is a copy" in synced.notices[0]


def test_late_and_missing_segments_are_told_and_lose_nothing(one: Device, two: Device) -> None:
    for item in "xyz":
        one.do([("review", item, 1)])
        one.sync()
    late = one.files[1]
    aside = late.rename(one.folder / "aside")
    carry(one, two)
    assert any("segment 2" in notice for notice in two.sync().notices)
    shutil.copy(aside, two.box / late.name)
    synced = two.sync()
    assert synced.reviews == 1
    assert "came late" in synced.notices[0]
    assert one.sync().written == 1  # what its own folder lost is written again
    assert late.read_bytes() == aside.read_bytes()


def test_another_folder_gets_all_of_it(one: Device, two: Device) -> None:
    one.sync()
    one.do([("review", "x", 1)])
    assert one.sync(two.box).written == 2
    assert two.sync().reviews == 3


def test_a_device_that_lost_all_gets_its_own_back(one: Device) -> None:
    known = one.learnt()
    one.sync()
    shutil.rmtree(one.folder)
    assert one.sync().reviews == 2
    assert one.learnt() == known


def test_a_copied_home_writes_under_a_name_of_its_own(
    one: Device, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one.sync()
    two = Device(tmp_path / "copy")
    shutil.copytree(one.folder, two.folder)
    two.now = one.now
    two.do([("review", "x", 1)])
    one.do([("review", "y", 1)])
    monkeypatch.setattr("platform.node", lambda: "elsewhere")
    assert two.sync(one.box).written == 1
    monkeypatch.undo()
    assert one.sync().reviews == 1
    devices = {name.device for path in one.files if (name := SegmentName.read(path.name))}
    assert len(devices) == 2
    assert two.sync(one.box).reviews == 1
    assert one.learnt() == two.learnt()


def test_a_copy_on_the_same_machine_has_a_name_of_its_own_and_a_moved_home_keeps_it(
    one: Device, tmp_path: Path
) -> None:
    one.sync()
    two = Device(tmp_path / "copy")
    shutil.copytree(one.folder, two.folder)
    two.now = one.now
    two.do([("review", "x", 1)])
    one.do([("review", "y", 1)])
    two.sync(one.box)
    one.sync()
    two.sync(one.box)
    assert one.learnt() == two.learnt()
    two.folder = two.folder.rename(tmp_path / "moved").rename(tmp_path / "me")
    two.do([("review", "z", 1)])
    assert two.sync(one.box).written == 1
    assert one.sync().reviews == 1
    assert len({name.device for p in one.files if (name := SegmentName.read(p.name))}) == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("holiday.jpg", b"\xff\xd8"),
        ("others.jsonl", b'{"a": 1}\n'),
        ("empty.jsonl", b""),
        ("\x1b[31mred.jsonl", b"no"),
    ],
)
def test_foreign_files_are_left_alone(one: Device, name: str, content: bytes) -> None:
    (one.box / name).write_bytes(content)
    (one.box / "folder.jsonl").mkdir()
    synced = one.sync()
    assert synced.written == 1
    assert [*synced.notices] == ["Files that are not trainer's were left alone: 2."]
    assert (one.box / name).read_bytes() == content


def test_a_segment_of_a_newer_trainer_waits(one: Device, two: Device) -> None:
    one.sync()
    content = one.files[0].read_bytes()
    name = "trainer-me-0123456789ab-000001-0123456789abcdef.jsonl"
    newer = content.replace(b'"trainer-sync":1', b'"trainer-sync":2')
    (two.box / name).write_bytes(newer)
    synced = two.sync()
    assert synced.events == 0
    assert "newer trainer" in synced.notices[0]


def test_names_from_outside_reach_no_terminal_as_they_are(one: Device, two: Device) -> None:
    one.sync()
    (two.box / "trainer-\x1b]0;x\x07.jsonl").write_bytes(one.files[0].read_bytes()[:200])
    told = "\n".join(two.sync().notices)
    assert "not whole" in told
    assert told.replace("\n", "").isprintable()


def test_a_folder_that_vanished_is_told(one: Device) -> None:
    one.box.rmdir()
    with pytest.raises(TrainerError, match="cannot be read"):
        one.sync()
    assert not one.box.exists()


def test_a_folder_that_cannot_be_written_is_told_and_all_is_taken_in(
    one: Device, two: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    one.sync()
    carry(one, two)

    def full(path: Path, data: bytes) -> None:
        del data
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("trainer.store.sync.write_atomically", full)
    synced = two.sync()
    assert synced.reviews == 2
    assert "No space left" in synced.barred
    monkeypatch.undo()
    assert two.sync().written == 1


def test_other_learners_share_a_folder_and_nothing_else(one: Device, tmp_path: Path) -> None:
    one.sync()
    with Learner.open(tmp_path / "anna") as anna:
        assert look_ahead(anna, one.box).others == 0
        assert sync(anna, one.box, NOON) == Synced(0, 0, 0, ())


def test_the_first_use_is_foreseen(one: Device, two: Device) -> None:
    one.sync()
    carry(one, two)
    with Learner.open(two.folder) as learner:
        outlook = look_ahead(learner, two.box)
        assert (outlook.first, outlook.others) == (True, 1)
        assert outlook.size >= learner.journal.end
        sync(learner, two.box, NOON)
        assert not look_ahead(learner, two.box).first


def test_a_batch_travels_whole_and_one_that_was_cut_off_not_at_all(
    one: Device, two: Device
) -> None:
    with Learner.open(one.folder) as learner:
        events = [one.event(learner, "review", item, 0) for item in ("x", "y", "z")]
        x, y, z = (event for event in events if event)
        learner.record_all([x, y])
        learner.record(z.model_copy(update={"batch": "cut off"}))
    one.sync()
    carry(one, two)
    assert two.sync().reviews == 4
    with Learner.open(two.folder, read_only=True) as learner:
        known = learner.records("d").keys()
    assert known == {"a", "b", "c", "x", "y"}


def test_a_restored_journal_is_sent_and_filled_up(one: Device, two: Device) -> None:
    journal = one.folder / "reviews.jsonl"
    old = journal.read_bytes()
    one.do([("review", "x", 1)])
    one.sync()
    journal.write_bytes(old)
    (one.folder / "scores.json").unlink()
    assert one.sync().reviews == 1
    carry(one, two)
    two.sync()
    carry(two, one)
    one.sync()
    assert one.learnt() == two.learnt()
