"""What a text comes down to once all that does not count is taken off it."""

import re
import unicodedata
from functools import lru_cache

_ARTICLE = re.compile(r"^\s*(?:the \s*|an? \s*(?!\d))(?=\S)", re.IGNORECASE)
"""After folding, which leaves a hyphen no plain space: A-level is not level."""
_THOUSANDS = re.compile(r"(?<=\d)[,'’\s](?=\d{3}(?!\d))")
_MINUS = re.compile(r"^\s*[-−]\s*(?=\d)")
_RAISED = re.compile(r"(?<=\d)(?=[²³¹⁰-₟¼-¾⅐-⅟])")
"""Between a digit and a raised one or a fraction: 10⁶ is not 106."""

_MEANINGFUL = set("#%&@*")
"""Punctuation that tells one thing from another, as in C and C#."""
_SEPARATORS = set("^−")
_APOSTROPHES = set("'’ʼ`´")
_INVISIBLE = {
    "\u00ad",
    "\u2060",
    *map(chr, range(0x200B, 0x2010)),
    *map(chr, range(0xFE00, 0xFE10)),
}
"""Soft hyphen, joiners and variation selectors."""
_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "þ": "th"} | {
    "æ": "ae",
    "œ": "oe",
}
"""Letters with a diacritic that Unicode does not take apart, and ligatures."""


class _Folding(dict[int, str]):
    """A table for str.translate, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = _folded(chr(code))
        return self[code]


def _folded(char: str) -> str:
    if char in _APOSTROPHES or char in _INVISIBLE or _is_diacritic(char):
        return ""
    category = unicodedata.category(char)
    if category[0] == "Z" or category == "Cc":
        return " "
    if (category[0] == "P" and char not in _MEANINGFUL) or char in _SEPARATORS:
        return "\n"
    plain = _LETTERS.get(char.lower(), char)
    return plain.upper() if char.isupper() else plain


def _is_diacritic(char: str) -> bool:
    """Whether a mark may be left out: accents, and the vowel points of Hebrew and Arabic.

    These have the canonical combining classes 200 to 239 and 10 to 36 (Unicode, table
    `Canonical_Combining_Class`). The marks of Indic scripts, Thai and kana have others: they
    are letters, and か is not が.
    """
    combining = unicodedata.combining(char)
    return 10 <= combining <= 36 or 200 <= combining < 240  # noqa: PLR2004


_FOLDING = _Folding()


@lru_cache(maxsize=1024)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as written, less diacritics, punctuation and a leading article.

    Where nothing would be left (`!`), the text itself is its words.
    """
    plain = _RAISED.sub(" ", _MINUS.sub("minus ", _THOUSANDS.sub("", text)))
    folded = unicodedata.normalize("NFKD", plain).translate(_FOLDING)
    words = unicodedata.normalize("NFC", _ARTICLE.sub("", folded)).split()
    return tuple(words or unicodedata.normalize("NFKC", text).split())


@lru_cache(maxsize=1024)
def bare(text: str) -> str:
    """A text with case and spaces dropped too; two numbers stay two.

    Two texts are the same answer when these are equal; empty for blank text alone.
    """
    return re.sub(r"(?<!\d) | (?!\d)", "", " ".join(words_of(text)).casefold())
