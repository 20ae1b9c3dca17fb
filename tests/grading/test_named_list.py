"""Things named from memory."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.deck.acceptance.equality import Circumstances
from trainer.deck.card import ListCard
from trainer.grading.mark import Mark, Part
from trainer.grading.named_list import mark_list

COUNTRIES = ("Russia", "China", "Kazakhstan", "Kyrgyzstan")


def named(*given: str, key: tuple[str, ...] = COUNTRIES, ordered: bool = False) -> Mark:
    card = ListCard.model_validate({"q": "Name them.", "list": key, "ordered": ordered})
    return mark_list(card, given, Circumstances("en"))


def test_any_order_will_do() -> None:
    assert all(named(*order).score == 1 for order in permutations(COUNTRIES))


def test_the_share_named_is_the_mark() -> None:
    assert named("China", "Russia").score == 0.5
    assert named("China", "France").score == 0.25
    assert named("China", "china", "CHINA").score == 0.25
    assert named("France").score == 0


@pytest.mark.parametrize("nothing", [(), ("",), ("", " ", "\t")])
def test_nothing_is_worth_nothing(nothing: tuple[str, ...]) -> None:
    assert named(*nothing).score == 0


def test_a_guess_is_free_while_places_are_left() -> None:
    assert named("China", "Russia", "France", "Spain").score == 0.5


def test_naming_everything_does_not_pay() -> None:
    assert named(*COUNTRIES, "France").score == 0.8
    assert named(*(f"country {n}" for n in range(1000)), *COUNTRIES).score < 0.01


def test_blank_entries_are_no_names() -> None:
    assert named(*COUNTRIES, "", " ").score == 1


def test_a_misspelling_is_forgiven_and_shown() -> None:
    mark = named("Russia", "Chine", "Kazakstan", "Kyrgystan")
    assert mark.score == 0.75 + 0.25
    assert mark.note == "Spelling: China, Kazakhstan, Kyrgyzstan"


def test_parts_are_the_things_and_then_what_is_not_among_them() -> None:
    assert named("France", "china").parts == (
        Part("", "", "Russia", right=False),
        Part("", "china", "China", right=True),
        Part("", "", "Kazakhstan", right=False),
        Part("", "", "Kyrgyzstan", right=False),
        Part("", "France", "", right=False),
    )


def test_a_slip_takes_no_place_of_what_is_spelt_rightly() -> None:
    for given_order in permutations(("Karimov", "Karymov")):
        assert named(*given_order, key=("Karymov", "Karimov")).note == ""


def test_no_right_name_is_lost_where_one_fits_two_things() -> None:
    key = ("Karimova", "Karimov", "Karimof")
    for given_order in permutations(("Karymova", "Karymov", "Karimoff")):
        assert named(*given_order, key=key).score == 1


@pytest.mark.parametrize(
    ("given_order", "score"),
    [((0, 1, 2, 3), 1), ((1, 0, 2, 3), 0.75), ((3, 2, 1, 0), 0.25), ((0, 3), 0.5), ((), 0)],
)
def test_where_order_counts_the_longest_row_in_order_is_right(
    given_order: tuple[int, ...], score: float
) -> None:
    assert named(*(COUNTRIES[at] for at in given_order), ordered=True).score == score


def test_a_stray_name_does_not_break_the_order() -> None:
    mark = named("Russia", "France", "Chine", "Kazakhstan", ordered=True)
    assert mark.score == 0.75
    assert mark.note == "Spelling: China"


def test_a_very_long_name_is_cut() -> None:
    assert len(named("x" * 100_000).parts[-1].given) == 1000


@given(st.lists(st.sampled_from(COUNTRIES), max_size=6), st.booleans())
def test_the_mark_is_the_number_of_distinct_names(names: list[str], ordered: bool) -> None:
    mark = named(*names, ordered=ordered)
    distinct = len(set(names)) / max(4, len(names))
    assert mark.score <= distinct if ordered else mark.score == distinct
