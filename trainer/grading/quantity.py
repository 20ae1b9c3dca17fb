"""Numbers as people type them: `6`, `6,000`, `6.5 bn`, `USD 6 billion`, `1e3`, `1½`, `forty`."""

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from trainer.grading.unit import read_unit, spell_powers

LONGEST = 200
"""An answer with more characters is no number."""

_PLAIN = str.maketrans({"−": "-", "–": "-", "’": "'", "٫": ".", "٬": ","})
_DIGITS = re.compile(
    r"(?:(?<![\w)])[-+]\s?)?"
    r"(?:\d+(?:[.,'_]\d+|\s\d{3}(?!\d))*|[.,]\d+)"
    r"(?:e[-+]?\d{1,4}(?!\d))?"
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?P<mark>[\s,.'_])(?:\d{2,3}(?P=mark))*\d{3}")
_FRACTION = re.compile(
    r"(?<!\d)(?P<sign>(?<!\w)-\s?)?(?:(\d{1,9})[\s-]+)?(\d{1,9})/(\d{1,9})(?!\d)"
)
_FRACTION_CHARS = re.compile("[¼-¾⅐-⅞]")

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SPELT = {word: value for value, word in enumerate(_SMALL.split())} | {
    word: 10 * tens for tens, word in enumerate(_TENS.split(), start=2)
}


class Quantity(NamedTuple):
    """A number with what stands beside it."""

    value: Decimal
    """The number alone, without its scale."""
    scale: int
    """What a word such as billion multiplies it by; 1 without one."""
    unit: str
    """The words of the unit, each in one spelling and in the singular; empty without one."""


def read_quantity(text: str) -> Quantity | None:
    """Read a number with its scale and unit; None where there is not exactly one number."""
    if len(text) > LONGEST:
        return None
    text = _FRACTION_CHARS.sub(_with_slash, text.casefold().translate(_PLAIN))
    value, rest = _take_number(spell_powers(text))
    if value is None or any(char.isnumeric() for char in rest):
        return None
    return Quantity(value, *read_unit(rest))


def _with_slash(found: re.Match[str]) -> str:
    return " " + unicodedata.normalize("NFKC", found[0]).replace("⁄", "/")


def _take_number(text: str) -> tuple[Decimal | None, str]:
    """The number in a text, and the text without it."""
    if found := _FRACTION.search(text):
        value = _fraction(*(int(part or 0) for part in found.groups()[1:]))
        value = -value if value and found["sign"] else value
    elif found := _DIGITS.search(text):
        value = _decimal(found[0])
    else:
        return _spelt_out(text)
    return value, f"{text[: found.start()]} {text[found.end() :]}"


def _fraction(whole: int, over: int, under: int) -> Decimal | None:
    return whole + Decimal(over) / under if under else None


def _decimal(digits: str) -> Decimal | None:
    """Read digits with either comma or point for decimals, and any mark between thousands.

    A comma before exactly three digits stands between thousands (6,000), as does any mark
    that stands twice; a lone point never does (6.000 is 6).
    """
    number, e, exponent = digits.partition("e")
    sign = number[0] if number[0] in "+-" else ""
    number = number.removeprefix(sign).strip()
    if (grouped := _GROUPED.fullmatch(number)) and (grouped["mark"], number.count(".")) != (".", 1):
        return Decimal(sign + _joined(number) + e + exponent)
    last = max(number.rfind("."), number.rfind(","))
    whole, part = (number[:last], number[last + 1 :]) if last >= 0 else (number, "0")
    if whole and not whole.isdecimal() and not _GROUPED.fullmatch(whole):
        return None
    return Decimal(f"{sign}{_joined(whole) or 0}.{_joined(part)}{e}{exponent}")


def _joined(digits: str) -> str:
    return "".join(char for char in digits if char.isdecimal())


def _spelt_out(text: str) -> tuple[Decimal | None, str]:
    """Read `six` to `ninety-nine` in English."""
    words = re.findall(r"[^\W\d_]+|\S", text)
    values = [_SPELT[word] for word in words if word in _SPELT]
    rest = " ".join(word for word in words if word not in _SPELT)
    match values:
        case [value]:
            return Decimal(value), rest
        case [tens, ones] if tens >= 20 and 1 <= ones < 10:  # noqa: PLR2004
            return Decimal(tens + ones), rest
        case _:
            return None, text
