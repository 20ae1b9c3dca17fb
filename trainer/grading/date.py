"""Dates, marked by the precision that the key is written in."""

from trainer.deck.card import Date
from trainer.deck.partial_date import PartialDate
from trainer.grading.mark import Mark, Part
from trainer.grading.written_date import LONGEST, readings

_HALF = 0.5
_FORMS = "Write it as 2018, April 2018 or 21 April 2018."


def mark_date(card: Date, given: str) -> Mark:
    """Mark a typed date: half for the right year, or month, where more is asked.

    What is given beyond the key's precision does not count. Of two readings of 9/10/2021
    the better one does, and is told.
    """
    given = given.strip()
    if given.casefold() == card.solution.casefold():
        return _mark(card, given, 1.0, "")
    possible = readings(given)
    if not possible:
        return _mark(card, given, 0.0, _FORMS if given else "")
    best = max(possible, key=lambda date: _compared(date, card.date)[0])
    score, note = _compared(best, card.date)
    if len(possible) > 1:
        note = f"Read as {best.in_words()}. {note}".strip()
    return _mark(card, given, score, note)


def _compared(date: PartialDate, key: PartialDate) -> tuple[float, str]:
    """The score, and what is amiss where it is half."""
    if date.year != key.year:
        return 0.0, ""
    if key.month is None:
        return 1.0, ""
    if date.month != key.month:
        return _HALF, f"Right year, {'wrong' if date.month else 'no'} month."
    if key.day is None or date.day == key.day:
        return 1.0, ""
    return _HALF, f"Right month, {'wrong' if date.day else 'no'} day."


def _mark(card: Date, given: str, score: float, note: str) -> Mark:
    return Mark(score, (Part("", given[:LONGEST], card.solution, right=score == 1),), note)
