import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.exchange.anki_cloze import from_anki, to_anki


@pytest.mark.parametrize(
    ("anki", "ours", "outer"),
    [
        ("{{c1::Rome::city}} on the {{c2::Tiber}}", "{{Rome::city}} on the {{Tiber}}", 0),
        ("{{c1::a {{c2::b}} c}}", "a {{b}} c", 1),
        ("{{c1::a {{c2::b::inner}} c::outer}}", "a {{b::inner}} c", 1),
        ("{{c1::{{c2::a}} {{c3::b}}}} {{c4::c}}", "{{a}} {{b}} {{c}}", 1),
        ("{{c1::{{c2::{{c3::a}}::x}}::y}}", "{{a}}", 2),
        ("{{cat}} {{c1::dog}} }} {{c2::open", "{{cat}} {{dog}} }} {{c2::open", 0),
    ],
)
def test_the_innermost_gaps_are_ours_and_the_outer_counted(
    anki: str, ours: str, outer: int
) -> None:
    said = from_anki(anki)
    assert (said.text, said.outer) == (ours, outer)


@given(st.text(st.sampled_from("{}c1:: a")), st.booleans())
def test_gaps_of_ours_come_back(text: str, together: bool) -> None:
    cloze = f"{{{{one::hint}}}} {text.replace('{', '').replace('}', '')} {{{{two}}}}"
    assert from_anki(to_anki(cloze, together=together)) == (cloze, together, 0)
