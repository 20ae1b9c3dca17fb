"""A journal that is cut, emptied or replaced: what was learnt is never lost with it."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.clock import NOON
from tests.memories import memories_of
from trainer.errors import TrainerError
from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.memory.state import MemoryState
from trainer.memory.study_day import study_day
from trainer.store.backup import back_up, back_up_daily, backups_folder, restore
from trainer.store.doctor import Complaint, examine
from trainer.store.event import Event, ReviewEvent, SchedulerEvent, StateEvent
from trainer.store.journal import Journal
from trainer.store.known_decks import KnownDeck, load_known_decks, save_known_decks
from trainer.store.learner import Learner
from trainer.store.merge import merge

LATER = NOON + timedelta(days=20)
SCHEDULER = Scheduler()


def study(learner: Learner, item: str, at: datetime) -> MemoryState:
    key = learner.record_scheduler(SchedulerEvent.of(SCHEDULER, at))
    before = learner.memory("d", item)
    after = SCHEDULER.review(f"d/{item}", before, Rating.GOOD, at)
    learner.record(
        ReviewEvent(
            at=at,
            day=study_day(at, 4),
            deck="d",
            item=item,
            rating=Rating.GOOD,
            before=before,
            after=after,
            scheduler=key,
            duration_ms=1,
        )
    )
    return after


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner with twelve items, each reviewed twice, and a backup of today."""
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    folder = tmp_path / "learners" / "me"
    with Learner.open(folder) as learner:
        for day in (0, 3):
            for number in range(12):
                study(learner, f"card{number}", NOON + timedelta(days=day, minutes=number))
    return folder


def known(folder: Path) -> dict[str, MemoryState]:
    with Learner.open(folder, read_only=True) as learner:
        return memories_of(learner, "d")


def report(folder: Path) -> str:
    return " ".join(complaint.what for complaint in examine(folder, LATER))


def mend(folder: Path) -> None:
    for complaint in examine(folder, LATER):
        if complaint.mend:
            complaint.mend(LATER)


def cut(folder: Path, share: float) -> None:
    path = folder / "reviews.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[: int(len(lines) * share)]))


@pytest.mark.parametrize("share", [0, 0.3, 0.9])
def test_the_doctor_sees_a_journal_cut_short_and_takes_nothing_away(
    folder: Path, share: float
) -> None:
    before = known(folder)
    cut(folder, share)
    assert "The journal has lost" in report(folder)
    mend(folder)
    assert known(folder) == before
    assert "The journal has lost" not in report(folder)
    (folder / "scores.json").unlink()
    assert known(folder) == before, "the journal knows it by itself again"


@pytest.mark.parametrize("opened_before", [False, True])
def test_what_a_backup_knows_is_brought_in_first(folder: Path, opened_before: bool) -> None:
    before = known(folder)
    back_up_daily(folder, NOON.date())
    cut(folder, 0.4)
    if opened_before:
        Learner.open(folder, now=LATER).close()
    assert "events that the journal lost" in report(folder)
    mend(folder)
    assert known(folder) == before
    with Learner.open(folder) as learner:
        assert len([e for e in learner.events() if isinstance(e, ReviewEvent)]) == 24
    assert "lost" not in report(folder)


def test_a_damaged_line_is_not_taken_for_a_clock_while_a_backup_knows_it(folder: Path) -> None:
    before = known(folder)
    back_up_daily(folder, NOON.date())
    path = folder / "reviews.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    lines[-1] = lines[-1].replace(b'"type":"review"', b'"type":"reviev"')
    path.write_bytes(b"".join(lines))
    mend(folder)
    assert known(folder) == before


def test_a_lost_history_outlives_a_merge(folder: Path) -> None:
    other = folder.with_name("other")
    shutil.copytree(folder, other)
    cut(other, 0.3)
    (other / "scores.json").unlink()
    before = known(folder)
    (folder / "reviews.jsonl").unlink()
    with Learner.open(folder) as learner:
        merge(learner, other, LATER)
        assert memories_of(learner, "d") == before


def test_a_journal_emptied_while_it_is_studied_is_told_and_nothing_is_lost(folder: Path) -> None:
    learner = Learner.open(folder)
    study(learner, "card1", LATER)
    (folder / "reviews.jsonl").write_bytes(b"")
    after = study(learner, "card2", LATER)
    assert "cut the file short" in str(learner.trouble)
    before = memories_of(learner, "d")
    learner.close()
    assert learner.rescued
    assert known(folder) == before
    assert "could not be saved" in report(folder)
    mend(folder)
    assert known(folder) == before
    assert known(folder)["card2"] == after
    assert "could not be saved" not in report(folder)


def test_what_cannot_be_saved_at_all_is_kept_elsewhere(folder: Path) -> None:
    learner = Learner.open(folder)
    shutil.rmtree(folder)
    after = study(learner, "card2", LATER)
    assert learner.trouble
    learner.close()
    assert learner.rescued
    with Learner.open(folder) as again:
        merge(again, learner.rescued, LATER)
        assert again.memory("d", "card2") == after


