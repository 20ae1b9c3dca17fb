"""Numbers in English words, and Roman numerals."""

import re
from functools import lru_cache

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
_BELOW_HUNDRED = 100


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


def read_cardinal(words: tuple[str, ...], at: int) -> tuple[int, int] | None:
    """The number that begins at a word, and where it ends: one hundred and five is 105.

    The words must be a number as people say it: `forty five` is 45, `four five` is only 4.
    """
    total, group, end, last = 0, 0, at, 0
    index = at
    while index < len(words):
        word = words[index]
        if word in UNITS and _fits(last, UNITS[word]):
            group, last = group + UNITS[word], max(UNITS[word], 1)
        elif word in TENS and (last == 0 or last >= _BELOW_HUNDRED):
            group, last = group + TENS[word], TENS[word]
        elif word == "hundred" and 0 < group < _BELOW_HUNDRED:
            group, last = group * 100, 100
        elif word in SCALES and word != "hundred" and group:
            total, group, last = total + group * SCALES[word], 0, SCALES[word]
        elif word == "and" and last >= _BELOW_HUNDRED and _begins(words, index + 1):
            index += 1
            continue
        else:
            break
        index += 1
        end = index
    return (total + group, end) if end > at else None


def _fits(last: int, unit: int) -> bool:
    return last == 0 or last >= _BELOW_HUNDRED or (last >= 20 and 1 <= unit < 10)  # noqa: PLR2004


def _begins(words: tuple[str, ...], at: int) -> bool:
    return at < len(words) and words[at] in CARDINALS
