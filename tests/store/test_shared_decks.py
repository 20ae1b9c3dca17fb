"""Decks that travel between devices: the later version counts, and no version is lost."""

import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.clock import NOON
from trainer.errors import TrainerError
from trainer.store import shared_decks
from trainer.store.atomic_file import write_atomically
from trainer.store.shared_deck_names import is_of_shared_decks
from trainer.store.shared_decks import SyncedDecks, sync_decks


class Device:
    """A deck folder, a shared folder that a carrier may fill, and a clock."""

    def __init__(self, home: Path, number: int) -> None:
        self.folder, self.decks, self.box = home / "me", home / "decks", home / "box"
        for path in (self.folder, self.decks, self.box):
            path.mkdir(parents=True)
        self.name = f"{number:012x}"
        self.now = NOON

    def write(self, name: str, text: str, minutes: int = 1) -> None:
        self.now += timedelta(minutes=minutes)
        path = self.decks / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        os.utime(path, (self.now.timestamp(), self.now.timestamp()))

    def sync(self, box: Path | None = None) -> SyncedDecks:
        self.now += timedelta(minutes=1)
        return sync_decks(self.folder, self.name, self.decks, box or self.box, self.now)

    @property
    def texts(self) -> dict[str, str]:
        found = (path for path in self.decks.rglob("*") if path.is_file())
        return {p.relative_to(self.decks).as_posix(): p.read_text() for p in found}


def carry(here: Device, there: Device) -> None:
    for path in here.box.iterdir():
        shutil.copy(path, there.box)


@pytest.fixture
def one(tmp_path: Path) -> Device:
    return Device(tmp_path / "one", 1)


@pytest.fixture
def two(tmp_path: Path) -> Device:
    return Device(tmp_path / "two", 2)


def test_a_deck_and_its_pictures_reach_the_other_device(one: Device, two: Device) -> None:
    one.write("rivers.yaml", "title: Rivers")
    one.write("italy/po.yml", "title: Po")
    one.write("media/Map.PNG", "as if a picture")
    one.write("notes.txt", "none of ours")
    assert one.sync().written == 3
    carry(one, two)
    assert sorted(two.sync().taken) == ["italy/po.yml", "media/Map.PNG", "rivers.yaml"]
    assert two.texts == {name: text for name, text in one.texts.items() if name != "notes.txt"}
    assert all(is_of_shared_decks(path.name) for path in two.box.iterdir())
    assert two.sync() == one.sync() == SyncedDecks()


def test_an_edit_goes_on_from_device_to_device_without_a_conflict(one: Device, two: Device) -> None:
    one.write("rivers.yaml", "first")
    one.sync()
    carry(one, two)
    two.sync()
    for text, here, there in (("second", two, one), ("third", one, two), ("first", two, one)):
        here.write("rivers.yaml", text)
        here.sync()
        carry(here, there)
        synced = there.sync()
        assert (synced.taken, synced.notices) == (["rivers.yaml"], [])
        carry(there, here)
        assert here.sync().notices == []
        assert one.texts == two.texts == {"rivers.yaml": text}
    assert len([*one.box.glob(f"trainer-me-{one.name}-*.yaml")]) == 1


def test_a_slow_clock_does_not_undo_an_edit(one: Device, two: Device) -> None:
    one.write("rivers.yaml", "first", minutes=600)
    one.sync()
    carry(one, two)
    two.sync()
    two.write("rivers.yaml", "second")  # hours earlier, as its clock says
    two.sync()
    carry(two, one)
    assert one.sync().notices == []
    assert one.texts == {"rivers.yaml": "second"}


def test_of_two_edits_the_later_counts_and_the_other_is_kept(one: Device, two: Device) -> None:
    one.write("rivers.yaml", "earlier")
    two.write("rivers.yaml", "later", minutes=5)
    one.sync()
    two.sync()
    carry(one, two)
    carry(two, one)
    for device in (one, two):
        [notice] = device.sync().notices
        assert "rivers.yaml was changed on two devices" in notice
        assert device.texts == {"rivers.yaml": "later", "rivers (other device).yaml": "earlier"}
    carry(one, two)
    carry(two, one)
    assert one.sync() == two.sync() == SyncedDecks()


