"""Likeness: which texts a reader would take for nearly the same.

For search, for near duplicates, for hints, and for the card that an edited one was. It proposes,
and where two are equally near it does not decide: what *is* the same is asked of
`trainer.deck.identity`, what counts as a right answer of `trainer.deck.acceptance`.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

_GLUED = re.compile(r"(?<=\w)(-+|\+)(?=\w)|(?<!\S)(-+(?!\d)|[+#]+(?=\w))")
"""Hyphens and signs that are no part of a word: `C#`, `Na+` and `-1` are words."""
_MINUS = re.compile(r"(?<!\S)−(?=\d)|(?<=\w)−(?!\s*\w)")
_BETWEEN = re.compile(r"(?<=\d)[-–](?=\d)|(?<=\d )[-–](?= [\w(])|(?<=[\w)] )[-–](?= \d)")
"""A minus or a range: a symbol between two others, as is − of Unicode."""
_OTHERWISE = re.compile("[²³¹⁰-₎\uff01-\uffdc*/÷<>⩽⩾≦≧♯!]")
_OPERATORS = (
    (re.compile("[⁰¹²³⁴-⁹]*[⁺⁻](?![⁰¹²³⁴-⁹])|[₀-₎]+|[\uff01-\uffdc]+"), "{}"),
    (re.compile("[⁰¹²³⁴-⁹⁺⁻ⁿ]+"), " ^ {}"),
    (re.compile(r"(?<=\w)\*\*(?=\w)"), " ^ "),
    (re.compile(r"(?<=\w)\*(?=\w)|(?<![\w*])\*(?![\w*])"), "×"),
    (re.compile(r"(?<=\d)\s?/\s?(?=\d)|÷"), "⁄"),
    (re.compile("<=|⩽|≦"), "≤"),
    (re.compile(">=|⩾|≧"), "≥"),
    (re.compile("!="), "≠"),
    (re.compile("♯"), "#"),
    (re.compile(r"<-+>"), "↔"),
    (re.compile(r"-+>"), "→"),
    (re.compile(r"<-+(?!\d)"), "←"),
)
"""Another notation of charges, exponents, products, fractions and arrows, and of wide letters."""
_UNSPOKEN = re.compile("[bcdfghj-np-tv-xz]+")
"""Units and abbreviations, as mm and pp: words without a vowel."""
_IN_WORDS = "'’.-"
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "−": "-"}
)
"""What Unicode does not take apart, as it is typed on a keyboard without it."""

FUNCTION_WORDS = frozenset(
    "a an the of in on at to by for from with and or but as is are was were be been it its he she "
    "they his her their this that these those who which what not no than then so if".split()
)


class _Table(dict[int, str]):
    """A table for str.translate, filled by a rule as characters are met."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        self._rule = rule

    def __missing__(self, code: int) -> str:
        self[code] = self._rule(chr(code))
        return self[code]


def _folded(char: str) -> str:
    kind = unicodedata.category(char)
    if kind[0] in "LMN" or char in "+-#":
        return char
    if (kind[0] == "S" and char not in "`´") or char in "%‰&@′″":
        return f"\0{char}\0"
    return "-" if kind == "Pd" else " "


def _in_word(char: str) -> str:
    return char if unicodedata.category(char)[0] in "LMN" or char in _IN_WORDS else " "


def _searchable(char: str) -> str:
    parts = unicodedata.normalize("NFKD", char.casefold().translate(_LETTERS))
    return "".join(part for part in parts if not _is_accent(part))


def _is_accent(char: str) -> bool:
    """Whether a mark may be left out: accents, and the vowel points of Hebrew and Arabic.

    They have the canonical combining classes 200 to 239 and 10 to 36 (Unicode, table
    `Canonical_Combining_Class`).
    """
    combining = unicodedata.combining(char)
    return 10 <= combining <= 36 or 200 <= combining < 240  # noqa: PLR2004


_FOLDING, _IN_WORD, _SEARCHABLE = _Table(_folded), _Table(_in_word), _Table(_searchable)


@lru_cache(maxsize=1000)  # the rules of the craft look at the same few texts of a card in turn
def folded(text: str) -> str:
    """A text less case, punctuation and spacing; letters, their marks and symbols stay.

    Each of its `tokens` is between single spaces.
    """
    return " ".join(tokens(text.lower()))


def searchable(text: str) -> str:
    """A text less case and accents, so that `jose` finds José and `oresund` Øresund.

    The marks of Indic scripts, Thai and kana are no accents: they make other letters.
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", text.translate(_SEARCHABLE))  # ≠ holds no =


def tokens(text: str) -> list[str]:
    """The words, numbers and symbols of a text as written, in one notation: H2O of H₂O.

    A sign at the end of a word or before a number belongs to it: `C++`, `Na-`, `-1`. Symbols in
    a row are one: `==`.
    """
    plain = unicodedata.normalize("NFC", text)
    plain = _MINUS.sub("-", plain) if "−" in plain else plain
    plain = _BETWEEN.sub("−", plain) if "-" in plain or "–" in plain else plain
    if _OTHERWISE.search(plain):
        for pattern, sign in _OPERATORS:
            plain = pattern.sub(lambda found: sign.format(_plain(found[0])), plain)  # noqa: B023
    plain = plain.translate(_FOLDING).replace("\0\0", "").replace("\0", " ")
    if "-" in plain or "+" in plain or "#" in plain:
        plain = _GLUED.sub(lambda found: " " if "-" in found[0] else f" {found[0]} ", plain)
    return plain.split()


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("−", "-")


def words(text: str) -> list[str]:
    """The words of a text as written; hyphens, apostrophes and dots within do not end one."""
    return [*_words(text)]


@lru_cache(maxsize=1000)
def _words(text: str) -> tuple[str, ...]:
    found = [word.strip(_IN_WORDS) for word in text.translate(_IN_WORD).split()]
    return tuple(filter(None, found))


def telling(text: str) -> list[str]:
    """What a reworded question keeps: its names, units, numbers and symbols, folded.

    The first word shows nothing by its capital: it begins the question.
    """
    _, _, rest = text.strip().partition(" ")
    return [word.casefold() for word in tokens(rest) if _tells(word)]


def alike(one: str, other: str) -> float:
    """How alike two folded texts are, from 0 to 100 (`rapidfuzz.fuzz.ratio`)."""
    from rapidfuzz import fuzz  # most starts compare nothing

    return fuzz.ratio(one, other)


def overlapping(one: str, other: str) -> float:
    """How alike two folded texts are in their words, wherever these stand, from 0 to 100.

    A text whose words are all in the other has 100 (`rapidfuzz.fuzz.token_set_ratio`).
    """
    from rapidfuzz import fuzz  # most starts compare nothing

    return fuzz.token_set_ratio(one, other)


def _tells(word: str) -> bool:
    return word[0].isupper() or not word.isalpha() or bool(_UNSPOKEN.fullmatch(word))
