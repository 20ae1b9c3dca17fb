"""Numbers in English words: `two and a half`, `a dozen`, `forty-five`."""

import re
from fractions import Fraction

from trainer.deck.acceptance.notation import AND_WORDS
from trainer.deck.acceptance.numerals import CARDINALS, ORDINALS, SCALES, read_cardinal
from trainer.deck.acceptance.spelling import slips
from trainer.grading.unit import read_unit
from trainer.grading.unit_table import HAN_SCALE
from trainer.grading.unit_table import SCALES as UNIT_SCALES

Value = tuple[Fraction, int | None, bool]
"""A number, its decimals, and whether it is the usual reading."""

_NUMBER_WORDS = tuple(word for word in (*CARDINALS, *SCALES) if len(word) >= 5)  # noqa: PLR2004 - as of any slip
_TOKEN = re.compile(rf"\d+(?:[.,'_]\d+)*|{HAN_SCALE}|[^\W\d_]+|[^\s\w-]")
_LARGE = {
    word: size
    for word, size in UNIT_SCALES.items()
    if size >= 100 and word not in {"k", "b"}  # noqa: PLR2004 - a dozen is none
}
_NOTHING = frozenset("none nil nought naught nothing".split())


def with_spelling_mended(text: str) -> tuple[str, str]:
    """A number in words with its slip fixed, and the word that had one: fourty as forty."""
    if any(char.isdigit() for char in text):
        return text, ""
    for word in re.findall(r"[a-z]{5,}", text.casefold()):
        if word in _NUMBER_WORDS or _is_measure(word):
            continue
        for right in _NUMBER_WORDS:
            if word[0] == right[0] and slips(word, right, "en") == "spelling":
                return re.sub(rf"\b{word}\b", right, text, flags=re.IGNORECASE), right
    return text, ""


def number_in_mixture(text: str, language: str | None) -> tuple[list[Value], str] | None:
    """Read `2 hundred and 6`, `3 million 200 thousand`, `3 Millionen 200 Tausend`, `2万5千`.

    Returns:
        As `number_in_words`; None where the text is no number of several parts, one of them in
        digits.
    """
    tokens = list(_TOKEN.finditer(text))
    words = tuple(token[0].casefold() for token in tokens)
    joints = AND_WORDS.get(language or "en", frozenset()) | {"and", "&", ","}
    for at, word in enumerate(words):
        one = word in {"a", "an"} and words[at + 1 : at + 2] and words[at + 1] in _LARGE
        spelt = (*words[:at], "one", *words[at + 1 :]) if one else words
        if (read := read_cardinal(spelt, at, _LARGE, joints)) is None:
            continue
        value, end = read
        numbers = [word for word in spelt[at:end] if word not in _LARGE and word not in joints]
        rises = end < len(words) and words[end] in _LARGE
        if len(numbers) == 1 or rises or not any(map(str.isdecimal, numbers)):
            return None
        start, stop = tokens[at].start(), tokens[end - 1].end()
        sign = -1 if re.match(r"\s*-", text) else 1
        return [(Fraction(sign * value), 0, True)], f"{text[:start].strip(' -')} {text[stop:]}"
    return None


