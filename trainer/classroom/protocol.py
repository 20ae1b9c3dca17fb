"""What a player's device and the teacher's app say to each other, version 3.

JSON objects over one WebSocket; `t` names the kind. A device says `join` or `back` first, then
`answer` as often as it likes. It gets `welcome` once, then its whole `state` whenever that
changes: a device that lost the thread has missed nothing. `ack` says that an answer is kept for
good; `refused` that something was not done; `bye` that the connection is over. Either side knows
by `beat` that the other is there, also where packets vanish.

The state holds the question only while it is asked, its options only once it is open, and the
key only once it is revealed; a question with `poll` true has none, and its answers are worth
nothing. No command of the teacher's travels here.
"""

from typing import Annotated, Any, Literal

from pydantic import Field, JsonValue, TypeAdapter

from trainer.classroom.conversation import Beat, StrictMessage
from trainer.classroom.drill_event import Confidence
from trainer.classroom.player import Player
from trainer.classroom.room import Room

VERSION = 3


class Join(StrictMessage):
    """Take a seat."""

    t: Literal["join"]
    v: int
    pin: Annotated[str, Field(max_length=20)]
    name: Annotated[str, Field(max_length=100)]
    token: Annotated[str, Field(max_length=100)] = ""
    """Of the seat that the device had in this drill; where it was given back, it is had again."""


class Rejoin(StrictMessage):
    """Take the seat again that a token belongs to."""

    t: Literal["back"]
    v: int
    token: Annotated[str, Field(max_length=100)]


class GiveAnswer(StrictMessage):
    """Answer, or change the answer."""

    t: Literal["answer"]
    q: int
    """The question's number, from 1."""
    round: int
    answer: JsonValue
    sure: Annotated[Confidence | None, Field(strict=False)] = None


Message = Join | Rejoin | GiveAnswer | Beat

_MESSAGE: TypeAdapter[Message] = TypeAdapter(Annotated[Message, Field(discriminator="t")])


def read_message(text: str) -> Message:
    """Read what a device said.

    Raises:
        ValueError: it is none of the messages.
    """
    return _MESSAGE.validate_json(text)


def welcome(player: Player, room: Room, token: str) -> dict[str, Any]:
    """What a player hears once they have their seat."""
    team = player.joined.team
    return {
        "t": "welcome",
        "v": VERSION,
        "name": player.name,
        "token": token,
        "team": None if team is None else room.opened.teams[team],
    }


def ack(question: int, round_: int) -> dict[str, Any]:
    """That an answer is kept for good."""
    return {"t": "ack", "q": question + 1, "round": round_}


def refused(code: str, say: str, name: str = "") -> dict[str, Any]:
    """That something was not done, and why; with the name that was meant, perhaps."""
    return {"t": "refused", "code": code, "say": say} | ({"name": name} if name else {})


def bye(code: str, say: str) -> dict[str, Any]:
    """That the connection is over, and why."""
    return {"t": "bye", "code": code, "say": say}
