"""What goes to a device, and what comes back."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tests.classroom.conftest import questions
from trainer.asking.question import Question
from trainer.classroom.asked_question import AskedQuestion, asked_of, question_of
from trainer.classroom.sent_answer import read_sent
from trainer.deck.answer_form import AnswerForm
from trainer.deck.form_base import Answer, NoAnswerError
from trainer.deck.item import items_of_deck
from trainer.deck.reader import read_deck_text
from trainer.tui.text import typed

ALL = questions()


def right_answer(question: Question) -> Answer:
    card: Any = question.item.card
    match question.item.card.kind:
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


EVERY = pytest.mark.parametrize("question", ALL.values(), ids=list(ALL))


def over_the_wire(value: object) -> object:
    return json.loads(json.dumps(value))


@EVERY
def test_a_right_answer_of_each_kind_is_kept_and_read_again(question: Question) -> None:
    answer = right_answer(question)
    assert question.form.read(over_the_wire(question.form.write(answer))) == answer
    assert read_sent(question, over_the_wire(question.form.write_short(answer))) == answer
    assert question.mark_in_class(answer).score == 1


@EVERY
def test_a_question_of_each_kind_is_logged_and_read_again(question: Question) -> None:
    line = asked_of(question).model_dump_json()
    assert question_of(AskedQuestion.model_validate_json(line)) == question


@EVERY
def test_the_form_of_each_kind_reaches_a_device_whole(question: Question) -> None:
    forms: TypeAdapter[Any] = TypeAdapter(AnswerForm)
    assert forms.validate_python(over_the_wire(question.shown())["answer"]) == question.form  # type: ignore[index]


def texts_in(value: object) -> list[str]:
    match value:
        case str():
            return [value]
        case dict():
            return [text for one in value.values() for text in texts_in(one)]
        case list() | tuple():
            return [text for one in value for text in texts_in(one)]
        case _:
            return []


@EVERY
def test_nothing_of_the_key_goes_out(question: Question) -> None:
    shown = question.shown()
    wanted = {"prompt", "setting", "hint", "language", "answers_in", "answer", "longest", "poll"}
    assert set(shown) == wanted
    text = " ".join(texts_in(shown))
    if not question.options:
        assert all(line not in text for line in question.item.solution.split("\n"))
    assert "See a map" not in text
    assert "Portugal" not in text


def test_a_match_may_be_left_unfinished() -> None:
    question = ALL["match"]
    answer = question.form.read([question.options.index("Lima"), None, None])
    assert answer == {"Peru": "Lima"}
    assert question.form.write_short(answer) == [question.options.index("Lima"), None, None]
    assert 0 < question.mark_in_class(answer).score < 1


@given(
    st.sampled_from(list(ALL.values())),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ),
)
def test_whatever_comes_back_is_an_answer_or_refused(question: Question, sent: object) -> None:
    try:
        answer = read_sent(question, sent)
    except NoAnswerError:
        return
    assert 0 <= question.mark_in_class(answer).score <= 1
    assert question.form.read(over_the_wire(question.form.write(answer))) == answer
    assert question.form.read(over_the_wire(question.form.write_short(answer))) == answer


@pytest.mark.parametrize(
    ("card", "sent"),
    [
        ("choice", 3),
        ("choice", -1),
        ("choice", True),
        ("choice", "Rhine"),
        ("pick", [0, 0]),
        ("truth", 1),
        ("typed", "x" * 201),
        ("order", [0, 1]),
        ("order", [0, 1, 1]),
        ("match", [0, 1]),
        ("match", [0, 1, "x"]),
        ("list", ["a", 2]),
        ("flash", "certainly"),
        ("flash", ["right"]),
    ],
)
def test_what_is_no_answer_is_refused(card: str, sent: object) -> None:
    with pytest.raises(NoAnswerError):
        read_sent(ALL[card], sent)


def test_a_text_is_the_same_answer_whichever_front_takes_it() -> None:
    """A paste brings what cannot be seen: isolates from a chat, a byte order mark."""
    form = ALL["typed"].form
    for pasted in ("\u2068Goethe\u2069", "\ufeffGoethe", "Goe\x1bthe", " Goethe\u2028"):
        answers = [read_sent(ALL["typed"], pasted), form.read_line(pasted), typed(pasted)]
        assert answers == ["Goethe"] * 3
        assert ALL["typed"].mark(answers[0]).score == 1
    apart = "e\u202e\u0301"
    assert form.read(apart) == form.read_line(apart) == typed(apart) == "é"


def test_a_long_key_can_be_sent_and_what_is_far_longer_is_not() -> None:
    oath = "I swear by Apollo Healer, by Asclepius, by Hygieia and by Panacea, " * 5
    cards = f"  - {{q: Which oath?, typed: {json.dumps(oath)}}}\n  - {{q: Short?, typed: Po}}\n"
    deck = read_deck_text(f"title: Oaths\nid: oaths\ncards:\n{cards}", Path("oaths.yaml")).deck
    assert deck
    long, short = (Question.of(item, seed=7) for item in items_of_deck(deck))
    assert long.mark(read_sent(long, oath)).score == 1
    assert long.shown()["longest"] >= len(oath)
    assert short.shown()["longest"] == 200
    for question in (long, short):
        with pytest.raises(NoAnswerError, match="at most"):
            read_sent(question, "a" * 1000)
