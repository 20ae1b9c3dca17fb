"""A few of the harmed inputs of `tests.hostile.harmed`; by hand it runs any number of them."""

import os
from pathlib import Path

import pytest

from tests.hostile.harmed import harm_many, report

MANY = int(os.environ.get("TRAINER_HARMED", "40"))


def test_no_harmed_file_ends_in_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    faults = report(harm_many(MANY, 0, tmp_path))
    assert faults == 0, capsys.readouterr().out
