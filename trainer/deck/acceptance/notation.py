"""Other notations of the same words: signs, numbers, contractions, spellings, acronyms."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from trainer.deck.acceptance.articles import without_english_articles
from trainer.deck.acceptance.english import ABBREVIATIONS, CONTRACTIONS, WORDS_AS_WELL, american
from trainer.deck.acceptance.folding import APOSTROPHES, folded, joined
from trainer.deck.acceptance.language import has_english_words
from trainer.deck.acceptance.numerals import (
    CARDINALS,
    ORDINALS,
    TENS,
    read_cardinal,
    roman,
    roman_of,
)

AND_WORDS: dict[str | None, frozenset[str]] = {
    "en": frozenset({"and"}),
    "de": frozenset({"und"}),
    "es": frozenset({"y", "e"}),
    "fr": frozenset({"et"}),
    "it": frozenset({"e", "ed"}),
    "pt": frozenset({"e"}),
    "ca": frozenset({"i"}),
    "la": frozenset({"et"}),
    "nl": frozenset({"en"}),
    "sv": frozenset({"och"}),
    "da": frozenset({"og"}),
    "nb": frozenset({"og"}),
    "no": frozenset({"og"}),
    "fi": frozenset({"ja"}),
    "pl": frozenset({"i"}),
    "cs": frozenset({"a"}),
    "ru": frozenset({"и"}),
    "uk": frozenset({"і", "й", "та"}),
    "tr": frozenset({"ve"}),
    "hu": frozenset({"és"}),
    "el": frozenset({"και"}),
    "ar": frozenset({"و"}),
    "fa": frozenset({"و"}),
    "hi": frozenset({"और"}),
    None: frozenset({"and", "und", "et"}),
}
"""Language -> its words for and; None: where no language is given."""

GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψω",
        (
            "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi "
            "rho sigma tau upsilon phi chi psi omega"
        ).split(),
        strict=True,
    )
)
_CONTRACTED = re.compile(rf"\b\w+[{APOSTROPHES}]\w+")  # from its first letter alone: linear
_ORDINAL_DIGITS = re.compile(r"(\d+)(?:st|nd|rd|th)")
_ORDINAL_ROMAN = re.compile(r"([ivxlc]{2,})(?:st|nd|rd|th)")
_HALVES = {"half": (1, 2), "halves": (1, 2), "quarter": (1, 4), "quarters": (1, 4)}
_DECIMALS = {"0.5": "1⁄2", "0.25": "1⁄4", "0.75": "3⁄4"}
_PART = re.compile(r"an? (\w+)", re.IGNORECASE)
"""A third, a tenth."""
_TWO_DIGITS = range(10, 100)
_BEFORE = re.compile(r"(?<!\d )\bbc (\d+)")
_ERA = re.compile(r"(?<=\d) ad(?= |$)|(?:^|(?<= ))ad (?=\d)")
_ACRONYM = re.compile(r"\b(?:[A-Z]\.?){3,}(?!\w)")
_LONG_NUMERAL = 4
_FEWEST_INITIALS = 3
_SMALL_WORDS = frozenset("of and & the for in on to a an de la et und".split())


class Phrase(NamedTuple):
    """A text with every notation written one way."""

    words: tuple[str, ...]
    counts: str
    """For each number in words how it was said: c as a cardinal, o as an ordinal, n as digits."""

    @property
    def whole(self) -> str:
        """The words without spaces."""
        return joined(self.words)

    def is_same(self, other: "Phrase") -> bool:
        """Whether both say the same; eight is not eighth, though both may be written 8."""
        return self.whole == other.whole and (
            len(self.counts) != len(other.counts)
            or all({a, b} != {"c", "o"} for a, b in zip(self.counts, other.counts, strict=True))
        )


@lru_cache(maxsize=4096)
def phrase(text: str, language: str | None, *, has_letter_a: bool = False) -> Phrase:
    """Read a text into the one way in which every notation of it is written.

    Args:
        text: any text.
        language: the primary part of its language.
        has_letter_a: whether an a at its beginning is a letter, since the key's is.
    """
    words = folded(text, language)
    if not (has_letter_a and words[:1] == ("a",)):
        words = without_english_articles(text, words, language)
    if has_english_words(language):
        words = _in_full(text, words)
    words = _joints(words, AND_WORDS.get(language, frozenset()))
    words, counts = _numbers(text, words, english=has_english_words(language))
    if has_english_words(language):
        words = tuple(american(GREEK.get(word, word)) for word in words)
    dated = _BEFORE.sub(r"\1 bc", _ERA.sub("", " ".join(words))).split()
    return Phrase(tuple(dated) or words, counts)


def _in_full(text: str, words: tuple[str, ...]) -> tuple[str, ...]:
    contracted = {
        "".join(char for char in contraction if char not in APOSTROPHES).casefold()
        for contraction in _CONTRACTED.findall(text)
    }
    full: list[str] = []
    for word in words:
        if word in CONTRACTIONS and (word in contracted or word not in WORDS_AS_WELL):
            full += CONTRACTIONS[word]
        else:
            full.append(ABBREVIATIONS.get(word, word))
    return tuple(full)


def _joints(words: tuple[str, ...], ands: frozenset[str]) -> tuple[str, ...]:
    """Every and between two words as the sign for it."""
    last = len(words) - 1
    return tuple("&" if word in ands and 0 < at < last else word for at, word in enumerate(words))


def _numbers(  # noqa: PLR0912, PLR0915 - as many ways to say a number
    text: str, words: tuple[str, ...], *, english: bool
) -> tuple[tuple[str, ...], str]:
    """Numbers in words and Roman numerals as digits; simple fractions as 1⁄2."""
    spelt = text.strip()
    if spelt in _DECIMALS:
        return (_DECIMALS[spelt],), "n"
    if (
        english
        and (part := _PART.fullmatch(spelt))
        and (bottom := _denominator(part[1].casefold()))
    ):
        return (f"1⁄{bottom}",), ""
    written: list[str] = []
    counts = ""
    at = 0
    while at < len(words):
        word, ahead = words[at], words[at + 1 : at + 2]
        if english and word in CARDINALS and (read := read_cardinal(words, at)):
            value, at = read
            if (
                value in _TWO_DIGITS
                and (more := read_cardinal(words, at))
                and more[0] in _TWO_DIGITS
            ):
                value, at = value * 100 + more[0], more[1]  # nineteen seventy-nine
            under = words[at] if at < len(words) else ""
            if under in ORDINALS and value in TENS.values() and ORDINALS[under] < 10:  # noqa: PLR2004
                written.append(str(value + ORDINALS[under]))
                counts += "o"
                at += 1
                continue
            if bottom := _denominator(under):
                written.append(f"{value}⁄{bottom}")
                at += 1
            else:
                written.append(str(value))
            counts += "c"
            continue
        at += 1
        bottom = _denominator(ahead[0]) if english and word.isdecimal() and ahead else None
        if bottom and (ahead[0] in _HALVES or ahead[0].endswith("s") or int(word) == 1):
            written.append(f"{word}⁄{bottom}")
            at += 1
        elif english and word in _HALVES and not (written and written[-1].isdecimal()):
            written.append("{}⁄{}".format(*_HALVES[word]))
        elif english and word in {"a", "an"} and ahead and ahead[0] in _HALVES:
            continue
        elif english and word in ORDINALS:
            written.append(str(ORDINALS[word]))
            counts += "o"
        elif english and (digits := _ORDINAL_DIGITS.fullmatch(word)):
            written.append(digits[1])
            counts += "o"
        elif (
            english
            and (numeral := _ORDINAL_ROMAN.fullmatch(word))
            and (value_of := roman(numeral[1]))
        ):
            written.append(str(value_of))
            counts += "o"
        elif (
            (value_of := roman(word)) is not None
            and _is_roman(word, len(words))
            and not (len(word) == 1 and written and written[-1].isdecimal())  # 2 x
        ):
            written.append(str(value_of))
            counts += "n"
        else:
            if word.isdecimal():
                counts += "n"
            written.append(word)
    return tuple(written), counts


def _is_roman(word: str, count: int) -> bool:
    """Whether a valid numeral is meant as one: mi, cd and a lone x are not."""
    small = set(word) <= set("ivx")
    return (small and (len(word) > 1 or count > 1)) or len(word) >= _LONG_NUMERAL


def _denominator(word: str) -> int | None:
    """2 of half, 3 of thirds, as it is after a number."""
    if word in _HALVES:
        return _HALVES[word][1]
    singular = word.removesuffix("s")
    return ORDINALS.get(singular) if singular not in {"first", "second"} else None


def is_turned_round(answer: Phrase, key: Phrase) -> bool:
    """Whether `X and Y` was given as `Y and X`."""
    if answer.words.count("&") != 1 or key.words.count("&") != 1:
        return False
    at = answer.words.index("&")
    turned = (*answer.words[at + 1 :], "&", *answer.words[:at])
    return joined(turned) == key.whole


def is_acronym(short: str, long: str, language: str | None) -> bool:
    """Whether the first text is the acronym of the second's three or more words."""
    acronym = folded(short, language)
    letters = joined(without_english_articles(short, acronym, language))
    words = without_english_articles(long, folded(long, language), language)
    if len(letters) < _FEWEST_INITIALS or len(words) < max(_FEWEST_INITIALS, len(acronym)):
        return False
    return letters in _acronyms(words)


