"""The wall while a question is asked, and when its key is shown."""

from collections.abc import Iterator
from itertools import zip_longest

from textual.content import Content

from trainer.asking.question import Question
from trainer.classroom.answer_counts import chosen
from trainer.classroom.drill import Drill
from trainer.classroom.drill_event import Confidence
from trainer.classroom.drill_stage import DrillStage
from trainer.classroom.scoring import ranks, standings, team_means
from trainer.classroom.team_mark import team_mark
from trainer.counted import counted
from trainer.tui.marked_up_text import drawn, stands_out
from trainer.tui.text import joined, plain
from trainer.tui.wall.chart import RIGHT, option_lines, share_line
from trainer.tui.wall.passage import Cell, WallLine, WallPart, WallPassage, passage
from trainer.tui.wall.sheet import sheet

LEADERS = 5
OPINIONS = 12
"""Groups of what was written that are shown."""


def question_wall(drill: Drill, width: int, rows: int) -> Content:
    """The question as the class sees it just now, from the thinking to the explanation.

    Args:
        drill: what is running.
        width: columns there are.
        rows: rows there are; letters are as large as they allow.
    """
    if drill.room.at_own_pace:
        return sheet([*_own_pace(drill)], width, rows)
    return sheet([*_parts(drill, width)], width, rows)


def _parts(drill: Drill, width: int) -> Iterator[WallPart]:
    """All that is on the wall; what comes later has its room from THINK on."""
    stage = drill.room.state.stage
    question = drill.room.questions[drill.room.state.question]
    revealed = stage is DrillStage.REVEALED
    asked = stage not in {DrillStage.CLOSED, DrillStage.REVEALED}
    if question.setting:
        yield plain(question.setting, "italic")
    if stands_out(question.prompt):  # a table or code keeps its shape
        prompt = drawn(question.prompt, "")
        yield from [prompt] if isinstance(prompt, Content) else prompt.lines(width)
    else:
        yield passage(question.prompt, weight=0 if asked else 2)
    if question.form.measured_in and stage is not DrillStage.THINK:
        yield passage(f"in {question.form.measured_in}", weight=1)
    yield from _called(drill)
    if stage is DrillStage.THINK:
        yield plain("Think first.", "dim")
    else:
        yield plain("")
    yield from _options(drill, question, hidden=stage is DrillStage.THINK)
    if revealed:
        yield from _key(drill, question, width) if question.has_key else _opinions(drill, question)
    elif stage is DrillStage.CLOSED and drill.room.preset.rounds > drill.room.state.round:
        yield plain("")
        talk = "Find someone with another answer, and convince them."
        yield passage(talk, "bold $accent", weight=1)


def _called(drill: Drill) -> Iterator[WallPart]:
    state = drill.room.state
    called = state.called(state.question)
    if called is None:
        return
    mark = state.marks.get(state.question, {}).get(called)
    word = "" if mark is None else "   (noted)"  # how well they did is not for all to see
    yield passage(f"→ {drill.students.name_of(called)}{word}", "bold $accent", weight=1)
    if mark is None:
        yield joined(("y right   h half   n not yet   x passes   z absent", "dim"))


def _options(drill: Drill, question: Question, *, hidden: bool) -> Iterator[WallPart]:
    state = drill.room.state
    revealed = state.stage is DrillStage.REVEALED
    labels = question.form.labels
    if question.form.counts:
        votes = [chosen(state, question, state.question, vote) for vote in _votes_shown(drill)]
        right = frozenset(question.right_labels) if revealed and question.has_key else None
        counts = [vote for vote in votes if any(vote.values())]
        yield WallPassage(
            tuple(option_lines(labels, counts, right, question.item.text_of)), hidden=hidden
        )
    elif not revealed:
        if lines := tuple(_things(question)):
            yield WallPassage(lines, hidden=hidden)
    elif hands := state.tallies.get((state.question, state.round)):
        counted = dict(zip(labels, hands, strict=False))
        yield WallPassage(
            tuple(option_lines(labels, [counted], text_of=question.item.text_of)), weight=2
        )


def _things(question: Question) -> Iterator[WallLine]:
    """What to put in order, or to match; not the pairs."""
    text_of, columns = question.item.text_of, question.form.columns
    for row in zip_longest(*columns, fillvalue=("", "")):
        cells = ((text_of(source), sign.upper() if columns[1:] else "•") for sign, source in row)
        yield WallLine(tuple(Cell(*cell) for cell in cells))


def _shares(drill: Drill) -> Iterator[Content]:
    """How much of each vote was right, where there are no options to count; as in the report."""
    number = drill.room.state.question + 1
    for result in drill.report().questions:
        if result.number == number and result.answers:
            if result.first_facility is not None:
                yield plain("")
                yield share_line("1. vote", result.first_facility)
            yield plain("")
            yield share_line(f"{result.answers} of {result.asked_of} answered", result.facility)


