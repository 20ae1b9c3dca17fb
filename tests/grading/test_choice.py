"""Options chosen."""

import pytest

from trainer.deck.card import MultipleChoice, PickAll, TrueFalse
from trainer.grading.choice import mark_choice, mark_pick, mark_truth
from trainer.grading.mark import Mark, Part, Verdict

CAPITAL = MultipleChoice.model_validate(
    {"q": "Capital?", "a": "Islamabad", "wrong": {"Karachi": "It was until 1959.", "Lahore": None}}
)
PIPELINES = PickAll.model_validate(
    {"q": "Which?", "a": ["A", "B"], "wrong": {"C": "C is a port.", "D": None, "E": "E is a road."}}
)


def picked(*options: str) -> Mark:
    return mark_pick(PIPELINES, frozenset(options))


def test_the_right_option() -> None:
    assert mark_choice(CAPITAL, "Islamabad") == Mark(
        1, (Part("", "Islamabad", "Islamabad", right=True),)
    )


def test_a_wrong_option_tells_why() -> None:
    assert mark_choice(CAPITAL, "Karachi").note == "It was until 1959."
    assert mark_choice(CAPITAL, "Lahore").note == ""
    assert mark_choice(CAPITAL, "Lahore").verdict is Verdict.WRONG


@pytest.mark.parametrize("nothing", ["", " ", "Paris", "islamabad"])
def test_what_is_no_option_is_wrong(nothing: str) -> None:
    assert mark_choice(CAPITAL, nothing).score == 0


@pytest.mark.parametrize(
    ("options", "score"),
    [
        ("AB", 1),
        ("A", 0.5),
        ("ABC", 2 / 3),
        ("AC", 1 / 6),
        ("ABCD", 1 / 3),
        ("ABCDE", 0),
        ("C", 0),
        ("", 0),
    ],
)
def test_a_wrong_pick_takes_back_what_a_right_one_brings(options: str, score: float) -> None:
    assert picked(*options).score == pytest.approx(score)


def test_every_option_is_a_part() -> None:
    assert picked("A", "C").parts == (
        Part("A", "A", "A", right=True),
        Part("B", "", "B", right=False),
        Part("C", "C", "", right=False),
        Part("D", "", "", right=True),
        Part("E", "", "", right=True),
    )


def test_the_reasons_against_what_was_picked_are_told() -> None:
    assert picked("A", "C", "D", "E").note == "C is a port. E is a road."
    assert picked("A", "B").note == ""


def test_an_option_that_stands_twice_counts_once() -> None:
    card = PickAll.model_validate({"q": "Which?", "a": ["A", "A"], "wrong": ["A", "B"]})
    assert mark_pick(card, frozenset({"A"})).score == 1


@pytest.mark.parametrize("truth", [True, False])
def test_true_or_false(truth: bool) -> None:
    card = TrueFalse.model_validate({"q": "So?", "truth": truth, "correction": "Not so."})
    assert mark_truth(card, truth) == Mark(1, (Part("", str(truth), str(truth), right=True),))
    assert mark_truth(card, not truth).score == 0
    assert mark_truth(card, not truth).note == "Not so."
