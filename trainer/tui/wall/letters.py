"""Letters large enough for the back row, where the terminal has room for them."""

import unicodedata
from functools import lru_cache

from pyfiglet import Figlet

_PLAINER = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\xa0": " ", "…": "..."}
)
"""What the font lacks, and what reads the same."""


@lru_cache(maxsize=4)
def _font(width: int) -> Figlet:
    return Figlet(font="smblock", width=width)


@lru_cache(maxsize=64)
def large(text: str, width: int, rows: int) -> str | None:
    """Text in letters four rows high; None where it does not fit, or the font lacks a letter.

    Args:
        text: what to write.
        width: columns there are.
        rows: rows there are.
    """
    text = unicodedata.normalize("NFC", text).translate(_PLAINER)
    font = _font(width)
    if any(ord(char) not in font.Font.chars for char in text if not char.isspace()):
        return None
    longest = max((len(word) for word in text.split()), default=0)
    if longest * 6 > width:  # a word is never broken
        return None
    drawn = [line.rstrip() for line in font.renderText(" ".join(text.split())).splitlines()]
    while drawn and not drawn[-1]:
        drawn.pop()
    return "\n".join(drawn) if len(drawn) <= rows else None
