"""What a drill's log holds: one frozen event a line. The room follows from them alone."""

import hashlib
import re
from enum import StrEnum
from typing import Annotated, Literal
from uuid import uuid4

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter

from trainer.classroom.asked_question import AskedQuestion
from trainer.classroom.drill_stage import DrillStage
from trainer.deck.identity import deck_and_item
from trainer.moment import Moment
from trainer.store.event import GivenAnswer

DAY_MS = 86_400_000
"""Milliseconds that an answer takes at most."""
ExtraTime = Annotated[float, Field(ge=0, le=9)]
"""A share of the time that all have."""
Vote = Literal[1, 2]
"""Which vote on a question: the second comes after a discussion."""
_HASH = re.compile("[0-9a-f]{64}")


class Confidence(StrEnum):
    """How sure a student was of their answer."""

    SURE = "sure"
    THINK = "think"
    GUESS = "guess"


class _Event(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: str = Field(default_factory=lambda: uuid4().hex)
    at: Moment
    """When it happened."""


class Opened(_Event):
    """A drill was prepared."""

    type: Literal["opened"] = "opened"
    drill: str
    """Names the drill for good: what its reviews' ids follow from."""
    class_name: str | None
    """The class; None for a drill of guests alone."""
    preset: str
    confidence: bool = False
    teams: Annotated[tuple[str, ...], Field(max_length=100)] = ()
    """Names of the teams; none for a drill of single students."""
    questions: tuple[AskedQuestion, ...]
    seed: int
    """What the order of options and the teams follow from."""
    pin: str = ""
    """What a device must name to join; empty for a drill without devices."""
    until: Moment | None = None
    """Until when homework is taken; None for a drill in class."""

    @property
    def is_homework(self) -> bool:
        """Whether it is answered over days; else it is a lesson."""
        return self.until is not None

    @property
    def decks(self) -> tuple[str, ...]:
        """The ids of the decks it asks, in the order of its questions."""
        return tuple(dict.fromkeys(deck_and_item(q.ref)[0] for q in self.questions))


def hash_of(token: str) -> str:
    """What a log keeps of a seat token, or of whatever a device sent as its cookie."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def _hashed(token: str) -> str:
    """The hash; the first version of logs held the token itself."""
    return token if _HASH.fullmatch(token) else hash_of(token)


class Joined(_Event):
    """A player took a seat."""

    type: Literal["joined"] = "joined"
    player: str
    """Unique in the drill."""
    name: str
    student: str | None = None
    """The student's id in the class's roster; None for a guest."""
    team: Annotated[int, Field(ge=0, lt=100)] | None = None
    token: Annotated[str, AfterValidator(_hashed)]
    """The SHA-256 of the seat token: who has the token has the seat."""
    address: str = ""
    """Where the device was."""
    device: str = ""
    """The SHA-256 of what the device is known by; empty for one that sent nothing."""
    extra_time: ExtraTime = 0
    """How much longer they have for an answer than others: 0.5 is half as long again."""


class Removed(_Event):
    """A player lost their seat."""

    type: Literal["removed"] = "removed"
    player: str
    banned: bool
    """Whether their name and their device may not come back."""
    keeps_answers: bool = True
    """Whether what they answered still counts."""


class Renamed(_Event):
    """Somebody goes by another name; what they did stays theirs."""

    type: Literal["renamed"] = "renamed"
    player: str | None = None
    """Who has a seat; None for a student without one."""
    student: str | None = None
    """The student's id in the roster, where their name was changed too; None for a guest."""
    name: str
    was: str
    """The name before."""


class Extended(_Event):
    """Somebody has more time for an answer than others from now on, or no more."""

    type: Literal["extended"] = "extended"
    player: str
    extra_time: ExtraTime


class Deleted(_Event):
    """The drill was deleted: nothing of it counts, and no list has it."""

    type: Literal["deleted"] = "deleted"


class Moved(_Event):
    """The drill went on to a stage."""

    type: Literal["moved"] = "moved"
    stage: DrillStage
    question: Annotated[int, Field(ge=-1)]
    """From 0; -1 in the lobby."""
    round: Vote = 1
    seconds: Annotated[float, Field(ge=0, le=86_400)] | None = None
    """How long the stage lasts; None until the teacher goes on."""
    by_time: bool = False
    """Whether the time was up; else the teacher went on."""
    skipped: bool = False
    """Whether the question before was left without counting."""


class Answered(_Event):
    """A player answered, for the first time or again."""

    type: Literal["answered"] = "answered"
    player: str
    question: Annotated[int, Field(ge=0)]
    round: Vote
    answer: GivenAnswer
    score: Annotated[float, Field(ge=0, le=1)]
    """What it is worth."""
    confidence: Confidence | None = None
    after_ms: Annotated[int, Field(ge=0, le=DAY_MS)]
    """From when answers were taken."""
    extra_time: ExtraTime = 0
    """How much longer they had for it than others."""


class Voided(_Event):
    """The teacher let something not count: an answer, a question, or all of it."""

    type: Literal["voided"] = "voided"
    question: int | None = None
    """From 0; None for every question."""
    player: str | None = None
    """Whose answer; None for everybody's."""


class Marked(_Event):
    """The teacher marked somebody: a student who was called, or a team."""

    type: Literal["marked"] = "marked"
    question: Annotated[int, Field(ge=0)]
    who: str
    """A student's id, or a team's name with `team:` in front."""
    score: Annotated[float, Field(ge=0, le=1)]


class Tallied(_Event):
    """The teacher counted hands."""

    type: Literal["tallied"] = "tallied"
    question: Annotated[int, Field(ge=0)]
    round: Vote
    hands: tuple[Annotated[int, Field(ge=0, le=10_000)], ...]
    """For each option in the order shown; right and wrong for a question without options."""


class Called(_Event):
    """A student was called from the bag."""

    type: Literal["called"] = "called"
    question: Annotated[int, Field(ge=0)]
    student: str
    passed: str | None = None
    """Who passed, or was found absent, just before; they go back into the bag."""
    absent: bool = False
    """Whether they were found absent."""


class Absent(_Event):
    """The teacher noted that a student is not here today, or that they are."""

    type: Literal["absent"] = "absent"
    student: str
    absent: bool


class Served(_Event):
    """Devices could join at an address of this machine from now on."""

    type: Literal["served"] = "served"
    host: str
    port: Annotated[int, Field(ge=0, le=65_535)]


class Paused(_Event):
    """The clock of the stage was stopped, or runs again."""

    type: Literal["paused"] = "paused"
    paused: bool


class Undone(_Event):
    """The teacher took a step back."""

    type: Literal["undone"] = "undone"
    event: str
    """The id of the event taken back."""


class Remembered(_Event):
    """The answers to a question became reviews of the students."""

    type: Literal["remembered"] = "remembered"
    question: Annotated[int, Field(ge=0)]


TeacherStep = (
    Removed | Renamed | Extended | Deleted | Moved | Marked | Tallied | Called | Paused | Voided
)
"""What the teacher does, and can take back."""

DrillEvent = Opened | Joined | Answered | TeacherStep | Undone | Remembered | Absent | Served

_EVENT: TypeAdapter[DrillEvent] = TypeAdapter(Annotated[DrillEvent, Field(discriminator="type")])


def read_drill_event(line: bytes) -> DrillEvent:
    """Read one line of a drill's log.

    Raises:
        ValueError: it is no event.
    """
    event = _EVENT.validate_json(line)
    if "id" not in event.model_fields_set:  # it would be another event whenever it is read
        raise ValueError("it has no id")
    return event


def write_drill_event(event: DrillEvent) -> bytes:
    """The event as one line, line feed included."""
    return event.model_dump_json().encode() + b"\n"
