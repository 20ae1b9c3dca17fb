"""The wall after a drill: what the class knows, and what to teach again."""

from collections.abc import Iterator

from textual.content import Content

from trainer.classroom.drill import Drill
from trainer.classroom.preset import Ranking
from trainer.tui.text import joined, plain
from trainer.tui.wall.chart import share_line
from trainer.tui.wall.passage import WallPart, passage
from trainer.tui.wall.question import leaders, teams
from trainer.tui.wall.sheet import sheet

PODIUM = 3


def ending(drill: Drill, width: int, rows: int) -> Content:
    """The podium where there is one, and each question's share of right answers."""
    return sheet([*_parts(drill)], width, rows)


def _parts(drill: Drill) -> Iterator[WallPart]:
    report = drill.report()
    yield passage("Done.", weight=1)
    yield plain("")
    if drill.room.preset.ranking is not Ranking.NEVER:
        yield leaders(drill, PODIUM, weight=0)
        yield plain("")
    if drill.room.preset.teams:
        yield teams(drill)
        yield plain("")
    for question in report.questions:
        again = "   teach again" if question in report.hardest else ""
        share = share_line(f"{question.number:>2}.", question.facility)
        yield joined(share, (again, "bold $warning"))
        yield plain(question.asked.prompt, "dim")
    yield plain("")
    yield joined(("i shows how each student did, w writes the report, q leaves", "dim"))


def details(drill: Drill, _width: int, _rows: int) -> Content:
    """How each student did; for the teacher's eyes."""
    return Content("\n").join(_details(drill))


def _details(drill: Drill) -> Iterator[Content]:
    report = drill.report()
    yield joined(("How each student did", "bold $warning"), ("   i hides it", "dim"))
    yield plain("")
    if not report.players:
        yield plain("No student has answered on their own.")
    width = max((len(player.name) for player in report.players), default=0)
    for player in report.players:
        name = player.name.ljust(width)
        guest = "" if player.student else "   guest"
        yield joined(share_line(name, player.share), (guest, "dim"))
    if report.need_help:
        yield plain("")
        yield joined(
            ("Need help: ", "bold"), plain(", ".join(player.name for player in report.need_help))
        )
    sure = [q for q in report.questions if q.sure_but_wrong]
    for question in sure:
        yield plain(f"{question.sure_but_wrong} sure, but wrong: {question.asked.prompt}")
