"""Dates as people type them, marked by the precision of the key."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.deck.acceptance.equality import Circumstances
from trainer.deck.card import Date
from trainer.grading.date import mark_date
from trainer.grading.mark import Mark


def marked(answer: str, key: str) -> Mark:
    return mark_date(Date.model_validate({"q": "When?", "date": key}), answer, Circumstances("en"))


RIGHT = [
    ("2018", "2018"),
    ("in 2018", "2018"),
    ("the year 2018", "2018"),
    ("476", "0476"),
    ("April 2018", "2018"),
    ("April 2018", "2018-04"),
    ("apr 2018", "2018-04"),
    ("Apr. 2018.", "2018-04"),
    ("2018 April", "2018-04"),
    ("Aprli 2018", "2018-04"),
    ("2018-04", "2018-04"),
    ("2018-4", "2018-04"),
    ("2018–04", "2018-04"),
    ("2018/04", "2018-04"),
    ("04/2018", "2018-04"),
    ("4.2018", "2018-04"),
    ("21 April 2018", "2018-04"),
    ("Sept 2018", "2018-09"),
    ("Setember 2018", "2018-09"),
    ("2021-10-09", "2021-10-09"),
    ("20211009", "2021-10-09"),
    ("9 October 2021", "2021-10-09"),
    ("October 9, 2021", "2021-10-09"),
    ("Oct 9 2021", "2021-10-09"),
    ("the 9th of October, 2021", "2021-10-09"),
    ("Saturday, 9 October 2021", "2021-10-09"),
    ("9/10/2021", "2021-10-09"),
    ("10/9/2021", "2021-10-09"),
    ("09.10.2021", "2021-10-09"),
    ("9. 10. 2021", "2021-10-09"),
    ("٢٠١٨", "2018"),
]

HALF = [
    ("2018", "2018-04", "Right year, no month."),
    ("May 2018", "2018-04", "Right year, wrong month."),
    ("21 May 2018", "2018-04", "Right year, wrong month."),
    ("2021", "2021-10-09", "Right year, no month."),
    ("November 2021", "2021-10-09", "Right year, wrong month."),
    ("9 November 2021", "2021-10-09", "Right year, wrong month."),
    ("October 2021", "2021-10-09", "Right month, no day."),
    ("8 October 2021", "2021-10-09", "Right month, wrong day."),
]

UNREADABLE = [
    "spring",
    "18",
    "30 February 2018",
    "2018-13",
    "2018-00",
    "0 April 2018",
    "April May 2018",
    "2017 or 2018",
    "Ma 2018",
    "0000",
    "2018 " * 50,
]


@pytest.mark.parametrize(("answer", "key"), RIGHT)
def test_right(answer: str, key: str) -> None:
    assert marked(answer, key).score == 1


@pytest.mark.parametrize(("answer", "key", "note"), HALF)
def test_half_with_what_is_amiss(answer: str, key: str, note: str) -> None:
    assert (marked(answer, key).score, marked(answer, key).note) == (0.5, note)


@pytest.mark.parametrize("answer", ["2019", "April 2019", "2019-04-21", "21/4/2019"])
def test_another_year_is_wrong(answer: str) -> None:
    assert marked(answer, "2018-04").score == 0


@pytest.mark.parametrize("answer", UNREADABLE)
def test_what_is_no_date_is_asked_again(answer: str) -> None:
    mark = marked(answer, "2018-04")
    assert (mark.score, mark.unread) == (0, True)
    assert mark.note


def test_blank_is_wrong_without_a_lesson() -> None:
    assert (marked("  ", "2018").score, marked("  ", "2018").note) == (0, "")


def test_the_reading_of_an_ambiguous_date_is_told() -> None:
    assert marked("9/10/2021", "2021-10-09").note == "Read as 9 October 2021."
    assert marked("10/9/2021", "2021-10-09").note == "Read as 9 October 2021."
    assert marked("9/9/2021", "2021-09-09").note == ""
    assert marked("21/4/2018", "2018-04-21").note == ""


def test_a_month_misspelt_is_told() -> None:
    assert marked("Jamuary 2018", "2018-01").note == "Spelling: January"


@given(st.dates(), st.sampled_from([4, 7, 10]))
def test_every_key_marks_right_as_written_and_in_words(day: dt.date, written: int) -> None:
    key = day.isoformat()[:written]
    card = Date.model_validate({"q": "When?", "date": key})
    assert mark_date(card, key, Circumstances("en")).score == 1
    assert mark_date(card, card.solution, Circumstances("en")).score == 1


@settings(max_examples=2 * settings().max_examples)
@given(st.text(max_size=70) | st.from_regex(r"[0-9A-Za-z./ -]{0,30}", fullmatch=True))
def test_any_text_is_marked(answer: str) -> None:
    assert marked(answer, "2018-04-21").score in {0, 0.5, 1}
