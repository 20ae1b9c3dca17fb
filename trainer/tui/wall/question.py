"""The wall while a question is asked, and when its key is shown."""

from collections.abc import Iterator

from textual.content import Content

from trainer.asking.question import Question
from trainer.classroom.drill import Drill
from trainer.classroom.event import Confidence, Stage
from trainer.classroom.report import chosen
from trainer.classroom.scoring import places, standings, team_means
from trainer.deck.answer_form import WriteOne
from trainer.tui.marked import drawn, drawn_in_line, stands_out
from trainer.tui.text import joined, plain
from trainer.tui.wall.chart import option_lines, share_line
from trainer.tui.wall.letters import large

LEADERS = 5


def question_wall(drill: Drill, width: int, rows: int) -> Content:
    """The question as the class sees it just now, from the thinking to the explanation.

    Args:
        drill: what is running.
        width: columns there are.
        rows: rows there are; the prompt is large where enough are left for the rest.
    """
    if drill.room.at_own_pace:
        return Content("\n").join(_own_pace(drill))
    question = drill.room.questions[drill.room.state.question]
    for letters in (width, 0):  # the options large too, if that leaves room for the prompt
        below = [*_below(drill, question, letters)]
        options = [*_options(drill, question, letters)]  # the letters keep their size from THINK on
        taken = max(_rows(below, width), _rows(options, width)) + bool(question.setting)
        letters_of_prompt = large(question.prompt, width, rows - taken - 1)
        if letters_of_prompt:
            break
    setting = [drawn_in_line(question.setting, "italic")] if question.setting else []
    prompt = [plain(letters_of_prompt, "bold")] if letters_of_prompt else _prompt(question, width)
    return Content("\n").join([*setting, *prompt, plain(""), *below])


def _prompt(question: Question, width: int) -> list[Content]:
    """The prompt in letters of the usual size."""
    style = "" if stands_out(question.prompt) else "bold"
    told = drawn(question.prompt, style)
    return [told] if isinstance(told, Content) else told.lines(width)


