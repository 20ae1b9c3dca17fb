"""Dates as people type them: `2018-04`, `April 2018`, `9/10/2021`, `Oct 9th, 2021`."""

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from trainer.deck.partial_date import MONTHS, PartialDate

LONGEST = 60
"""An answer with more characters is no date."""

_DASHES = re.compile("[‐-―−]")
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})(?:[-/. ](\d{1,2}))?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ] ?(\d{1,2})[-/. ] ?(\d{4})")
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{4})")
_FILLERS = frozenset(["of", "the", "in", "on", "year", "st", "nd", "rd", "th"])
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SHORTEST_NAME = 3


def readings(text: str) -> tuple[PartialDate, ...]:
    """Every date that a text can mean; none when it is not one.

    There are two where day and month may have changed places. A year has four digits, or
    three: 21 might be a day, or a year of any century.
    """
    if len(text) > LONGEST:
        return ()
    text = _DASHES.sub("-", text.casefold()).strip(" .")
    return tuple(dict.fromkeys(_possible(text)))


def _possible(text: str) -> Iterator[PartialDate]:
    if found := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        yield from _real(*found.groups())
    elif found := _DAY_FIRST.fullmatch(text):
        yield from _real(found[3], found[2], found[1])
        yield from _real(found[3], found[1], found[2])
    elif found := _MONTH_FIRST.fullmatch(text):
        yield from _real(found[2], found[1])
    else:
        yield from _in_words(text)


def _in_words(text: str) -> Iterator[PartialDate]:
    words = [word for word in re.findall(r"\d+|[^\W\d_]+", text) if not _is_filler(word)]
    years = [word for word in words if re.fullmatch(r"\d{3,4}", word)]
    days = [word for word in words if re.fullmatch(r"\d{1,2}", word)]
    names = [word for word in words if not word.isdecimal()]
    match years, names, days:
        case [year], [], []:
            yield from _real(year)
        case [year], [name], [] | [_]:
            for month in _months(name):
                yield from _real(year, month, *days)


def _is_filler(word: str) -> bool:
    return word in _FILLERS or word in _WEEKDAYS or word.endswith("day")


def _months(word: str) -> list[int]:
    """The months that a word can mean: by name, by its first three letters or more, misspelt."""
    names = [name.casefold() for name in MONTHS]
    if len(word) >= _SHORTEST_NAME:
        begun = [at for at, name in enumerate(names, 1) if name.startswith(word)]
        if begun:
            return begun
    distances = [OSA.distance(word, name) for name in names]
    nearest = min(distances)
    if nearest > len(word) // 4:
        return []
    return [at for at, distance in enumerate(distances, 1) if distance == nearest]


def _real(
    year: str, month: str | int | None = None, day: str | None = None
) -> Iterator[PartialDate]:
    """The date, when the calendar has it."""
    parts = [f"{int(year):04}", *(f"{int(part):02}" for part in (month, day) if part)]
    if "00" in parts:
        return
    try:
        yield PartialDate.parse("-".join(parts))
    except ValueError:
        return
