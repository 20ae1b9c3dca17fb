"""Dates, marked by the precision that the key is written in."""

from trainer.deck.acceptance.equality import Circumstances
from trainer.deck.acceptance.giving_up import is_giving_up
from trainer.deck.card import Date
from trainer.deck.partial_date import PartialDate
from trainer.grading.mark import Mark, Part
from trainer.grading.written_date import LONGEST, DateReading, UnreadDateError, readings

_HALF = 0.5


def mark_date(card: Date, answer: str, at: Circumstances) -> Mark:
    """Mark a typed date: half for the right year, or all but the year, where more is asked.

    What is given beyond the key's precision does not count. Of two readings of 9/10/2021
    the better one does, and a remark says so.
    """
    answer = answer.strip()
    if answer.casefold() == card.solution.casefold():
        return _mark(card, answer, 1.0, "")
    if is_giving_up(answer, at.tongue):
        return _mark(card, answer, 0.0, "")
    try:
        possible = readings(answer, card.date, at.tongue)
    except UnreadDateError as error:
        part = Part("", answer[:LONGEST], card.solution, right=False)
        return Mark(0.0, (part,), str(error), unread=True)
    score, note, remark = max(
        ((*_compared(date, card.date), date.remark) for date in possible),
        key=lambda one: (one[0], not one[2]),
    )
    remarks = " ".join(filter(None, (remark, note))) if score > 0 else ""
    return _mark(card, answer, 0.0 if at.exact and remark else score, remarks)


def _compared(date: DateReading, key: PartialDate) -> tuple[float, str]:
    """The score, and what is amiss where it is half."""
    if date.year is None:
        whole = key.month is not None and (date.month, date.day if key.day else None) == key[1:]
        return (_HALF, "Which year?") if whole else (0.0, "")
    if date.year != key.year:
        return 0.0, ""
    if key.month is None:
        return 1.0, ""
    if date.month != key.month:
        return _HALF, f"Right year, {'wrong' if date.month else 'no'} month."
    if key.day is None or date.day == key.day:
        return 1.0, ""
    return _HALF, f"Right month, {'wrong' if date.day else 'no'} day."


def _mark(card: Date, answer: str, score: float, note: str) -> Mark:
    return Mark(score, (Part("", answer[:LONGEST], card.solution, right=score == 1),), note)
