"""Numbers as people type them: `6`, `6,000`, `6.5 bn`, `3×10^8`, `1½`, `two and a half`."""

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from trainer.deck.acceptance.asked import without_lead_in
from trainer.deck.acceptance.numerals import CARDINALS
from trainer.grading.spelt_number import (
    Value,
    number_in_mixture,
    number_in_words,
    with_spelling_mended,
)
from trainer.grading.unit import SUPERSCRIPTS, Unit, read_unit

LONGEST = 200
"""An answer with more characters is no number."""

NONE = "There is no number in this answer."
SEVERAL = "Give one number."
GROUPING = "Where do the thousands end? Write the digits without marks between them."

_POINT_LANGUAGES = frozenset({"en", "zh", "ja", "ko", "th", "hi", "he", "ar", "fa", "ur", "bn"})
_PLAIN = str.maketrans(
    {
        "−": "-",
        "–": "-",
        "—": "-",
        "’": "'",
        "٫": ".",
        "٬": ",",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
    }
)
_TEN = re.compile(
    r"[x×*·⋅]\s*10\s*(?:\^|\*\*|(?=[⁰¹²³⁴-⁹⁻⁺]))\s*\(?([-+⁻⁺]?[\d⁰¹²³⁴-⁹]+)\)?", re.IGNORECASE
)
_TEN_ALONE = re.compile(
    r"(?<![\d.,])10\s*(?:\^|\*\*|(?=[⁰¹²³⁴-⁹⁻⁺]))\s*\(?([-+⁻⁺]?[\d⁰¹²³⁴-⁹]+)\)?"
)
_DIGITS = r"(?:\d+(?:[.,'_]\d+|\s\d{3}(?!\d))*|[.,]\d+)"
_NUMBER = re.compile(
    rf"(?P<sign>(?<![\w)])[-+]\s?)?(?P<digits>{_DIGITS})(?:\s?[eE](?P<e>[-+]?\d+))?"
)
_FRACTION = re.compile(
    r"(?P<sign>(?<!\w)-\s?)?(?<!\d)(?:(?P<whole>\d{1,9})[\s-]+)?(?P<over>\d{1,9})\s?[/⁄]\s?(?P<under>\d{1,9})(?!\d)"
)
_FRACTION_CHARS = re.compile("[¼-¾⅐-⅞]")
_UNIT_POWER = re.compile(r"(?<=[^\W\d_])(?:\^|\*\*)?[-−]?\d(?![\d.,])")
_HEDGES = re.compile(
    r"(?<!\w)(?:about|around|approximately|approx\.?|circa|roughly|some|exactly|precisely|almost"
    r"|nearly|the next|the coming|aged|at (?:the )?age(?: of)?|at(?=\s+\d)|in all|overall"
    r"|ca\.?|for|only|just|it is|it was|it's|or so|in total|altogether|give or take|etwa"
    r"|ungefähr|zirka|rund|environ|à peu près|vers"
    r"|unos|unas|alrededor de|aproximadamente|cerca de|más o menos|circa|all'incirca"
    r"|ongeveer|ungefär|cirka|omkring|noin|około|asi|přibližně|körülbelül|kb\.?|περίπου"
    r"|около|примерно|приблизительно|близько|приблизно|yaklaşık|aşağı yukarı"
    r"|khoảng|حوالي|تقريبا|حدود|लगभग|करीब|ประมาณ)(?!\w)|大约|大約|约|約|およそ|ぐらい|くらい|약(?=\s*\d)|[~≈∼]|^\s*=|(?<![.\w])c\.(?=\s*\d)",
    re.IGNORECASE,
)
_COMPARATORS = re.compile(
    r"\b(?:more|less|fewer|greater|larger|smaller|higher|lower|bigger) than\b|\bat (?:least"
    r"|most)\b|\bover\b"
    r"|\bunder\b|\babove\b|\bbelow\b|\bup to\b|\bor (?:more|less|fewer|over|under|above)\b"
    r"|\bno (?:more|less|fewer)\b"
    r"|\bminimum\b|\bmaximum\b|\bexceed\w*|\bnot\b|\bnever\b|\bbeyond\b|[<>≤≥]"
    r"|(?<=[\d\w])\s?\+(?!\d)|\bplus\b"
    r"|\b(?:mehr als|weniger als|mindestens|höchstens|wenigstens|über|unter|ab|bis zu)\b"
    r"|\b(?:plus|moins|jusqu'à) de\b|\bau (?:moins|plus)\b|\bjusqu'à\b"
    r"|\b(?:más|menos) de\b|\b(?:al|por lo) menos\b|\bcomo (?:mínimo|máximo)\b|\bhasta\b"
    r"|\b(?:più|meno) di\b|\balmeno\b|\boltre\b|\bfino a\b"
    r"|\bmais de\b|\bmenos de\b|\bpelo menos\b|\bno (?:mínimo|máximo)\b|\baté\b"
    r"|\b(?:meer|minder) dan\b|\b(?:minstens|hoogstens|ten minste|ruim)\b"
    r"|\b(?:mer|mere|mindre|färre|flere) (?:än|end|enn)\b|\b(?:minst|mindst|högst|højst)\b"
    r"|\b(?:więcej|mniej) niż\b|\bponad\b|\bco najmniej\b|\bnajwyżej\b|\b(?:více|méně) než\b"
    r"|\b(?:больше|более|меньше|менее|свыше|не менее|не более|до|минимум|максимум)\b"
    r"|\b(?:en az|en fazla|fazla|az)\b|\b(?:több|kevesebb) mint\b|\blegalább\b"
    r"|超过|至少|最多|不到|以上|以下|以内|少なくとも|이상|이하|최소|최대|أكثر من|أقل من|على الأقل",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(r"\b(?:minus|negative)\s+(?=\S)", re.IGNORECASE)
_BELOW_ZERO = re.compile(r"\bbelow (?:zero|freezing)\b", re.IGNORECASE)
_RANGE = re.compile(
    r"±|\+/-|\bplus or minus\b|\bbetween\b|\d\s?(?:-|–|—|\.\.+|…)\s?[$€£]?\d"
    r"|\d\s?\b(?:to|bis|à|a|tot|till|til|do|до)\b\s?[$€£]?\d|\beither\b|\d\s?[〜～~]\s?\d",
    re.IGNORECASE,
)
_PIECE = re.compile(r"(\d+(?:\.\d+)?)\s*([^\W\d_]+)\.?")
_COMPOUND = re.compile(rf"\s*{_PIECE.pattern}(?:\s*(?:,|and|&)?\s*{_PIECE.pattern}){{1,3}}\s*")
_MOST_EXPONENT = 9999


class UnreadError(ValueError):
    """Not exactly one number could be read; the message says what would be."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what stands beside it."""

    value: Fraction
    """The number alone, without its scale."""
    decimals: int | None
    """Digits after the decimal mark; None for a fraction that has no end."""
    unit: Unit
    """With the scale, such as billion."""
    compared: bool
    """Whether it is only more or less than this number."""
    usual: bool
    """Whether it is read as the deck's language writes numbers."""
    ambiguous: bool
    """Whether it could be read otherwise."""
    beside: str = ""
    """The words that the unit was read from."""
    spelling: str = ""
    """The number word that was misspelt, in its own spelling."""


def read_quantities(text: str, language: str | None) -> tuple[Quantity, ...]:
    """Every way to read the one number of a text.

    Raises:
        UnreadError: there is none, or more than one.
    """
    if len(text) > LONGEST:
        raise UnreadError(NONE)
    text = "".join(map(_decimal_digit, without_lead_in(text).translate(_PLAIN)))
    text, spelling = with_spelling_mended(text)
    text = _FRACTION_CHARS.sub(_with_slash, text)
    if _RANGE.search(text) and not _FRACTION.search(text):
        raise UnreadError(SEVERAL if any(char.isdigit() for char in text) else NONE)
    text = (
        _BELOW_ZERO.sub("", text)
        if not _BELOW_ZERO.search(text)
        else "minus " + _BELOW_ZERO.sub("", text)
    )
    compared = _COMPARATORS.search(text) is not None
    text = _HEDGES.sub(" ", _COMPARATORS.sub(" ", text))
    text = _NEGATIVE.sub("-", text)
    values, rest = _take_number(text, language)
    if _has_number(rest):
        if (total := _compound(text)) is None:
            raise UnreadError(SEVERAL)
        values, rest = [(total[0], None, True)], total[1]
    unit = read_unit(rest)
    return tuple(
        Quantity(value, decimals, unit, compared, usual, len(values) > 1, rest, spelling)
        for value, decimals, usual in values
    )


def _compound(text: str) -> tuple[Fraction, str] | None:
    """`1 h 30 min`, `5 ft 11 in`: one quantity in the larger of units of one dimension."""
    if not _COMPOUND.fullmatch(text):
        return None
    parts = [(Fraction(match[1]), match[2], read_unit(match[2])) for match in _PIECE.finditer(text)]
    units = [unit for *_, unit in parts]
    falling = all(one.factor > other.factor for one, other in pairwise(units))
    if not units[0].dimension or len({unit.dimension for unit in units}) > 1 or not falling:
        return None
    total = sum(value * unit.factor for value, _, unit in parts)
    return Fraction(total) / units[0].factor, parts[0][1]


def _decimal_digit(char: str) -> str:
    return str(unicodedata.decimal(char)) if unicodedata.category(char) == "Nd" else char


def _with_slash(match: re.Match[str]) -> str:
    return " " + unicodedata.normalize("NFKC", match[0]).replace("⁄", "/")


def _has_number(rest: str) -> bool:
    bare = _UNIT_POWER.sub("", rest)
    return bool(re.search(r"\d", bare)) or any(
        word in CARDINALS and word != "one" for word in re.findall(r"[a-z]+", bare.casefold())
    )


def _take_number(text: str, language: str | None) -> tuple[list[Value], str]:
    """The ways to read the number of a text, and the text without it."""
    power, text, had_ten = _take_ten(text)
    if match := _FRACTION.search(text):
        under = int(match["under"])
        if not under:
            raise UnreadError(NONE)
        value = int(match["whole"] or 0) + Fraction(int(match["over"]), under)
        values: list[Value] = [(-value if match["sign"] else value, None, True)]
    elif mixture := number_in_mixture(text, language):
        return mixture
    elif match := _NUMBER.search(text):
        exponent = int(match["e"] or 0)
        if abs(exponent) > _MOST_EXPONENT:
            raise UnreadError(NONE)
        sign = -1 if (match["sign"] or "").startswith("-") else 1
        values = [
            (sign * value * Fraction(10) ** exponent, decimals, usual)
            for value, decimals, usual in _grouped(match["digits"], language)
        ]
    elif had_ten:
        return [(power, 0, True)], text
    else:
        found_in_words = number_in_words(text)
        if found_in_words is None:
            raise UnreadError(NONE)
        return found_in_words
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    half = re.search(r"\band a half\b", rest)
    if half:
        values, rest = (
            [(v + Fraction(1, 2), 1, u) for v, _, u in values],
            rest.replace(half[0], " "),
        )
    return [(value * power, decimals, usual) for value, decimals, usual in values], rest


def _take_ten(text: str) -> tuple[Fraction, str, bool]:
    """The power of ten in `3×10^8`, and the text without it."""
    for pattern in (_TEN, _TEN_ALONE):
        if match := pattern.search(text):
            exponent = int(match[1].translate(SUPERSCRIPTS))
            if abs(exponent) > _MOST_EXPONENT:
                raise UnreadError(NONE)
            rest = f"{text[: match.start()]} {text[match.end() :]}"
            return Fraction(10) ** exponent, rest, True
    return Fraction(1), text, False


def _grouped(digits: str, language: str | None) -> list[Value]:
    """The values of digits with marks: thousands, decimals, or either where it is not clear."""
    marks = re.sub(r"\d", "", digits)
    if not marks:
        return [(Fraction(int(digits)), 0, True)]
    last = marks[-1]
    whole, _, part = digits.rpartition(last)
    grouped = re.fullmatch(r"[1-9]\d{0,2}(?P<mark>[\s,.'_])(?:\d{2,3}(?P=mark))*\d{3}", digits)
    if grouped and len(set(marks)) == 1:
        value = Fraction(int("".join(filter(str.isdecimal, digits))))
        if len(marks) > 1 or last not in ",.":
            return [(value, 0, True)]
        usual = _decimal_mark(language)
        decimal = (Fraction(f"{whole}.{part}"), len(part), usual == last)
        return [(value, 0, usual is not None and usual != last), decimal]
    groups = whole and re.fullmatch(
        r"\d+|[1-9]\d{0,2}(?P<mark>[\s,.'_])(?:\d{2,3}(?P=mark))*\d{3}", whole
    )
    if last not in ",." or (whole and not groups) or last in whole:
        raise UnreadError(GROUPING)
    plain = "".join(filter(str.isdecimal, whole)) or "0"
    return [(Fraction(f"{plain}.{part}"), len(part), True)]


def _decimal_mark(language: str | None) -> str | None:
    if language is None:
        return None
    return "." if language in _POINT_LANGUAGES else ","
