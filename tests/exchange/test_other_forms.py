"""A file that is read as a form it does not have: a deck of it, or words; never a crash."""

from contextlib import suppress
from pathlib import Path

import pytest

from tests.exchange.pictures import png
from tests.exchange.small_files import write_small_files
from trainer.errors import TrainerError
from trainer.exchange.formats import READERS, Reader
from trainer.exchange.source import Source

OTHERS = {
    "empty.txt": b"",
    "table.csv": b"q,a\nWhich?,Po\n",
    "bytes.bin": bytes(range(256)),
    "map.png": png(),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("forms")
    write_small_files(folder)
    for name, content in OTHERS.items():
        (folder / name).write_bytes(content)
    return sorted(folder.iterdir())


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_a_file_of_another_form_is_no_crash(reader: Reader, files: list[Path]) -> None:
    for file in files:
        with suppress(TrainerError):
            reader.read(Source(file), "T")