def number_in_words(  # noqa: PLR0912 - as many ways to say a number
    text: str,
) -> tuple[list[Value], str] | None:
    """Read `six`, `one hundred and five`, `six point five`, `two and a half`, `a dozen`.

    Returns:
        The one way to read it, and the text without it; None where there is no number.
    """
    sign = -1 if re.match(r"\s*-", text) else 1
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?|[^\s\w-]", text)
    low = tuple(word.casefold() for word in words)
    if low[:1] and low[0] in _NOTHING:
        return [(Fraction(0), 0, True)], " ".join(words[1:])
    has_part = {"half", "quarter"} & set(low) and low[-3:] != ("and", "a", "half")
    if has_part and not {*low} & {*CARDINALS}:
        return _part(words, low, sign)
    for at, word in enumerate(low):
        if (
            word in {"a", "an", "one"}
            and low[at + 1 : at + 2]
            and (
                low[at + 1] in SCALES
                or low[at + 1] in {"dozen", "couple", "score"}
                or (word != "one" and _is_measure(low[at + 1]))
            )
        ):
            if word == "one":
                break
            return _with_scale(words, low, at, at + 1, Fraction(sign))
        if word in CARDINALS:
            break
        if (
            word in {"hundred", "thousand"}
            and low[at + 1 : at + 2]
            and low[at + 1] in {"and", *CARDINALS}
        ):
            total, stop = read_cardinal(("one", *low[at:]), 0) or (0, 1)
            rest = (*words[:at], *words[at + stop - 1 :])
            return [(Fraction(sign * total), 0, True)], " ".join(rest)
    else:
        at = next((place for place, word in enumerate(low) if word in {"dozen", *SCALES}), -1)
        if at < 0:
            return None
        return [(Fraction(sign), 0, True)], " ".join(words)
    at = next(place for place, word in enumerate(low) if word in CARDINALS)
    read = read_cardinal(low, at, joints=frozenset({"and", ","}))
    assert read is not None  # noqa: S101 - it begins with a number word
    value, end = Fraction(read[0]), read[1]
    decimals: int | None = 0
    if low[end : end + 1] == ("point",):
        end += 1
        digits = ""
        while end < len(low) and low[end] in CARDINALS and CARDINALS[low[end]] < 10:  # noqa: PLR2004
            digits += str(CARDINALS[low[end]])
            end += 1
        value, decimals = value + Fraction(int(digits or 0), 10 ** len(digits)), len(digits)
    elif low[end : end + 1] == ("and",) and (more := _fraction(low[end + 1 : end + 3])):
        value, end, decimals = value + more, end + 3, 1 if more == Fraction(1, 2) else None
    elif under := _denominator(low[end : end + 1]):
        value, end, decimals = value / under, end + 1, None
    return [(sign * value, decimals, True)], " ".join((*words[:at], *words[end:]))


def _fraction(words: tuple[str, ...]) -> Fraction | None:
    """`a half`, `three quarters`."""
    over = CARDINALS.get(words[0], 1 if words[0] == "a" else 0) if words else 0
    under = _denominator(words[1:])
    return Fraction(over, under) if over and under else None


def _denominator(word: tuple[str, ...]) -> int:
    """2 of halves, 4 of quarter, 5 of fifths; 0 of any other word, and of none."""
    singular = word[0].removesuffix("s") if word else ""
    under = {"half": 2, "halve": 2, "quarter": 4}.get(singular) or ORDINALS.get(singular, 0)
    return under if under > 2 or singular.startswith("hal") else 0  # noqa: PLR2004 - not second


def _is_measure(word: str) -> bool:
    return bool(read_unit(word).dimension)


def _with_scale(
    words: list[str], low: tuple[str, ...], at: int, end: int, value: Fraction
) -> tuple[list[Value], str]:
    """`a dozen`, `a hundred and five`, `a decade`."""
    if low[end] == "score":
        return [(value * 20, 0, True)], " ".join((*words[:at], *words[end + 1 :]))
    if low[end] == "couple":
        return [(value * 2, 0, True)], " ".join((*words[:at], *words[end + 1 :]))
    if low[end] in SCALES and (read := read_cardinal(("one", *low[end:]), 0)):
        total, stop = read
        if low[end + stop - 1 :][:3] == ("and", "a", "half"):
            return [(value * total * 3 / 2, 0, True)], " ".join(
                (*words[:at], *words[end + stop + 2 :])
            )
        return [(value * total, 0, True)], " ".join((*words[:at], *words[end + stop - 1 :]))
    if low[-3:] == ("and", "a", "half"):
        return [(value + Fraction(1, 2), 1, True)], " ".join((*words[:at], *words[end:-3]))
    return [(value, 0, True)], " ".join((*words[:at], *words[end:]))


def _part(words: list[str], low: tuple[str, ...], sign: int) -> tuple[list[Value], str]:
    """`half`, `a quarter`, `half a million`."""
    under = 2 if "half" in low else 4
    rest = [
        word
        for word, plain in zip(words, low, strict=True)
        if plain not in {"half", "quarter", "a", "an", "of"}
    ]
    return [(Fraction(sign, under), None, True)], " ".join(rest)
