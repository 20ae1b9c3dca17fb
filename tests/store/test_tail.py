"""Devices that were used at the same time: what came late is folded from the journals' ends."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.test_sync import Device, carry
from trainer.store import live_state, tail
from trainer.store.journal import Journal
from trainer.store.learner import Learner
from trainer.store.rebuild import rebuild
from trainer.store.sync import sync

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["review"] * 12 + ["suspend", "bury", "undo", "undo", "move", "forget"]),
        st.sampled_from("abcdef"),
        st.integers(0, 5),
    ),
    max_size=5,
)


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """How often the end of a journal was enough."""
    found: Counter[str] = Counter()

    def fold_tail(*arguments: object) -> object:
        states = tail.fold_tail(*arguments)  # type: ignore[arg-type]
        found["whole" if states is None else "tail"] += 1
        return states

    with patch.object(live_state, "fold_tail", fold_tail):
        yield found


def sync_and_check(device: Device) -> None:
    """The state that a sync leaves is that of the whole journal."""
    with Learner.open(device.folder) as learner:
        sync(learner, device.box, device.now + timedelta(days=90))
        assert learner.state == rebuild(Journal(device.folder / "reviews.jsonl"))


def at_once(root: Path, rounds: list[tuple[list[tuple[str, str, int]], ...]]) -> None:
    """Three devices, each used in every round before any hears of the others."""
    devices = [Device(root / name) for name in ("one", "two", "three")]
    for steps in rounds:
        begin = max(device.now for device in devices)
        for device, mine in zip(devices, steps, strict=True):
            device.now = begin
            device.do(mine)
        for _ in range(2):
            for device in devices:
                sync_and_check(device)
                for other in devices:
                    if other is not device:
                        carry(device, other)
    for device in devices:
        sync_and_check(device)
    assert devices[0].learnt() == devices[1].learnt() == devices[2].learnt()


@settings(max_examples=8, deadline=None)
@given(rounds=st.lists(st.tuples(STEPS, STEPS, STEPS), min_size=1, max_size=4))
def test_all_know_the_same_whatever_was_done_at_once(
    rounds: list[tuple[list[tuple[str, str, int]], ...]],
) -> None:
    with TemporaryDirectory() as root:
        at_once(Path(root), rounds)


def test_the_end_of_the_journal_is_enough(tmp_path: Path) -> None:
    first = [("review", item, 1) for item in "abcdef"]
    with counted() as found:
        at_once(
            tmp_path,
            [
                (first, [], []),
                ([("review", "a", 1)], [("review", "b", 2), ("review", "a", 1)], []),
                ([("review", "c", 1), ("undo", "", 1)], [("review", "c", 2)], [("review", "d", 1)]),
            ],
        )
    assert found["tail"] >= found["whole"]
    assert found["tail"] > 2
