"""What a terminal hears from the server of a drill, which may be anybody's.

Each message is described once, in the shape that `protocol.py` and `cockpit_view.py` give it; keys
that only a page needs are left out. What lacks a field, has one of another type, is too large to
be drawn, or holds a character that is never shown is no message of a trainer.
"""

from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, JsonValue, TypeAdapter

from trainer.classroom.drill_stage import DrillStage
from trainer.deck.answer_form import AnswerForm
from trainer.deck.form_base import Form
from trainer.grading.mark import Verdict
from trainer.safe_text import UNSAFE

_LONGEST = 50_000
"""Characters of a text."""
_MOST = 5_000
"""Things in a list, such as the students of a cockpit."""
_MOST_ROWS = 200
"""Options, or lines to write: each is a widget."""

Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
Fraction = Annotated[float, Field(ge=0, le=1)]
Seconds = Annotated[float, Field(ge=0, le=10_000_000)]


class ServerMessage(BaseModel):
    """A message, or a part of one."""

    model_config = ConfigDict(frozen=True, strict=True)


class Welcome(ServerMessage):
    """The seat is taken."""

    t: Literal["welcome"]
    name: str
    token: Annotated[str, Field(max_length=100)]
    team: str | None


class Ack(ServerMessage):
    """An answer is kept for good."""

    t: Literal["ack"]


class Refusal(ServerMessage):
    """Something was not done."""

    t: Literal["refused"]
    code: str
    say: str


class Bye(ServerMessage):
    """The connection is over."""

    t: Literal["bye"]
    code: str
    say: str


class ServerBeat(ServerMessage):
    """A sign of life."""

    t: Literal["beat"]


class SeatQuestion(ServerMessage):
    """A question, without its key."""

    prompt: str
    setting: str
    hint: str
    answer: Annotated[AnswerForm, Field(discriminator="form")] | None
    """How it is answered; None while it may not be."""
    poll: bool


class SeatScore(ServerMessage):
    """What was earned so far."""

    right: Annotated[float, Field(ge=0, le=1_000_000)]
    of: Count
    points: Count | None = None
    place: Count | None = None
    among: Count = 0


class SeatPicture(ServerMessage):
    """A picture; a terminal shows its words."""

    alt: str


class SeatMedia(ServerMessage):
    """What is shown beside a question."""

    pictures: tuple[SeatPicture, ...] = ()


class SeatState(ServerMessage):
    """All that a student's terminal shows just now."""

    t: Literal["state"]
    stage: DrillStage
    paused: bool
    number: Count | None
    of: Count
    round: Count
    taking: bool
    confidence: bool
    own_pace: bool
    extra: Count = 0
    """Seconds that this student has longer than others."""
    question: SeatQuestion | None = None
    mine: JsonValue = None
    """What the student answered; None where nothing."""
    key: str | None = None
    why: str | None = None
    verdict: Verdict | None = None
    """How the answer was marked; None where there was none."""
    standing: SeatScore | None = None
    media: SeatMedia = SeatMedia()
    sources: dict[str, tuple[str, tuple[str, ...] | None]] = Field(default_factory=dict)
    """Text -> its source and the hints of its gaps, where it is marked up."""


class CockpitOption(ServerMessage):
    """An option, and how many chose it in each vote."""

    say: str
    right: bool
    votes: tuple[Count, ...]


class CockpitQuestion(ServerMessage):
    """A question with its key."""

    prompt: str
    setting: str
    poll: bool
    options: tuple[CockpitOption, ...]
    said: tuple[tuple[str, Count], ...]
    key: str
    why: str
    note: str
    void: bool


class CockpitNext(ServerMessage):
    """The question after this."""

    prompt: str
    note: str


class CockpitPlayer(ServerMessage):
    """Who has a seat."""

    id: Annotated[str, Field(max_length=100)]
    name: str
    guest: bool
    here: bool
    answer: str | None
    score: Fraction | None
    sure: str | None
    seconds: Seconds | None
    extra: Annotated[float, Field(ge=0, le=100)]
    """How much longer they have for an answer than others."""


class CockpitState(ServerMessage):
    """All that a cockpit shows just now."""

    t: Literal["view"]
    seen: Annotated[str, Field(max_length=100)]
    stage: DrillStage
    paused: bool
    number: Count | None
    of: Count
    seconds: Seconds | None
    players: tuple[CockpitPlayer, ...]
    question: CockpitQuestion | None
    next: CockpitNext | None
    called: str | None
    mark: Fraction | None
    hands: tuple[tuple[str, Count | None], ...] | None
    """Option -> hands counted for it; None where none can be counted now."""
    teams: tuple[tuple[str, Fraction | None], ...]
    """Team -> its mark on the question."""
    warnings: tuple[str, ...]
    hosts: tuple[Annotated[str, Field(max_length=255)], ...]
    port: Annotated[int, Field(ge=0, le=65_535)]


SeatMessage = Welcome | Ack | Refusal | Bye | ServerBeat | SeatState
CockpitMessage = CockpitState | Refusal | Bye | ServerBeat

SEAT: TypeAdapter[SeatMessage] = TypeAdapter(Annotated[SeatMessage, Field(discriminator="t")])
COCKPIT: TypeAdapter[CockpitMessage] = TypeAdapter(
    Annotated[CockpitMessage, Field(discriminator="t")]
)

STRANGE = Bye(t="bye", code="strange", say="What answers at this address is no trainer like yours.")
"""Said where a server says anything else."""

M = TypeVar("M", SeatMessage, CockpitMessage)


def read_server_message(text: str | bytes, messages: TypeAdapter[M]) -> M | Bye:
    """What a server said.

    Args:
        text: as it came.
        messages: which there are: `SEAT` or `COCKPIT`.

    Returns: the message; `STRANGE` where it is none.
    """
    try:
        message = messages.validate_json(text)
    except ValueError:
        return STRANGE
    return message if _can_be_shown(message) else STRANGE


def _can_be_shown(value: object) -> bool:
    """Whether there is not too much of anything in it, and no character that is never shown."""
    match value:
        case str():
            return len(value) <= _LONGEST and not UNSAFE.search(value)
        case BaseModel():
            return all(_can_be_shown(part) for _, part in value)
        case dict():
            return len(value) <= _MOST and all(map(_can_be_shown, (*value, *value.values())))
        case list() | tuple():
            return len(value) <= _MOST and all(map(_can_be_shown, value))
        case Form():
            return 0 < value.rows <= _MOST_ROWS and all(map(_can_be_shown, vars(value).values()))
        case _:
            return True
