"""Three devices and a carrier of bad manners: in the end all know what one journal would tell."""

import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.store.test_sync import Device
from trainer.store.event import Event, OfOneMachine, write_event
from trainer.store.journal import Journal
from trainer.store.rebuild import rebuild
from trainer.store.sync_state import FILE

DEVICES = st.integers(0, 2)
STEP = st.tuples(
    st.sampled_from(["review"] * 6 + ["suspend", "bury", "undo", "undo", "move", "forget"]),
    st.sampled_from("abc"),
    st.integers(0, 60),
)


class _KilledError(Exception):
    """As if the power had gone."""


class Syncing(RuleBasedStateMachine):
    """Each device has a folder of its own; the carrier has a copy of each file that it saw."""

    @initialize(common=st.lists(STEP, max_size=4), copied=st.booleans())
    def begin(self, common: list[tuple[str, str, int]], *, copied: bool) -> None:
        """Three devices; perhaps begun as copies of one."""
        self.root = Path(tempfile.mkdtemp())
        self.devices = [Device(self.root / name) for name in ("one", "two", "three")]
        self.carried: dict[str, bytes] = {}
        self.devices[0].do(common)
        journal = self.devices[0].folder / "reviews.jsonl"
        if copied and journal.exists():
            for device in self.devices[1:]:
                device.folder.mkdir(parents=True)
                shutil.copy(journal, device.folder)
                device.now = self.devices[0].now

    def teardown(self) -> None:
        """All comes through in the end; then all must be the same."""
        if not hasattr(self, "root"):
            return
        try:
            for _ in range(2):
                for device in self.devices:
                    device.sync()
                    self.collect()
                for device in self.devices:
                    for name, content in self.carried.items():
                        (device.box / name).write_bytes(content)
                    device.sync()
            wanted = self.as_one_journal()
            for device in self.devices:
                device.learnt()
                assert rebuild(Journal(device.folder / "reviews.jsonl")) == wanted
            assert self.devices[0].learnt() == self.devices[1].learnt() == self.devices[2].learnt()
            assert all(device.sync().written == 0 for device in self.devices)
        finally:
            shutil.rmtree(self.root)

    @rule(at=DEVICES, steps=st.lists(STEP, min_size=1, max_size=5))
    def study(self, at: int, steps: list[tuple[str, str, int]]) -> None:
        self.devices[at].do(steps)

    @rule(at=DEVICES)
    def sync(self, at: int) -> None:
        self.devices[at].sync()
        self.collect()

    @rule(at=DEVICES, before=st.integers(0, 3))
    def sync_and_die(self, at: int, before: int) -> None:
        """The state or a segment is not written any more."""
        with dying(before), suppress(_KilledError):
            self.devices[at].sync()
        self.collect()

    @rule(at=DEVICES, seed=st.integers(0, 999))
    @precondition(lambda self: self.carried)
    def bring(self, at: int, seed: int) -> None:
        """A few files come, in any order; some cut off, some twice, some renamed."""
        chance, box = random.Random(seed), self.devices[at].box
        for name in chance.sample(sorted(self.carried), chance.randint(1, len(self.carried))):
            content = self.carried[name]
            if chance.random() < 0.2 and not (box / name).exists():
                (box / name).write_bytes(content[: chance.randrange(len(content))])
            elif chance.random() < 0.2:
                (box / f"{name[:-6]} (conflicted copy {seed}).jsonl").write_bytes(content)
            else:
                (box / name).write_bytes(content)

    @rule(at=DEVICES, seed=st.integers(0, 999))
    @precondition(lambda self: self.carried)
    def drop(self, at: int, seed: int) -> None:
        """A file is gone for a while."""
        files = self.devices[at].files
        if files:
            random.Random(seed).choice(files).unlink()

    @rule(at=DEVICES)
    def forget_what_was_synced(self, at: int) -> None:
        (self.devices[at].folder / FILE).unlink(missing_ok=True)

    def collect(self) -> None:
        """See all files that are whole, as a carrier does sooner or later."""
        for device in self.devices:
            for path in device.files:
                if path.suffix == ".jsonl" and "conflicted" not in path.name:
                    known = self.carried.get(path.name, b"")
                    self.carried[path.name] = max(known, path.read_bytes(), key=len)

    def as_one_journal(self) -> object:
        """What follows from all events, written by one device in the order of time."""
        events: dict[str, Event] = {}
        for device in self.devices:
            for entry in Journal(device.folder / "reviews.jsonl").entries():
                if entry.event and not isinstance(entry.event, OfOneMachine):
                    alone = entry.event.model_copy(update={"batch": None})
                    events.setdefault(alone.id, alone)
        path = self.root / "one.jsonl"
        ordered = sorted(events.values(), key=lambda event: (event.at.timestamp(), event.id))
        path.write_bytes(b"".join(map(write_event, ordered)))
        return rebuild(Journal(path))


@contextmanager
def dying(before: int) -> Iterator[None]:
    """Let the process die when it writes so many files more."""
    from unittest.mock import patch

    from trainer.store import sync, sync_state
    from trainer.store.atomic_file import write_atomically

    left = before

    def write(path: Path, data: bytes) -> None:
        nonlocal left
        if left == 0:
            path.with_name(f"{path.name}.tmp").write_bytes(data[: len(data) // 2])
            raise _KilledError
        left -= 1
        write_atomically(path, data)

    with (
        patch.object(sync, "write_atomically", write),
        patch.object(sync_state, "write_atomically", write),
    ):
        yield


Syncing.TestCase.settings = settings(max_examples=10, stateful_step_count=16, deadline=None)
TestSyncing = Syncing.TestCase
