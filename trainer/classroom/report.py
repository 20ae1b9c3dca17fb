"""What a drill tells its teacher: who knows what, and which questions to teach again."""

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation, mean

from trainer.asking.question import Question
from trainer.classroom.event import Asked, Confidence
from trainer.classroom.scoring import counted, counted_for
from trainer.classroom.state import RoomState
from trainer.deck.form_base import NoAnswerError

NEEDS_HELP = 0.5
"""Who earned less than this share of the questions asked of him is named."""

TEACH_AGAIN = 0.6
"""A question of a lower facility is to be taught again."""

_FORMULA = re.compile(r"(?:^|(?<=[;,\t\r\n]))(\s*)(?=[=+\-@|])|^(?=[\t\r\n])")
"""Where a cell of a spreadsheet may begin as a formula: some take other signs than the comma for
the end of a cell."""


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """How a question went."""

    number: int
    """From 1, as it was asked."""
    asked: Asked
    answers: int
    """How many answered, or were marked by the teacher, or counted by their hands."""
    facility: float | None
    """The mean of what the answers were worth, 0 to 1; None without answers."""
    discrimination: float | None
    """The correlation of its marks with the students' marks on all other questions, -1 to 1.

    None for fewer than five students, or where all earned the same. Below 0.2 the question
    does not tell those who know from those who do not (Ebel, 1965).
    """
    chosen: Mapping[str, int]
    """Answer in words -> how many gave it; hands counted for options among them."""
    sure_but_wrong: int
    """How many were sure of a wrong answer."""
    first_facility: float | None = None
    """The facility of the first vote, where there were two."""


@dataclass(frozen=True, slots=True)
class PlayerReport:
    """How a player did."""

    name: str
    student: str | None
    """His id in the roster; None for a guest."""
    scores: tuple[float | None, ...]
    """For each question that counts, in order; None where he gave no answer."""
    asked: int
    """How many of these he could answer: all since he took a seat, else those he was called for."""

    @property
    def share(self) -> float:
        """What he earned of what he could, 0 to 1; a question without an answer earned 0."""
        return sum(score or 0 for score in self.scores) / self.asked if self.asked else 0.0


@dataclass(frozen=True, slots=True)
class DrillReport:
    """How a drill went."""

    questions: tuple[QuestionReport, ...]
    """Those that count, in the order asked."""
    players: tuple[PlayerReport, ...]
    """Everybody who had a seat or was called, by name."""

    @property
    def hardest(self) -> tuple[QuestionReport, ...]:
        """The questions to teach again, the hardest first."""
        hard = (q for q in self.questions if q.facility is not None and q.facility < TEACH_AGAIN)
        return tuple(sorted(hard, key=lambda question: question.facility or 0))

    @property
    def need_help(self) -> tuple[PlayerReport, ...]:
        """Who earned less than half, the least first."""
        low = (p for p in self.players if p.asked and p.share < NEEDS_HELP)
        return tuple(sorted(low, key=lambda player: player.share))


def report_of(
    state: RoomState, questions: Sequence[Question], names: Mapping[str, str] | None = None
) -> DrillReport:
    """The report on a drill.

    Args:
        state: where it stands.
        questions: what it asks, all of it.
        names: student -> name, for those who were called and have no seat.
    """
    numbers = counted(state)
    players = _players(state, numbers, names or {})
    reports = tuple(
        _question(state, questions[number], number, players, at)
        for at, number in enumerate(numbers)
    )
    return DrillReport(reports, players)


def results_csv(report: DrillReport) -> str:
    """A line a student, a column a question: what each answer was worth, empty for none."""
    head = ["student", *(f"{q.number}. {q.asked.prompt}" for q in report.questions), "share"]
    rows = [
        [player.name, *map(_number, player.scores), _number(player.share)]
        for player in report.players
    ]
    return _csv([head, *rows])