def test_who_loses_by_way_of_a_third_list_is_told_and_keeps_a_copy(
    one: Device, two: Device, tmp_path: Path
) -> None:
    three = Device(tmp_path / "three", 3)
    for minutes, device in enumerate((one, two, three), 1):
        device.write("rivers.yaml", f"Rome {minutes}", minutes * 10)
    told = [device.sync(one.box).notices for _ in range(2) for device in (one, two, three)]
    assert [len(notices) for notices in told[3:]] == [1, 1, 0]
    for device in (one, two, three):
        assert device.texts["rivers.yaml"] == "Rome 3"
        assert device.sync(one.box) == SyncedDecks()
    assert one.texts["rivers (other device).yaml"] == "Rome 1"
    assert "Rome 2" in two.texts.values()


def test_the_same_deck_made_on_both_is_no_conflict(one: Device, two: Device) -> None:
    for device in (one, two):
        device.write("rivers.yaml", "the same", minutes=1 + 5 * (device is two))
        device.sync()
    carry(one, two)
    assert two.sync() == SyncedDecks()


def test_what_was_removed_stays_on_the_other_and_comes_back_only_when_changed(
    one: Device, two: Device
) -> None:
    one.write("rivers.yaml", "first")
    one.sync()
    carry(one, two)
    two.sync()
    (two.decks / "rivers.yaml").unlink()
    carry(one, two)
    assert two.sync().taken == []
    one.write("rivers.yaml", "second")
    one.sync()
    carry(one, two)
    assert two.sync().taken == ["rivers.yaml"]


@pytest.mark.parametrize("cut", ["decks.json", ".yaml"])
def test_what_is_half_written_waits_and_is_told(one: Device, two: Device, cut: str) -> None:
    one.write("rivers.yaml", "title: Rivers")
    one.sync()
    carry(one, two)
    [path] = [path for path in two.box.iterdir() if path.name.endswith(cut)]
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    synced = two.sync()
    assert not synced.taken
    assert len(synced.notices) == 1
    path.write_bytes(whole)
    assert two.sync() == SyncedDecks(["rivers.yaml"], 1)


@pytest.mark.parametrize(
    "name",
    ["../out.yaml", "/out.yaml", "a/../../out.yaml", ".hid.yaml", "a\\b.yaml", "c:x.yaml", "x.sh"],
)
def test_a_list_that_leads_out_of_the_folder_is_refused(
    one: Device, two: Device, name: str
) -> None:
    one.write("rivers.yaml", "title: Rivers")
    one.sync()
    carry(one, two)
    [path] = two.box.glob("*-decks.json")
    path.write_text(path.read_text().replace("rivers.yaml", name.replace("\\", "\\\\")))
    assert len(two.sync().notices) == 1
    assert two.texts == {}
    assert not [*two.decks.parent.glob("*.yaml")]


def test_a_link_is_neither_followed_nor_replaced(one: Device, two: Device, tmp_path: Path) -> None:
    one.write("inside/rivers.yaml", "theirs")
    one.sync()
    carry(one, two)
    (tmp_path / "elsewhere").mkdir()
    (two.decks / "inside").symlink_to(tmp_path / "elsewhere")
    assert "link" in two.sync().notices[0]
    assert not [*(tmp_path / "elsewhere").iterdir()]
    (one.decks / "linked.yaml").symlink_to(one.decks / "inside" / "rivers.yaml")
    assert "is a link" in one.sync().notices[0]


def test_a_folder_that_cannot_be_written_is_told(one: Device, tmp_path: Path) -> None:
    one.write("rivers.yaml", "title: Rivers")
    with pytest.raises(TrainerError, match="Not all decks are synced"):
        one.sync(tmp_path / "gone")
    assert one.texts == {"rivers.yaml": "title: Rivers"}


