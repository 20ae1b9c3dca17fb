"""Things put in order, or matched."""

from itertools import permutations

import pytest

from trainer.deck.card import Match, Order
from trainer.grading.arrangement import mark_match, mark_order
from trainer.grading.mark import Mark, Part

PAIRS = {"Karachi": "port", "Islamabad": "capital", "Lahore": "heart"}


def ordered(given: str, key: str = "abcd") -> Mark:
    card = Order.model_validate({"q": "Order?", "order": list(key)})
    return mark_order(card, tuple(given))


def matched(given: dict[str, str]) -> Mark:
    return mark_match(Match.model_validate({"q": "Match?", "match": PAIRS}), given)


@pytest.mark.parametrize(
    ("given", "score"),
    [
        ("abcd", 1),
        ("abdc", 4 / 6),
        ("dabc", 0),
        ("bacd", 4 / 6),
        ("badc", 2 / 6),
        ("dcba", 0),
        ("", 0),
        ("a", 0),
        ("abc", 0),
        ("abcx", 0),
        ("abcde", 2 / 10),
    ],
)
def test_order_is_marked_by_kendalls_tau(given: str, score: float) -> None:
    assert ordered(given).score == pytest.approx(score)


def test_shuffles_are_worth_little() -> None:
    scores = [ordered("".join(order)).score for order in permutations("abcd")]
    assert sum(scores) / len(scores) < 0.25
    assert [score for score in scores if score == 1] == [1]


def test_things_that_stand_twice_are_alike() -> None:
    assert ordered("abab", "abab").score == 1
    assert ordered("baba", "abab").score < 1


def test_each_place_is_a_part() -> None:
    assert ordered("bac", "abc").parts == (
        Part("1.", "b", "a", right=False),
        Part("2.", "a", "b", right=False),
        Part("3.", "c", "c", right=True),
    )


def test_match_is_marked_by_the_pair() -> None:
    assert matched(PAIRS).score == 1
    assert matched(PAIRS | {"Karachi": "capital", "Islamabad": "port"}).score == pytest.approx(
        1 / 3
    )
    assert matched({"Karachi": "port"}).score == pytest.approx(1 / 3)
    assert matched({}).score == 0
    assert matched({"": "", "port": "Karachi"}).score == 0


def test_each_pair_is_a_part() -> None:
    assert matched({"Karachi": "capital"}).parts[:2] == (
        Part("Karachi", "capital", "port", right=False),
        Part("Islamabad", "", "capital", right=False),
    )
