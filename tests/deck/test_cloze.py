"""Gaps, and signs of gaps that are no gaps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from trainer.deck.cloze import Cloze, gap_written, gaps_in, literally

SIGNS = "a\\{}: "


@pytest.mark.parametrize(
    ("written", "gaps"),
    [
        (r"C++ writes {{std\::sort::a function}}.", [("std::sort", "a function")]),
        (r"Half is {{\frac\{1\}\{2\}}} in TeX.", [(r"\frac{1}{2}", None)]),
        (r"A line ends with \\{{x}}", [("x", None)]),
        (r"{{C:\temp}} is a folder, {{C:\\}} a drive", [(r"C:\temp", None), ("C:\\", None)]),
        (r"Jinja writes \{{ name \}} for a {{value}}.", [("value", None)]),
    ],
)
def test_a_backslash_takes_a_sign_its_meaning(
    written: str, gaps: list[tuple[str, str | None]]
) -> None:
    assert [(gap.text, gap.hint) for gap in gaps_in(written)] == gaps


def test_braces_as_such_are_read_without_their_backslash() -> None:
    card = Cloze(cloze=r"Jinja writes \{{ name \}} for a {{value}}.")
    assert card.blanked((0,)) == "Jinja writes {{ name }} for a […]."


@given(st.text(SIGNS).map(str.strip).filter(bool), st.text(SIGNS).map(str.strip))
def test_what_is_written_as_a_gap_reads_back(text: str, hint: str) -> None:
    [gap] = gaps_in(gap_written(text, hint or None))
    assert (gap.text, gap.hint) == (text, hint or None)


@given(st.text("ab{}"))
def test_text_beside_a_gap_reads_back(text: str) -> None:
    assert Cloze(cloze=f"x{literally(text)} {{{{gap}}}}").blanked(()) == f"x{text} gap"


@pytest.mark.parametrize("written", ["{{a}} and {{", "{{ }}", "{{a{b}}}", "{{::hint}}"])
def test_braces_that_do_not_match_are_told(written: str) -> None:
    with pytest.raises(ValidationError, match=r"empty or its braces|no \{\{gap\}\}"):
        Cloze(cloze=written)
