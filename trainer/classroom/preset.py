"""How a drill is run: the presets a teacher chooses from."""

from dataclasses import dataclass, replace
from enum import StrEnum

from trainer.classroom.drill_event import Opened
from trainer.errors import TrainerError


class Ranking(StrEnum):
    """When the wall shows who leads."""

    NEVER = "never"
    AT_END = "at the end"
    ALWAYS = "after each question"


@dataclass(frozen=True, slots=True)
class Speed:
    """Points that depend on how soon an answer was given.

    A right answer is worth 1000 at once and loses `share` of that evenly until the time is
    up, as at Kahoot, where half of it depends on the time; a part mark earns its part.
    """

    share: float
    """How much of the points depends on the time, 0 to 1."""
    streak: int
    """Points more for each right answer before it in a row, for at most five of them."""


@dataclass(frozen=True, slots=True)
class Preset:
    """One way to run a drill."""

    name: str
    description: str
    """What it is for, in one line."""
    think: float = 5
    """Seconds in which the question is shown alone, before answers are taken."""
    limit: float | None = None
    """Seconds for an answer; None to wait for the teacher."""
    questions: int = 10
    """How many are asked unless the teacher says otherwise."""
    devices: bool = True
    """Whether students answer on devices."""
    rounds: int = 1
    """How often a question is voted on; the second time after a discussion."""
    own_pace: bool = False
    """Whether every student goes through the questions alone."""
    speed: Speed | None = None
    """Points for speed; None where only being right counts."""
    ranking: Ranking = Ranking.NEVER
    teams: int = 0
    """How many teams play; none for 0."""
    confidence: bool = False
    """Whether students say how sure they are."""

    @property
    def is_marked(self) -> bool:
        """Whether only cards are asked that are marked for the players.

        Where there is something to win, or to vote on, nobody marks their own answer.
        """
        contest = bool(self.teams) or self.speed is not None
        return self.devices and (self.own_pace or contest or self.rounds > 1)


PRESETS = {
    preset.name: preset
    for preset in (
        Preset("drill", "being right counts, no timer"),
        Preset(
            "gentle",
            "a long timer, a little for speed, the best three at the end",
            limit=60,
            speed=Speed(share=0.2, streak=0),
            ranking=Ranking.AT_END,
        ),
        Preset(
            "race",
            "points for speed and streaks, who leads after each question, a podium",
            think=3,
            limit=20,
            speed=Speed(share=0.5, streak=100),
            ranking=Ranking.ALWAYS,
        ),
        Preset("teams", "teams compete by the mean of their members", teams=4),
        Preset(
            "peer",
            "vote, discuss with a neighbour, vote again, then both charts",
            rounds=2,
            questions=5,
            confidence=True,
        ),
        Preset(
            "exit", "three questions, each at their own pace", think=0, questions=3, own_pace=True
        ),
        Preset(
            "homework", "over days, each at their own pace, until a day", think=0, own_pace=True
        ),
        Preset("board", "no devices: the teacher keys in who was right", devices=False),
    )
}
"""Name -> preset; `drill` is the default."""


def preset_named(name: str, *, confidence: bool | None = None, teams: int | None = None) -> Preset:
    """A preset by its name, with the teacher's own choices.

    Raises:
        TrainerError: there is no such preset.
    """
    if name not in PRESETS:
        raise TrainerError(f"There is no preset {name!r}.", f"Choose one of: {', '.join(PRESETS)}.")
    preset = PRESETS[name]
    if confidence is not None:
        preset = replace(preset, confidence=confidence)
    return preset if teams is None else replace(preset, teams=teams)


def preset_of(opened: Opened) -> Preset:
    """The preset that a drill is run with, as it was prepared.

    Raises:
        TrainerError: this trainer has no such preset.
    """
    return preset_named(opened.preset, confidence=opened.confidence, teams=len(opened.teams))
