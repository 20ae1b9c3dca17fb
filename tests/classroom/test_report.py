"""The report: who knows what, and no cell that a spreadsheet would run."""

import csv
import io
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.classroom.conftest import Desk
from trainer.classroom.drill_event import Confidence
from trainer.classroom.make_report import report_of
from trainer.classroom.report import DrillReport
from trainer.classroom.report_files import as_csv, save_csv, save_workbook
from trainer.classroom.report_tables import answers_table, questions_table, students_table
from trainer.grading.mark import Answer

RIGHT: dict[str, Answer] = {"choice": "Tiber", "typed": "Goethe", "truth": False}
WRONG: dict[str, Answer] = {"choice": "Po", "typed": "Schiller", "truth": True}


def drill(patterns: dict[str, str], confidence: Confidence | None = None) -> Desk:
    """A finished drill; a pattern such as `+-.` is right, wrong, no answer."""
    desk = Desk("drill", "choice", "typed", "truth", confidence=bool(confidence))
    players = dict(zip(patterns, desk.sit(*patterns), strict=True))
    for number, card in enumerate(RIGHT):
        desk.go(2 if number == 0 else 1)
        for name, pattern in patterns.items():
            if pattern[number] != ".":
                answer = (RIGHT if pattern[number] == "+" else WRONG)[card]
                desk.room.answers.give(
                    players[name], number, 1, answer, desk.now, confidence=confidence
                )
        desk.go(2)
        desk.go()
    return desk


def report_on(desk: Desk, names: dict[str, str] | None = None) -> DrillReport:
    return report_of(desk.room.state, desk.questions, names)


def test_shares_choices_and_what_to_teach_again() -> None:
    report = report_on(
        drill({"Anna": "+++", "Ben": "+-.", "Cleo": "+--", "Dora": "+-+", "Emil": "+-+"})
    )
    assert [q.facility for q in report.questions] == [1, 0.2, 0.6]
    assert [(q.answers, q.asked_of) for q in report.questions] == [(5, 5), (5, 5), (4, 5)]
    assert report.questions[0].chosen == {"Tiber": 5, "Arno": 0, "Po": 0}
    assert report.questions[1].chosen == {"Schiller": 4, "Goethe": 1}
    assert [q.number for q in report.hardest] == [2]
    assert [row[0] for row in questions_table(report)[1:]] == [2, 1, 3]


def test_below_five_answers_there_is_no_verdict() -> None:
    report = report_on(drill({"Anna": "---", "Ben": "---", "Cleo": "---", "Dora": "---"}))
    assert report.hardest == ()
    assert report.need_help == ()
    desk = Desk("drill", *["choice"] * 5)
    (anna,) = desk.sit("Anna")
    for number in range(5):
        desk.go(2 if number == 0 else 1)
        assert report_on(desk).need_help == ()
        desk.room.answers.give(anna, number, 1, "Po", desk.now)
        desk.go(3)
    assert [player.name for player in report_on(desk).need_help] == ["Anna"]


def test_no_answer_earns_nothing_in_a_share_of_either_kind() -> None:
    report = report_on(drill({"Anna": "+..", "Ben": "+.+"}))
    assert [player.share for player in report.players] == [
        pytest.approx(1 / 3),
        pytest.approx(2 / 3),
    ]
    assert [q.facility for q in report.questions] == [1, None, 0.5]


def test_who_came_late_was_not_asked_what_was_over() -> None:
    desk = Desk("drill", "choice", "typed")
    desk.sit("Anna")
    desk.go(4)
    desk.later(1)
    desk.sit("Ben")
    desk.go(4)
    ben = report_on(desk).players[1]
    assert (ben.name, ben.asked, [reply.asked for reply in ben.replies]) == (
        "Ben",
        1,
        [False, True],
    )


def test_those_with_the_same_points_share_a_place() -> None:
    report = report_on(drill({"A": "+++", "B": "+++", "C": "+++", "D": "+++", "E": "++-"}))
    assert [player.place for player in report.players] == [1, 1, 1, 1, 5]


def test_each_answer_is_told_with_its_time_confidence_and_first_vote() -> None:
    desk = Desk("peer", "choice")
    (anna,) = desk.sit("Anna")
    desk.go(2)
    desk.room.answers.give(anna, 0, 1, "Po", desk.later(2), confidence=Confidence.SURE)
    desk.go(2)
    desk.room.answers.give(anna, 0, 2, "Tiber", desk.later(3.25), confidence=Confidence.THINK)
    desk.go(2)
    _, row = answers_table(report_on(desk))
    assert row == ["Anna", "guest", 1, row[3], "Tiber", 1, 3.2, "think", "Po"]


def test_absent_pupils_guests_and_teams_are_told(tmp_path: Path) -> None:
    desk = Desk("teams", "choice")
    desk.room.seats.join("Ben", "b", desk.now, student="ben")
    desk.sit("Guest")
    desk.go(2)
    for player in desk.room.state.seated:
        desk.room.answers.give(player, 0, 1, "Tiber", desk.now)
    desk.go(2)
    report = report_on(desk, {"anna": "Anna", "ben": "Ben"})
    assert report.absent == ("Anna",)
    rows = students_table(report)
    assert [row[:5] for row in rows[1:]] == [
        ["Ben", "", "team 0", 1, 1000],
        ["Guest", "guest", "team 1", 1, 1000],
        ["Anna", "absent", None, None, None],
    ]
    assert [(t.place, t.points, t.members) for t in report.teams] == [
        (1, 1000, 1),
        (1, 1000, 1),
    ], "a team of nobody has no place"
    written = save_csv(report, desk.opened, tmp_path)
    assert len(written) == 4
    book = CalamineWorkbook.from_path(save_workbook(report, desk.opened, tmp_path))
    assert book.sheet_names == ["students", "questions", "answers", "teams"]
    assert book.get_sheet_by_name("students").to_python()[1][0] == "Ben"


