"""Pictures of a drill: what a device is sent of them, and what the server gives for it."""

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.classroom.test_phone import drill_of
from tests.web_client import web_client
from trainer.asking.question import Question
from trainer.classroom.media import Gallery
from trainer.deck.item import items_of_deck
from trainer.deck.reader import read_deck_text

CARDS = """\
title: T
id: maps
cards:
  - {q: Which?, picture: {file: rome.png, alt: A map}, hide: {Rome: [50, 50, 20, 20]}}
  - {q: "Point at Rome.", picture: rome.png, where: Rome, hide: {Rome: [50, 50, 20, 20]}}
  - {q: Which?, picture: ../secret.png, a: A}
  - {q: Who?, sound: s.mp3, a: {text: A, picture: rome.png}, wrong: [B], answer_sound: t.mp3}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "decks"
    folder.mkdir()
    exif = Image.Exif()
    exif[0x010E] = "where I live"
    picture = Image.effect_noise((1400, 120), 90).convert("RGB")
    picture.save(folder / "rome.png", exif=exif)
    Image.new("RGB", (9, 9)).save(tmp_path / "secret.png")
    for name in ("s.mp3", "t.mp3"):
        (folder / name).write_bytes(b"ID3 " + name.encode())
    return folder


@pytest.fixture
def asked() -> list[Question]:
    deck = read_deck_text(CARDS, Path("maps.yaml")).deck
    assert deck
    return [Question.of(item, 1) for item in items_of_deck(deck)]


def test_names_tell_nothing_and_cannot_be_guessed(folder: Path, asked: list[Question]) -> None:
    media = [Gallery({"maps": folder}).media_of(asked[0], revealed=False) for _ in range(2)]
    names = [one["pictures"][0]["src"] for one in media]
    assert len({*names}) == 2
    assert "rome" not in str(media)
    assert str(folder) not in str(media)


def test_what_is_revealed_has_another_name(folder: Path, asked: list[Question]) -> None:
    gallery = Gallery({"maps": folder})
    before = gallery.media_of(asked[0], revealed=False)["pictures"][0]["src"]
    after = gallery.media_of(asked[0], revealed=True)["pictures"][0]["src"]
    assert before != after
    assert Gallery({"maps": folder}).file(after.removeprefix("media/")) is None


def test_a_picture_leaves_small_and_bare(folder: Path, asked: list[Question]) -> None:
    gallery = Gallery({"maps": folder})
    name = gallery.media_of(asked[1], revealed=False)["pictures"][0]["src"].removeprefix("media/")
    made = gallery.file(name)
    assert made
    assert b"where I live" in (folder / "rome.png").read_bytes()
    assert b"where I live" not in made[0]
    with Image.open(io.BytesIO(made[0])) as image:
        assert max(image.size) <= 1280
        assert not image.getexif()
    assert gallery.file(name) is made


def test_sounds_and_pictures_of_options_are_told(folder: Path, asked: list[Question]) -> None:
    gallery = Gallery({"maps": folder})
    media = gallery.media_of(asked[3], revealed=False)
    assert [*media["options"]] == ["A"]
    assert gallery.file(media["sound"].removeprefix("media/")) == (b"ID3 s.mp3", "audio/mpeg")
    after = gallery.media_of(asked[3], revealed=True)
    assert gallery.file(after["sound"].removeprefix("media/")) == (b"ID3 t.mp3", "audio/mpeg")


def test_nothing_outside_the_folder_is_given(folder: Path, asked: list[Question]) -> None:
    gallery = Gallery({"maps": folder})
    name = gallery.media_of(asked[2], revealed=False)["pictures"][0]["src"].removeprefix("media/")
    assert gallery.file(name) is None


async def test_the_server_gives_what_was_told_and_nothing_else(
    folder: Path, asked: list[Question], tmp_path: Path
) -> None:
    server = drill_of(tmp_path, "drill", "choice").server
    server.gallery.folders = {"maps": folder}
    await server.start()
    url = f"http://127.0.0.1:{server.port}"
    media = server.gallery.media_of(asked[0], revealed=False)["pictures"][0]
    try:
        async with web_client() as session:
            async with session.get(f"{url}/{media['src']}") as answer:
                assert answer.status == 200
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert answer.content_type in {"image/png", "image/jpeg"}
                assert await answer.read()
            for path in ("media/rome.png", "media/..%2f..%2fsecret.png", f"media/{'0' * 32}"):
                assert (await session.get(f"{url}/{path}")).status == 404
            assert (
                await session.get(f"{url}/{media['src']}", headers={"Host": "x.y"})
            ).status == 403
    finally:
        await server.stop()


def test_where_it_is_is_told_to_nobody(folder: Path, asked: list[Question]) -> None:
    media = Gallery({"maps": folder}).media_of(asked[1], revealed=False)
    assert "50" not in str(asked[1].shown()) + media["pictures"][0]["alt"]
