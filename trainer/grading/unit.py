"""Units as people write them: `km`, `kilometres`; `$`, `US dollars`; `billion` is a scale."""

import re

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
_SCALES_OF_MONEY = {"m": 10**6, "b": 10**9}
"""Beside a currency `m` is a million; elsewhere it is a metre."""
_CURRENCIES = {"$": "dollar", "usd": "dollar", "€": "euro", "eur": "euro", "£": "pound"}
_MEASURES = _CURRENCIES | {
    "%": "percent",
    "°": "degree",
    "pct": "percent",
    "m": "meter",
    "metre": "meter",
    "cm": "centimeter",
    "centimetre": "centimeter",
    "mm": "millimeter",
    "millimetre": "millimeter",
    "km": "kilometer",
    "kilometre": "kilometer",
    "mi": "mile",
    "ft": "foot",
    "feet": "foot",
    "g": "gram",
    "kg": "kilogram",
    "kilo": "kilogram",
    "t": "ton",
    "tonne": "ton",
    "l": "liter",
    "litre": "liter",
    "s": "second",
    "sec": "second",
    "min": "minute",
    "h": "hour",
    "hr": "hour",
    "yr": "year",
    "/": "per",
    "kmh": "kilometer per hour",
    "kph": "kilometer per hour",
    "mph": "mile per hour",
    "sq": "square",
}
_POWERS = re.compile(r"(?<![^\W\d_])([ck]?m)\^?(?:([2²])|[3³])(?!\d)")
_HEDGES = {"about", "around", "approximately", "approx", "circa", "roughly", "some", "of", "a"}


def read_unit(text: str) -> tuple[int, str]:
    """The factor of the scale words in a unit, and its other words, in one spelling each."""
    text = re.sub(r"(?<=\w)\.", "", spell_powers(text.casefold()))
    words = re.findall(r"[^\W\d_]+|[$€£%°/]", text)
    singular = [word if word in _MEASURES else _singular(word) for word in words]
    is_money = any(word in _CURRENCIES or word in _CURRENCIES.values() for word in singular)
    scales = _SCALES | _SCALES_OF_MONEY if is_money else _SCALES
    scale, unit = 1, list[str]()
    for word in singular:
        if word in scales:
            scale *= scales[word]
        elif word not in _HEDGES:
            unit.append(_MEASURES.get(word, word))
    spelt = " ".join(unit).replace("per cent", "percent")
    return scale, re.sub(r"\bus dollar\b", "dollar", spelt)


def spell_powers(text: str) -> str:
    """Write `km²`, `km2` and `km^2` as square km, and the like."""
    return _POWERS.sub(lambda found: f"{'square' if found[2] else 'cubic'} {found[1]}", text)


def is_same_unit(given: str, asked: str) -> bool:
    """Whether a unit, as read, is the one asked for, or the noun that it ends in.

    `calls` will do for phone calls. A measure must be whole: years are not light years, nor
    is an hour a kilometre per hour.
    """
    if given.replace(" ", "") == asked.replace(" ", ""):
        return True
    is_noun = given.rpartition(" ")[2] not in _MEASURES.values() and " per " not in asked
    return is_noun and asked.endswith(f" {given}")


def _singular(word: str) -> str:
    if len(word) <= 3 or word.endswith("ss"):  # noqa: PLR2004
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return re.sub(r"(?<=x)es$|(?<=[sc]h)es$|(?<=ss)es$|s$", "", word)
