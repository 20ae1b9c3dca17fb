from pathlib import Path

import pytest

from trainer.media.files import MediaError, file_beside


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "decks"
    (folder / "media").mkdir(parents=True)
    (folder / "beside.png").write_bytes(b"1")
    (folder / "media" / "inside.png").write_bytes(b"2")
    (folder / "media" / "beside.png").write_bytes(b"3")
    (tmp_path / "secret.png").write_bytes(b"4")
    return folder


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("beside.png", "beside.png"),
        ("inside.png", "media/inside.png"),
        ("media/inside.png", "media/inside.png"),
    ],
)
def test_a_file_lies_beside_the_deck_or_in_media(folder: Path, name: str, found: str) -> None:
    assert file_beside(folder, name) == folder / found


@pytest.mark.parametrize(
    "name",
    [
        "../secret.png",
        "media/../../secret.png",
        "..\\secret.png",
        "~/secret.png",
        "C:\\secret.png",
        "\\\\host\\secret.png",
        "https://example.org/x.png",
        "file:///etc/passwd",
        "none.png",
        "media",
        "x\0.png",
        "x" * 5000,
        "",
        ".",
    ],
)
def test_nothing_else_is_found(folder: Path, name: str) -> None:
    with pytest.raises(MediaError) as error:
        file_beside(folder, name)
    assert "\n" not in error.value.message


def test_no_absolute_path_is_opened(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="out of the deck's folder"):
        file_beside(folder, str(tmp_path / "secret.png"))


def test_links_are_followed_inside_only(folder: Path, tmp_path: Path) -> None:
    (folder / "near.png").symlink_to(folder / "media" / "inside.png")
    (folder / "far.png").symlink_to(tmp_path / "secret.png")
    (folder / "round.png").symlink_to(folder / "round.png")
    assert file_beside(folder, "near.png").read_bytes() == b"2"
    for name in ("far.png", "round.png"):
        with pytest.raises(MediaError):
            file_beside(folder, name)


def test_a_media_folder_that_is_a_link_leads_nowhere(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.png").write_bytes(b"5")
    deck = tmp_path / "deck"
    deck.mkdir()
    (deck / "media").symlink_to(outside)
    with pytest.raises(MediaError, match="link out"):
        file_beside(deck, "a.png")