def items_csv(report: DrillReport) -> str:
    """A line a question: facility, discrimination, and how often each answer was given."""
    head = ["number", "card", "kind", "question", "key", "answers", "facility", "discrimination"]
    head += ["sure_but_wrong", "chosen"]
    rows = [
        [
            q.number,
            q.asked.ref,
            q.asked.kind,
            q.asked.prompt,
            q.asked.solution,
            q.answers,
            _number(q.facility),
            _number(q.discrimination),
            q.sure_but_wrong,
            " / ".join(f"{answer}: {count}" for answer, count in q.chosen.items()),
        ]
        for q in report.questions
    ]
    return _csv([head, *rows])


def chosen(state: RoomState, question: Question, number: int, round_: int) -> dict[str, int]:
    """Answer in words -> how many gave it, options in the order shown, others by number.

    Args:
        state: where the drill stands.
        question: the question.
        number: which it is, from 0.
        round_: the vote.
    """
    counts: Counter[str] = Counter()
    for answered in state.answers.get((number, round_), {}).values():
        counts.update(_in_words(question, answered.answer))
    hands = state.tallies.get((number, round_), ())
    counts.update(dict(zip(question.form.labels, hands, strict=False)))
    if question.form.counts:
        return {label: counts.get(label, 0) for label in question.form.labels}
    return dict(counts.most_common())


def _players(
    state: RoomState, numbers: Sequence[int], names: Mapping[str, str]
) -> tuple[PlayerReport, ...]:
    found: list[PlayerReport] = []
    seats = {player.joined.student: player for player in state.seated.values()}
    for player in state.players.values():
        answers = [state.last_answers(number).get(player.id) for number in numbers]
        if player.removed is None or any(answers):
            student = player.joined.student
            scores = tuple(
                a.score if a else state.marks.get(n, {}).get(student or "")
                for n, a in zip(numbers, answers, strict=True)
            )
            asked = len(counted_for(state, player.id))
            found.append(PlayerReport(player.name, student, scores, asked))
    for student, name in names.items():
        scores = tuple(state.marks.get(number, {}).get(student) for number in numbers)
        asked = sum(score is not None for score in scores)
        if student not in seats and asked:
            found.append(PlayerReport(name, student, scores, asked))
    return tuple(sorted(found, key=lambda player: player.name.casefold()))


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
    scores += [s for who, s in state.marks.get(number, {}).items() if who.startswith("team:")]
    last_round = 2 if (number, 2) in state.answers or (number, 2) in state.tallies else 1
    scores += _hands_worth(state, question, number, last_round)
    first = [answer.score for answer in state.answers.get((number, 1), {}).values()]
    return QuestionReport(
        number=number + 1,
        asked=asked,
        answers=len(scores),
        facility=mean(scores) if scores else None,
        discrimination=_discrimination(players, at),
        chosen=chosen(state, question, number, last_round),
        sure_but_wrong=sum(
            a.confidence is Confidence.SURE and a.score == 0 for a in answers.values()
        ),
        first_facility=mean(first) if first and last_round > 1 else None,
    )


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
        (score, sum(s or 0 for n, s in enumerate(player.scores) if n != at))
        for player in players
        if (score := player.scores[at]) is not None
    ]
    if len(pairs) < 5:  # noqa: PLR2004 - fewer say nothing
        return None
    try:
        return correlation([own for own, _ in pairs], [rest for _, rest in pairs])
    except StatisticsError:  # all earned the same
        return None


def _in_words(question: Question, kept: object) -> Sequence[str]:
    """A kept answer in the words that are counted."""
    try:
        told = question.form.counted(question.form.read(kept))
    except NoAnswerError:  # kept by another version, or by hand
        told = ()
    return [text or "(nothing)" for text in told] or ["(nothing)"]


def _csv(rows: Sequence[Sequence[str | float | None]]) -> str:
    """Rows as CSV in which no cell is a formula to a spreadsheet; numbers stay numbers."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([[_guarded(c) for c in row] for row in rows])
    return out.getvalue()


def _number(value: float | None) -> float | None:
    return value if value is None else int(value) if value == int(value) else round(value, 2)


def _guarded(cell: str | float | None) -> str | float | None:
    return _FORMULA.sub(r"\1'", cell) if isinstance(cell, str) else cell
