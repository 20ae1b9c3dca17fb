"""The import contracts, tried on a copy of the package into which forbidden imports were put."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOMES = {
    "textual": "tui",
    "tinydb": "store",
    "fsrs": "memory",
    "yaml": "deck",
    "pydantic_ai": "drafting",
    "spacy": "drafting",
}
"""Library -> the one package that may import it."""


def places() -> list[str]:
    """Every package and every top-level module, however new."""
    here = [path for path in (ROOT / "trainer").iterdir() if path.name != "__pycache__"]
    packages = [path.name for path in here if (path / "__init__.py").exists()]
    modules = [path.stem for path in here if path.suffix == ".py" and path.stem != "__init__"]
    return sorted(packages + modules)


@pytest.fixture(scope="module")
def verdict(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the contracts say of a copy in which every place imports all these libraries."""
    copy = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "trainer", copy / "trainer")
    shutil.copy(ROOT / "pyproject.toml", copy)
    for place in places():
        target = copy / "trainer" / place
        module = target / "seeded.py" if target.is_dir() else target.with_suffix(".py")
        with module.open("a") as file:
            file.write("\nimport fsrs, pydantic_ai, spacy, textual, tinydb, yaml\n")
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(copy), "NO_COLOR": "1", "COLUMNS": "200"},
    )
    assert done.returncode == 1
    return done.stdout


def seeded(place: str) -> str:
    is_package = (ROOT / "trainer" / place).is_dir()
    return f"trainer.{place}.seeded" if is_package else f"trainer.{place}"


def test_an_import_is_caught_everywhere_but_at_home(verdict: str) -> None:
    tried = {(place, library) for place in places() for library in HOMES}
    caught = {(p, library) for p, library in tried if f"{seeded(p)} -> {library}" in verdict}
    assert tried - caught == {(home, library) for library, home in HOMES.items()}
