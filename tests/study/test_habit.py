"""Days in a row, and the goal for the day."""

from datetime import date, timedelta

import pytest

from trainer.memory.queue import DayCounts
from trainer.study.habit import days_in_a_row, habit_in_words

TODAY = date(2026, 3, 10)


def days(*ago: int) -> dict[date, DayCounts]:
    return {TODAY - timedelta(days=many): DayCounts(new=3, reviews=4) for many in ago}


@pytest.mark.parametrize(
    ("ago", "row"),
    [((), 0), ((0,), 1), ((1,), 1), ((0, 1, 2), 3), ((1, 2), 2), ((0, 2, 3), 1), ((2, 3), 0)],
)
def test_days_in_a_row_end_today_or_yesterday(ago: tuple[int, ...], row: int) -> None:
    assert days_in_a_row(days(*ago), TODAY) == row


def test_the_goal_and_the_row_are_one_line() -> None:
    assert habit_in_words(days(0, 1), TODAY, 20) == "7 of 20 today · 2 days in a row"
    assert habit_in_words(days(0), TODAY, 7) == "7 of 7 today, the goal is reached"
    assert habit_in_words(days(), TODAY, 5) == "0 of 5 today"
    assert habit_in_words(days(0), TODAY, 0) == ""
