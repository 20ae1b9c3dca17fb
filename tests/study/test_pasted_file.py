"""Files that an author pastes or drops."""

from pathlib import Path

import pytest

from tests.exchange.pictures import png, wav
from trainer.errors import TrainerError
from trainer.media.files import file_beside
from trainer.study.pasted_file import CopiedFile, copy_beside, pasted_file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "My files" / "a map (2).png"
    path.parent.mkdir()
    path.write_bytes(png())
    return path


@pytest.mark.parametrize(
    "write",
    [
        str,
        lambda path: f"'{path}' ",
        lambda path: f'"{path}"\n',
        lambda path: str(path).replace(" ", "\\ ").replace("(", "\\(").replace(")", "\\)"),
        lambda path: path.as_uri(),
    ],
)
def test_a_dropped_file_is_known_however_a_terminal_writes_it(file: Path, write: object) -> None:
    assert callable(write)
    assert pasted_file(write(file)) == file


@pytest.mark.parametrize(
    "text",
    [
        *["", "a map.png", "What is /?", "/no/such.png", "/", "'", "x" * 5000, "/a\n/b", "file:"],
        *["~nobody-here/map.png", "~\0/x", "file://[x", "file:~nobody-here/x"],
    ],
)
def test_other_text_is_text(file: Path, text: str) -> None:
    assert pasted_file(text) is None
    (file.parent / "notes.png").write_text("no picture")
    assert pasted_file(str(file.parent / "notes.png")) is None


def test_it_is_copied_beside_the_deck_once(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "decks"
    folder.mkdir()
    assert copy_beside(file, folder) == CopiedFile("picture", "a map (2).png")
    assert copy_beside(file, folder) == CopiedFile("picture", "a map (2).png")
    assert (folder / "media" / "a map (2).png").read_bytes() == png()
    file.write_bytes(png("red"))
    assert copy_beside(file, folder).name == "a map (2)-2.png"
    assert (folder / "media" / "a map (2).png").read_bytes() == png()


def test_a_file_beside_the_deck_does_not_stand_in_for_it(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "decks"
    folder.mkdir()
    (folder / file.name).write_bytes(png("red"))
    taken = copy_beside(file, folder)
    assert file_beside(folder, taken.name).read_bytes() == png()
    assert copy_beside(file, folder) == taken


def test_one_that_lies_there_stays_there(tmp_path: Path) -> None:
    (tmp_path / "tone.wav").write_bytes(wav())
    assert copy_beside(tmp_path / "tone.wav", tmp_path) == CopiedFile("sound", "tone.wav")
    assert not (tmp_path / "media").exists()


def test_an_ending_that_lies_is_put_right(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "x.jpg").write_bytes(png())
    assert copy_beside(tmp_path / "in" / "x.jpg", tmp_path).name == "x.png"


def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_text("no")
    with pytest.raises(TrainerError, match="neither a picture"):
        copy_beside(tmp_path / "x.png", tmp_path)