def _votes_shown(drill: Drill) -> tuple[int, ...]:
    """Which votes' charts may be seen: none while answers are taken, nor before a revote."""
    state, preset = drill.room.state, drill.room.preset
    if state.stage is DrillStage.REVEALED:
        return tuple(range(1, state.round + 1))
    if state.stage is DrillStage.CLOSED and state.round == preset.rounds:
        return (state.round,)
    if not preset.devices and state.stage is DrillStage.OPEN:
        return (state.round,)
    return ()


def _key(drill: Drill, question: Question, width: int) -> Iterator[WallPart]:
    state = drill.room.state
    card = question.item.card
    if question.form.labels != question.options:
        solution = question.item.solution.split("\n")
        yield WallPassage(tuple(WallLine((Cell(line),), RIGHT) for line in solution))
    if not question.form.counts:
        yield from _shares(drill)
    if card.why:
        yield plain("")
        yield passage(question.item.text_of(card.why), "", weight=1)
    answers = state.last_answers(state.question).values()
    sure = sum(a.confidence is Confidence.SURE and a.score == 0 for a in answers)
    if sure:
        yield plain("")
        yield joined((f"{sure} sure, but wrong: talk about this one.", "bold $accent"))
    yield from _leaders(drill, width)


def _opinions(drill: Drill, question: Question) -> Iterator[WallPart]:
    """What the class thinks, what most said first."""
    if question.form.counts:
        return
    state = drill.room.state
    opinions = list(chosen(state, question, state.question, state.round).items())
    if not opinions:
        yield plain("Nobody wrote anything.", "dim")
        return
    most = max(many for _, many in opinions)
    yield WallPassage(
        tuple(
            WallLine((Cell(text, f"{many}×"),), "bold" if many == most else "")
            for text, many in opinions[:OPINIONS]
        )
    )
    if len(opinions) > OPINIONS:
        yield plain(f"and {len(opinions) - OPINIONS} more in the report", "dim")


def _leaders(drill: Drill, width: int) -> Iterator[WallPart]:
    preset = drill.room.preset
    if preset.ranking.value == "after each question":
        yield plain("")
        yield leaders(drill, LEADERS)
    if preset.teams:
        yield plain("")
        yield from _team_lines(drill, width)


def leaders(drill: Drill, many: int, weight: int = 3) -> WallPassage:
    """The best players with their points, the best first."""
    ranked = list(standings(drill.room.state, drill.room.preset).items())
    placed = ranks([standing.points for _, standing in ranked])
    lines = []
    for place, (player, standing) in list(zip(placed, ranked, strict=True))[:many]:
        streak = f"   {standing.streak} in a row" if standing.streak > 1 else ""
        name = drill.room.state.players[player].name
        lines.append(WallLine((Cell(f"{name}   {standing.points}{streak}", f"{place}."),)))
    return WallPassage(tuple(lines), weight)


def teams(drill: Drill) -> WallPassage:
    """The teams by the mean of their members, the best first."""
    means = team_means(drill.room.state, drill.room.preset)
    placed = ranks([round(points) for points in means.values()])
    return WallPassage(
        tuple(
            WallLine((Cell(f"{name}   {points:.0f}", f"{place}."),))
            for place, (name, points) in zip(placed, means.items(), strict=True)
        )
    )


def _team_lines(drill: Drill, width: int) -> Iterator[Content]:
    """The teams in small letters, each with the mark of this question, side by side."""
    marks = drill.room.state.marks.get(drill.room.state.question, {})
    lines = []
    for line in teams(drill).lines:
        [cell] = line.cells
        name, _, points = cell.text.rpartition("   ")
        mark = marks.get(team_mark(name))
        sign = "" if mark is None else ("✓" if mark == 1 else "◐" if mark else "✗")
        key = drill.room.opened.teams.index(name) + 1
        typed = f" key {key}" if not drill.room.preset.devices else ""
        lines.append(
            joined(
                f"{cell.lead:>3} ", plain(f"{name} {points}", "bold"), f" {sign}", (typed, "dim")
            )
        )
    column = max((each.cell_length for each in lines), default=0) + 3
    beside = max(1, width // column)
    for at in range(0, len(lines), beside):
        yield joined(
            *(each.pad_right(column - each.cell_length) for each in lines[at : at + beside])
        )


def _own_pace(drill: Drill) -> Iterator[WallPart]:
    state, questions = drill.room.state, drill.room.questions
    seated = state.seated
    done = [p for p in seated if drill.room.flow.question_of(p) is None]
    until = state.opened.until
    day = f", until {until.astimezone():%A %Y-%m-%d}" if until else ""
    yield passage(f"{counted(len(questions), 'question')}, at your own pace{day}.")
    yield plain("")
    for number in range(len(questions)):
        answered = len(state.answers.get((number, 1), {}))
        share = answered / len(seated) if seated else 0.0
        yield share_line(f"Question {number + 1:>{len(str(len(questions)))}}", share)
    yield plain("")
    yield passage(f"{len(done)} of {len(seated)} are done.", weight=1)
