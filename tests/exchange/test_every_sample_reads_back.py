"""Every real file at hand: what it brings is written, read again, and equal, without an error."""

from pathlib import Path

import pytest

from tests.exchange.test_reads_back import reads_back
from trainer.errors import TrainerError
from trainer.exchange.recognition import reader_of
from trainer.exchange.source import ForeignFile

NO_DECK = {"README.md", "json2qti-in.json", "moodle-tools-in.yml", "expected.json"} | {
    f"rivers-{language}-dump.json" for language in ("en", "de")
}
"""What other files were made of, or are compared with."""
NOT_SURE = {"comma-semicolon.txt"}
"""What nobody can read for sure, and its learner is asked about."""
MEDIA = {".png", ".wav", ".db"}
"""Beside a deck, and a database that belongs to files beside it."""


def files_in(folder: Path) -> list[Path]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [path for path in found if path.name not in NO_DECK and path.suffix not in MEDIA]


def shared(real: Path, *parts: str) -> Path:
    folder = real.parent.joinpath(*parts)
    if not folder.is_dir():
        pytest.skip(f"{'/'.join(parts)} is not at hand")
    return folder


@pytest.mark.parametrize("where", [("formats",), ("..", "cases", "exchange")], ids=lambda w: w[-1])
def test_every_sample_reads_back(real: Path, where: tuple[str, ...]) -> None:
    read = 0
    for path in files_in(shared(real, *where)):
        if path.suffix == ".yaml":
            continue
        source = ForeignFile(path)
        try:
            imported = reader_of(source).read(source, "T")
        except TrainerError as error:
            raise AssertionError(path.name) from error
        assert imported.cards or path.name in NOT_SURE, path.name
        if imported.cards:
            reads_back(imported)
            read += 1
    assert read > 30
