"""Makes the report on a drill.

One rule for those who were asked and gave no answer: it earned nothing, in their own share and in
the question's. Beside each share is how many were asked and how many answered. Nobody is
asked what was over before they came, nor, without a device, what they were not called for.
"""

from collections.abc import Mapping, Sequence
from statistics import StatisticsError, correlation

from trainer.asking.question import Question
from trainer.classroom.answer_counts import answer_in_words, chosen_in_words
from trainer.classroom.drill_event import Confidence
from trainer.classroom.player import Player
from trainer.classroom.preset import preset_of
from trainer.classroom.report import (
    FEWEST,
    DrillReport,
    OpinionReport,
    PlayerReport,
    QuestionReport,
    Reply,
    TeamReport,
)
from trainer.classroom.room_state import RoomState, team_sizes
from trainer.classroom.scoring import (
    counted_for,
    counted_questions,
    ranks,
    shown_questions,
    standings,
    team_means,
)
from trainer.classroom.team_mark import is_team_mark


def report_of(
    state: RoomState, questions: Sequence[Question], names: Mapping[str, str] | None = None
) -> DrillReport:
    """The report on a drill.

    Args:
        state: of the drill.
        questions: what it asks, all of it.
        names: student -> name, for those who were called and have no seat.
    """
    numbers, names = counted_questions(state), names or {}
    players = _players(state, questions, numbers, names)
    reports = tuple(
        _question(state, questions[number], number, players, at)
        for at, number in enumerate(numbers)
    )
    took_part = {player.student for player in players}
    absent = tuple(name for student, name in names.items() if student not in took_part)
    thought = (number for number in shown_questions(state) if number not in numbers)
    opinions = tuple(_opinion(state, questions[number], number) for number in thought)
    return DrillReport(reports, players, absent, _teams(state), opinions)


def _players(
    state: RoomState,
    questions: Sequence[Question],
    numbers: Sequence[int],
    names: Mapping[str, str],
) -> tuple[PlayerReport, ...]:
    players: list[PlayerReport] = []
    earned = standings(state, preset_of(state.opened))
    placed = dict(zip(earned, ranks([each.points for each in earned.values()]), strict=True))
    seats = {player.joined.student: player for player in state.seated.values()}
    for player in state.players.values():
        asked = counted_for(state, player.id, numbers)
        replies = tuple(_reply(state, questions[n], n, player, asked=n in asked) for n in numbers)
        if player.removed is None or any(reply.score is not None for reply in replies):
            team = player.joined.team
            players.append(
                PlayerReport(
                    names.get(player.joined.student or "", player.name),
                    player.joined.student,
                    replies,
                    "" if team is None else state.opened.teams[team],
                    earned[player.id].points if player.id in earned else None,
                    placed.get(player.id),
                )
            )
    for student, name in names.items():
        marks = [state.marks.get(number, {}).get(student) for number in numbers]
        if student not in seats and any(mark is not None for mark in marks):
            replies = tuple(Reply(mark is not None, mark) for mark in marks)
            players.append(PlayerReport(name, student, replies))
    return tuple(sorted(players, key=lambda player: player.name.casefold()))


def _reply(
    state: RoomState, question: Question, number: int, player: Player, *, asked: bool
) -> Reply:
    answered = state.last_answers(number).get(player.id)
    if answered is None:
        mark = state.marks.get(number, {}).get(player.joined.student or "")
        return Reply(asked or mark is not None, mark)
    first = state.answers.get((number, 1), {}).get(player.id) if answered.round > 1 else None
    return Reply(
        asked=True,
        score=answered.score,
        words=answer_in_words(question, answered.answer),
        seconds=answered.after_ms / 1000,
        confidence=answered.confidence,
        first=answer_in_words(question, first.answer) if first else "",
    )


def _teams(state: RoomState) -> tuple[TeamReport, ...]:
    means, sizes = team_means(state, preset_of(state.opened)), team_sizes(state)
    names = state.opened.teams
    return tuple(
        TeamReport(name, points, place, sizes[names.index(name)])
        for (name, points), place in zip(
            means.items(), ranks([round(points) for points in means.values()]), strict=True
        )
    )


def _question(
    state: RoomState,
    question: Question,
    number: int,
    players: Sequence[PlayerReport],
    at: int,
) -> QuestionReport:
    """The report on one question, the `at`-th of those that count."""
    asked = state.opened.questions[number]
    answers = state.last_answers(number)
    scores = [score for player in players if (score := player.scores[at]) is not None]
    silent = sum(p.replies[at].asked and p.scores[at] is None for p in players)
    scores += [s for who, s in state.marks.get(number, {}).items() if is_team_mark(who)]
    last_round = 2 if (number, 2) in state.answers or (number, 2) in state.tallies else 1
    scores += _hands_worth(state, question, number, last_round)
    first = [answer.score for answer in state.answers.get((number, 1), {}).values()]
    return QuestionReport(
        number=number + 1,
        asked=asked,
        asked_of=len(scores) + silent,
        answers=len(scores),
        facility=sum(scores) / (len(scores) + silent) if scores else None,
        discrimination=_discrimination(players, at),
        chosen=chosen_in_words(state, question, number, last_round),
        sure_but_wrong=sum(
            a.confidence is Confidence.SURE and a.score == 0 for a in answers.values()
        ),
        first_facility=sum(first) / (len(scores) + silent) if first and last_round > 1 else None,
    )


def _opinion(state: RoomState, question: Question, number: int) -> OpinionReport:
    twice = (number, 2) in state.answers or (number, 2) in state.tallies
    first = chosen_in_words(state, question, number, 1)
    said = chosen_in_words(state, question, number, 2) if twice else first
    return OpinionReport(number + 1, question.prompt, said, first if twice else {})


def _hands_worth(state: RoomState, question: Question, number: int, round_: int) -> list[float]:
    """What the hands that were counted are worth, one by one."""
    hands = state.tallies.get((number, round_), ())
    return [
        float(label in question.right_labels)
        for label, count in zip(question.form.labels, hands, strict=False)
        for _ in range(count)
    ]


def _discrimination(players: Sequence[PlayerReport], at: int) -> float | None:
    pairs = [
        (player.scores[at] or 0.0, sum(s or 0 for n, s in enumerate(player.scores) if n != at))
        for player in players
        if player.replies[at].asked
    ]
    if sum(player.scores[at] is not None for player in players) < FEWEST:
        return None
    try:
        return correlation([own for own, _ in pairs], [rest for _, rest in pairs])
    except StatisticsError:  # all earned the same
        return None