@pytest.mark.parametrize("damage", [b"", bytes(14), b"title: Rivera"])
def test_what_was_damaged_in_the_folder_is_written_again(one: Device, damage: bytes) -> None:
    one.write("rivers.yaml", "title: Rivers")
    one.sync()
    [content] = one.box.glob("*.yaml")
    content.write_bytes(damage)
    assert one.sync().written == 1
    assert content.read_text() == "title: Rivers"


@pytest.mark.parametrize(("here", "there"), [(b"\n", b"\r\n"), (b"\r\n", b"\n")])
def test_line_ends_that_git_changed_do_not_matter(
    one: Device, two: Device, here: bytes, there: bytes
) -> None:
    one.write("rivers.yaml", "")
    (one.decks / "rivers.yaml").write_bytes(b"title: Rivers" + here + b"cards: []" + here)
    one.sync()
    carry(one, two)
    for box in (one.box, two.box):
        [content] = box.glob("*.yaml")
        content.write_bytes(content.read_bytes().replace(here, there))
    assert two.sync().taken == ["rivers.yaml"]
    assert (two.decks / "rivers.yaml").read_bytes() == (one.decks / "rivers.yaml").read_bytes()
    assert one.sync() == SyncedDecks()


def test_one_irregular_entry_does_not_stop_the_rest(one: Device, two: Device) -> None:
    for name in ("po.yaml", "rivers.yaml", "seas.yaml"):
        one.write(name, f"title: {name}")
    two.write("lakes.yaml", "title: Lakes")
    one.sync()
    carry(one, two)
    (two.box / f"trainer-me-{0:012x}-decks.json").mkdir()
    (two.decks / "rivers.yaml").mkdir()
    synced = two.sync()
    assert (synced.taken, synced.written) == (["po.yaml", "seas.yaml"], 3)
    assert len(synced.notices) == 2
    [content] = (path for path in one.box.glob("*.yaml") if "rivers" in path.read_text())
    content.unlink()
    content.mkdir()
    assert "rivers.yaml is not given" in one.sync().notices[0]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything can be read there")
def test_what_cannot_be_read_here_is_not_replaced(one: Device, two: Device) -> None:
    one.write("rivers.yaml", "first")
    one.sync()
    carry(one, two)
    two.sync()
    (one.decks / "rivers.yaml").chmod(0)
    two.write("rivers.yaml", "second")
    two.sync()
    carry(two, one)
    assert "cannot be read" in one.sync().notices[0]
    (one.decks / "rivers.yaml").chmod(0o600)
    assert one.texts == {"rivers.yaml": "first"}
    assert one.sync().taken == ["rivers.yaml"]


@pytest.mark.skipif(os.name == "nt", reason="no such names there")
@pytest.mark.parametrize("name", ["what?.yaml", "a: b.yaml", "rivers (other device).yaml"])
def test_a_name_that_does_not_travel_is_told(one: Device, name: str) -> None:
    one.write(name, "title: Rivers")
    synced = one.sync()
    assert synced.written == 0
    assert "Rename it" in synced.notices[0]


def test_other_learners_and_files_are_left_alone(one: Device, two: Device) -> None:
    two.write("rivers.yaml", "title: Rivers")
    shutil.copytree(two.folder, anna := two.folder.with_name("anna"))
    sync_decks(anna, two.name, two.decks, two.box, two.now)
    (two.box / "trainer-me-holiday.jpg").write_text("a picture")
    carry(two, one)
    assert one.sync() == SyncedDecks()
    assert (one.box / "trainer-me-holiday.jpg").exists()


AT = st.integers(0, 2)
NAMES = ("rivers.yaml", "italy/po.yaml")


class _KilledError(Exception):
    """As if the power had gone."""


