import io
import struct
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from trainer.media.files import MediaError
from trainer.media.picture import (
    encoded,
    facts_of,
    hidden,
    open_picture,
    outlined,
    picture_from,
)
from trainer.media.region import Region


def drawn(kind: str = "PNG", size: tuple[int, int] = (40, 30), **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (10, 200, 30)).save(out, kind, **more)
    return out.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + data))
    return struct.pack(">I", len(data)) + name + data + check


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is vast."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 1000)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_four_kinds_are_opened_by_what_they_hold(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(drawn(kind))
    assert facts_of(path).kind == kind
    assert open_picture(path).size == (40, 30)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is not a PNG, JPEG, WebP or GIF"),
        (b"<svg onload='alert(1)'/>", "is not a PNG, JPEG, WebP or GIF"),
        (drawn("TIFF"), "is not a PNG, JPEG, WebP or GIF"),
        (drawn()[:60], "is broken"),
        (drawn("JPEG")[:300], "is broken"),
        (claiming(100_000, 100_000), "more pixels"),
        (claiming(10_000, 9_500), "more pixels"),
        (claiming(9_000, 8_000), "more pixels"),
        (claiming(4_000, 4_000), "is broken"),
    ],
)
def test_what_is_no_picture_is_told_in_one_line(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "odd.png"
    path.write_bytes(content)
    with pytest.raises(MediaError, match=told) as error:
        open_picture(path)
    assert "\n" not in error.value.message


@given(st.integers(0, 300), st.binary(min_size=1, max_size=8), st.sampled_from(["PNG", "GIF"]))
def test_a_harmed_picture_is_a_picture_or_told(at: int, harm: bytes, kind: str) -> None:
    content = drawn(kind)
    with suppress(MediaError):  # and no other
        picture_from(content[:at] + harm + content[at + len(harm) :], "harmed")


def test_an_animation_shows_its_first_frame(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    path = tmp_path / "moving.gif"
    frames[0].save(path, save_all=True, append_images=frames[1:])
    assert facts_of(path).animated
    assert open_picture(path).convert("RGB").getpixel((4, 4)) == (255, 0, 0)


def test_a_photograph_stands_upright_and_fits(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    path = tmp_path / "photo.jpg"
    path.write_bytes(drawn("JPEG", (400, 200), exif=exif))
    assert open_picture(path, (100, 100)).size == (50, 100)


def test_nothing_but_pixels_leaves() -> None:
    exif = Image.Exif()
    exif[0x010E] = "where I live"
    noisy = Image.effect_noise((90, 90), 80).convert("RGB")
    noisy = Image.merge(
        "RGB",
        (noisy.getchannel(0), noisy.getchannel(0).rotate(90), noisy.getchannel(0).rotate(180)),
    )
    out = io.BytesIO()
    noisy.save(out, "JPEG", exif=exif, comment=b"where I live", quality=100)
    content, kind = encoded(picture_from(out.getvalue(), "photo"))
    assert kind == "image/jpeg"
    assert b"where I live" in out.getvalue()
    assert b"where I live" not in content
    assert not Image.open(io.BytesIO(content)).getexif()


def test_a_drawing_leaves_as_png() -> None:
    content, kind = encoded(picture_from(drawn(), "drawing"))
    assert (kind, content[:4]) == ("image/png", b"\x89PNG")


def test_regions_are_covered_and_outlined() -> None:
    image = Image.new("RGB", (200, 100), "white")
    one, two = Region(10, 10, 20, 20), Region(60, 50, 20, 20)
    covered = hidden(image, (one, two), two)
    white = (255, 255, 255)
    assert covered.getpixel((30, 15)) != white
    assert covered.getpixel((125, 52)) != covered.getpixel((30, 15))
    assert covered.getpixel((100, 45)) == white
    around = outlined(image, one)
    assert around.getpixel((30, 20)) == white
    assert around.getpixel((19, 15)) != white
    assert image.getpixel((30, 15)) == white


def test_a_region_at_the_edge_and_none_at_all() -> None:
    image = Image.new("RGB", (3, 3), "white")
    assert hidden(image, (Region(99, 99, 1, 1),), Region(99, 99, 1, 1)).size == (3, 3)
