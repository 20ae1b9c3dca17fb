"""Numbers as people type them: `6`, `6,000`, `6.5 bn`, `USD 6 billion`, `1e3`, `½`."""

import re
import unicodedata
from decimal import Decimal, localcontext
from typing import NamedTuple

from trainer.deck.card import Number
from trainer.grading.mark import Mark, Part

_LONGEST = 100
_SCALES = {
    "hundred": 10**2,
    "thousand": 10**3,
    "k": 10**3,
    "million": 10**6,
    "mn": 10**6,
    "mio": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
}
_UNITS = {
    "$": ("us", "dollar"),
    "usd": ("us", "dollar"),
    "€": ("euro",),
    "eur": ("euro",),
    "£": ("pound",),
    "%": ("percent",),
    "metre": ("meter",),
    "kilometre": ("kilometer",),
    "km": ("kilometer",),
    "kg": ("kilogram",),
}
_SMALL = "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
_DIGITS = re.compile(r"[-+−]?(?:\d[\d.,'’_\s]*\d|\d)(?:e[-+]?\d{1,3}(?!\d))?")
_FRACTION = re.compile(r"(\d{1,9})\s*/\s*(\d{1,9})")


class Quantity(NamedTuple):
    """A number with what stands beside it."""

    value: Decimal
    """The digits alone."""
    scale: int
    """What a word such as billion multiplies them by; 1 without one."""
    unit: frozenset[str]
    """The words of the unit, in the singular; empty without one."""


def read_quantity(text: str) -> Quantity | None:
    """Read a number with its scale and unit; None where there is not exactly one number."""
    text = text.strip().casefold()
    if not text or len(text) > _LONGEST:
        return None
    value, rest = _take_number(text)
    if value is None or re.search(r"\d", rest):
        return None
    scale, unit = read_unit(rest)
    return Quantity(value, scale, unit)


def read_unit(text: str) -> tuple[int, frozenset[str]]:
    """The factor of the scale words in a unit, and its other words in the singular."""
    scale, unit = 1, set[str]()
    for word in re.findall(r"[^\W\d_]+|[$€£%°]", text.casefold()):
        singular = word.removesuffix("s") if len(word) > 3 else word  # noqa: PLR2004
        if singular in _SCALES:
            scale *= _SCALES[singular]
        else:
            unit.update(_UNITS.get(singular, (singular,)))
    return scale, frozenset(unit - {"per", "cent"} | ({"percent"} if "cent" in unit else set()))


def mark_number(card: Number, given: str) -> Mark:
    """Mark a typed number: right within the tolerance; the unit may be left out."""
    quantity = read_quantity(given)
    if quantity is None:
        note = "No number was read in this answer." if given.strip() else ""
        return _mark(card, given, right=False, note=note)
    scale, unit = read_unit(card.unit or "")
    if not quantity.unit <= unit:
        return _mark(card, given, right=False, note=f"The unit is {card.unit}." * bool(card.unit))
    with localcontext() as context:
        context.prec = 200
        right = abs(quantity.value * quantity.scale - card.number * scale) <= card.margin * scale
        if quantity.scale == 1:  # the scale is part of the unit, which may be left out
            right = right or abs(quantity.value - card.number) <= card.margin
    return _mark(card, given, right=right)


def _mark(card: Number, given: str, *, right: bool, note: str = "") -> Mark:
    part = Part("", given.strip()[:_LONGEST], card.solution, right=right)
    return Mark(1.0 if right else 0.0, (part,), note)


def _take_number(text: str) -> tuple[Decimal | None, str]:
    """The number in a text, and the text without it."""
    if found := _FRACTION.search(text):
        over, under = Decimal(found[1]), Decimal(found[2])
        return (over / under if under else None), text[: found.start()] + text[found.end() :]
    if found := _DIGITS.search(text):
        return _decimal(found[0]), text[: found.start()] + " " + text[found.end() :]
    for index, char in enumerate(text):
        if (value := unicodedata.numeric(char, None)) is not None:
            return Decimal(str(value)), text[:index] + text[index + 1 :]
    first, _, rest = text.partition(" ")
    return (Decimal(_SMALL.index(first)), rest) if first in _SMALL else (None, text)


def _decimal(digits: str) -> Decimal:
    """Read digits with either comma or point for decimals, and anything between thousands.

    With both, the last of them is the decimal one. A lone comma before three digits stands
    between thousands (6,000), as does any mark that stands twice; a lone point never does.
    """
    digits = re.sub(r"[\s'’_]", "", digits).replace("−", "-")
    number, e, exponent = digits.partition("e")
    last = max(number.rfind("."), number.rfind(","))
    if last >= 0:
        mark = number[last]
        both = {".", ","} <= set(number)
        thousands = number.count(mark) > 1 or (
            mark == "," and not both and re.fullmatch(r"[-+]?[1-9]\d{0,2},\d{3}", number)
        )
        whole, part = (number, "") if thousands else (number[:last], number[last + 1 :])
        number = re.sub(r"[.,]", "", whole) + (f".{part}" if part else "")
    return Decimal(number + e + exponent)
