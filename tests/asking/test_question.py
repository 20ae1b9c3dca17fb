"""One view of a question and one codec of answers, for every kind and every front."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.classroom.conftest import questions
from trainer.asking import question as asking_question
from trainer.asking.question import Question
from trainer.asking.reveal import reveal
from trainer.classroom.asked_question import asked_of, question_of
from trainer.classroom.drill_event import Answered, read_drill_event
from trainer.classroom.make_report import report_of
from trainer.classroom.past_drills import read_drill
from trainer.deck.answer_form import AnswerForm
from trainer.deck.card import KINDS, MultipleChoice, Number
from trainer.deck.form_base import Answer, NoAnswerError
from trainer.deck.item import Item, items_of_deck
from trainer.deck.option_forms import ChooseOne, ChooseSeveral
from trainer.deck.reader import read_deck_text
from trainer.grading.mark import Verdict
from trainer.grading.marker import Marker
from trainer.store.event import ReviewEvent
from trainer.store.event import read_event as read_review
from trainer.study.resume import steps_of
from trainer.tui.option_lead import lead_of

KEPT = Path(__file__).parent / "kept"
"""Lines that an earlier version wrote: reviews, and a drill, of a card of each kind."""
TRAINER = Path(asking_question.__file__).parents[1]
ALL = questions()
GIVEN: dict[str, Answer] = {
    "choice": "Po",
    "pick": frozenset({"Malta", "Chad"}),
    "truth": False,
    "typed": "Goete",
    "gaps": ("red", "blue"),
    "number": "8 legs",
    "date": "November 1989",
    "order": ("Venus", "Mercury", "Earth"),
    "match": {"Peru": "Lima", "Chile": "Havana"},
    "list": ("Latvia", "Poland", "Estonia", "Lithuania", "Spain"),
}


def reviews() -> list[ReviewEvent]:
    lines = (KEPT / "reviews.jsonl").read_bytes().splitlines()
    return [event for line in lines if isinstance(event := read_review(line), ReviewEvent)]


def test_a_journal_of_an_earlier_version_is_read() -> None:
    items = {question.item.ref: question.item for question in ALL.values()}
    steps = {step.item.id: step for step in steps_of(reviews(), items) if step.item}
    assert {name: step.answer for name, step in steps.items()} == GIVEN | {"flash": None}
    assert steps["flash"].mark is None
    assert all(step.mark and step.mark.parts for name, step in steps.items() if name != "flash")


def test_what_is_written_now_is_what_was_written_then() -> None:
    for review in reviews():
        if review.item in GIVEN:
            question = ALL[review.item]
            assert question.form.write(GIVEN[review.item]) == review.answer


def test_a_drill_of_an_earlier_version_goes_on_and_is_reported() -> None:
    drill = read_drill(KEPT / "drill.jsonl")
    assert drill.questions == tuple(question_of(asked) for asked in drill.opened.questions)
    assert [q.options for q in drill.questions] == [a.options for a in drill.opened.questions]
    lines = (KEPT / "drill.jsonl").read_bytes().splitlines()
    answers = [event for line in lines if isinstance(event := read_drill_event(line), Answered)]
    assert len(answers) == len(ALL)
    for event in answers:
        question = drill.questions[event.question]
        assert question.mark_in_class(question.form.read(event.answer)).score == event.score
    told = {q.asked.kind: q.chosen for q in report_of(drill.state, drill.questions).questions}
    assert told["pick"] == dict.fromkeys(ALL["pick"].options, 0) | {"Malta": 1, "Chad": 1}
    assert told["order"] == {"Venus → Mercury → Earth": 1}
    assert told["match"] == {"Peru → Lima, Chile → Havana": 1}
    assert told["truth"] == {"True": 0, "False": 1}


@given(st.sampled_from([*GIVEN]), st.data())
def test_an_answer_read_from_a_line_is_one_that_is_kept(name: str, data: st.DataObject) -> None:
    form = ALL[name].form
    line = data.draw(st.text("abcdeft ;,.8", max_size=12) | st.text(max_size=12))
    try:
        answer = form.read_line(line)
    except NoAnswerError:
        return
    assert form.read(json.loads(json.dumps(form.write(answer)))) == answer
    assert ALL[name].mark(answer).score <= 1


def test_one_side_of_a_match_may_be_left_out_on_a_line_as_in_the_app() -> None:
    form = ALL["match"].form
    first = form.read([0, None, None])
    assert form.read_line("a--") == form.read_line("A - -") == form.read_line("ａ，－、－") == first
    assert 0 < ALL["match"].mark(form.read_line(letters_of("Lima", "-", "-"))).score < 1
    for nothing in ("---", "a-", "-z-"):
        with pytest.raises(NoAnswerError):
            form.read_line(nothing)


def letters_of(*rights: str) -> str:
    options = ALL["match"].options
    return "".join("abc"[options.index(one)] if one in options else one for one in rights)


def test_letters_that_are_typed_wide_are_letters() -> None:
    assert ALL["choice"].form.read_line("ａ") == ALL["choice"].form.read(0)
    assert ALL["pick"].form.read_line("Ａ、ｃ") == ALL["pick"].form.read([0, 2])
    assert ALL["truth"].form.read_line("ｔ") is True


def test_options_past_z_are_named_by_their_numbers() -> None:
    options = tuple(f"option {at}" for at in range(1, 31))
    one, several = ChooseOne(options=options), ChooseSeveral(options=options)
    [column] = one.columns
    assert [sign for sign, _ in column][24:28] == ["y", "z", "27", "28"]
    assert one.read_line("30") == "option 30"
    assert several.read_line("a 27, 30") == frozenset({"option 1", "option 27", "option 30"})
    for nothing in ("26", "31", "2730", ""):
        with pytest.raises(NoAnswerError, match="letters from a to z, or numbers from 27 to 30"):
            several.read_line(nothing)
    assert lead_of(26).startswith("27 ")


def test_an_answer_that_a_card_no_longer_takes_is_none() -> None:
    for wrong in ("Rhine", ["Po"], 7, True, None, {"Po": "Po"}):
        with pytest.raises(NoAnswerError):
            ALL["choice"].form.read(wrong)


def test_every_question_can_be_revealed_with_and_without_an_answer() -> None:
    for name, question in ALL.items():
        shown = reveal(question, question.not_answered)
        assert shown.not_answered == (name != "flash")
        assert shown.key == question.item.solution
        if name in GIVEN:
            answered = reveal(question, question.mark(GIVEN[name]))
            assert answered.verdict is not None
            assert answered.options or answered.parts
    assert [text for text, gap in reveal(ALL["gaps"], None).filled if gap] == ["red", "green"]
    [missed] = [o for o in reveal(ALL["pick"], ALL["pick"].mark(GIVEN["pick"])).options if o.missed]
    assert missed.text == "Cyprus"


def test_an_option_in_its_long_form_is_answered_by_its_text_and_says_why() -> None:
    card = MultipleChoice.model_validate(
        {
            "q": "Which river?",
            "a": {"text": "Tiber", "why": "It runs through Rome."},
            "wrong": [{"text": "Po", "why": "It runs north."}, "Arno"],
        }
    )
    question = Question.of(Item.of("deck", "card", card), 0)
    sent = json.loads(json.dumps(question.shown()))["answer"]["options"]
    assert sorted(sent) == ["Arno", "Po", "Tiber"]
    answer = question.form.read(sent.index("Tiber"))
    shown = reveal(question, question.mark(answer))
    assert shown.verdict is Verdict.RIGHT
    reasons = {option.text: option.reason for option in shown.options}
    assert reasons == {"Tiber": "It runs through Rome.", "Po": "It runs north.", "Arno": ""}
    assert question_of(asked_of(question)) == question


def test_a_question_is_marked_as_its_deck_says() -> None:
    text = "title: T\nid: t\nexact: true\ncards:\n  - {id: c, q: Who?, typed: Schiller}\n"
    deck = read_deck_text(text, Path("t.yaml")).deck
    assert deck
    [item] = items_of_deck(deck)
    answer = "Schillr"
    assert Question.of(item, 0).mark(answer).verdict is Verdict.RIGHT
    assert Question.of(item, 0, Marker([deck])).mark(answer).verdict is not Verdict.RIGHT


def test_what_is_right_by_the_tolerance_says_so() -> None:
    card = Number.model_validate(
        {"q": "How many died?", "number": 1400, "unit": "men", "tolerance": "100"}
    )
    question = Question.of(Item.of("deck", "card", card), 0)

    def note(given: str) -> str:
        return reveal(question, question.mark(given)).note

    assert note("1300") == note("1400.5") == "Within 100 men of the key counts as right."
    for answer in ("1400", "1400 men", "about 1400", "1400.0", "1200"):
        assert note(answer) == ""


def _imported_kinds(path: Path) -> Iterator[str]:
    names = {kind.__name__ for kind in KINDS}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("trainer.deck"):
            yield from (alias.name for alias in node.names if alias.name in names)
        asked = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
        asked += [node.subject] if isinstance(node, ast.Match) else []
        yield from (
            "kind" for one in asked if isinstance(one, ast.Attribute) and one.attr == "kind"
        )


FRONTS = ["asking", "study", "classroom", "phone", "store", "memory", "cli", "tui"]


@pytest.mark.parametrize("package", FRONTS)
def test_no_front_and_no_machine_knows_a_kind(package: str) -> None:
    used = {
        str(path.relative_to(TRAINER)): found
        for path in sorted((TRAINER / package).rglob("*.py"))
        if (found := [*_imported_kinds(path)])
    }
    assert used == {}


def _forms_known(path: Path) -> Iterator[str]:
    """The classes of forms that a module imports, and the names of forms that a script has."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".js":
        yield from (name for name in FORMS.values() if f'"{name}"' in source)
        yield from ("kind" for _ in range(source.count(".kind")))
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("trainer.deck"):
            yield from (alias.name for alias in node.names if alias.name in FORMS)


FORMS = {form.__name__: form.form for form in get_args(AnswerForm)}
"""The class of each form of answering -> its name on pages."""
WITH_A_PIECE_OF_EACH = {"tui/widgets/answer_widgets.py", "classroom/page/forms.js"}
OF_ONE_FORM = {
    "tui/classroom/join.py",  # how sure one is, is chosen as an option is
    "tui/widgets/arranging_answers.py",
    "tui/widgets/choosing_answers.py",
    "tui/widgets/pointing_answer.py",
    "tui/widgets/writing_answers.py",
}


def test_no_front_knows_a_form_but_its_widget_and_its_piece_of_the_page() -> None:
    paths = [path for package in FRONTS for path in (TRAINER / package).rglob("*.[jp][sy]")]
    known = {path.relative_to(TRAINER).as_posix() for path in paths if [*_forms_known(path)]}
    assert known - WITH_A_PIECE_OF_EACH == OF_ONE_FORM
