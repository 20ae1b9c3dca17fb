"""What an author is shown of YAML that cannot be read: the mistake, where it is."""

from pathlib import Path

import pytest

from trainer.deck.diagnostic import Diagnostic
from trainer.deck.reader import read_deck_text

HEAD = "title: T\ncards:\n"


def findings(text: str) -> tuple[Diagnostic, ...]:
    return read_deck_text(text, Path("deck.yaml")).diagnostics


def places(text: str) -> list[tuple[str, int, int]]:
    return [(str(f.code), f.span.line, f.span.column) for f in findings(text)]


@pytest.mark.parametrize(
    "text",
    "[old] Tiber;{x} yes;> 5 metres;| Tiber;- Tiber;? what;*x*;*** Tiber;}x;]x;, x;%x".split(";"),
)
def test_text_that_begins_with_a_sign_of_yaml_is_named_at_that_sign(text: str) -> None:
    [finding] = findings(f"{HEAD}  - q: What?\n    a: {text}\n    why: It is so.\n")
    assert finding.message == f"text cannot begin with {text[0]}"
    assert (finding.span.line, finding.span.column) == (4, 8)


@pytest.mark.parametrize(("text", "column"), [(r"C:\Users", 11), (r"a \d b", 11)])
def test_a_backslash_in_double_quotes_is_named(text: str, column: int) -> None:
    [finding] = findings(f'{HEAD}  - q: What?\n    a: "{text}"\n')
    assert "backslash" in finding.message
    assert (finding.code, finding.span.line, finding.span.column) == ("D107", 4, column)


@pytest.mark.parametrize("later", ['Where is "it"?', '"Where?"', '"Where" is it?'])
def test_an_unclosed_quote_is_placed_where_it_opens(later: str) -> None:
    text = f'{HEAD}  - q: "Which\n    a: Tiber\n  - q: {later}\n    a: x\n'
    assert ("D105", 3, 8) in places(text)


def test_text_after_a_quote_of_several_lines_is_no_unclosed_quote() -> None:
    assert places(f'{HEAD}  - q: "Which\n      river" is it?\n    a: x\n') == [("D106", 4, 14)]


@pytest.mark.parametrize(
    ("cards", "place"),
    [
        ("  -q: Which\n   a: Tiber\n", (3, 3)),
        ("  - q: Which\n    a: Tiber\n  -q: Who\n    a: x\n", (5, 3)),
        ("  - q: Which\n    list:\n      - Po\n      -Ebro\n      - x\n", (6, 7)),
        ("  - q: Which\n    list:\n      -Ebro\n      - x\n", (5, 7)),
        ("  -q: Which\n", (3, 3)),
    ],
    ids=["first card", "second card", "in a list", "first of a list", "nothing else"],
)
def test_a_dash_without_its_space_is_named(cards: str, place: tuple[int, int]) -> None:
    assert places(HEAD + cards)[0] == ("D115", *place)


def test_a_number_below_zero_lacks_no_space() -> None:
    text = f"{HEAD}  - q: How cold?\n    number: -5km\n  - q: Q\n    a: A\n"
    assert places(text) == [("D203", 4, 13)]


def test_an_equals_sign_is_placed_at_its_word() -> None:
    [finding] = findings(f"{HEAD}  - q: What?\n    a = Tiber\n    why: It is so.\n")
    assert (finding.span.line, finding.span.column) == (4, 5)
    assert finding.hint == "write `a: ` and then the text"


def test_a_no_break_space_after_a_colon_is_named_and_mended() -> None:
    [finding] = findings(f"{HEAD}  - q: What?\n    a:\u00a0Tiber\n    why: It is so.\n")
    assert (finding.code, finding.span.line, finding.span.column) == ("D103", 4, 7)
    assert finding.fix is not None
    assert finding.fix.text == " "


def test_a_no_break_space_before_a_key_does_not_hide_it() -> None:
    [finding] = findings(f"{HEAD}  - q: What?\n    \u00a0a: Tiber\n")
    assert finding.message == "a flashcard card has no key `\u00a0a`"
    assert finding.hint == "did you mean `a`?"


def test_a_stray_key_is_named_where_the_answer_is_missing() -> None:
    [finding] = findings(f"{HEAD}  - q: What?\n    Q: Tiber\n")
    assert finding.message == "the card has no answer; `Q` is none"


def test_a_key_in_capitals_beside_its_like_is_named() -> None:
    [finding] = findings(f"{HEAD}  - q: What?\n    Q: Tiber\n    a: x\n")
    assert finding.hint == "`q` is on the card already"


def test_cards_after_one_that_cannot_be_read_are_read() -> None:
    text = f"{HEAD}  - q: it's\n    a: *x*\n  - q: Fine\n    a: x\n  - q: b: c\n    a: [a] b\n"
    assert places(text) == [("D107", 4, 8), ("D104", 7, 9)]


def test_an_unclosed_quote_hides_no_more_than_its_card() -> None:
    text = f'{HEAD}  - q: "Which\n    a: Tiber\n  - q: "Where?"\n    a: x\n  - q: @x\n'
    assert places(text) == [("D105", 3, 8), ("D107", 7, 8)]


def test_what_breaks_before_the_cards_is_told_alone() -> None:
    assert places("title: a: b\ncards:\n  - q: c: d\n") == [("D104", 1, 9)]


def test_of_many_broken_cards_ten_are_told() -> None:
    assert len(findings(HEAD + "  - q: a: b\n" * 500)) == 10


def test_an_empty_text_before_a_comment_says_so() -> None:
    [finding] = findings(f"{HEAD}  - q: What?\n    a: #1 in Italy\n")
    assert finding.message == "`a` has no text, for what follows # is a comment"


def test_an_empty_text_that_begins_with_the_sign_of_a_block_says_so() -> None:
    [finding] = findings(f"{HEAD}  - q: What?\n    a: >5\n")
    assert finding.message == "`a` has no text, for > announces lines of text below it"


def test_a_comment_within_a_text_of_several_lines_is_named() -> None:
    text = f"{HEAD}  - q: What?\n    a: The number # 1\n      river of Italy\n    why: It is so.\n"
    assert places(text) == [("D101", 4, 19)]
