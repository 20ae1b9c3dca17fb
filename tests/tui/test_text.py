import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.deck.text import clean
from trainer.tui.text import joined, plain, typed


@pytest.mark.parametrize("text", ["[@click=app.quit]x[/]", "[/b]", "list[int]", "$primary"])
def test_markup_is_shown_as_it_is(text: str) -> None:
    content = joined("ours ", plain(text))
    assert content.plain == f"ours {text}"
    assert plain(text).spans == []


def test_a_style_is_on_all_of_the_text() -> None:
    [span] = plain("[b]x", "bold").spans
    assert (span.start, span.end) == (0, 4)


@given(st.text())
def test_nothing_that_a_terminal_obeys_is_shown(text: str) -> None:
    shown = plain(text).plain
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in shown if char != "\n")


@given(st.text())
def test_what_is_typed_is_as_safe_as_a_decks_text(text: str) -> None:
    assert clean(typed(text)) == typed(text) == typed(typed(text))


def test_letters_and_their_marks_become_one() -> None:
    assert typed(" e\u0301te\u0301\u202e ") == "été"
