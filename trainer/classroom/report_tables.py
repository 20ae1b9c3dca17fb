"""The report of a drill as tables: plain cells, for CSV and for a workbook."""

from collections.abc import Callable, Mapping

from trainer.classroom.report import DrillReport, PlayerReport, QuestionReport

TableCell = str | float | None
Table = list[list[TableCell]]
"""Rows, the first of which names the columns."""


def students_table(report: DrillReport) -> Table:
    """A line a student, with what each answer was worth; empty for none.

    `part` says who is a guest, who is in the roster, and who took no part.
    """
    helped = {id(player) for player in report.need_help}
    columns: list[tuple[str, Callable[[PlayerReport], TableCell]]] = [
        ("student", lambda p: p.name),
        ("part", lambda p: "" if p.student else "guest"),
        ("place", lambda p: p.place),
        ("points", lambda p: p.points),
        ("asked", lambda p: p.asked),
        ("answered", lambda p: p.answered),
        ("share", lambda p: rounded(p.share) if p.asked else None),
        ("verdict", lambda p: "needs help" if id(p) in helped else ""),
    ]
    if report.teams:
        columns.insert(2, ("team", lambda p: p.team))
    head = [name for name, _ in columns]
    rows: Table = [[*head, *(f"{q.number}. {q.asked.prompt}" for q in report.questions)]]
    for player in report.players:
        cells = [cell(player) for _, cell in columns]
        rows.append([*cells, *map(rounded, player.scores)])
    blank: list[TableCell] = [None] * (len(rows[0]) - 2)
    return rows + [[name, "absent", *blank] for name in report.absent]


def questions_table(report: DrillReport) -> Table:
    """A line a question: who was asked, its share, and how often each answer was given.

    Those to teach again come first, the hardest of them at the top.
    """
    again = report.hardest
    rest = [question for question in report.questions if question not in again]
    columns: Mapping[str, Callable[[QuestionReport], TableCell]] = {
        "number": lambda q: q.number,
        "card": lambda q: q.asked.ref,
        "kind": lambda q: q.asked.kind,
        "question": lambda q: q.asked.prompt,
        "key": lambda q: q.asked.solution,
        "asked": lambda q: q.asked_of,
        "answered": lambda q: q.answers,
        "share": lambda q: rounded(q.facility),
        "share of the first vote": lambda q: rounded(q.first_facility),
        "discrimination": lambda q: rounded(q.discrimination),
        "sure but wrong": lambda q: q.sure_but_wrong,
        "verdict": lambda q: "teach again" if q in again else "",
        "chosen": lambda q: " / ".join(f"{answer}: {n}" for answer, n in q.chosen.items()),
    }
    rows: Table = [[cell(question) for cell in columns.values()] for question in (*again, *rest)]
    return [[*columns], *rows]


def answers_table(report: DrillReport) -> Table:
    """A line for each question that somebody was asked: what they answered, and how soon."""
    head = "student part number question answer worth seconds confidence first_vote".split()
    rows: Table = [[name.replace("_", " ") for name in head]]
    for player in report.players:
        part = "" if player.student else "guest"
        for question, reply in zip(report.questions, player.replies, strict=True):
            if reply.asked:
                words = reply.words if reply.score is not None else "(no answer)"
                rows.append(
                    [
                        player.name,
                        part,
                        question.number,
                        question.asked.prompt,
                        words or "(aloud)",
                        rounded(reply.score),
                        None if reply.seconds is None else round(reply.seconds, 1),
                        reply.confidence.value if reply.confidence else "",
                        reply.first,
                    ]
                )
    return rows


def teams_table(report: DrillReport) -> Table:
    """A line a team, the best first; empty of a drill without teams."""
    if not report.teams:
        return []
    rows: Table = [[t.place, t.name, round(t.points), t.members] for t in report.teams]
    return [["place", "team", "points", "members"], *rows]


def opinions_table(report: DrillReport) -> Table:
    """A line for each opinion of a class, and how many hold it."""
    rows: Table = [
        [opinion.number, opinion.prompt, said, many, opinion.first.get(said)]
        for opinion in report.opinions
        for said, many in opinion.said.items()
    ]
    return [["number", "question", "said", "many", "many in the first vote"], *rows] if rows else []


def rounded(value: float | None) -> float | None:
    """A figure as a report has it: whole where it is whole, else with two places."""
    return value if value is None else int(value) if value == int(value) else round(value, 2)