def _rows(lines: list[Content], width: int) -> int:
    """The rows that lines take, those that are wrapped included."""
    return sum(1 + len(line) // max(1, width) for line in lines)


def _below(drill: Drill, question: Question, letters: int) -> Iterator[Content]:
    stage = drill.room.state.stage
    yield from _called(drill)
    if stage is Stage.THINK:
        yield joined(("Think first.", "dim"))
        return
    if isinstance(question.form, WriteOne) and question.form.unit:
        yield plain(f"in {question.form.unit}", "bold")
    yield from _options(drill, question, letters)
    if stage is Stage.REVEALED:
        yield from _key(drill, question)
    elif stage is Stage.CLOSED and drill.room.preset.rounds > drill.room.state.round:
        yield plain("")
        yield joined(("Find someone who answered otherwise, and convince them.", "bold $accent"))


def _called(drill: Drill) -> Iterator[Content]:
    state = drill.room.state
    called = state.called(state.question)
    if called is None:
        return
    mark = state.marks.get(state.question, {}).get(called)
    word = {None: "", 1.0: "   ✓ right", 0.5: "   ◐ half right", 0.0: "   ✗ not yet"}[mark]
    yield joined(("☞ ", "$accent"), plain(drill.name_of(called), "bold $accent"), word)
    yield joined(("   y right   h half   n not yet   x passes   z absent", "dim"))
    yield plain("")


def _options(drill: Drill, question: Question, letters: int) -> Iterator[Content]:
    state = drill.room.state
    revealed = state.stage is Stage.REVEALED
    labels, text_of = question.form.labels, question.item.text_of
    if question.form.counts:
        votes = [chosen(state, question, state.question, vote) for vote in _votes_shown(drill)]
        right = frozenset(question.right_labels) if revealed else None
        yield from option_lines(
            labels, [vote for vote in votes if any(vote.values())], right, letters, text_of
        )
    elif not revealed:
        if question.lefts:
            told = [drawn_in_line(text_of(left), "bold") for left in question.lefts]
            yield joined(*told, by="   ·   ")
            yield plain("")
        yield from (joined("•  ", drawn_in_line(text_of(option))) for option in question.options)
    elif hands := state.tallies.get((state.question, state.round)):
        yield from option_lines(labels, [dict(zip(labels, hands, strict=False))])


def _shares(drill: Drill) -> Iterator[Content]:
    """How much of each vote was right, where there are no options to count."""
    state = drill.room.state
    for vote in range(1, state.round + 1):
        scores = [answer.score for answer in state.answers.get((state.question, vote), {}).values()]
        if scores:
            yield plain("")
            name = f"{vote}. vote, " if state.round > 1 else ""
            yield share_line(f"{name}{len(scores)} answered", sum(scores) / len(scores))


def _votes_shown(drill: Drill) -> tuple[int, ...]:
    """Which votes' charts may be seen: none while answers are taken, nor before a revote."""
    state, preset = drill.room.state, drill.room.preset
    if state.stage is Stage.REVEALED:
        return tuple(range(1, state.round + 1))
    if state.stage is Stage.CLOSED and state.round == preset.rounds:
        return (state.round,)
    if not preset.devices and state.stage is Stage.OPEN:
        return (state.round,)
    return ()


def _key(drill: Drill, question: Question) -> Iterator[Content]:
    state = drill.room.state
    card = question.item.card
    if question.form.labels != question.options:
        yield plain("")
        yield drawn_in_line(question.item.solution, "bold $text-success")
    if not question.form.counts:
        yield from _shares(drill)
    if card.why:
        yield plain("")
        yield drawn_in_line(question.item.text_of(card.why))
    answers = state.last_answers(state.question).values()
    sure = sum(a.confidence is Confidence.SURE and a.score == 0 for a in answers)
    if sure:
        yield plain("")
        yield joined((f"{sure} sure, but wrong: talk about this one.", "bold $accent"))
    yield from _leaders(drill)


def _leaders(drill: Drill) -> Iterator[Content]:
    preset = drill.room.preset
    if preset.ranking.value == "after each question":
        yield plain("")
        yield from leader_lines(drill, LEADERS)
    if preset.teams:
        yield plain("")
        yield from team_lines(drill)


def leader_lines(drill: Drill, many: int) -> Iterator[Content]:
    """The best players with their points, the best first."""
    found = list(standings(drill.room.state, drill.room.preset).items())
    placed = places([standing.points for _, standing in found])
    for place, (player, standing) in list(zip(placed, found, strict=True))[:many]:
        streak = f"   {standing.streak} in a row" if standing.streak > 1 else ""
        name = drill.room.state.players[player].name
        yield joined(
            f"{place:>2}. ", plain(name, "bold"), f"   {standing.points}", (streak, "$accent")
        )


def team_lines(drill: Drill) -> Iterator[Content]:
    """The teams by the mean of their members, the best first."""
    means = team_means(drill.room.state, drill.room.preset)
    marks = drill.room.state.marks.get(drill.room.state.question, {})
    placed = places([round(points) for points in means.values()])
    for place, (name, points) in zip(placed, means.items(), strict=True):
        mark = marks.get(f"team:{name}")
        sign = "" if mark is None else ("✓" if mark == 1 else "◐" if mark else "✗")
        key = drill.room.opened.teams.index(name) + 1
        typed = f"   key {key}" if not drill.room.preset.devices else ""
        yield joined(
            f"{place:>2}. ", plain(name, "bold"), f"   {points:.0f}   {sign}", (typed, "dim")
        )


def _own_pace(drill: Drill) -> Iterator[Content]:
    state, questions = drill.room.state, drill.room.questions
    seated = state.seated
    done = [p for p in seated if drill.room.question_of(p) is None]
    yield joined((f"{len(questions)} questions, at your own pace.", "bold"))
    yield plain("")
    for number in range(len(questions)):
        given = len(state.answers.get((number, 1), {}))
        share = given / len(seated) if seated else 0.0
        yield share_line(f"Question {number + 1}", share)
    yield plain("")
    yield plain(f"{len(done)} of {len(seated)} are done.")
