"""Numbers in English words, and Roman numerals."""

import re
from collections.abc import Mapping
from functools import lru_cache
from math import inf

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
UNITS = {word: value for value, word in enumerate(_SMALL.split())}
TENS = {word: 10 * value for value, word in enumerate(_TENS.split(), start=2)}
SCALES = {
    "hundred": 10**2,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
CARDINALS = UNITS | TENS
_IRREGULAR = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fifth": 5,
    "eighth": 8,
    "ninth": 9,
    "twelfth": 12,
}
ORDINALS = (
    {f"{word}th": value for word, value in UNITS.items() if value >= 4}  # noqa: PLR2004 - fourth on
    | {word.replace("y", "ieth"): value for word, value in TENS.items()}
    | {f"{word}th": value for word, value in SCALES.items()}
    | _IRREGULAR
)
_ROMAN = re.compile(r"(?=[mdclxvi])m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"m": 1000, "d": 500, "c": 100, "l": 50, "x": 10, "v": 5, "i": 1}
_HUNDRED = 100
_LONGEST = 15
"""Digits of a number that is among words, at most."""


@lru_cache(maxsize=1024)
def roman(word: str) -> int | None:
    """The value of a Roman numeral in lower case; None for any other word."""
    if not _ROMAN.fullmatch(word):
        return None
    values = [_ROMAN_VALUES[char] for char in word]
    return sum(
        -value if any(value < later for later in values[at + 1 :]) else value
        for at, value in enumerate(values)
    )


def roman_of(value: int) -> str:
    """The Roman numeral of a small number, in lower case; its digits from forty on."""
    units = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    return "x" * (value // 10) + units[value % 10] if 0 < value < 40 else str(value)  # noqa: PLR2004


def read_cardinal(
    words: tuple[str, ...],
    at: int,
    scales: Mapping[str, int] = SCALES,
    joints: frozenset[str] = frozenset({"and"}),
) -> tuple[int, int] | None:
    """The number that begins at a word, and where it ends: one hundred and five is 105.

    The words must be a number as people say it: `forty five` is 45, `four five` is only 4. Among
    them may be digits, which say as much as a word does: `2 hundred and 6`.

    Args:
        words: in small letters.
        at: where it begins.
        scales: what multiplies, as hundred does.
        joints: what may stand before a smaller number, as and does.
    """
    total, group, end, index = 0, 0, at, at
    room = least = inf
    """What follows must be less: ten behind forty, nothing behind four, 100 behind hundred."""
    while index < len(words):
        word = words[index]
        value, scale = _value(word), scales.get(word, 0)
        if value is not None and value < room and (value or room > 10):  # noqa: PLR2004
            group, room = group + value, 10 if word in TENS else 0
        elif scale == _HUNDRED and 0 < group < _HUNDRED:
            group, room = group * _HUNDRED, _HUNDRED
        elif _HUNDRED < scale < least and group:
            total, group, room, least = total + group * scale, 0, scale, scale
        elif word in joints and _HUNDRED <= room < inf and _begins(words, index + 1, joints):
            index += 1
            continue
        else:
            break
        index += 1
        end = index
    return (total + group, end) if end > at else None


def _value(word: str) -> int | None:
    return int(word) if word.isdecimal() and len(word) <= _LONGEST else CARDINALS.get(word)


def _begins(words: tuple[str, ...], at: int, joints: frozenset[str]) -> bool:
    ahead = next((word for word in words[at:] if word not in joints), "")
    return _value(ahead) is not None
