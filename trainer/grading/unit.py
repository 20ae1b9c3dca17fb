"""Units as people write them: `km`, `kilometres`, `m s^-2`, `US dollars`; a billion is a scale."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from trainer.deck.acceptance.plurals import singular
from trainer.grading.unit_table import (
    HAN_SCALE,
    MEASURES,
    PREFIXES,
    SCALES,
    SCALES_OF_MONEY,
    SYMBOLS,
)

_ASIDE = frozenset("of a an the for in each full whole entire".split())
PER = frozenset({"/", "per"})
EACH = frozenset({"a", "an", "each", "every"})
"""What also says per where it comes between two measures: 30 km a second."""
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_RAISED = re.compile("[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_WORDS = re.compile(rf"{HAN_SCALE}|[^\W\d_]+(?:'[^\W\d_]+)?|[$€£¥₹₽¢%‰°′″ΩΩ/·*⋅]|\^?-?\d+")
_DEGREE = re.compile(
    r"(?:°|\bdeg(?:ree)?s?)\s*(?:of\s+)?(C|F|K|celsius|fahrenheit|kelvin|centigrade)\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"(?<=[^\W\d_])\s+(?:long|wide|broad|high|tall|deep|thick|old|away|of age"
    r"|ago|back|before|after|afterwards|earlier|later|previously|hence"
    r"|in (?:all|total|age|length|width|height|depth|size|weight))[\s.!]*$",
    re.IGNORECASE,
)
"""What is said after a unit and counts nothing: 40 years long."""
_POWER_WORDS = {"squared": 2, "cubed": 3}
_POWER_BEFORE = {"square": 2, "sq": 2, "cubic": 3, "cu": 3}
TEMPERATURES = frozenset({"celsius", "fahrenheit", "temperature"})
"""Dimensions of one quantity whose scales begin at different points; the last is kelvin's."""
_SPEED = "length/time"
"""Of km/h, which is also written kph."""
_SEPARATORS = frozenset("·*⋅")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as read."""

    scale: int
    """What a word such as billion multiplies the number by; 1 without one."""
    dimension: tuple[tuple[str, int], ...]
    """Base dimensions with their powers; empty for a bare number or a counted noun."""
    factor: Fraction
    """What one of it is in the base unit of its dimension."""
    nouns: tuple[str, ...]
    """The words that are no measure, in the singular."""
    made_of: tuple[tuple[str, int], ...]
    """What it is put together from, with the powers: a litre is no cubic decimetre."""
    repaired: bool
    """Whether a symbol was written in the wrong case."""
    text: str = ""
    """As it was written, in small letters without spaces."""

    @property
    def is_bare(self) -> bool:
        """Whether there is no unit at all."""
        return not self.dimension and not self.nouns and self.factor == 1


@lru_cache(maxsize=512)
def read_unit(text: str) -> Unit:
    """Read the words beside a number; what is no measure is a noun that is counted."""
    text = _MEASURED.sub("", text)
    text = _RAISED.sub(lambda match: "^" + match[0].translate(SUPERSCRIPTS), text)
    text = unicodedata.normalize("NFC", text).replace("−", "-").replace("**", "^").replace("µ", "μ")
    text = re.sub(r"(?<=\w)\.(?=\s|$|\w\.)", "", re.sub(r"\b(\w)\.(\w)\.?(?!\w)", r"\1\2", text))
    text = re.sub(r"\blight[\s-]+year", "lightyear", text, flags=re.IGNORECASE)
    text = re.sub(r"\bmetric ton", "metricton", text, flags=re.IGNORECASE)
    text = re.sub(r"\bcc\b", "cm^3", text)
    text = re.sub(r"\bms(?=\^?-\d)", "m s", text)
    text = _DEGREE.sub(r"\1", text)
    words = _WORDS.findall(re.sub(r"\bper ?cent(age)?s?\b|\bpct\b", "%", text, flags=re.IGNORECASE))
    is_money = any(_is_money(word) for word in words)
    scales = SCALES | SCALES_OF_MONEY if is_money else SCALES
    scale, rest = 1, list[str]()
    for word in words:
        plain = word.casefold()
        is_scale = plain not in {"k", "b"} or word == plain or is_money  # not kelvin, not bytes
        if plain in scales and is_scale:
            scale *= scales[plain]
        else:
            rest.append(word)
    return replace(_combined(scale, rest), text="".join(words).casefold())


def _is_money(word: str) -> bool:
    unit = _lookup(word)
    return unit is not None and "money" in unit[0]


def _combined(scale: int, words: list[str]) -> Unit:
    dimension: Counter[str] = Counter()
    made_of: Counter[str] = Counter()
    factor, repaired = Fraction(1), False
    nouns: list[str] = []
    sign, before = 1, 1
    for at, word in enumerate(words):
        plain = word.casefold()
        if plain in PER or _is_each(words, at):
            sign = -1
            continue
        if plain in _SEPARATORS or (plain in _ASIDE and word != "A"):
            continue
        if plain in _POWER_BEFORE:
            before = _POWER_BEFORE[plain]
            continue
        power = _power(words[at + 1 : at + 2])
        if plain in _POWER_WORDS or re.fullmatch(r"\^?-?\d+", word):
            continue
        if plain == "us" and any(_is_money(other) for other in words[at + 1 :]):
            continue
        unit = _lookup(word)
        if unit is None:
            nouns.append(singular(plain))
            continue
        base, size, mended = unit
        raised = sign * before * power
        for part, exponent in _split(base):
            dimension[part] += exponent * raised
        for part, exponent in _split(base) if base == _SPEED else ((base, 1),):
            made_of[part] += exponent * raised
        factor *= size**raised
        before = 1
        repaired = repaired or mended
    kept = tuple(sorted((part, power) for part, power in dimension.items() if power))
    parts = tuple(sorted(made_of.items()))
    return Unit(scale, kept, factor, tuple(nouns), parts, repaired)


def _is_each(words: list[str], at: int) -> bool:
    """Whether a word between two measures says per: 30 km a second, 30 km every second."""
    if words[at] not in EACH or not words[at + 1 : at + 2] or _lookup(words[at + 1]) is None:
        return False
    before = [word for word in words[:at] if word.casefold() not in _ASIDE]
    return bool(before) and _lookup(before[-1]) is not None


def _split(base: str) -> list[tuple[str, int]]:
    """`length/time2` as its base dimensions with their powers."""
    parts: list[tuple[str, int]] = []
    over, _, under = base.partition("/")
    for text, sign in ((over, 1), (under, -1)):
        for part in filter(None, text.split("*")):
            name = part.rstrip("0123456789")
            parts.append((name, sign * int(part[len(name) :] or 1)))
    return parts


def _power(ahead: list[str]) -> int:
    if not ahead:
        return 1
    word = ahead[0].casefold()
    if word in _POWER_WORDS:
        return _POWER_WORDS[word]
    return int(word.lstrip("^")) if re.fullmatch(r"\^?-?\d+", word) else 1


@lru_cache(maxsize=512)
def _lookup(word: str) -> tuple[str, Fraction, bool] | None:
    """Dimension, factor and whether the case had to be repaired."""
    plain = word.casefold()
    if plain in MEASURES or singular(plain) in MEASURES:
        return (*MEASURES[plain if plain in MEASURES else singular(plain)], False)
    for prefix, size in PREFIXES.items():
        stem = singular(plain.removeprefix(prefix)) if len(prefix) > 2 else ""  # noqa: PLR2004
        if stem and plain.startswith(prefix) and stem in MEASURES:
            return MEASURES[stem][0], MEASURES[stem][1] * size, False
    if (unit := _symbol(word)) is not None:
        return (*unit, False)
    if len(word) > 2 and word.endswith("s") and (unit := _symbol(word[:-1])) is not None:  # noqa: PLR2004
        return (*unit, False)
    matching = {spelt: unit for spelt in _spellings(word) if (unit := _symbol(spelt)) is not None}
    if not matching:
        return None
    return (*next(iter(matching.values())), True)


def _spellings(word: str) -> list[str]:
    """A short symbol in other capitals, the usual ones first: mw is MW rather than mW."""
    if len(word) > 3:  # noqa: PLR2004 - kWh, Mbit and longer ones are written right or in full
        return [known for known in SYMBOLS if known.casefold() == word.casefold()]
    cases = {""}
    for char in word:
        cases = {begun + one for begun in cases for one in (char.lower(), char.upper())}
    return sorted(cases - {word}, key=lambda one: (one not in SYMBOLS, one.casefold() != one, one))


def _symbol(word: str) -> tuple[str, Fraction] | None:
    if word in SYMBOLS:
        return SYMBOLS[word][:2]
    for prefix, size in PREFIXES.items():
        stem = word.removeprefix(prefix)
        if word.startswith(prefix) and stem in SYMBOLS and SYMBOLS[stem][2]:
            return SYMBOLS[stem][0], SYMBOLS[stem][1] * size
    return None
