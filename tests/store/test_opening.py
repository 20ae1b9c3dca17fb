import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.clock import TODAY
from tests.memories import memories_of
from trainer.memory.state import MemoryState
from trainer.store.event import ReviewEvent, write_event
from trainer.store.learner import Learner
from trainer.store.scores import SCHEMA

Review = Callable[..., ReviewEvent]
Memory = Callable[..., MemoryState]


@pytest.fixture
def folder(tmp_path: Path, review: Review) -> Path:
    """A learner with 150 reviews of 50 items behind them."""
    with Learner.open(tmp_path) as learner:
        for reps in (1, 2, 3):
            for number in range(50):
                learner.record(review(f"card{number}", reps=reps))
    return tmp_path


@pytest.fixture
def states(memory: Memory) -> dict[str, MemoryState]:
    return {f"card{number}": memory(3) for number in range(50)}


def garbage(path: Path) -> None:
    path.write_bytes(b"\x00garbage\xff")


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def older(path: Path) -> None:
    tables = json.loads(path.read_text())
    tables["_meta"]["_meta"]["schema_version"] = SCHEMA - 1
    path.write_text(json.dumps(tables))


def emptied(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [garbage, truncated, older, emptied])
def test_scores_of_no_use_are_rebuilt_and_the_old_file_is_kept(
    folder: Path, states: dict[str, MemoryState], damage: Callable[[Path], None]
) -> None:
    path = folder / "scores.json"
    damage(path)
    damaged = path.read_bytes()
    with Learner.open(folder) as learner:
        assert memories_of(learner, "brics") == states
        assert learner.state.counts(TODAY).new == 50
        assert len(learner.notices) == 1
        assert "rebuilt from the journal" in learner.notices[0]
        assert "scores.json.old" in learner.notices[0]
    assert path.with_name("scores.json.old").read_bytes() == damaged
    with Learner.open(folder) as learner:
        assert learner.notices == ()
        assert memories_of(learner, "brics") == states


def test_missing_scores_are_rebuilt(folder: Path, states: dict[str, MemoryState]) -> None:
    (folder / "scores.json").unlink()
    with Learner.open(folder) as learner:
        assert memories_of(learner, "brics") == states
        assert "missing" in learner.notices[0]
    with Learner.open(folder) as learner:
        assert learner.notices == ()


def test_rebuilt_scores_are_written_at_once(folder: Path) -> None:
    (folder / "scores.json").unlink()
    learner = Learner.open(folder)
    assert (folder / "scores.json").exists()
    learner.close()


def test_scores_of_another_journal_are_believed_where_they_know_more(
    folder: Path, review: Review, memory: Memory, states: dict[str, MemoryState]
) -> None:
    journal = folder / "reviews.jsonl"
    journal.write_bytes(write_event(review("elsewhere")))
    with Learner.open(folder) as learner:
        assert memories_of(learner, "brics") == states | {"elsewhere": memory(1)}
        assert "lost its history" in learner.notices[0]
    assert (folder / "scores.json.old").exists()
    (folder / "scores.json").unlink()
    with Learner.open(folder) as learner:
        assert memories_of(learner, "brics") == states | {"elsewhere": memory(1)}, (
            "written down at once"
        )


def test_scores_of_another_journal_that_know_no_more_are_not_believed(
    folder: Path, review: Review, states: dict[str, MemoryState]
) -> None:
    journal = folder / "reviews.jsonl"
    journal.write_bytes(write_event(review("elsewhere")) + journal.read_bytes())
    with Learner.open(folder) as learner:
        assert memories_of(learner, "brics").keys() == {*states, "elsewhere"}
        assert "another journal" in learner.notices[0]


def test_a_journal_cut_short_loses_nothing_that_the_scores_know(
    folder: Path, states: dict[str, MemoryState]
) -> None:
    journal = folder / "reviews.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[: len(lines) // 2]))
    with Learner.open(folder, read_only=True) as learner:
        assert memories_of(learner, "brics") == states
    with Learner.open(folder) as learner:
        assert memories_of(learner, "brics") == states
    (folder / "scores.json").unlink()
    with Learner.open(folder) as learner:
        assert memories_of(learner, "brics") == states


def test_a_journal_with_lines_merged_in_is_read_again(
    folder: Path, review: Review, states: dict[str, MemoryState], memory: Memory
) -> None:
    journal = folder / "reviews.jsonl"
    journal.write_bytes(write_event(review("merged")) + journal.read_bytes())
    with Learner.open(folder) as learner:
        assert memories_of(learner, "brics") == states | {"merged": memory(1)}