def test_discrimination_is_high_where_the_strong_are_right_and_the_weak_wrong() -> None:
    patterns = {"A": "+++", "B": "++-", "C": "+-+", "D": "---", "E": "--+", "F": "+++"}
    first, *_ = report_on(drill(patterns)).questions
    assert first.discrimination is not None
    assert first.discrimination > 0.4
    same = report_on(drill(dict.fromkeys("ABCDEF", "+++"))).questions
    assert [q.discrimination for q in same] == [None, None, None]
    assert report_on(drill({"A": "+++"})).questions[0].discrimination is None


def test_sure_but_wrong_is_counted() -> None:
    sure = drill({"A": "-++", "B": "+++"}, confidence=Confidence.SURE)
    assert [q.sure_but_wrong for q in report_on(sure).questions] == [1, 0, 0]


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
    report = report_on(desk)
    assert [(q.answers, q.facility) for q in report.questions] == [(8, 0.75), (4, 0.25), (8, 0.75)]


def test_who_was_called_is_in_the_report_by_his_name() -> None:
    desk = Desk("board", "choice")
    desk.go(2)
    desk.room.mark("anna", 1, desk.now)
    desk.go()
    (anna,) = report_on(desk, {"anna": "Anna", "ben": "Ben"}).players
    assert (anna.name, anna.scores) == ("Anna", (1,))


def test_the_csv_has_a_row_a_student_and_a_column_a_question() -> None:
    report = report_on(drill({"Anna": "+-.", "Ben": "+++"}))
    rows = list(csv.reader(io.StringIO(as_csv(students_table(report)))))
    assert rows[0][0] == "student"
    assert rows[0][8].startswith("1. Which river")
    assert rows[1:] == [
        ["Anna", "guest", "2", "1000", "3", "2", "0.33", "", "1", "0", ""],
        ["Ben", "guest", "1", "3000", "3", "3", "1", "", "1", "1", "1"],
    ]
    items = list(csv.DictReader(io.StringIO(as_csv(questions_table(report)))))
    assert [row["share"] for row in items] == ["1", "0.5", "0.5"]
    assert items[1]["chosen"] in {"Schiller: 1 / Goethe: 1", "Goethe: 1 / Schiller: 1"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "|"])
def test_no_cell_is_a_formula(start: str) -> None:
    desk = Desk("drill", "typed")
    (player,) = desk.sit(f"{start}cmd('x')")
    desk.go(2)
    desk.room.answers.give(player, 0, 1, f"{start}SUM(A1)", desk.now)
    desk.go(2)
    report = report_on(desk)
    tables = (students_table(report), questions_table(report), answers_table(report))
    for text in map(as_csv, tables):
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert not any(cell.startswith(("=", "+", "-", "@", "|")) for cell in cells)


def test_who_was_called_once_and_was_right_needs_no_help() -> None:
    desk = Desk("board", "choice", "typed")
    desk.go(2)
    desk.room.call("ben", desk.now)
    desk.room.mark("ben", 1, desk.now)
    desk.go(4)
    report = report_on(desk, {"ben": "Ben"})
    assert [player.share for player in report.players] == [1]
    assert report.need_help == ()


def test_no_cell_is_a_formula_where_another_sign_ends_a_cell() -> None:
    desk = Desk("drill", "typed")
    (player,) = desk.sit("Anna")
    desk.go(2)
    desk.room.answers.give(player, 0, 1, "x; =1+1\t@y", desk.now)
    desk.go(3)
    text = as_csv(questions_table(report_on(desk)))
    for sign in ";\t":
        cells = [
            cell.strip() for row in csv.reader(io.StringIO(text), delimiter=sign) for cell in row
        ]
        assert not [cell for cell in cells if cell.startswith(("=", "@", "+", "|"))]


def test_figures_stay_figures_in_the_csv_though_they_are_negative() -> None:
    patterns = {"A": "-++", "B": "-++", "C": "-+-", "D": "+--", "E": "+--"}
    items = csv.DictReader(io.StringIO(as_csv(questions_table(report_on(drill(patterns))))))
    assert float(next(items)["discrimination"]) < 0


def test_the_order_that_was_given_is_told() -> None:
    desk = Desk("drill", "order")
    (player,) = desk.sit("Anna")
    desk.go(2)
    desk.room.answers.give(player, 0, 1, ("Venus", "Mercury", "Earth"), desk.now)
    desk.go(2)
    [question] = report_on(desk).questions
    assert question.chosen == {"Venus → Mercury → Earth": 1}


def test_who_gave_no_answer_counts_in_both_votes_alike() -> None:
    desk = Desk("peer", "choice")
    anna, ben, _ = desk.sit("Anna", "Ben", "Cleo")
    desk.open_first()
    desk.room.answers.give(anna, 0, 1, "Tiber", desk.now)
    desk.go(2)
    desk.room.answers.give(anna, 0, 2, "Tiber", desk.now)
    desk.room.answers.give(ben, 0, 2, "Tiber", desk.now)
    desk.go(2)
    [question] = report_of(desk.room.state, desk.questions).questions
    assert (question.asked_of, question.answers) == (3, 2)
    assert question.first_facility == pytest.approx(1 / 3)
    assert question.facility == pytest.approx(2 / 3)
