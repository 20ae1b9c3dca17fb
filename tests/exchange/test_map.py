"""The map of the room, in the docstrings of its packages, names every file."""

from pathlib import Path

import pytest

import trainer.exchange

ROOM = Path(trainer.exchange.__path__[0])
PACKAGES = [path.parent for path in sorted(ROOM.rglob("__init__.py"))]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_a_package_says_what_each_of_its_files_is_for(package: Path) -> None:
    said = (package / "__init__.py").read_text(encoding="utf-8")
    files = {path.name for path in package.glob("*.py")} - {"__init__.py"}
    folders = {f"{path.parent.name}/" for path in package.glob("*/__init__.py")}
    assert not [name for name in sorted(files | folders) if f"`{name}`" not in said]
