"""Every bench runs once in `.ci/run`, at its smallest size, so that none rots."""

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STEP = (ROOT / ".ci" / "run").read_text()
STARTED_BY_ANOTHER = {"hostile.drill_to_kill", "hostile.learner_to_kill"}
FILES = [
    path
    for folder in ("bench", "hostile")
    for path in sorted((ROOT / "tests" / folder).glob("*.py"))
]
BENCHES = [
    f"{path.parent.name}.{path.stem}"
    for path in FILES
    if 'if __name__ == "__main__":' in path.read_text()
]


@pytest.mark.parametrize("bench", sorted({*BENCHES} - STARTED_BY_ANOTHER))
def test_each_bench_is_run_once_by_ci(bench: str) -> None:
    assert len(re.findall(rf"^{re.escape(bench)}\b", STEP, re.MULTILINE)) == 1


def test_no_bench_hides_a_module_of_python() -> None:
    """Python looks in the folder of a script that is run by its path before its own modules."""
    assert FILES
    assert not {path.stem for path in FILES} & sys.stdlib_module_names
