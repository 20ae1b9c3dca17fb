"""Pictures: the one door by which a picture file comes in, and what is made of it.

A file is opened by what it holds, not by its ending. Pillow's limits against pictures that are
small on disk and vast in memory stay on, and what it warns of is refused.
"""

import io
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError

from trainer.media.files import LARGEST, PICTURES, MediaError
from trainer.media.region import Region
from trainer.regular_file import read_regular

warnings.simplefilter("error", Image.DecompressionBombWarning)

Bitmap = Image.Image
"""A picture in memory, as Pillow has it."""
MOST_PIXELS = 64_000_000
"""Of a picture that is opened; no camera in a pocket takes more."""
_MASK, _ASKED, _EDGE = (104, 112, 128), (232, 150, 20), (200, 30, 60)
_JPEG_QUALITY = 82
_MOST_COLOURS = 4096
"""A picture of fewer colours is drawn, not photographed: PNG keeps its edges."""


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What a picture file is, known from its beginning."""

    kind: str
    """As Pillow calls it: PNG, JPEG, WEBP or GIF."""
    width: int
    height: int
    animated: bool
    """Whether there are more frames than the first, which alone is shown."""
    size: int
    """Bytes."""

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings that such files have."""
        return PICTURES[self.kind]


def facts_of(path: Path) -> PictureFacts:
    """What a picture file is.

    Raises:
        MediaError: it is no picture that can be shown.
    """
    content = _content(path)
    picture_from(content, path.name, (1, 1))  # it may begin as one, and break off
    return facts_in(content, path.name)


def facts_in(content: bytes, name: str) -> PictureFacts:
    """What a picture at hand is; see `facts_of`."""
    with _opened(content, name) as image:
        animated = bool(getattr(image, "is_animated", False))
        return PictureFacts(str(image.format), image.width, image.height, animated, len(content))


def open_picture(path: Path, most: tuple[int, int] | None = None) -> Bitmap:
    """The first frame of a picture, upright, in RGB or RGBA.

    Args:
        path: the file.
        most: width and height in pixels that it is made to fit into; never enlarged.

    Raises:
        MediaError: it is no picture that can be shown.
    """
    return picture_from(_content(path), path.name, most)


def picture_from(content: bytes, name: str, most: tuple[int, int] | None = None) -> Bitmap:
    """The first frame of a picture at hand; see `open_picture`."""
    with _opened(content, name) as image:
        try:
            if most:
                image.draft("RGB", (2 * max(most), 2 * max(most)))  # a JPEG is decoded small
            image.seek(0)
            image.load()
            turned = ImageOps.exif_transpose(image)
            shown = turned.convert("RGBA" if turned.has_transparency_data else "RGB")
            if most:
                shown.thumbnail(most)
        except Exception as error:
            raise _broken(name) from error
    return shown


def stretched(image: Bitmap, size: tuple[int, int]) -> Bitmap:
    """A picture of exactly so many pixels, for cells that are no squares."""
    return image.convert("RGB").resize(size, Image.Resampling.LANCZOS)


def rows_of(image: Bitmap) -> list[list[tuple[int, int, int]]]:
    """The colours of a picture, row by row."""
    data, wide = image.convert("RGB").tobytes(), 3 * image.width
    lines = (data[at : at + wide] for at in range(0, len(data), wide))
    return [[(r, g, b) for r, g, b in zip(*[iter(line)] * 3, strict=True)] for line in lines]


def pointed(image: Bitmap, across: float, down: float) -> Bitmap:
    """A copy with a cross at a point, in hundredths; seen on any ground."""
    copy = image.convert("RGB")
    draw = ImageDraw.Draw(copy)
    x = min(copy.width - 1, int(across * copy.width / 100))
    y = min(copy.height - 1, int(down * copy.height / 100))
    reach, line = max(2, min(copy.size) // 16), max(1, min(copy.size) // 100)
    for width, colour in (
        ((line + 2, (255, 255, 255)), (line, (0, 0, 0))) if line > 1 else ((1, (0, 0, 0)),)
    ):
        draw.line((x - reach, y, x + reach, y), fill=colour, width=width)
        draw.line((x, y - reach, x, y + reach), fill=colour, width=width)
    draw.point((x, y), fill=_EDGE)
    return copy


def hidden(image: Bitmap, regions: Iterable[Region], asked: Region | None) -> Bitmap:
    """A copy with regions covered, the one that is asked for in a colour of its own."""
    copy = image.convert("RGB")
    draw = ImageDraw.Draw(copy)
    for region in regions:
        if region != asked:
            draw.rectangle(region.pixels(copy.size), fill=_MASK)
    if asked:
        box = asked.pixels(copy.size)
        draw.rectangle(box, fill=_ASKED)
        _question_mark(draw, box)
    return copy


def outlined(image: Bitmap, region: Region) -> Bitmap:
    """A copy with a line around a region."""
    copy = image.convert("RGB")
    left, top, right, bottom = region.pixels(copy.size)
    line = max(1, min(copy.size) // 120)
    box = (left - line, top - line, right + line, bottom + line)
    ImageDraw.Draw(copy).rectangle(box, outline=_EDGE, width=line)
    return copy


def encoded(image: Bitmap) -> tuple[bytes, str]:
    """A picture as a file without anything but its pixels, and the file's media type.

    Of a photograph a JPEG, of a drawing a PNG.
    """
    out = io.BytesIO()
    drawn = image.mode == "RGBA" or image.getcolors(_MOST_COLOURS) is not None
    bare = Image.new(image.mode, image.size)
    bare.paste(image)  # EXIF, comments and colour profiles stay behind
    if drawn:
        bare.save(out, "PNG", optimize=True)
        return out.getvalue(), "image/png"
    bare.save(out, "JPEG", quality=_JPEG_QUALITY)
    return out.getvalue(), "image/jpeg"


def _question_mark(draw: ImageDraw.ImageDraw, box: tuple[int, int, int, int]) -> None:
    left, top, right, bottom = box
    size = min(right - left, bottom - top) * 0.8
    if size >= 8:  # noqa: PLR2004 - fewer pixels show no sign
        middle = ((left + right) / 2, (top + bottom) / 2)
        draw.text(middle, "?", fill=(0, 0, 0), anchor="mm", font_size=size)


def _content(path: Path) -> bytes:
    try:
        content = read_regular(path, LARGEST)
    except OSError as error:
        raise MediaError(
            f"{path.name} cannot be read: {error.strerror}.", "Check the file and its permissions."
        ) from error
    if content is None:
        raise MediaError(
            f"{path.name} is larger than {LARGEST // 1_000_000} MB.", "Make it smaller."
        )
    return content


def _opened(content: bytes, name: str) -> Bitmap:
    try:
        image = Image.open(io.BytesIO(content), formats=tuple(PICTURES))
    except UnidentifiedImageError as error:
        raise MediaError(
            f"{name} is not a PNG, JPEG, WebP or GIF.", "Save the picture as one of these."
        ) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _vast(name) from error
    except Exception as error:
        raise _broken(name) from error
    if image.width * image.height > MOST_PIXELS:
        raise _vast(name)
    return image


def _vast(name: str) -> MediaError:
    return MediaError(f"{name} has more pixels than any screen shows.", "Make it smaller.")


def _broken(name: str) -> MediaError:
    return MediaError(f"{name} is broken: no picture can be made of it.", "Save it again.")
