"""Text that YAML drops as a comment; and comments that are meant."""

from pathlib import Path

import pytest

from trainer.deck.diagnostic import Diagnostic
from trainer.deck.lint import lint
from trainer.deck.reader import read_deck_text


def findings(lines: str) -> list[Diagnostic]:
    text = f"title: T\ncards:\n  - q: Which one is it?\n    {lines}\n"
    return [f for f in lint(read_deck_text(text, Path("d.yaml"))) if f.code == "D320"]


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ("a: The number # 1 river", (4, 19)),
        ("a: Bridge #7", (4, 15)),
        ("a: The tag #rome", (4, 16)),
        ("list:\n      - the river #1\n      - Po", (5, 19)),
        ("a: Po\n    wrong:\n      Ebro: It is the #2\n      Arno: No.", (6, 23)),
    ],
)
def test_the_rest_of_a_text_is_no_comment(lines: str, place: tuple[int, int]) -> None:
    [finding] = findings(lines)
    assert (finding.span.line, finding.span.column) == place


@pytest.mark.parametrize(
    "lines",
    [
        "a: Tiber  # the river",
        "a: Tiber # the river",
        "a: Tiber  #todo",
        "a: Tiber  # 1 of 3",
        "a: '#1 river' #todo",
        "a: The C# language",
        "a: Tiber #",
        "number: 5 #km",
        "date: 1936 # 1 May",
        "a: >- #x\n      Tiber",
    ],
)
def test_a_comment_is_left_alone(lines: str) -> None:
    assert findings(lines) == []


def test_it_is_silenced_on_the_card() -> None:
    assert findings("a: Tiber #todo\n    silence: {D320: a comment of ours}") == []
