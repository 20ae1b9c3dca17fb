"""What was answered on a phone that was away, as its page gives it out.

{"trainer": "phone", "v": 1, "learner": "me", "hand_out": "20260310-1f2e3d4c", "past": ["…"],
"scheduler": "0a1b…", "seed": 7, "made": "2026-03-10T12:00:00Z",
"texts": {"rivers/po": ["Which river runs through Turin?", "Po"]},
"answers": [{"ref": "rivers/tiber", "since": null, "rating": 3, "answer": "Tiber",
"at": 1773144000000, "spent": 5200}]}
"""

import json
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from trainer.deck.identity import deck_and_item
from trainer.errors import TrainerError
from trainer.memory.rating import Rating
from trainer.moment import Moment
from trainer.regular_file import read_given
from trainer.store.event import ItemKey
from trainer.store.known_decks import ItemText

MOST = 300
"""Cards in a hand-out."""
LONGEST = 2_000_000
"""Bytes of what is handed in: thousands of answers."""
_LAST = 7_258_118_400_000
"""Milliseconds from 1970 to 2200; see `trainer.moment`."""
_WAY_OUT = "Take the file that the page on your phone gives out."

Ref = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]*/[a-z0-9][a-z0-9_.-]*$")]
"""`deck/item`, as it was called when it was handed out."""


class PhoneAnswer(BaseModel):
    """One answer with its rating."""

    model_config = ConfigDict(frozen=True)

    ref: Ref
    """The item, by the name that it bore when it was handed out."""
    since: Annotated[str, Field(max_length=100)] | None = None
    """The latest move by then that took this name from another item."""
    rating: Rating
    answer: JsonValue = None
    """As a phone sends it; None when the learner only looked."""
    at: Annotated[int, Field(ge=0, lt=_LAST)]
    """Milliseconds since 1970, by this computer's clock as the phone knew it."""
    spent: Annotated[int, Field(ge=0)] = 0
    """Milliseconds that the question was looked at."""

    @property
    def item_key(self) -> ItemKey:
        """The deck and the item."""
        return deck_and_item(self.ref)


class PhoneAnswers(BaseModel):
    """All that comes home of a hand-out."""

    model_config = ConfigDict(frozen=True)

    trainer: Literal["phone"] = "phone"
    v: Literal[1] = 1
    learner: Annotated[str, Field(max_length=100)]
    hand_out: Annotated[str, Field(pattern=r"^\d{8}-[0-9a-f]{8}$")]
    """Names it: the day on which it was made, and what no other has."""
    past: Annotated[tuple[str, ...], Field(max_length=10)]
    """Ids of events that its learner's journal held by then."""
    scheduler: str
    """The key of the scheduler that computed the intervals."""
    seed: int
    """What the order of options follows from."""
    made: Moment
    texts: dict[Ref, ItemText] = Field(default_factory=dict, max_length=MOST)
    """What the cards said that were new, to know them where they were edited since."""
    answers: Annotated[tuple[PhoneAnswer, ...], Field(max_length=20_000)] = ()
    """In their order."""


def read_file(path: Path) -> PhoneAnswers:
    """Read a file that a phone gave out.

    Raises:
        TrainerError: it cannot be read, or is none.
    """
    return read_phone_answers(read_given(path, LONGEST, _WAY_OUT), path.name)


def read_phone_answers(content: bytes | str, name: str) -> PhoneAnswers:
    """Read what was handed in.

    Raises:
        TrainerError: it is none.
    """
    try:
        if isinstance(content, bytes):
            content = content.decode("utf-8-sig")
        document = json.loads(content)
        version = document.get("v") if isinstance(document, dict) else None
        if isinstance(version, int) and version > 1 and document.get("trainer") == "phone":
            raise TrainerError(
                f"{name} is from a newer trainer.", "Update this one; the answers stay in the file."
            )
        return PhoneAnswers.model_validate_json(content)
    except (ValueError, RecursionError) as error:
        raise TrainerError(f"{name} holds no answers from a phone.", _WAY_OUT) from error
