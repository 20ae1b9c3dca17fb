"""What a cockpit says to the drill, version 1; see `cockpit.py` for what it gets."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from trainer.classroom.conversation import Beat, StrictMessage

VERSION = 1

Hands = Annotated[int, Field(ge=0, le=9999)]


class Open(StrictMessage):
    """Show the secret."""

    t: Literal["open"]
    v: int
    secret: Annotated[str, Field(max_length=100)]


class Do(StrictMessage):
    """Let something happen, as a key on the wall does."""

    t: Literal["do"]
    what: Literal[
        "next",
        "close",
        "reveal",
        "back",
        "void",
        "call",
        "pass",
        "absent",
        "mark",
        "tally",
        "pause",
        "skip",
    ]
    seen: Annotated[str, Field(max_length=100)]
    """The `seen` of the view that the teacher looked at."""
    player: Annotated[str, Field(max_length=100)] | None = None
    """Whose answer is void; None for the question."""
    score: Annotated[float, Field(ge=0, le=1)] = 1.0
    """How well the one who was called did, or the team."""
    team: Annotated[int, Field(ge=0)] | None = None
    """Which team is marked, from 0; None for the one who was called."""
    hands: Annotated[tuple[Hands, ...], Field(max_length=100, strict=False)] = ()
    """Hands that were counted, as many as the view has `hands`."""


Message = Open | Do | Beat

_MESSAGE: TypeAdapter[Message] = TypeAdapter(Annotated[Message, Field(discriminator="t")])


def read_message(text: str) -> Message:
    """Read what a cockpit said.

    Raises:
        ValueError: it is none of the messages.
    """
    return _MESSAGE.validate_json(text)
