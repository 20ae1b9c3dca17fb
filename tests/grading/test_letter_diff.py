"""The letter-by-letter comparison."""

from hypothesis import given
from hypothesis import strategies as st

from trainer.grading.letter_diff import compare
from trainer.grading.mark import Run


def test_a_letter_left_out_is_missing() -> None:
    assert compare("Astrakan", "Astrakhan") == (
        Run("Astrak", "same"),
        Run("h", "missing"),
        Run("an", "same"),
    )


def test_a_letter_changed_is_extra_and_missing() -> None:
    assert compare("Rawalpindy", "Rawalpindi") == (
        Run("Rawalpind", "same"),
        Run("y", "extra"),
        Run("i", "missing"),
    )


def test_case_is_shown_as_the_key_has_it() -> None:
    assert compare("gwadar", "Gwadar") == (Run("Gwadar", "same"),)
    assert compare("STRASSE", "Straße")[0] == Run("Stra", "same")


def test_a_letter_keeps_its_marks_and_an_emoji_stays_whole() -> None:
    assert compare("कु", "का") == (Run("कु", "extra"), Run("का", "missing"))
    assert compare("👍🏽", "👍🏿") == (Run("👍🏽", "extra"), Run("👍🏿", "missing"))
    assert compare("👨‍👩‍👧", "👨‍👩‍👦") == (Run("👨‍👩‍👧", "extra"), Run("👨‍👩‍👦", "missing"))


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_runs_spell_both_texts(mine: str, right: str) -> None:
    runs = compare(mine, right)
    assert "".join(run.text for run in runs if run.change != "extra") == right
    assert "".join(run.text for run in runs if run.change != "missing").casefold() == (
        mine.casefold()
    )


def test_texts_that_share_scattered_letters_share_nothing() -> None:
    key = "the wish to hedge against a withdrawal"
    assert compare("Russia, China", key) == (Run("Russia, China", "extra"), Run(key, "missing"))
    assert compare("blue", "green") == (Run("blue", "extra"), Run("green", "missing"))


def test_the_beginning_of_a_long_key_is_the_same() -> None:
    assert compare("the wish", "the wish to hedge against a withdrawal")[0] == Run(
        "the wish", "same"
    )
