import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.deck.answer_form import PointAt
from trainer.deck.card import Hide, Where
from trainer.deck.form_base import NoAnswerError
from trainer.deck.item import items_of_card
from trainer.grading.grade import grade

REGIONS = {"Karachi": (30, 80, 10, 10), "Quetta": (44, 80, 10, 10)}
WHERE = Where.model_validate(
    {"q": "Point at Karachi.", "picture": "m.png", "where": "Karachi", "hide": REGIONS}
)
HIDE = Hide.model_validate(
    {"q": "Which?", "picture": "m.png", "hide": REGIONS, "accept": {"Karachi": "Kurrachee"}}
)


@pytest.mark.parametrize(
    ("given", "score", "note"),
    [
        ([35, 85], 1.0, ""),
        ([30, 80], 1.0, ""),
        ([28.5, 85], 1.0, ""),
        ([42, 85], 1.0, ""),
        ([43, 85], 0.5, "Close to it."),
        ([23, 85], 0.5, "Close to it."),
        ([45, 85], 0.0, "You pointed at Quetta."),
        ([0, 0], 0.0, ""),
    ],
)
def test_a_point_is_right_at_its_region_and_half_right_near_it(
    given: list[float], score: float, note: str
) -> None:
    [item] = items_of_card("d", WHERE)
    mark = grade(item, PointAt().read(given))
    assert (mark.score, mark.note) == (score, note)
    assert mark.parts[0].expected == "Karachi"


@pytest.mark.parametrize(
    ("point", "said"),
    [
        ([45, 85], "Quetta"),
        ([35, 60], "above Karachi"),
        ([35, 99], "below Karachi"),
        ([5, 85], "to the left of Karachi"),
        ([60, 20], "above and to the right of Karachi"),
        ([43, 85], "to the right of Karachi"),
        ([35, 85], "Karachi"),
    ],
)
def test_a_point_is_said_in_words(point: list[float], said: str) -> None:
    [item] = items_of_card("d", WHERE)
    assert grade(item, PointAt().read(point)).parts[0].given == said
    assert item.solution == "Karachi: lower middle of the picture"


def test_what_is_hidden_is_typed_and_a_neighbour_is_no_slip() -> None:
    one, _ = items_of_card("d", HIDE)
    given = ("Karachi", "karachy", "Kurrachee", "Quetta")
    assert [grade(one, text).score for text in given] == [1, 1, 1, 0]


numbers = st.floats(0, 100)


@given(numbers, numbers)
def test_a_point_is_kept_as_it_was_given(across: float, down: float) -> None:
    form = PointAt()
    answer = form.read([across, down])
    assert form.read(json.loads(json.dumps(form.write(answer)))) == answer
    assert form.read_line(str(answer)) == answer


@pytest.mark.parametrize(
    "value",
    ["", "somewhere", "12", "1 2 3", "101 5", "-1 5", [1], [1, "2"], [True, 2], [float("nan"), 1],
     [1e999, 0], None, {"x": 1}, "٣ ٤"],
)  # fmt: skip
def test_what_is_no_point_is_asked_for_again(value: object) -> None:
    with pytest.raises(NoAnswerError):
        PointAt().read(value)
