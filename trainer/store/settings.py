"""What a learner can choose, kept in `settings.json` in the learner's folder."""

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from trainer.did_you_mean import did_you_mean
from trainer.errors import SystemRefusedError, TrainerError
from trainer.memory.scheduler import Scheduler
from trainer.regular_file import read_json
from trainer.store.atomic_file import make_private, write_atomically

MAX_BYTES = 1_000_000
"""Of a file of settings."""
_FILE = "settings.json"


def _sound(parameters: tuple[float, ...]) -> tuple[float, ...]:
    try:
        Scheduler(parameters=parameters)
    except TrainerError as error:
        raise ValueError(error.message) from error
    return parameters


def _from_the_root(folder: str) -> str:
    if not Path(folder).is_absolute():  # else it would be another in each working folder
        raise ValueError("write it with all the folders that it is in")
    return folder


class MoreToday(BaseModel):
    """What a learner asked for on one study day, beyond its limits."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    day: date | None = None
    """The study day; what was asked for holds on no other."""
    new: Annotated[int, Field(ge=0)] = 0
    """So many more items are introduced."""
    ahead: bool = False
    """Whether what is due on the next day is asked too, whatever the limit on reviews."""


NO_MORE = MoreToday()


class Spread(BaseModel):
    """A backlog that is worked off over several days."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    until: date
    """The last study day of these."""
    reviews: Annotated[int, Field(ge=1)]
    """How many reviews are asked on each, at most."""


class Settings(BaseModel):
    """A learner's choices; each has a default that suits most people."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    desired_retention: Annotated[float, Field(ge=0.70, le=0.99)] = 0.9
    """The chance of recall at which an item comes back: higher means more reviews."""
    new_per_day: Annotated[int, Field(ge=0)] = 10
    """How many items are introduced on a study day at most."""
    reviews_per_day: Annotated[int, Field(ge=0)] = 200
    """How many reviews are asked on a study day at most."""
    goal_per_day: Annotated[int, Field(ge=0)] = 0
    """How many new cards and reviews the learner wants on a study day; 0 for no goal."""
    rollover_hour: Annotated[int, Field(ge=0, le=23)] = 4
    """The hour of the local clock at which a study day begins."""
    more_today: MoreToday = NO_MORE
    """More than the limits admit, for one day."""
    spread: Spread | None = None
    """A backlog in parts; None where none is spread."""
    parameters: Annotated[tuple[float, ...], AfterValidator(_sound)] | None = None
    """The weights of FSRS, as `trainer fit` found them; the default ones when None."""
    theme: str = "trainer-dark"
    """The name of the app's theme."""
    keys: dict[str, str] = {}
    """Binding id -> key, where the learner wants another than the default."""
    retype: bool = False
    """Whether a wrong typed answer is to be typed again, until it is right, before going on."""
    think_first: bool = True
    """Whether options stay hidden until the learner has thought."""
    sound: bool = True
    """Whether the sounds of cards play when they show; a key plays them in any case."""
    reduced_motion: bool = False
    """Whether the app goes without animations."""
    model: str | None = None
    """The language model that may propose cards, as `ollama:qwen3`; None for none."""
    model_server: str | None = None
    """The address of its server, up to `/v1`, where the name does not say it."""
    sync_folder: Annotated[str, AfterValidator(_from_the_root)] | None = None
    """The folder to sync with on opening and on leaving; None for none."""
    sync_decks: bool = False
    """Whether the learner's own decks are synced with it too."""


def load_settings(folder: Path) -> tuple[Settings, tuple[str, ...]]:
    """Read the settings, with defaults for all that is missing or wrong.

    Returns:
        The settings, and for each thing wrong a sentence naming the file, the field and the
        way out.
    """
    path = folder / _FILE
    try:
        chosen = read_json(path, MAX_BYTES)
    except FileNotFoundError:
        return Settings(), ()
    except OSError as error:
        return Settings(), (f"{path} cannot be read ({error.strerror}); the defaults apply",)
    except ValueError as error:
        return Settings(), (f"{path} is not JSON ({error}): fix or remove it; the defaults apply",)
    if not isinstance(chosen, dict):
        return Settings(), (f"{path} must hold one JSON object; the defaults apply",)
    try:
        return Settings.model_validate(chosen), ()
    except ValidationError as error:
        wrong = {str(one["loc"][0]): one["msg"] for one in error.errors(include_url=False)}
    sound = {name: value for name, value in chosen.items() if name not in wrong}
    problems = tuple(_problem(path, name, chosen[name], problem) for name, problem in wrong.items())
    return Settings.model_validate(sound), problems


def save_settings(folder: Path, settings: Settings) -> None:
    """Write the settings, durably. A file in which something is wrong is kept as `.bad`.

    Raises:
        TrainerError: the file cannot be written; the old one stays.
    """
    path = folder / _FILE
    try:
        make_private(folder)
        if load_settings(folder)[1]:
            path.replace(path.with_name(f"{_FILE}.bad"))
        write_atomically(path, settings.model_dump_json(indent=2).encode() + b"\n")
    except OSError as error:
        hint = "The settings hold until you leave. Check the disk and the folder's permissions."
        raise SystemRefusedError(error, f"{path} cannot be written", hint) from error


def _problem(path: Path, name: str, value: Any, message: str) -> str:  # noqa: ANN401 - any JSON
    if name in Settings.model_fields:
        default = Settings().model_dump(mode="json")[name]
        return f"{path}: {name} is {json.dumps(value)}: {message}; {json.dumps(default)} applies"
    near = did_you_mean(name, Settings.model_fields) or "Remove it."
    return f"{path}: there is no setting {name}. {near}"
