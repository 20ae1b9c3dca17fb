"""What a drill shows its teacher: who knows what, and which questions to teach again.

`make_report.py` makes it of the log.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.classroom.asked_question import AskedQuestion
from trainer.classroom.drill_event import Confidence

NEEDS_HELP = 0.5
"""Students who earned less than this share of their questions are named."""

TEACH_AGAIN = 0.6
"""A question of a lower facility needs teaching again."""

FEWEST = 5
"""Answers below which there is no verdict, on a question or on a pupil: they say too little."""


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """How a question went."""

    number: int
    """From 1, as it was asked."""
    asked: AskedQuestion
    asked_of: int
    """How many were asked."""
    answers: int
    """How many answered, or were marked by the teacher, or counted by their hands."""
    facility: float | None
    """What was earned of what could be, 0 to 1; None where nobody answered."""
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
class Reply:
    """What a player did with one question."""

    asked: bool
    """Whether they were asked: it was not over before they came, or they were called."""
    score: float | None = None
    """What it is worth; None where they gave no answer."""
    words: str = ""
    """What they chose or typed; empty for what the teacher marked."""
    seconds: float | None = None
    """How long it took."""
    confidence: Confidence | None = None
    first: str = ""
    """Where there were two votes: what they answered in the first."""


@dataclass(frozen=True, slots=True)
class PlayerReport:
    """How a player did."""

    name: str
    student: str | None
    """The id in the roster; None for a guest."""
    replies: tuple[Reply, ...]
    """For each question that counts, in order."""
    team: str = ""
    points: int | None = None
    """None for those who have no seat."""
    place: int | None = None
    """By points, those with the same at the same place; None for those who have no seat."""

    @property
    def scores(self) -> tuple[float | None, ...]:
        """For each question that counts, in order; None where they gave no answer."""
        return tuple(reply.score for reply in self.replies)

    @property
    def asked(self) -> int:
        """How many questions they were asked."""
        return sum(reply.asked for reply in self.replies)

    @property
    def answered(self) -> int:
        """How many of these they answered."""
        return sum(score is not None for score in self.scores)

    @property
    def share(self) -> float:
        """What they earned of what they could, 0 to 1."""
        return sum(score or 0 for score in self.scores) / self.asked if self.asked else 0.0


@dataclass(frozen=True, slots=True)
class TeamReport:
    """How a team did."""

    name: str
    points: float
    """The mean of its members'."""
    place: int
    members: int


@dataclass(frozen=True, slots=True)
class OpinionReport:
    """What a class thinks: of no single player, and worth no points."""

    number: int
    """From 1, as it was asked."""
    prompt: str
    said: Mapping[str, int]
    """Answer in words -> how many gave it; what says the same is counted together."""
    first: Mapping[str, int]
    """The same of the first vote, where there were two."""


@dataclass(frozen=True, slots=True)
class DrillReport:
    """How a drill went."""

    questions: tuple[QuestionReport, ...]
    """Those that count, in the order asked."""
    players: tuple[PlayerReport, ...]
    """Everybody who had a seat or was called, by name."""
    absent: tuple[str, ...] = ()
    """The names of those in the roster who took no part, in its order."""
    teams: tuple[TeamReport, ...] = ()
    """The best first."""
    opinions: tuple[OpinionReport, ...] = ()
    """What has no right answer, in the order asked."""

    @property
    def hardest(self) -> tuple[QuestionReport, ...]:
        """The questions to teach again, the hardest first; none of fewer than five answers."""
        counted = (q for q in self.questions if q.answers >= FEWEST and q.facility is not None)
        hard = (question for question in counted if (question.facility or 0) < TEACH_AGAIN)
        return tuple(sorted(hard, key=lambda question: question.facility or 0))

    @property
    def need_help(self) -> tuple[PlayerReport, ...]:
        """Who earned less than half, the least first; nobody who gave fewer than five answers."""
        low = (p for p in self.players if p.answered >= FEWEST and p.share < NEEDS_HELP)
        return tuple(sorted(low, key=lambda player: player.share))
