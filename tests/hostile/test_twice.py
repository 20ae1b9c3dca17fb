"""What fixes is done once: done again, it finds nothing to do."""

import os
import random
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.hostile.harmed import harmed, run
from tests.hostile.untouched import LEARNER, make_untouched
from trainer.store import doctor

MANY = int(os.environ.get("TRAINER_TWICE", "24"))


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRAINER_HOME", "")  # which is set again, and put back
        return make_untouched(tmp_path_factory.mktemp("twice") / "untouched")


@pytest.fixture(autouse=True)
def stdin_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", sys.stdin)  # which `run` puts another in the place of


@pytest.mark.parametrize("command", [["check", "--fix"], ["fmt"]], ids=" ".join)
def test_a_deck_is_mended_once(command: list[str], untouched: Path, tmp_path: Path) -> None:
    text = (untouched / "work/rivers.yaml").read_bytes()
    path = tmp_path / "rivers.yaml"
    changed = 0
    for number in range(MANY):
        path.write_bytes(given := harmed(text, random.Random(number)))
        assert run([*command, str(path)]) == (None, "")
        once = path.read_bytes()
        changed += once != given
        assert run([*command, str(path)]) == (None, "")
        assert path.read_bytes() == once, number
    assert changed


def test_a_learner_is_mended_once(
    untouched: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    source = untouched / "home/learners" / LEARNER
    files = {path.name: path.read_bytes() for path in source.iterdir() if path.is_file()}
    (tmp_path / "learners").mkdir(mode=0o700)
    mended = 0
    for number in range(MANY):
        rng = random.Random(number)
        folder = tmp_path / "learners" / f"l{number}"
        folder.mkdir(mode=0o700)
        for name, content in files.items():
            (folder / name).write_bytes(content)
            (folder / name).chmod(0o600)
        damaged = rng.choice(["reviews.jsonl", "scores.json", "settings.json", "decks.json"])
        (folder / damaged).write_bytes(harmed(files[damaged], rng))
        mended += sum(bool(one.mend) for one in doctor.examine(folder, datetime.now(UTC)))
        assert run(["doctor", "--fix", "--learner", folder.name]) == (None, "")
        again = [one.what for one in doctor.examine(folder, datetime.now(UTC)) if one.mend]
        assert again == [], (number, damaged)
    assert mended
