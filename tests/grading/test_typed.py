"""Typed answers and gaps."""

from trainer.deck.acceptance.equality import Circumstances
from trainer.deck.card import Cloze
from trainer.grading import cloze, typed
from trainer.grading.mark import Mark, Part, Run

ENGLISH = Circumstances("en")


def mark_text(given: str, key: str, accept: tuple[str, ...] = ()) -> Mark:
    return typed.mark_text(given, (key, *accept), ENGLISH)


def mark_gaps(card: Cloze, gaps: tuple[int, ...], given: tuple[str, ...]) -> Mark:
    return cloze.mark_gaps(card.keys_of_gaps, gaps, given, ENGLISH)


def gaps_marked(*given: str) -> Mark:
    card = Cloze.model_validate(
        {
            "cloze": "{{Russia}}, {{India}} and {{Kazakhstan}} met in {{2018}}.",
            "accept": {"Russia": "the Russian Federation", "India": ["Bharat"]},
            "together": True,
        }
    )
    return mark_gaps(card, (0, 1, 2, 3), given)


def test_an_exact_answer_is_right_without_remarks() -> None:
    assert mark_text("rawalpindi ", "Rawalpindi") == Mark(
        1, (Part("", "rawalpindi", "Rawalpindi", right=True),)
    )


def test_a_forgiven_misspelling_is_right_and_shown() -> None:
    mark = mark_text("Astrakan", "Astrakhan")
    assert (mark.score, mark.note) == (1, "Spelling: Astrakhan")
    assert Run("h", "missing") in mark.parts[0].runs


def test_a_wrong_answer_is_shown_against_the_key() -> None:
    mark = mark_text("Iraq", "Iran")
    assert (mark.score, mark.note) == (0, "")
    assert mark.parts[0].runs == (
        Run("Ira", "same"),
        Run("q", "extra"),
        Run("n", "missing"),
    )


def test_what_is_accepted_is_as_right_as_the_key() -> None:
    mark = mark_text("unconventional", "unorthodox", ("unconventional", "strange"))
    assert (mark.score, mark.note) == (1, "")


def test_a_misspelling_of_what_is_accepted_is_compared_with_it() -> None:
    mark = mark_text("unconventionel", "unorthodox", ("strange", "unconventional"))
    assert mark.note == "Spelling: unconventional"
    assert mark.parts[0].expected == "unconventional"


def test_a_misspelling_is_compared_with_what_it_is_forgiven_for() -> None:
    mark = mark_text("Afganisthan", "Afganisthan hills", ("Afghanistan",))
    assert mark.note == "Spelling: Afghanistan"


def test_a_wrong_answer_is_compared_with_the_nearest_that_is_accepted() -> None:
    assert mark_text("strong", "unorthodox", ("strange",)).parts[0].expected == "strange"


def test_an_exact_answer_goes_before_a_misspelling() -> None:
    assert mark_text("colour", "color", ("colour",)).note == ""


def test_blank_is_wrong() -> None:
    assert mark_text("  ", "Iran") == Mark(0, (Part("", "", "Iran", right=False),))


def test_punctuation_alone_can_be_the_answer() -> None:
    assert mark_text("++", "++").score == 1
    assert mark_text("+", "++").score == 0
    assert mark_text("C", "C++").score == 0
    assert mark_text("c#", "C#").score == 1


def test_an_endless_answer_is_wrong_and_cut() -> None:
    mark = mark_text("Iran" + " " * 5000 + "Iraq", "Iran")
    assert mark.score == 0
    assert len(mark.parts[0].given) == 1000


def test_an_answer_is_rewritten_once() -> None:
    """Each acronym and each year taken off by turns would take hours."""
    given = "RAF " * 30 + "(1990) " * 30
    assert mark_text(given, "Royal Air Force officers").score == 0


def test_an_endless_key_can_be_given() -> None:
    assert mark_text("word " * 1000, "word " * 1000).score == 1


def test_gaps_are_marked_one_by_one() -> None:
    mark = gaps_marked("russian federation", "Indiana", "Kazakstan", "2019")
    assert mark.score == 0.5
    assert mark.note == "Spelling: Kazakhstan"
    assert [(part.label, part.right) for part in mark.parts] == [
        ("gap 1", True),
        ("gap 2", False),
        ("gap 3", True),
        ("gap 4", False),
    ]


def test_gaps_left_blank_are_wrong() -> None:
    assert gaps_marked("Russia").score == 0.25
    assert gaps_marked().score == 0
    assert gaps_marked("", " ", "", "").score == 0


def test_a_gap_takes_only_its_own_text() -> None:
    assert gaps_marked("India", "Russia", "", "").score == 0


def test_one_gap_alone_is_a_typed_answer() -> None:
    card = Cloze.model_validate({"cloze": "{{Russia}} and {{India}}"})
    assert mark_gaps(card, (1,), ("india",)) == mark_text("india", "India")
    assert mark_gaps(card, (1,), ()).score == 0


def test_another_name_of_one_gap_is_wrong_in_the_others() -> None:
    mark = gaps_marked("Bharat", "the Russian Federation", "Kazakhstan", "2018")
    assert [part.right for part in mark.parts] == [False, False, True, True]
    assert gaps_marked("the Russian Federation", "Bharat", "Kazakhstan", "2018").score == 1


def test_the_only_gap_needs_no_name_for_what_it_accepts() -> None:
    card = Cloze.model_validate({"cloze": "{{UK}} and {{UK}} met.", "accept": ["Britain"]})
    assert mark_gaps(card, (1,), ("Britain",)).score == 1
