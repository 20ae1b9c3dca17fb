"""Dates as people type them, marked by the precision that the key is written in."""

import re
from collections.abc import Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

from trainer.deck.card import Date
from trainer.deck.partial_date import MONTHS, PartialDate
from trainer.grading.mark import Mark, Part

_LONGEST = 60
_HALF = 0.5
_FORMS = "Write it as 2018, April 2018 or 21 April 2018."
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/. ](\d{4})")
_FILLERS = {"of", "the", "in", "on"}


def readings(text: str) -> tuple[PartialDate, ...]:
    """Every date that a text can mean; two where day and month may have changed places."""
    text = text.strip().casefold()
    return tuple(_possible(text)) if len(text) <= _LONGEST else ()


def _possible(text: str) -> Iterator[PartialDate]:
    if found := _ISO.fullmatch(text):
        yield from _real(found[1], found[2], found[3])
    elif found := _DAY_MONTH_YEAR.fullmatch(text):
        yield from _real(found[3], found[2], found[1])
        if found[1] != found[2]:
            yield from _real(found[3], found[1], found[2])
    elif found := _MONTH_YEAR.fullmatch(text):
        yield from _real(found[2], found[1])
    else:
        yield from _in_words(text)


def _in_words(text: str) -> Iterator[PartialDate]:
    words = [word for word in re.findall(r"\d+|[^\W\d_]+", text) if word not in _FILLERS]
    ordinal = {"st", "nd", "rd", "th"}
    years = [word for word in words if re.fullmatch(r"\d{4}", word)]
    days = [word for word in words if re.fullmatch(r"\d{1,2}", word)]
    names = [word for word in words if word.isalpha() and word not in ordinal]
    months = [month for word in names if (month := _month(word))]
    if len(years) != 1 or len(days) > 1 or len(names) > 1 or len(months) != len(names):
        return
    if days and not months:
        return
    yield from _real(years[0], months[0] if months else None, days[0] if days else None)


def _month(word: str) -> int | None:
    """The number of a month: its name, its first three letters or more, or a misspelling."""
    names = [name.casefold() for name in MONTHS]
    if len(word) >= 3:  # noqa: PLR2004
        for number, name in enumerate(names, 1):
            if name.startswith(word) or word == "sept" == name[:4]:
                return number
    found = process.extractOne(word, names, scorer=OSA.distance, score_cutoff=len(word) // 4)
    return found[2] + 1 if found else None


def _real(
    year: int | str, month: int | str | None = None, day: int | str | None = None
) -> Iterator[PartialDate]:
    text = "-".join(
        f"{int(part):0{width}d}"
        for part, width in zip((year, month, day), (4, 2, 2), strict=True)
        if part is not None
    )
    try:
        yield PartialDate.parse(text)
    except ValueError:
        return


def mark_date(card: Date, given: str) -> Mark:
    """Mark a typed date: half for the right year (or month) where more is asked."""
    possible = readings(given)
    if not possible:
        return _mark(card, given, 0.0, _FORMS if given.strip() else "")
    return max((_compared(card, given, date) for date in possible), key=lambda mark: mark.score)


def _compared(card: Date, given: str, date: PartialDate) -> Mark:
    key = card.date
    if date.year != key.year:
        return _mark(card, given, 0.0)
    if key.month is None:
        return _mark(card, given, 1.0)
    if date.month != key.month:
        what = "the month is missing" if date.month is None else "wrong month"
        return _mark(card, given, _HALF, f"Right year, {what}.")
    if key.day is None or date.day == key.day:
        return _mark(card, given, 1.0)
    what = "the day is missing" if date.day is None else "wrong day"
    return _mark(card, given, _HALF, f"Right month, {what}.")


def _mark(card: Date, given: str, score: float, note: str = "") -> Mark:
    return Mark(score, (Part("", given.strip()[:_LONGEST], card.solution, score == 1),), note)
