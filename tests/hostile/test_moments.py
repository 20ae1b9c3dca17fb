"""No moment in any file ends a command in a traceback."""

import json
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from tests.clock import NOON
from tests.memories import memories_of
from trainer.classroom.drill_event import Opened
from trainer.memory.state import MemoryState
from trainer.moment import Day, Moment
from trainer.store.doctor import examine
from trainer.store.learner import Learner
from trainer.store.merge import merge

EXTREME = [
    "0001-01-01T00:00:00+14:00",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59-14:00",
    "9999-12-31T23:59:59.999999Z",
    "1969-12-31T23:59:59Z",
    "2200-01-01T00:00:00Z",
    "2199-12-31T23:59:59-23:59",
    "1970-01-01T00:00:00+14:00",
]
DAYS = ["0001-01-01", "9999-12-31", "2400-01-01", "2399-12-31", "1969-12-31"]
OLD = Path(__file__).parent.parent / "store" / "journal_of_old" / "reviews.jsonl"


@pytest.mark.parametrize("text", EXTREME)
def test_a_moment_is_refused_by_its_own_error_or_can_be_counted_with(text: str) -> None:
    try:
        moment: datetime = TypeAdapter(Moment).validate_json(f'"{text}"')
    except ValidationError:
        return
    for zone in (timedelta(hours=14), timedelta(hours=-14)):
        assert (moment.astimezone(UTC) + zone + timedelta(days=36500)).year < 2400


@pytest.mark.parametrize("text", [*EXTREME, *DAYS])
def test_every_moment_and_day_of_a_memory_is_bounded(text: str) -> None:
    sound = {
        "phase": "learning",
        "step": 0,
        "stability": 1.0,
        "difficulty": 5.0,
        "due": "2026-03-10",
        "ready_at": "2026-03-10T12:00:00Z",
        "reviewed": "2026-03-10",
        "reps": 1,
    }
    for field in ("ready_at", "due", "reviewed"):
        try:
            memory = TypeAdapter(MemoryState).validate_python(sound | {field: text})
        except ValidationError:
            continue
        assert memory.due + timedelta(days=36500)
    with pytest.raises(ValidationError):
        Opened.model_validate({"at": EXTREME[0]})
    assert TypeAdapter(Day).validate_python("2026-03-10")


def test_no_line_and_no_score_with_an_extreme_moment_ends_in_a_traceback(tmp_path: Path) -> None:
    lines, walks = OLD.read_text().splitlines(keepends=True), 0
    moments = re.compile(r'"(\d{4}-\d\d-\d\dT[^"]*|\d{4}-\d\d-\d\d)"')
    for number, line in enumerate(lines[::6]):
        for at, found in enumerate([*moments.finditer(line)][:7]):
            choices = EXTREME if "T" in found[1] else DAYS
            harmed = choices[(number + at) % len(choices)]
            folder = tmp_path / f"{number}-{at}"
            folder.mkdir()
            journal = folder / "reviews.jsonl"
            text = line[: found.start()] + f'"{harmed}"' + line[found.end() :]
            journal.write_text("".join([*lines[: 6 * number], text, *lines[6 * number + 1 :]]))
            walk(folder)
            walks += 1
    assert walks > 20


def walk(folder: Path) -> None:
    """Open, ask, look over, fix and merge."""
    now = NOON + timedelta(days=60)
    for complaint in examine(folder, now):
        if complaint.mend:
            complaint.mend(now)
    with Learner.open(folder, now=now) as learner:
        assert learner.records("d")
        assert [*learner.events()]
        other = folder / "other"
        other.mkdir()
        shutil.copy(OLD, other)
        merge(learner, other, now)


def test_no_score_with_an_extreme_moment_ends_in_a_traceback(tmp_path: Path) -> None:
    shutil.copy(OLD, tmp_path)
    Learner.open(tmp_path, now=NOON + timedelta(days=60)).close()
    scores = tmp_path / "scores.json"
    tables = json.loads(scores.read_text())
    del tables["_seal"]
    text = json.dumps(tables)
    wanted = known(tmp_path)
    for found in [*re.finditer(r'"(\d{4}-\d\d-\d\d)"', text)][::9]:
        for harmed in ("0001-01-01", "9999-12-31"):
            scores.write_text(f'{text[: found.start()]}"{harmed}"{text[found.end() :]}')
            assert known(tmp_path) == wanted


def known(folder: Path) -> dict[str, MemoryState]:
    with Learner.open(folder, read_only=True, now=NOON) as learner:
        return memories_of(learner, "d")
