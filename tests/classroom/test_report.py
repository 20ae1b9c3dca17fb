"""The report: who knows what, and no cell that a spreadsheet would run."""

import csv
import io

import pytest

from tests.classroom.conftest import Desk
from trainer.classroom.event import Confidence
from trainer.classroom.report import DrillReport, items_csv, report_of, results_csv
from trainer.grading.mark import Answer

RIGHT: dict[str, Answer] = {"choice": "Tiber", "typed": "Goethe", "truth": False}
WRONG: dict[str, Answer] = {"choice": "Po", "typed": "Schiller", "truth": True}


def drill(patterns: dict[str, str], **choices: Confidence) -> Desk:
    """A finished drill; a pattern such as `+-.` is right, wrong, no answer."""
    desk = Desk("drill", "choice", "typed", "truth", confidence=bool(choices))
    players = dict(zip(patterns, desk.sit(*patterns), strict=True))
    for number, card in enumerate(RIGHT):
        desk.go(2 if number == 0 else 1)
        for name, pattern in patterns.items():
            if pattern[number] != ".":
                answer = (RIGHT if pattern[number] == "+" else WRONG)[card]
                desk.room.answer(players[name], number, 1, answer, desk.now, **choices)
        desk.go(2)
        desk.go()
    return desk


def told(desk: Desk, names: dict[str, str] | None = None) -> DrillReport:
    return report_of(desk.room.state, desk.questions, names)


def test_facility_choices_and_who_needs_help() -> None:
    report = told(drill({"Anna": "+++", "Ben": "+-.", "Cleo": "+--"}))
    assert [q.facility for q in report.questions] == [1, pytest.approx(1 / 3), 0.5]
    assert report.questions[0].chosen == {"Tiber": 3, "Arno": 0, "Po": 0}
    assert report.questions[1].chosen == {"Schiller": 2, "Goethe": 1}
    assert [p.name for p in report.need_help] == ["Ben", "Cleo"]
    assert [q.number for q in report.hardest] == [2, 3]


def test_discrimination_is_high_where_the_strong_are_right_and_the_weak_wrong() -> None:
    patterns = {"A": "+++", "B": "++-", "C": "+-+", "D": "---", "E": "--+", "F": "+++"}
    first, *_ = told(drill(patterns)).questions
    assert first.discrimination is not None
    assert first.discrimination > 0.4
    same = told(drill(dict.fromkeys("ABCDEF", "+++"))).questions
    assert [q.discrimination for q in same] == [None, None, None]
    assert told(drill({"A": "+++"})).questions[0].discrimination is None


def test_sure_but_wrong_is_counted() -> None:
    sure = drill({"A": "-++", "B": "+++"}, confidence=Confidence.SURE)
    assert [q.sure_but_wrong for q in told(sure).questions] == [1, 0, 0]


def test_hands_are_worth_what_their_options_are() -> None:
    desk = Desk("board", "choice", "truth", "typed")
    desk.go()
    for counts in [
        {"Tiber": 6, "Po": 2, "Arno": 0},
        {"True": 3, "False": 1},
        {"right": 6, "wrong": 2},
    ]:
        desk.go()
        asked = desk.questions[desk.room.state.question]
        desk.room.tally([counts[label] for label in asked.form.labels], desk.now)
        desk.go(2)
    report = told(desk)
    assert [(q.answers, q.facility) for q in report.questions] == [(8, 0.75), (4, 0.25), (8, 0.75)]


def test_who_was_called_is_in_the_report_by_his_name() -> None:
    desk = Desk("board", "choice")
    desk.go(2)
    desk.room.mark("anna", 1, desk.now)
    desk.go()
    (anna,) = told(desk, {"anna": "Anna", "ben": "Ben"}).players
    assert (anna.name, anna.scores) == ("Anna", (1,))


def test_the_csv_has_a_row_a_student_and_a_column_a_question() -> None:
    report = told(drill({"Anna": "+-.", "Ben": "+++"}))
    rows = list(csv.reader(io.StringIO(results_csv(report))))
    assert rows[0][0] == "student"
    assert rows[0][1].startswith("1. Which river")
    assert rows[1:] == [["Anna", "1", "0", "", "0.33"], ["Ben", "1", "1", "1", "1"]]
    items = list(csv.DictReader(io.StringIO(items_csv(report))))
    assert [row["facility"] for row in items] == ["1", "0.5", "1"]
    assert items[1]["chosen"] in {"Schiller: 1 / Goethe: 1", "Goethe: 1 / Schiller: 1"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "|"])
def test_no_cell_is_a_formula(start: str) -> None:
    desk = Desk("drill", "typed")
    (player,) = desk.sit(f"{start}cmd('x')")
    desk.go(2)
    desk.room.answer(player, 0, 1, f"{start}SUM(A1)", desk.now)
    desk.go(2)
    report = told(desk)
    for text in (results_csv(report), items_csv(report)):
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert not any(cell.startswith(("=", "+", "-", "@", "|")) for cell in cells)


def test_who_was_called_once_and_was_right_needs_no_help() -> None:
    desk = Desk("board", "choice", "typed")
    desk.go(2)
    desk.room.call("ben", desk.now)
    desk.room.mark("ben", 1, desk.now)
    desk.go(4)
    report = told(desk, {"ben": "Ben"})
    assert [player.share for player in report.players] == [1]
    assert report.need_help == ()


def test_no_cell_is_a_formula_where_another_sign_ends_a_cell() -> None:
    desk = Desk("drill", "typed")
    (player,) = desk.sit("Anna")
    desk.go(2)
    desk.room.answer(player, 0, 1, "x; =1+1\t@y", desk.now)
    desk.go(3)
    text = items_csv(told(desk))
    for sign in ";\t":
        cells = [
            cell.strip() for row in csv.reader(io.StringIO(text), delimiter=sign) for cell in row
        ]
        assert not [cell for cell in cells if cell.startswith(("=", "@", "+", "|"))]


def test_figures_stay_figures_in_the_csv_though_they_are_negative() -> None:
    patterns = {"A": "-++", "B": "-++", "C": "-+-", "D": "+--", "E": "+--"}
    items = csv.DictReader(io.StringIO(items_csv(told(drill(patterns)))))
    assert float(next(items)["discrimination"]) < 0


def test_the_order_that_was_given_is_told() -> None:
    desk = Desk("drill", "order")
    (player,) = desk.sit("Anna")
    desk.go(2)
    desk.room.answer(player, 0, 1, ("Venus", "Mercury", "Earth"), desk.now)
    desk.go(2)
    [question] = told(desk).questions
    assert question.chosen == {"Venus → Mercury → Earth": 1}
