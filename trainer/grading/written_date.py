"""Dates as people type them: `2018-04`, `April 2018`, `9/10/21`, `Oct 9th, 2021`, `44 BC`."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from trainer.deck.acceptance.asked import without_lead_in
from trainer.deck.acceptance.folding import without_accents
from trainer.deck.acceptance.numerals import CARDINALS, ORDINALS, read_cardinal
from trainer.deck.partial_date import MONTHS, PartialDate
from trainer.grading.months import FILLERS, HEDGES, MORE, NAMES, PARTS, SEASONS, WEEKDAYS

LONGEST = 60
"""An answer with more characters is not a date."""

FORMS = "Write it as 2018, April 2018 or 21 April 2018."
IN_FULL = "Write the year in full."
ONE = "Give one date."
NO_SUCH_DAY = "There is no such date."

_BEFORE_DIGITS = re.compile(
    r"^(?:on|am|den|le|du|el|il|em|op|dne|w dniu|på)(?: (?:the|den))?\s+(?=\d+[-/.])"
)
"""`am` of `am 15.4.1912`: what is before a date in digits."""
_DASHES = re.compile("[‐-―−]")
_BC = re.compile(
    r"\bb\.?\s?c\.?(?:\s?e\.?)?(?!\w)|\bv\.?\s?chr\.?|\bav\.?\s?j\.?-?\s?c\.?|\ba\.\s?c\.?(?!\w)"
    r"|\bдо н\.?\s?э\.?",
    re.IGNORECASE,
)
_AD = re.compile(
    r"\ba\.?\s?d\.?(?!\w)|\bc\.?\s?e\.?(?!\w)|\bn\.?\s?chr\.?|\bap\.?\s?j\.?-?\s?c\.?|\bd\.\s?c\.?(?!\w)"
    r"|\bн\.?\s?э\.?",
    re.IGNORECASE,
)
_DECADE = re.compile(
    r"\b\d{2,4}'?s\b|\bdecade\b|\b(?:twenties|thirties|forties|fifties|sixties|seventies|eighties"
    r"|nineties)\b"
)
_COMPARED = re.compile(r"\b(?:before|after|by|until|vor|nach|avant|après|antes|después)\b(?=.*\d)")
_DAY_ALONE = re.compile(r"(?:on )?(?:the )?(\d{1,2})(?:st|nd|rd|th)(?: day)?")
_TWO_PARTS = re.compile(r"(\d{1,2})[-/.]\s?(\d{1,2})")
_CENTURY = re.compile(
    r"\bcentur(?:y|ies)\b|\bmillennium\b|\bjahrhundert\b|\bsiècle\b|\bsiglo\b|\bвек"
)
_SEVERAL = re.compile(
    r"\b(?:or|oder|ou|o|или|lub|eller|veya|between|either|to|until|till)\b|\d{3,4}\s?[-/]\s?\d{2}(?!\d|[-/.]\d)(?<!-0\d)(?<!-1[0-2])|\d{3,4}\s?[-/]\s?\d{4}"
)
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})(?:[-/. ](\d{1,2}))?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DAY_FIRST_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ]\s?(\d{1,2})[-/. ]\s?'?(\d{4}|\d{2})")
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{4})")
_NEGATIVE = re.compile(r"-(\d{1,4})(?:-(\d{2})(?:-(\d{2}))?)?")
_EASTERN = re.compile(r"[年月년월.\s]+")
_VIETNAMESE = re.compile(r"\s*(?:tháng|năm)\s*")
_WORDS = re.compile(
    r"'?\d+|(?:[^\W\d_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0d7f\u0e31-\u0e4e])+(?:'s)?"
)
_ORDINAL = re.compile(
    r"(?<=\d)\s?(?:st|nd|rd|th|er|º|ª|°|te|ter|ten|го)\b|(?<=\d)\.(?=\s?[^\W\d_])"
)
_SHORTEST_NAME = 3
_SHORTEST_SLIP = 5
_YEAR_FIRST_LANGUAGES = frozenset({"zh", "ja", "ko", "hu"})


class UnreadDateError(ValueError):
    """Not exactly one date could be read; the message says what would be."""


@dataclass(frozen=True, slots=True)
class DateReading:
    """One way to read a date."""

    year: int | None
    """Negative before Christ; None where no year was given."""
    month: int | None = None
    day: int | None = None
    remark: str = ""
    """The remark that this reading needs; empty for the usual one."""

    @property
    def parts(self) -> tuple[int | None, int | None, int | None]:
        """Year, month and day."""
        return self.year, self.month, self.day

    def in_words(self) -> str:
        """`9 October 2021`."""
        if self.year is not None:
            return PartialDate(self.year, self.month, self.day).in_words()
        month = MONTHS[self.month - 1] if self.month else ""
        return f"{self.day} {month}" if self.day else month


OTHER = DateReading(0)
"""A decade or a century: an answer, and another one than any date."""


def readings(text: str, key: PartialDate, language: str | None = "en") -> tuple[DateReading, ...]:
    """Every date that a text can mean.

    Args:
        text: what was typed.
        key: the right date; in its century a year of two digits is read.
        language: of the deck; it decides whether 9/10 is a day in October.

    Raises:
        UnreadDateError: there is none, or more than one.
    """
    if len(text) > LONGEST:
        raise UnreadDateError(FORMS)
    text = unicodedata.normalize("NFC", _DASHES.sub("-", text.casefold().replace("’", "'")))
    text = "".join(
        str(unicodedata.decimal(c)) if unicodedata.category(c) == "Nd" else c for c in text
    ).strip(" .,!")
    text = re.sub(r"^[~≈]|\b(?:ca?|circa)\.", " ", text).strip()
    text = _BEFORE_DIGITS.sub("", without_lead_in(text))
    if len(_DECADE.findall(text)) > 1 or (_DECADE.search(text) and _SEVERAL.search(text)):
        raise UnreadDateError(ONE)
    if _CENTURY.search(text) or _DECADE.search(text) or _COMPARED.search(text):
        return (OTHER,)
    if day := _DAY_ALONE.fullmatch(text):
        return (DateReading(None, None, int(day[1])),)
    if (run := _DAY_FIRST_COMPACT.fullmatch(text)) and not 1 <= int(text[4:6]) <= 12:  # noqa: PLR2004
        text = "/".join(run.groups())
    dates = tuple(dict.fromkeys(_Reader(key, language).read(text)))
    if dates:
        return dates
    if _SEVERAL.search(text) or len(re.findall(r"\d{4}", text)) > 1:
        raise UnreadDateError(ONE)
    if re.fullmatch(r"'?\d{1,2}", text):
        raise UnreadDateError(IN_FULL)
    if re.search(r"\d", text) and _names_a_day(text):
        raise UnreadDateError(NO_SUCH_DAY)
    raise UnreadDateError(FORMS)


def _names_a_day(text: str) -> bool:
    return bool(
        _YEAR_FIRST.fullmatch(text)
        or _DAY_FIRST.fullmatch(text)
        or _COMPACT.fullmatch(text)
        or any(name in text for name in NAMES["en"])
    )


class _Reader:
    """Reads dates beside the key that they are compared with."""

    def __init__(self, key: PartialDate, language: str | None) -> None:
        self._key = key
        self._language = language
        tables = dict.fromkeys(("en", language))
        self._names = {
            name: month
            for one in tables
            if one in NAMES
            for month, name in enumerate(NAMES[one], 1)
        } | {name: month for one in tables for name, month in MORE.get(one or "", {}).items()}

    def read(self, text: str) -> Iterator[DateReading]:
        """Every reading of a text whose case is folded."""
        before = _BC.search(text) is not None
        era = before or _AD.search(text) is not None
        plain = _ORDINAL.sub(" ", _AD.sub(" ", _BC.sub(" ", text))).strip(" .,")
        if self._language in {"zh", "ja", "ko"}:
            plain = _EASTERN.sub("-", plain).rstrip("日일-")
        if self._language == "vi":
            plain = _VIETNAMESE.sub("/", plain).removeprefix("ngày").strip("/ ")
        if negative := _NEGATIVE.fullmatch(text):
            year, month, day = negative.groups()
            yield from self._real(-int(year), _int(month), _int(day))
        elif match := _YEAR_FIRST.fullmatch(plain) or _COMPACT.fullmatch(plain):
            year, month, day = map(_int, match.groups())
            yield from self._real(self._era(year or 0, before), month, day)
        elif match := _DAY_FIRST.fullmatch(plain):
            yield from self._numeric(int(match[1]), int(match[2]), match[3])
        elif match := _MONTH_FIRST.fullmatch(plain):
            yield from self._real(self._era(int(match[2]), before), int(match[1]))
        elif match := _TWO_PARTS.fullmatch(plain):
            yield from self._two_parts(int(match[1]), int(match[2]), match[2])
        elif not _SEVERAL.search(plain):
            yield from self._in_words(plain, before=before, era=era)

    def _era(self, year: int, before: bool) -> int:  # noqa: FBT001 - internal
        return -year if before else year

    def _numeric(self, first: int, second: int, written: str) -> Iterator[DateReading]:
        """Day and month in either order, the year perhaps of two digits."""
        short = len(written) == 2  # noqa: PLR2004 - digits
        year = self._in_century(int(written)) if short else int(written)
        day_first = list(self._real(year, second, first))
        month_first = list(self._real(year, first, second))
        both = bool(day_first) and bool(month_first) and first != second
        day_first_here = day_first if self._is_day_first() else []
        for reading in (*day_first, *month_first):
            is_unsure = short or (both and reading not in day_first_here)
            yield DateReading(
                *reading.parts, remark=f"Read as {reading.in_words()}." if is_unsure else ""
            )

    def _two_parts(self, first: int, second: int, written: str) -> Iterator[DateReading]:
        """`9/10` is a day of some year, `04/18` a month perhaps."""
        for month, day in ((second, first), (first, second)):
            for reading in self._day(month, day) if 1 <= month <= 12 else ():  # noqa: PLR2004
                yield DateReading(*reading.parts, remark=f"Read as {reading.in_words()}.")
        if len(written) == 2:  # noqa: PLR2004 - digits
            yield from self._short_year(written, first, None)

    def _is_day_first(self) -> bool:
        return self._language not in {"en", None} and self._language not in _YEAR_FIRST_LANGUAGES

    def _in_century(self, year: int) -> int:
        century = abs(self._key.year) // 100 * 100
        return century + year if self._key.year > 0 else -(century + year)

    def _in_words(self, text: str, *, before: bool, era: bool) -> Iterator[DateReading]:
        words = _WORDS.findall(text)
        words = [word for word in words if word not in FILLERS | WEEKDAYS | HEDGES | PARTS]
        seasons = [word for word in words if word in SEASONS]
        words = [word for word in words if word not in SEASONS]
        if (year := _year_in_words(words)) is not None:
            words = [*(word for word in words if _is_no_number(word)), str(year)]
        words = _days_in_words(words)
        names = [word for word in words if not word.lstrip("'").isdecimal()]
        digits = [word for word in words if word.lstrip("'").isdecimal()]
        long = [word for word in digits if len(word) >= 3 and word[0] != "'"]  # noqa: PLR2004
        short = [word for word in digits if word not in long]
        if len(names) > 1 or len(long) > 1 or len(short) > 2 or (seasons and names):  # noqa: PLR2004
            return
        months = list(self._months(names[0])) if names else [(None, "")]
        for month, remark in months:
            for reading in self._combined(month, long, short, before=before, era=era):
                notes = " ".join(filter(None, (remark, reading.remark)))
                yield DateReading(*reading.parts, remark=notes)

    def _combined(
        self, month: int | None, long: list[str], short: list[str], *, before: bool, era: bool
    ) -> Iterator[DateReading]:
        """A month with the numbers beside it: a year, a day, or a short year."""
        match long, short:
            case [year], [] if len(year) <= 4:  # noqa: PLR2004 - digits
                yield from self._real(self._era(int(year), before), month)
            case [year], [day] if month and day[0] != "'" and len(year) <= 4:  # noqa: PLR2004
                yield from self._real(self._era(int(year), before), month, int(day))
            case [], []:
                if month:
                    yield DateReading(None, month)
            case [], [one] if era and month is None:
                yield from self._real(self._era(int(one.lstrip("'")), before))
            case [], [one] if one[0] == "'":
                yield from self._short_year(one, month, None)
            case [], [one] if month:
                yield from self._day(month, int(one))
                if len(one) == 2:  # noqa: PLR2004 - digits
                    yield from self._short_year(one, month, None)
            case [], [one, other] if month:
                year, day = (one, other) if one[0] == "'" else (other, one)
                yield from self._short_year(year, month, int(day.lstrip("'")))
            case _:
                return

    def _short_year(self, year: str, month: int | None, day: int | None) -> Iterator[DateReading]:
        for reading in self._real(self._in_century(int(year.lstrip("'"))), month, day):
            yield DateReading(*reading.parts, remark=f"Read as {reading.in_words()}.")

    def _day(self, month: int, day: int) -> Iterator[DateReading]:
        if any(self._real(2000, month, day)):
            yield DateReading(None, month, day)

    def _months(self, word: str) -> Iterator[tuple[int, str]]:
        """The months that a word can mean: by name, abbreviation or misspelt."""
        if word in self._names:
            yield self._names[word], ""
            return
        if len(word) >= _SHORTEST_NAME:
            begun = {month for name, month in self._names.items() if name.startswith(word)}
            if begun:
                yield from ((month, "") for month in sorted(begun))
                return
        near = {
            month: name
            for name, month in self._names.items()
            if (len(name) >= _SHORTEST_SLIP and _is_misspelt(word, name))
            or without_accents(name) == word
        }
        for month, name in near.items():
            yield month, f"Spelling: {name.capitalize()}"

    def _real(
        self, year: int, month: int | None = None, day: int | None = None
    ) -> Iterator[DateReading]:
        """The date, when the calendar has it."""
        try:
            PartialDate.checked(year, month, day)
        except ValueError:
            return
        yield DateReading(year, month, day)


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def _is_misspelt(word: str, name: str) -> bool:
    most = 2 if min(len(word), len(name)) >= 9 else 1  # noqa: PLR2004 - as of any long word
    return word[:1] == name[:1] and OSA.distance(word, name, score_cutoff=most) <= most


def _is_no_number(word: str) -> bool:
    return word not in CARDINALS and word not in {"hundred", "thousand", "and", "oh", "o"}


def _year_in_words(words: list[str]) -> int | None:
    """`nineteen ninety-six`, `two thousand and four`, `twenty oh one`; None for no such words."""
    spoken = tuple(word for word in words if not _is_no_number(word))
    if not spoken or any(word.isdecimal() and len(word) > 2 for word in words):  # noqa: PLR2004
        return None
    read = read_cardinal(spoken, 0)
    if read is None:
        return None
    value, end = read
    if end == len(spoken):
        return value if value >= 100 else None  # noqa: PLR2004 - no year in full
    if spoken[end] in {"oh", "o"} and end + 2 == len(spoken) and CARDINALS.get(spoken[-1], 99) < 10:  # noqa: PLR2004
        return value * 100 + CARDINALS[spoken[-1]]
    if spoken[end:] == ("hundred",):
        return value * 100
    rest = read_cardinal(spoken, end)
    if rest and rest[1] == len(spoken) and 10 <= value < 100 and rest[0] < 100:  # noqa: PLR2004
        return value * 100 + rest[0]
    return None


def _days_in_words(words: list[str]) -> list[str]:
    """`ninth` as 9, `twenty first` as 21."""
    read: list[str] = []
    at = 0
    while at < len(words):
        word = words[at]
        ahead = words[at + 1] if at + 1 < len(words) else ""
        if word in {"twenty", "thirty"} and ahead in ORDINALS:
            read.append(str(CARDINALS[word] + ORDINALS[ahead]))
            at += 2
            continue
        read.append(str(ORDINALS[word]) if ORDINALS.get(word, 99) <= 31 else word)  # noqa: PLR2004
        at += 1
    return read