class Carrying(RuleBasedStateMachine):
    """Three devices edit two decks; a carrier delays, cuts and drops; some syncs are killed."""

    @initialize()
    def begin(self) -> None:
        self.root = Path(tempfile.mkdtemp())
        self.devices = [Device(self.root / str(number), number) for number in (1, 2, 3)]
        self.carried: dict[str, bytes] = {}
        self.written: dict[str, set[str]] = {name: set() for name in NAMES}
        """Every text that somebody wrote, less those that were the ground of another."""

    def teardown(self) -> None:
        if not hasattr(self, "root"):
            return
        try:
            for _ in range(4):
                for device in self.devices:
                    for name, content in self.carried.items():
                        if device.name not in name:
                            (device.box / name).write_bytes(content)
                    device.sync()
                    self.collect()
            kept = [device.texts for device in self.devices]
            for name in NAMES:
                assert len({texts.get(name) for texts in kept}) == 1
                stem = name.removesuffix(".yaml")
                there = {t for texts in kept for n, t in texts.items() if n.startswith(stem)}
                assert self.written[name] <= there
            assert all(device.sync() == SyncedDecks() for device in self.devices)
        finally:
            shutil.rmtree(self.root)

    @rule(at=AT, name=st.sampled_from(NAMES), text=st.integers(0, 9), minutes=st.integers(0, 90))
    def edit(self, at: int, name: str, text: int, minutes: int) -> None:
        device = self.devices[at]
        before, new = device.texts.get(name), f"{text} by {at} at {device.now}"
        device.write(name, new, minutes)
        self.written[name] = self.written[name] - {before or ""} | {new}

    @rule(at=AT)
    def sync(self, at: int) -> None:
        self.devices[at].sync()
        self.collect()

    @rule(at=AT, before=st.integers(0, 4))
    def sync_and_die(self, at: int, before: int) -> None:
        with dying(before), suppress(_KilledError):
            self.devices[at].sync()
        self.collect()

    @rule(at=AT, seed=st.integers(0, 999))
    @precondition(lambda self: self.carried)
    def bring(self, at: int, seed: int) -> None:
        chance, device = random.Random(seed), self.devices[at]
        for name in chance.sample(sorted(self.carried), chance.randint(1, len(self.carried))):
            if device.name in name:
                continue
            content = self.carried[name]
            cut = chance.randrange(len(content) + 1) if chance.random() < 0.2 else len(content)
            (device.box / name).write_bytes(content[:cut])

    @rule(at=AT, seed=st.integers(0, 999))
    def drop(self, at: int, seed: int) -> None:
        there = sorted(self.devices[at].box.iterdir())
        if there:
            random.Random(seed).choice(there).unlink()

    def collect(self) -> None:
        """See what each device has written, as a carrier does; what it removed goes everywhere."""
        for device in self.devices:
            own = {p.name: p.read_bytes() for p in device.box.glob(f"*-{device.name}-*")}
            self.carried = {
                name: content
                for name, content in self.carried.items()
                if device.name not in name or name in own
            } | {name: content for name, content in own.items() if not name.endswith(".tmp")}


@contextmanager
def dying(before: int) -> Iterator[None]:
    """Let the process die when it writes so many files more."""
    left = before

    def write(path: Path, data: bytes, *, shared: bool = False) -> None:
        nonlocal left
        if left == 0:
            path.with_name(f"{path.name}.tmp").write_bytes(data[: len(data) // 2])
            raise _KilledError
        left -= 1
        write_atomically(path, data, shared=shared)

    with patch.object(shared_decks, "write_atomically", write):
        yield


Carrying.TestCase.settings = settings(max_examples=8, stateful_step_count=20, deadline=None)
TestCarrying = Carrying.TestCase


def test_the_moment_of_a_version_is_that_of_its_file(one: Device, two: Device) -> None:
    """Decks that were long there when syncing began: the one written later counts."""
    one.write("rivers.yaml", "written in June")
    os.utime(one.decks / "rivers.yaml", (NOON.timestamp() - 60,) * 2)
    two.write("rivers.yaml", "written in July")
    os.utime(two.decks / "rivers.yaml", (NOON.timestamp() - 30,) * 2)
    two.sync()
    one.sync()
    carry(one, two)
    two.sync()
    assert two.texts["rivers.yaml"] == "written in July"
