"""What a pupil hands in who answered a homework page where the teacher's machine was off.

The page (`homework_page.py`) is one HTML file with the questions of a drill and no key. It keeps
the answers in the browser and gives them out as a file, `NAME.homework.json`:

    {"trainer": "homework", "v": 1, "homework": "d1", "name": "Anna",
     "answers": [{"q": 1, "answer": "Tiber", "sure": null,
                  "at": "2026-03-10T12:00:00.000Z", "after_ms": 5200}]}

`homework` is the drill's id (`Opened.drill`), `q` a question's number from 1, `answer` in the form
in which a phone sends it: read it with `read_sent`, as anybody may have changed the file.
`name` is what the pupil typed: a name, or the two words of a code. `at` is their own clock's, so
it is kept for the report and decides nothing. What was not answered is not in it.
"""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from trainer.classroom.drill_event import DAY_MS, Confidence
from trainer.errors import TrainerError
from trainer.moment import Moment
from trainer.regular_file import read_given

LONGEST_FILE = 2_000_000
"""Bytes of a file handed in; 200 answers, each as long as can be, are less."""
WAITING = ".homework.json"
"""What ends the name of a file that was handed in while its homework was served."""


class HomeworkAnswer(BaseModel):
    """One answer, as a phone would have sent it."""

    model_config = ConfigDict(frozen=True)

    q: Annotated[int, Field(ge=1)]
    """The question's number, from 1."""
    answer: JsonValue
    sure: Confidence | None = None
    at: Moment
    """When it was given, by the pupil's own clock."""
    after_ms: Annotated[int, Field(ge=0, le=DAY_MS)] = 0
    """Milliseconds in which the question was looked at, at most a day."""


class HandedInHomework(BaseModel):
    """All that a pupil hands in."""

    model_config = ConfigDict(frozen=True)

    trainer: Literal["homework"]
    v: Literal[1]
    homework: str
    """Which homework: the drill's id."""
    name: Annotated[str, Field(max_length=100)]
    answers: tuple[HomeworkAnswer, ...]
    """In the order of the questions, each at most once."""


def is_handed_in(content: bytes) -> bool:
    """Whether a file looks like one that a pupil hands in, and not like another kind."""
    return b'"trainer"' in content[:200] and b'"homework"' in content[:200]


def read_homework(path: Path) -> HandedInHomework:
    """Read a file that a pupil handed in.

    Raises:
        TrainerError: it cannot be read, or is none.
    """
    way_out = "Ask for the file that the page gives out by its button at the end."
    try:
        handed_in = HandedInHomework.model_validate_json(read_given(path, LONGEST_FILE, way_out))
    except ValidationError as error:
        raise TrainerError(f"{path.name} is not homework that was handed in.", way_out) from error
    if len({answer.q for answer in handed_in.answers}) != len(handed_in.answers):
        raise TrainerError(f"{path.name} answers a question twice.", way_out)
    return handed_in
