"""What players and teams have earned: follows from the state of the room alone."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from trainer.classroom.drill_event import Answered, Moved
from trainer.classroom.drill_stage import DrillStage
from trainer.classroom.preset import Preset, Speed
from trainer.classroom.room_state import RoomState
from trainer.classroom.team_mark import team_mark

FULL = 1000
"""Points for a right answer given at once."""

_LONGEST_STREAK = 5


@dataclass(frozen=True, slots=True)
class PlayerScore:
    """What one player has earned so far."""

    right: float = 0
    """The sum of what their answers were worth: 3.5 is three right and one half."""
    asked: int = 0
    """How many questions counted since they joined."""
    points: int = 0
    """Where speed counts; else 1000 for each right answer."""
    streak: int = 0
    """Right answers in a row, up to the last question that counted."""


def shown_questions(state: RoomState) -> tuple[int, ...]:
    """The questions that were asked to their end and not voided, in order."""
    revealed = {
        step.question
        for step in state.steps
        if isinstance(step, Moved) and step.stage is DrillStage.REVEALED
    }
    return tuple(sorted(revealed - state.skipped - state.void))


def counted_questions(state: RoomState) -> tuple[int, ...]:
    """The questions that count: those whose key was shown, in order."""
    return tuple(n for n in shown_questions(state) if state.opened.questions[n].has_key)


def counted_for(state: RoomState, player: str, numbers: Sequence[int]) -> tuple[int, ...]:
    """The questions that count for a player, out of those that are `counted_questions`.

    Not those that were over before they came, nor where their answer was voided.
    """
    came = state.players[player].joined.at
    return tuple(
        number
        for number in numbers
        if player in state.last_answers(number)
        or (state.revealed_at[number] >= came and (number, player) not in state.excused)
    )


def standings(state: RoomState, preset: Preset) -> dict[str, PlayerScore]:
    """Player -> what they have earned, for all who have a seat, the best first.

    A question that counts for them and that they did not answer earns nothing.
    """
    numbers = counted_questions(state)
    answers = {number: state.last_answers(number) for number in numbers}
    scores = {
        player: _standing(
            [answers[number].get(player) for number in counted_for(state, player, numbers)], preset
        )
        for player in state.seated
    }
    return dict(
        sorted(scores.items(), key=lambda entry: (-entry[1].points, state.players[entry[0]].name))
    )


def ranks(points: Sequence[float]) -> list[int]:
    """The rank of each, of points in falling order; those with the same share one.

    Four at the top are four firsts, and the next is fifth.
    """
    first: dict[float, int] = {}
    for rank, each in enumerate(points, 1):
        first.setdefault(each, rank)
    return [first[each] for each in points]


def team_means(state: RoomState, preset: Preset) -> dict[str, float]:
    """Team -> the mean of its members' points, the best first.

    A mean, so that a team of four and a team of six play the same game; one of nobody plays none.
    In a drill without devices it is the mean of the teacher's marks, times 1000.
    """
    teams = state.opened.teams
    earned: defaultdict[str, list[float]] = defaultdict(list)
    for player, standing in standings(state, preset).items():
        team = state.players[player].joined.team
        if team is not None:
            earned[teams[team]].append(standing.points)
    for question in counted_questions(state):
        for name in teams:
            mark = state.marks.get(question, {}).get(team_mark(name))
            if mark is not None:
                earned[name].append(mark * FULL)
    play = [name for name in teams if earned[name] or not preset.devices]
    means = {name: sum(earned[name]) / max(1, len(earned[name])) for name in play}
    return dict(sorted(means.items(), key=lambda entry: -entry[1]))


def points_of(answer: Answered, speed: Speed | None, limit: float | None, streak: int) -> int:
    """What one answer earns.

    Args:
        answer: what was given, and how soon.
        speed: how much the time counts; None when only being right does.
        limit: the seconds that there were for all.
        streak: how many answers before it were right, in a row.
    """
    if speed is None or not limit:
        return round(FULL * answer.score)
    used = min(1.0, answer.after_ms / 1000 / (limit * (1 + answer.extra_time)))
    bonus = speed.streak * min(streak, _LONGEST_STREAK) if answer.score >= 1 else 0
    return round(FULL * answer.score * (1 - speed.share * used)) + bonus


def _standing(answers: list[Answered | None], preset: Preset) -> PlayerScore:
    right, points, streak = 0.0, 0, 0
    for answer in answers:
        if answer is None:
            streak = 0
            continue
        right += answer.score
        points += points_of(answer, preset.speed, preset.limit, streak)
        streak = streak + 1 if answer.score >= 1 else 0
    return PlayerScore(right, len(answers), points, streak)