def test_a_restore_cut_off_anywhere_leaves_what_was_or_what_came(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup, older = folder.parent / "old.zip", known(folder)
    back_up(folder, backup)
    with Learner.open(folder) as learner:
        study(learner, "card5", LATER)
    newer = known(folder)
    replace = Path.replace
    for steps in range(3):
        left = [steps]

        def stumble(path: Path, target: Path, left: list[int] = left) -> Path:
            if path.name in {"reviews.jsonl", "decks.json", "settings.json"}:
                left[0] -= 1
                if left[0] < 0:
                    raise KeyboardInterrupt
            return replace(path, target)

        with monkeypatch.context() as patched:
            patched.setattr(Path, "replace", stumble)
            try:
                restore(backup, folder, LATER + timedelta(seconds=steps), over_newer=True)
            except KeyboardInterrupt:
                assert known(folder) in (older, newer)
    restore(backup, folder, LATER + timedelta(minutes=1), over_newer=True)
    assert known(folder)["card5"].reps == 2


def test_what_was_left_by_a_wish_is_not_brought_back(folder: Path) -> None:
    oldest, older = folder.parent / "oldest.zip", folder.parent / "older.zip"
    back_up(folder, oldest)
    wanted = known(folder)
    for number, backup in ((5, older), (6, backups_folder(folder) / f"{LATER.date()}.zip")):
        with Learner.open(folder, now=LATER) as learner:
            study(learner, f"card{number}", LATER)
        back_up(folder, backup)
    for backup in (older, oldest):  # within one second
        restore(backup, folder, LATER, over_newer=True)
        before = known(folder)
        assert "lost" not in report(folder)
        mend(folder)
        assert known(folder) == before
    assert known(folder) == wanted
    with Learner.open(folder, now=LATER) as learner:
        merge(learner, backups_folder(folder) / f"{LATER.date()}.zip", LATER)
        assert memories_of(learner, "d")["card5"].reps == 3, "who asks for it gets it back"


def test_what_a_restore_of_an_older_trainer_moved_away_is_put_back(folder: Path) -> None:
    before = known(folder)
    aside = folder / "before-restore-2026-03-10-120000"
    aside.mkdir()
    for name in ("reviews.jsonl", "scores.json"):
        (folder / name).replace(aside / name)
    assert "A restore was cut off" in report(folder)
    mend(folder)
    assert known(folder) == before


def test_a_backup_never_takes_the_place_of_a_file(folder: Path) -> None:
    journal = folder / "reviews.jsonl"
    whole = journal.read_bytes()
    with pytest.raises(TrainerError, match="already exists"):
        back_up(folder, journal)
    assert journal.read_bytes() == whole


def test_backups_of_a_wrong_clock_do_not_push_out_the_right_ones(folder: Path) -> None:
    for day in range(15):
        back_up_daily(folder, LATER.date() + timedelta(days=100 + day))
    made = back_up_daily(folder, NOON.date())
    assert made
    assert made.exists()


def test_a_journal_that_is_a_folder_is_told(folder: Path) -> None:
    (folder / "reviews.jsonl").unlink()
    (folder / "reviews.jsonl").mkdir()
    assert "is not a file" in report(folder)


def test_events_are_all_there_after_the_mend(folder: Path) -> None:
    back_up_daily(folder, NOON.date())
    before = {e.event.id for e in Journal(folder / "reviews.jsonl").entries() if e.event}
    cut(folder, 0.5)
    mend(folder)
    after = {e.event.id for e in Journal(folder / "reviews.jsonl").entries() if e.event}
    assert before <= after


def test_two_rescues_of_one_second_keep_both(folder: Path) -> None:
    events: list[Event] = []
    for _ in range(2):
        learner = Learner.open(folder)
        shutil.rmtree(folder)
        study(learner, "card2", LATER)
        events += learner.unsaved
        learner.close()
        assert learner.rescued
    rescued = folder.parent.glob("unsaved-*.jsonl")
    kept = {entry.event for path in rescued for entry in Journal(path).entries()}
    assert kept >= set(events)


def test_another_learners_answers_are_not_taken_for_ones_own(folder: Path) -> None:
    namesake = folder.with_name("me-2")
    learner = Learner.open(namesake)
    shutil.rmtree(namesake)
    study(learner, "card2", LATER)
    learner.close()
    assert learner.rescued
    assert "could not be saved" not in report(folder)
    assert "could not be saved" in " ".join(c.what for c in examine_of(namesake))


def examine_of(folder: Path) -> tuple[Complaint, ...]:
    with Learner.open(folder) as learner:
        study(learner, "card1", NOON)
    return examine(folder, LATER)


def test_a_journal_that_vanishes_while_it_is_studied_takes_nothing_with_it(folder: Path) -> None:
    learner = Learner.open(folder)
    study(learner, "card1", LATER)
    (folder / "reviews.jsonl").unlink()
    study(learner, "card2", LATER)
    before = memories_of(learner, "d")
    learner.close()
    assert "could not be saved" in report(folder)
    mend(folder)
    assert known(folder) == before


def test_what_was_only_suspended_forgets_nothing_that_a_backup_knows(folder: Path) -> None:
    before = known(folder)
    kept = StateEvent(
        at=LATER,
        day=LATER.date(),
        deck="d",
        item="card1",
        memory=None,
        suspended=True,
        buried_until=None,
    )
    with Learner.open(folder) as learner:
        learner.record(kept)
        record = learner.record_of("d", "card1")
    assert record.memory == before["card1"]
    assert record.suspended


def test_what_cards_of_another_machine_say_reaches_no_terminal_as_a_command(folder: Path) -> None:
    hostile = '{"card1": ["\\u001b]52;c;AAAA\\u0007hi", "x"]}'
    save_known_decks(folder, {"d": KnownDeck(line=hostile.encode())})
    assert load_known_decks(folder)["d"].texts == {}
    (folder / "decks.json").unlink()
    (folder / "cards.json").write_text(f'{{"d": {hostile}}}')
    assert load_known_decks(folder) == {}
