"""Letters large enough for the back row, drawn with half blocks from bitmap fonts.

Latin, Greek, Cyrillic and the signs of mathematics come in five sizes; any other script in two.
`fonts/README.md` says where the fonts are from. A script that needs more than letters in a row,
as those of India do, is left to the terminal.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

_FONTS = Path(__file__).parent / "fonts"


@dataclass(frozen=True, eq=False)
class Block:
    """How many pixels a cell of the terminal shows, and by which characters."""

    columns: int
    rows: int
    signs: Mapping[str, str]
    """The pixels of a cell, row after row as 0 and 1 -> the character that shows them."""


def _braille() -> dict[str, str]:
    dots = (0, 3, 1, 4, 2, 5, 6, 7)  # how Unicode numbers them, row after row
    return {
        "".join(pixels): chr(0x2800 + sum(1 << dots[n] for n in range(8) if pixels[n] == "1"))
        for pixels in product("01", repeat=8)
    } | {"0" * 8: " "}


HALVES = Block(1, 2, dict(zip(("00", "01", "10", "11"), " ▄▀█", strict=True)))
QUARTERS = Block(2, 2, {f"{n:04b}": sign for n, sign in enumerate(" ▗▖▄▝▐▞▟▘▚▌▙▀▜▛█")})
"""Letters come out narrow, as a pixel is twice as high as wide."""
DOTS = Block(2, 4, _braille())


class Size(NamedTuple):
    """A font, and how its pixels are shown."""

    face: str
    width: int
    """Pixels of a letter; one that takes two cells of the terminal is twice as wide."""
    height: int
    block: Block

    @property
    def rows(self) -> int:
        """Rows of the terminal that a line takes."""
        return -(-self.height // self.block.rows)

    def columns(self, text: str) -> int:
        """Columns that a text takes in a line."""
        return -(-_width(text, self) // self.block.columns)


_SMALL = Size("fixed-4x6", 4, 6, QUARTERS)
_NARROW = Size("fixed-5x8", 5, 8, QUARTERS)
_PLAIN = Size("fixed-5x8", 5, 8, HALVES)
_TALL = Size("fixed-6x13", 6, 13, HALVES)
_HUGE = Size("fixed-9x18", 9, 18, HALVES)
_DOTTED = Size("unifont-8x16", 8, 16, DOTS)
_WIDE = Size("unifont-8x16", 8, 16, HALVES)
_LADDERS = ((_SMALL, _NARROW, _PLAIN, _TALL, _HUGE), (_DOTTED, _TALL, _HUGE), (_DOTTED, _WIDE))


def sizes(texts: Iterable[str]) -> tuple[Size, ...]:
    """The sizes that have every letter of some texts, the smallest first; none for some scripts."""
    return _sizes(tuple(texts))


@lru_cache(maxsize=128)
def _sizes(texts: tuple[str, ...]) -> tuple[Size, ...]:
    needed = {char for text in texts for char in _shaped(_tidied(text)) if char != "\n"}
    for ladder in _LADDERS:
        fitting = tuple(size for size in ladder if all(_glyph(size.face, char) for char in needed))
        if ladder[-1] in fitting and fitting[0] is not _TALL:
            return fitting
    return ()


@lru_cache(maxsize=512)
def large(text: str, size: Size, width: int) -> tuple[str, ...] | None:
    """Text in large letters, `size.rows` strings for each line; None where a word does not fit.

    Args:
        text: what to write; a new line begins at each line break.
        size: one of those that `sizes` gives for it.
        width: columns there are.
    """
    drawn: list[str] = []
    for paragraph in _tidied(text).split("\n"):
        lines = _wrapped(paragraph, size, width * size.block.columns)
        if lines is None:
            return None
        for line in lines:
            rows = _rows(line, size)
            if reads_from_right(paragraph):
                rows = [" " * (width - len(row)) + row for row in rows]
            drawn += [row.rstrip() for row in rows]
    return tuple(drawn)


def _tidied(text: str) -> str:
    text = unicodedata.normalize("NFC", text).replace("\t", " ").replace("\u202f", "\xa0")
    return re.sub("[ \u3000]+", " ", text)


def _wrapped(text: str, size: Size, pixels: int) -> list[str] | None:
    """Lines that are no wider; None where a word is. A line may end after a wide character."""
    lines, line = [], ""
    for word in _words(text):
        if _width(line + word.rstrip(" "), size) > pixels and line:
            lines.append(line.rstrip(" "))
            line = ""
        if _width(word.rstrip(" "), size) > pixels:
            return None
        line += word
    return [*lines, line.rstrip(" ")]


def _words(text: str) -> Iterator[str]:
    """What stays together, with the spaces that follow it."""
    for word in re.findall("[^ ]+ *| +", text):
        start = 0
        for at, char in enumerate(word[:-1], 1):
            following = word[at]
            if _is_wide(char) and following != " " and following not in _NEVER_FIRST:
                yield word[start:at]
                start = at
        yield word[start:]


_NEVER_FIRST = frozenset(
    "、。，．・：；？！）］｝」』】〉》〕ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;?!)]}%"
)
"""What never begins a line."""


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def _width(text: str, size: Size) -> int:
    """Pixels, before letters are joined; they can become fewer by that and never more."""
    return sum(
        0 if unicodedata.combining(char) else size.width * (2 if _is_wide(char) else 1)
        for char in text
        if unicodedata.category(char) != "Cf"
    )


def _rows(line: str, size: Size) -> list[str]:
    """A line, a string a row of the terminal."""
    block = size.block
    pixels = [""] * size.height
    for char in _shaped(line):
        glyph = _glyph(size.face, char) or ()
        if unicodedata.combining(char) and len(pixels[0]) >= size.width:
            pixels = [_laid_over(row, mark) for row, mark in zip(pixels, glyph, strict=True)]
        else:
            pixels = [row + more for row, more in zip(pixels, glyph, strict=True)]
    width = -(-len(pixels[0]) // block.columns) * block.columns
    pixels = [row.ljust(width, "0") for row in pixels]
    pixels += ["0" * width] * (-len(pixels) % block.rows)
    return [
        "".join(
            block.signs["".join(row[x : x + block.columns] for row in pixels[y : y + block.rows])]
            for x in range(0, width, block.columns)
        )
        for y in range(0, len(pixels), block.rows)
    ]


def _laid_over(row: str, mark: str) -> str:
    """A row of pixels with a combining sign over its last letter."""
    last = row[-len(mark) :]
    both = "".join("1" if "1" in pair else "0" for pair in zip(last, mark, strict=True))
    return row[: -len(mark)] + both


def _shaped(line: str) -> str:
    """A line in the order in which it is drawn, its letters joined; what has no look is left out.

    A combining sign comes after its letter.
    """
    if not any(unicodedata.bidirectional(char) in {"R", "AL", "AN"} for char in line):
        return _visible(line)
    from arabic_reshaper import ArabicReshaper
    from bidi import get_display

    joined = ArabicReshaper(configuration={"delete_harakat": False}).reshape(line)
    turned = get_display(joined, base_dir="R" if reads_from_right(line) else "L")
    assert isinstance(turned, str)  # noqa: S101 - a str was given
    return re.sub(_MARKED, lambda match: match[2] + match[1][::-1], _visible(turned))


_MARKED = re.compile(
    "([\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]+)([\u0590-\u06ff\ufb1d-\ufefc])"
)
"""Combining signs before their letter, as in a line that was turned."""


def _visible(line: str) -> str:
    return "".join(char for char in line if unicodedata.category(char) != "Cf")


def reads_from_right(text: str) -> bool:
    """Whether the first letter that has a direction is one of a script written from the right."""
    directions = map(unicodedata.bidirectional, text)
    return next((one != "L" for one in directions if one in {"L", "R", "AL"}), False)


@cache
def _face(name: str) -> bytes:
    import zstandard

    packed = (_FONTS / f"{name}.hex.zst").read_bytes()
    return b"\n" + zstandard.ZstdDecompressor().decompress(packed)


_CLEARER = {("fixed-4x6", "0"): "O"}
"""In these few pixels the bar in a nought makes an A of it."""


@lru_cache(maxsize=4096)
def _glyph(face: str, char: str) -> tuple[str, ...] | None:
    """A letter's rows of pixels as 0 and 1; None where the font lacks it."""
    char = _CLEARER.get((face, char), char)
    letters, name = _face(face), f"\n{ord(char):04X}:".encode()
    start = letters.find(name)
    if start < 0:
        return None
    digits = letters[start + len(name) : letters.index(b"\n", start + 1)].decode()
    width, height = map(int, face.rpartition("-")[2].split("x"))
    each = len(digits) // height
    width = max(width, each * 4) if width % 4 == 0 else width  # 16 where a letter is wide
    return tuple(
        f"{int(digits[at : at + each], 16):0{each * 4}b}"[:width]
        for at in range(0, len(digits), each)
    )
