from datetime import date, timedelta

from trainer.memory.forecast import forecast, next_due
from trainer.memory.state import MemoryState, Phase

TODAY = date(2024, 6, 10)


def due_in(days: int) -> MemoryState:
    return MemoryState(
        phase=Phase.REVIEW,
        step=None,
        stability=1,
        difficulty=5,
        due=TODAY + timedelta(days=days),
        reviewed=date(2024, 1, 1),
        reps=3,
        lapses=0,
    )


def test_each_day_counts_what_is_due_on_it() -> None:
    assert forecast(map(due_in, [0, 1, 1, 3]), TODAY, 4) == (1, 2, 0, 1)


def test_what_is_overdue_counts_today() -> None:
    assert forecast(map(due_in, [-300, -1, 0]), TODAY, 2) == (3, 0)


def test_what_lies_beyond_the_last_day_is_left_out() -> None:
    assert forecast([due_in(7)], TODAY, 7) == (0, 0, 0, 0, 0, 0, 0)


def test_the_next_day_with_something_due_comes_after_today() -> None:
    assert next_due(map(due_in, [-3, 0, 9, 2]), TODAY) == date(2024, 6, 12)


def test_with_nothing_to_come_there_is_no_next_day() -> None:
    assert next_due([due_in(0)], TODAY) is None
    assert next_due([], TODAY) is None
