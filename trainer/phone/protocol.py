"""What a learner's phone and the laptop say to each other, version 1.

JSON objects over one WebSocket; `t` names the kind. A phone says `hello` first, with the secret
of its link. It gets the whole `state` whenever that changes: a phone that lost the thread has
missed nothing. What it does names the `turn` that it saw, of a session and of a question of it,
so that what is sent twice, or too late, changes nothing. `refused` says why something was not
done, `bye` that it is over; either side knows by `beat` that the other is there.

A phone that leaves the network asks for cards to take `along`, and is `handed-out` a page of them,
in so many parts. What was answered there comes `back` in parts, too; `taken` says what came of it.
So does a page that has only the key of that hand-out, and no other word is heard from it. No long
text goes in one message: a slow line would be silent for so long that it seems dead.
"""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, JsonValue, TypeAdapter

from trainer.classroom.conversation import Beat, StrictMessage

VERSION = 1
_PIECE = 50_000
"""Characters of a page in one message."""

Act = Literal["show", "reveal", "undo", "right", "skip", "bury", "suspend"]
"""What a key does in the app, beside answering and rating."""

_Turn = Annotated[str, Field(max_length=100)]


class Hello(StrictMessage):
    """Come in."""

    t: Literal["hello"]
    v: int
    key: Annotated[str, Field(max_length=100)]


class GiveAnswer(StrictMessage):
    """Answer the question."""

    t: Literal["answer"]
    turn: _Turn
    answer: JsonValue


class Rate(StrictMessage):
    """Rate the answer that is shown."""

    t: Literal["rate"]
    turn: _Turn
    rating: Annotated[int, Field(ge=1, le=4)]


class PressKey(StrictMessage):
    """Do what a key does in the app."""

    t: Literal["do"]
    turn: _Turn
    act: Act


class TakeAlong(StrictMessage):
    """Hand out cards to take along."""

    t: Literal["along"]
    clock: Annotated[int, Field(ge=0, lt=2**53)]
    """What the phone's clock shows, in milliseconds since 1970."""


class AnswersBack(StrictMessage):
    """What was answered away comes home; its parts follow."""

    t: Literal["back"]
    v: int
    hand_out: Annotated[str, Field(max_length=100)]
    key: Annotated[str, Field(max_length=100)]
    parts: Annotated[int, Field(ge=1, le=350)]


class AnswersPart(StrictMessage):
    """A part of it, as base64."""

    t: Literal["part"]
    text: Annotated[str, Field(max_length=8000)]


PhoneStep = GiveAnswer | Rate | PressKey
Message = Hello | PhoneStep | TakeAlong | AnswersBack | AnswersPart | Beat

_MESSAGE: TypeAdapter[Message] = TypeAdapter(Annotated[Message, Field(discriminator="t")])


def read_message(text: str) -> Message:
    """Read what a phone said.

    Raises:
        ValueError: it is none of the messages.
    """
    return _MESSAGE.validate_json(text)


def refused(say: str) -> dict[str, Any]:
    """That something was not done, and why."""
    return {"t": "refused", "say": say}


def handed_out(name: str, html: str) -> Iterator[dict[str, Any]]:
    """A page of cards to take along, and a name for its file."""
    begins = range(0, len(html), _PIECE)
    yield {"t": "handed-out", "name": name, "parts": len(begins)}
    for begin in begins:
        yield {"t": "part", "text": html[begin : begin + _PIECE]}


def taken(hand_out: str, say: str) -> dict[str, Any]:
    """That what was answered away is durable here."""
    return {"t": "taken", "hand_out": hand_out, "say": say}


def bye(say: str) -> dict[str, Any]:
    """That the connection is over, and why."""
    return {"t": "bye", "say": say}
