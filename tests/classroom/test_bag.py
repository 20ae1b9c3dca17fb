"""Whom to call: everybody once before anybody twice, across lessons."""

import itertools
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from trainer.classroom.bag import Bag

CLASS = [f"s{number}" for number in range(30)]


def calls(bag: Bag, students: list[str], many: int, present: set[str] | None = None) -> list[str]:
    found = []
    for _ in range(many):
        student, bag = bag.draw(students, present or set(students), seed=1)
        assert student
        found.append(student)
    return found


@given(st.integers(1, 40), st.integers(1, 5), st.integers())
def test_everybody_is_called_as_often_as_all_others(many: int, turns: int, seed: int) -> None:
    students, bag, counts = CLASS[:many] or CLASS, Bag(), Counter[str]()
    for _ in range(len(students) * turns):
        student, bag = bag.draw(students, students, seed)
        counts.update([str(student)])
    assert set(counts.values()) == {turns}
    assert len(counts) == len(students)


def test_it_is_kept_across_lessons() -> None:
    whole = calls(Bag(), CLASS, 30)
    student, bag = Bag().draw(CLASS, CLASS, seed=1)
    kept = Bag.model_validate_json(bag.model_dump_json())
    assert [student, *calls(kept, CLASS, 29)] == whole


def test_who_is_absent_keeps_his_place() -> None:
    first, _ = Bag().draw(CLASS, CLASS, seed=1)
    other, bag = Bag().draw(CLASS, set(CLASS) - {str(first)}, seed=1)
    assert other != first
    assert bag.draw(CLASS, CLASS, seed=1)[0] == first


def test_who_passes_is_the_last_of_this_turn() -> None:
    first, bag = Bag().draw(CLASS, CLASS, seed=1)
    assert calls(bag.put_back(str(first)), CLASS, 30)[-1] == first


def test_nobody_here_is_nobody_called() -> None:
    assert Bag().draw(CLASS, set(), seed=1)[0] is None
    assert Bag().draw([], set(), seed=1)[0] is None


def test_nobody_is_called_twice_in_a_row_where_a_turn_ends() -> None:
    order = calls(Bag(), CLASS[:4], 40)
    assert all(one != other for one, other in itertools.pairwise(order))


def test_who_comes_new_is_mixed_in_and_who_left_drops_out() -> None:
    _, bag = Bag().draw(CLASS[:10], CLASS, seed=1)
    students = [*CLASS[2:10], "new"]
    assert set(calls(bag, students, 9)) <= set(students)
    assert "new" in calls(bag, students, 9)
