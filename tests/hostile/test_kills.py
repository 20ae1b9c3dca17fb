"""A few of the kills of `tests.hostile.kills`; by hand it does any number of them."""

import os
from pathlib import Path

import pytest

from tests.hostile.kills import kill_many

MANY = int(os.environ.get("TRAINER_KILLS", "1"))


def test_what_was_acknowledged_outlives_a_kill_at_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    counts, lost = kill_many(MANY, 1, tmp_path)
    assert lost == [], counts
