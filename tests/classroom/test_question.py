"""What goes to a device, and what comes back."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.classroom.conftest import questions
from trainer.classroom.question import NoAnswerError, Question
from trainer.grading.mark import Answer

ALL = questions()


def right_answer(question: Question) -> Answer:
    card: Any = question.item.card
    match question.kind:
        case "choice":
            return str(card.a)
        case "pick":
            return frozenset(card.a)
        case "truth":
            return bool(card.truth)
        case "typed":
            return str(card.typed)
        case "cloze":
            return tuple(gap.text for gap in card.gaps)
        case "number":
            return "8"
        case "date":
            return "1989-11"
        case "order":
            return tuple(card.order)
        case "match":
            return dict(card.match)
        case "list":
            return tuple(card.list)
        case _:
            return "right"


@pytest.mark.parametrize("question", ALL.values(), ids=list(ALL))
def test_a_right_answer_of_each_kind_goes_out_and_comes_back(question: Question) -> None:
    answer = right_answer(question)
    sent = json.loads(json.dumps(question.sent(answer)))
    assert question.read(sent) == answer
    assert question.worth(answer) == 1


@pytest.mark.parametrize("question", ALL.values(), ids=list(ALL))
def test_nothing_of_the_key_goes_out(question: Question) -> None:
    shown = question.shown()
    assert set(shown) <= {"kind", "prompt", "options", "lefts", "blanks", "unit", "precision"}
    told = json.dumps(shown, ensure_ascii=False)
    if not question.options:
        assert all(line not in told for line in question.item.solution.split("\n"))
    assert "See a map" not in told
    assert "Portugal" not in told


def test_a_match_may_be_left_unfinished() -> None:
    question = ALL["match"]
    answer = question.read([question.options.index("Lima"), None, None])
    assert answer == {"Peru": "Lima"}
    assert question.sent(answer) == [question.options.index("Lima"), None, None]
    assert 0 < question.worth(answer) < 1


@given(
    st.sampled_from(list(ALL.values())),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ),
)
def test_whatever_comes_back_is_an_answer_or_refused(question: Question, sent: object) -> None:
    try:
        answer = question.read(sent)
    except NoAnswerError:
        return
    assert 0 <= question.worth(answer) <= 1
    assert question.read(question.sent(answer)) == answer


@pytest.mark.parametrize(
    ("card", "sent"),
    [
        ("choice", 3),
        ("choice", -1),
        ("choice", True),
        ("choice", "Tiber"),
        ("pick", [0, 0]),
        ("truth", 1),
        ("typed", "x" * 201),
        ("typed", "a\x1b[2Jb"),
        ("order", [0, 1]),
        ("order", [0, 1, 1]),
        ("match", [0, 1]),
        ("match", [0, 1, "x"]),
        ("list", ["a", "b", "c", "d"]),
        ("flash", "certainly"),
        ("flash", ["right"]),
    ],
)
def test_what_is_no_answer_is_refused(card: str, sent: object) -> None:
    with pytest.raises(NoAnswerError):
        ALL[card].read(sent)
