"""One answer more on a card, in the text of its deck."""

from pathlib import Path

import pytest

from trainer.deck.add_accepted import with_accepted

PATH = Path("rivers.yaml")
HEAD = "title: Rivers\ncards:\n"


def changed(card: str, key: str, answer: str, gaps: tuple[int, ...] = ()) -> str | None:
    text = with_accepted(HEAD + card, PATH, key, gaps, answer)
    return None if text is None else text.removeprefix(HEAD)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "  - id: x\n    q: W?\n    typed: Arno  # yes\n    why: W\n",
            "  - id: x\n    q: W?\n    typed: Arno  # yes\n    accept: [A]\n    why: W\n",
        ),
        ("- {id: x, q: W?, typed: Arno}\n", "- {id: x, q: W?, typed: Arno, accept: [A]}\n"),
        (
            "- {id: x, q: W?, typed: Arno, accept: [B]}\n",
            "- {id: x, q: W?, typed: Arno, accept: [B, A]}\n",
        ),
        (
            "- id: x\n  q: W?\n  typed: C\n  accept: B",
            "- id: x\n  q: W?\n  typed: C\n  accept: [B, A]",
        ),
        (
            "- id: x\n  q: W?\n  typed: C\n  accept:\n    - B  # b\n  why: W\n",
            "- id: x\n  q: W?\n  typed: C\n  accept:\n    - B  # b\n    - A\n  why: W\n",
        ),
    ],
)
def test_it_goes_into_the_card_and_nothing_else_is_touched(before: str, after: str) -> None:
    assert changed(before, "x", "A") == after


def test_a_gap_takes_it_for_itself() -> None:
    card = '- {id: x, cloze: "From {{red}} to {{blue}}."}\n'
    once = changed(card, "x", "azure", (1,))
    assert once == card[:-2] + ", accept: {blue: [azure]}}\n"
    assert changed(once, "x", "rosso", (0,)) == (
        card[:-2] + ", accept: {blue: [azure], red: [rosso]}}\n"
    )


@pytest.mark.parametrize("answer", ["no", "1: 2", "a, b", "# x", "it's “so”", "Ü \\ {x}"])
def test_any_answer_is_written_so_that_it_reads_back(answer: str) -> None:
    assert changed("- {id: x, q: W?, typed: Arno}\n", "x", answer) is not None


def test_what_cannot_be_written_safely_is_left() -> None:
    assert changed("- {id: x, q: W?, a: Arno}\n", "x", "A") is None
    assert changed("- {id: x, q: W?, typed: Arno}\n", "y", "A") is None
    assert changed("- {id: x, q: W?, typed: Arno}\n", "x", "") is None