def test_scores_whose_journal_is_missing_are_never_thrown_away(
    folder: Path, review: Review, states: dict[str, MemoryState], memory: Memory
) -> None:
    (folder / "reviews.jsonl").unlink()
    with Learner.open(folder) as learner:
        assert memories_of(learner, "brics") == states
        assert "lost its history" in learner.notices[0]
        assert "kept" in learner.notices[0]
        learner.record(review("new"))
        killed = folder.with_name("killed")
        shutil.copytree(folder, killed)
    with Learner.open(killed) as learner:
        assert memories_of(learner, "brics") == states | {"new": memory(1)}
    with Learner.open(folder) as learner:
        assert memories_of(learner, "brics") == states | {"new": memory(1)}
        assert learner.notices == ()


def test_a_journal_that_comes_back_is_not_counted_twice(
    folder: Path, states: dict[str, MemoryState]
) -> None:
    journal = folder / "reviews.jsonl"
    shutil.move(journal, folder / "elsewhere")
    Learner.open(folder).close()
    shutil.move(folder / "elsewhere", journal)
    with Learner.open(folder) as learner:
        assert memories_of(learner, "brics") == states
        assert learner.state.counts(TODAY).new == 50


def test_a_torn_last_line_is_set_aside_and_said(
    folder: Path, review: Review, states: dict[str, MemoryState], memory: Memory
) -> None:
    with (folder / "reviews.jsonl").open("ab") as journal:
        journal.write(write_event(review("torn"))[:-20])
    with Learner.open(folder) as learner:
        assert memories_of(learner, "brics") == states
        assert "torn" in learner.notices[0]
        learner.record(review("next"))
    with Learner.open(folder) as learner:
        assert memories_of(learner, "brics") == states | {"next": memory(1)}
        assert learner.notices == ()
    assert b'"torn"' in (folder / "reviews.jsonl.torn").read_bytes()


def test_a_torn_line_that_cannot_be_set_aside_keeps_nothing_from_being_saved(
    folder: Path, review: Review
) -> None:
    with (folder / "reviews.jsonl").open("ab") as journal:
        journal.write(b"half a li")
    (folder / "reviews.jsonl.torn").mkdir()
    with Learner.open(folder) as learner:
        assert "cannot be set aside" in learner.notices[0]
        learner.record(review("next"))
        assert learner.trouble is None
    with Learner.open(folder) as learner:
        assert learner.memory("brics", "next")
        assert "line 151" in learner.notices[0]


def test_a_damaged_line_is_told_by_its_number_and_skipped(
    folder: Path, states: dict[str, MemoryState], memory: Memory
) -> None:
    (folder / "scores.json").unlink()
    journal = folder / "reviews.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[149] = b"\x00" * 30 + b"\n"
    journal.write_bytes(b"".join(lines))
    with Learner.open(folder) as learner:
        assert memories_of(learner, "brics") == states | {"card49": memory(2)}
        assert any("line 150" in notice for notice in learner.notices)
    assert journal.read_bytes() == b"".join(lines)


def test_a_journal_full_of_damage_is_told_in_one_sentence(folder: Path) -> None:
    with (folder / "reviews.jsonl").open("ab") as journal:
        journal.write(b"?\n" * 1000)
    with Learner.open(folder) as learner:
        assert len(learner.notices) == 1
        assert "1,000 lines are damaged" in learner.notices[0]
        assert "(line 151, 152, 153, …)" in learner.notices[0]


def test_lines_of_a_newer_trainer_are_kept_and_said(
    folder: Path, states: dict[str, MemoryState]
) -> None:
    line = b'{"type":"dream","id":"x","at":"2024-05-01T00:00:00Z","day":"2024-05-01"}\n'
    with (folder / "reviews.jsonl").open("ab") as journal:
        journal.write(line)
    with Learner.open(folder) as learner:
        assert memories_of(learner, "brics") == states
        assert "newer version" in learner.notices[0]
    assert (folder / "reviews.jsonl").read_bytes().endswith(line)


def test_a_rebuild_tells_how_far_it_is_and_can_be_stopped(
    folder: Path, review: Review, states: dict[str, MemoryState]
) -> None:
    with Learner.open(folder) as learner:
        learner.record_all([review(f"more{number}") for number in range(2500)])
    (folder / "scores.json").unlink()
    told: list[float] = []

    def stop(_: str, share: float) -> None:
        told.append(share)
        if len(told) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Learner.open(folder, progress=stop)
    assert 0 < told[0] < told[1] < 1
    with Learner.open(folder) as learner:
        assert not learner.holder
        assert len(memories_of(learner, "brics")) == len(states) + 2500
