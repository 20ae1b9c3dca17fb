"""What a learner's phone and the laptop say to each other, version 1.

JSON objects over one WebSocket; `t` names the kind. A phone says `hello` first, with the secret
of its link. It is told the whole `state` whenever that changes: a phone that lost the thread has
missed nothing. What it does names the `turn` that it saw, of a session and of a question of it,
so that what is sent twice, or too late, changes nothing. `refused` says why something was not
done, `bye` that it is over; either side knows by `beat` that the other is there.
"""

from typing import Annotated, Any, Literal

from pydantic import Field, JsonValue, TypeAdapter

from trainer.classroom.conversation import Beat, StrictMessage

VERSION = 1


Act = Literal["show", "reveal", "undo", "right", "skip", "bury", "suspend"]
"""What a key does in the app, beside answering and rating."""

_Turn = Annotated[str, Field(max_length=100)]


class Hello(StrictMessage):
    """Come in."""

    t: Literal["hello"]
    v: int
    key: Annotated[str, Field(max_length=100)]


class Give(StrictMessage):
    """Answer the question."""

    t: Literal["answer"]
    turn: _Turn
    answer: JsonValue


class Rate(StrictMessage):
    """Rate the answer that is shown."""

    t: Literal["rate"]
    turn: _Turn
    rating: Annotated[int, Field(ge=1, le=4)]


class Do(StrictMessage):
    """Do what a key does in the app."""

    t: Literal["do"]
    turn: _Turn
    act: Act


PhoneStep = Give | Rate | Do
Message = Hello | PhoneStep | Beat

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


def bye(say: str) -> dict[str, Any]:
    """That the connection is over, and why."""
    return {"t": "bye", "say": say}