def without_own_acronym(answer: str, language: str | None) -> str:
    """A name in full without its acronym in brackets, or the other way round; empty elsewhere."""
    name, _, aside = (part.strip() for part in answer.partition("("))
    aside = aside.removesuffix(")")
    short, long = sorted((name, aside), key=len)
    return long if short and is_acronym(short, long, language) else ""


def with_acronym_in_full(answer: str, texts: Iterable[str], language: str | None) -> str:
    """A text with the acronym among its words spelt out as one of others has it; or empty.

    RAF officers are Royal Air Force officers, where the question or a key says Royal Air Force.
    """
    match = _ACRONYM.search(answer)
    if match is None or match[0] == answer.strip():
        return ""
    letters = match[0].replace(".", "").casefold()
    size = len(letters)
    for text in texts:
        words = folded(text, language)
        for at in range(len(words) - size + 1):
            full = words[at : at + size]
            if "".join(word[:1] for word in full) == letters:
                return answer[: match.start()] + " ".join(full) + answer[match.end() :]
    return ""


def _acronyms(words: tuple[str, ...]) -> set[str]:
    """The initials, with and without small words; numerals whole, in Roman or in digits."""
    acronyms = set()
    for some in (words, tuple(word for word in words if word not in _SMALL_WORDS)):
        values = [_value(word, is_last=word is some[-1]) for word in some]
        for write in (str, roman_of):
            acronyms.add(
                "".join(
                    word[:1] if value is None else write(value)
                    for word, value in zip(some, values, strict=True)
                )
            )
        if all(word.isalpha() and roman(word) is None for word in some):
            acronyms.add("".join(word[:1] for word in some))
    return acronyms


def _value(word: str, *, is_last: bool) -> int | None:
    """What a word of a name counts: 2 for 2, two and II; None where it counts nothing."""
    if word.isdecimal():
        return int(word)
    numeral = roman(word)
    if numeral is not None and (_is_roman(word, 1) or (is_last and word in {"i", "v", "x"})):
        return numeral
    return CARDINALS.get(word)
