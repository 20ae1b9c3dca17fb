"""Cut off at any byte of what it writes, a step has happened whole or not at all, and goes on."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from trainer.classroom.hand_out import hand_in
from trainer.classroom.school_class import SchoolClass
from trainer.memory.fit import Fit
from trainer.memory.rating import Rating
from trainer.memory.scheduler import DEFAULT_PARAMETERS, Scheduler
from trainer.store import doctor
from trainer.store.event import SchedulerEvent
from trainer.store.item_event import ReviewEvent
from trainer.store.learner import Learner
from trainer.store.record import ItemRecord
from trainer.store.sync import sync
from trainer.study import orphans
from trainer.study.collection import Collection
from trainer.study.corrections import answered_today, rate_again
from trainer.study.fitting import adopt, restated
from trainer.study.orphans import orphans_of

NOW = datetime.now(UTC)
DECK = """\
title: Rivers
id: rivers
cards:
  - {id: a, q: Which river runs through Rome?, typed: Tiber}
  - {id: b, q: Which river runs through Florence?, typed: Arno}
  - {id: c, q: Which river runs through Paris?, typed: Seine}
"""


def reviewed(folder: Path, *items: str) -> None:
    scheduler = Scheduler()
    with Learner.open(folder) as learner:
        key = learner.record_scheduler(SchedulerEvent.of(scheduler, NOW))
        for item in items:
            place = "rivers", item
            learner.record(
                ReviewEvent.of(
                    place, Rating.GOOD, NOW, before=None, scheduler=scheduler, scheduler_key=key
                )
            )


def collection(work: Path) -> Collection:
    return Collection([str(work / "rivers.yaml")], learner="me", folder=work)


def relink(work: Path, _: Path) -> None:
    with closing(collection(work)) as opened:
        if ("rivers", "gone") in {(one.deck, one.item) for one in orphans_of(opened.edits)}:
            orphans.relink(
                opened.edits, ("rivers", "gone"), ("rivers", "b"), NOW, opened.today(NOW)
            )


def follow(work: Path, _: Path) -> None:
    (work / "rivers.yaml").write_text(DECK.replace("id: a,", "id: x,").replace("id: c,", "id: y,"))
    with closing(collection(work)) as opened:
        opened.follow_edits(NOW)


def import_from_home(_: Path, home: Path) -> None:
    hand_in(SchoolClass("7b"), home / "learners/other", "anna", NOW)


def correct(work: Path, _: Path) -> None:
    with closing(collection(work)) as opened:
        answered = [*answered_today(opened, NOW)]
        there = next(one for one in answered if one.event.item == "a" and not one.taken_back)
        rate_again(opened, there, Rating.AGAIN, NOW)


def sync_in(work: Path, home: Path) -> None:
    """What another device of the learner knows comes through a folder."""
    box, device = work / "box", work / "device/me"
    if not box.exists():
        box.mkdir()
        reviewed(device, *(f"card{number}" for number in range(5)))
        with Learner.open(device) as learner:
            sync(learner, box, NOW)
    with Learner.open(home / "learners/me") as learner:
        sync(learner, box, NOW)


def fit(work: Path, _: Path) -> None:
    weights = tuple(weight * 1.1 for weight in DEFAULT_PARAMETERS[:4]) + DEFAULT_PARAMETERS[4:]
    with closing(collection(work)) as opened:
        fitted = Fit(weights, "fitted", {}, 400, 100)
        adopt(opened, fitted, restated(opened.learner, weights, NOW))


@pytest.mark.parametrize("step", [relink, follow, import_from_home, correct, sync_in, fit])
def test_what_is_cut_off_has_not_happened(
    step: Callable[[Path, Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, work = tmp_path / "home", tmp_path / "work"
    monkeypatch.setenv("TRAINER_HOME", str(home))
    work.mkdir()
    (work / "rivers.yaml").write_text(DECK)
    SchoolClass.create("7b", ["Anna"])
    folder = home / "learners/me"
    if step is import_from_home:
        folder = SchoolClass("7b").student_folder("anna")
    reviewed(folder, "a", "c", "gone")
    reviewed(home / "learners/other", *(f"card{number}" for number in range(5)))
    if step is not import_from_home:
        with closing(collection(work)) as opened:
            opened.follow_edits(NOW)
            opened.edits.remember()
    journal = folder / "reviews.jsonl"
    before, whole = journal.read_bytes(), tmp_path / "whole"
    shutil.copytree(folder, whole)
    state = known(folder)
    step(work, home)
    after, done = journal.read_bytes(), known(folder)
    assert done != state
    assert after.startswith(before)
    for cut in cuts(before, after):
        shutil.rmtree(folder)
        shutil.copytree(whole, folder)
        journal.write_bytes(after[:cut])
        assert known(folder) == state, cut
        step(work, home)
        assert known(folder) == done, cut
        assert [one.what for one in doctor.examine(folder, NOW) if one.mend] == []


def cuts(before: bytes, after: bytes) -> Iterator[int]:
    """Before, in and at the end of each line that was written, and before its line feed."""
    start = len(before)
    for line in after[start:].splitlines(keepends=True):
        yield from (start, start + len(line) // 2, start + len(line) - 1)
        start += len(line)


def known(folder: Path) -> dict[str, dict[str, ItemRecord]]:
    with Learner.open(folder, read_only=True, now=NOW) as learner:
        return {deck: dict(records) for deck, records in learner.state.records.items()}
