"""Where a second terminal of this machine finds the cockpit of a drill that runs."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from trainer.errors import TrainerError
from trainer.regular_file import read_whole
from trainer.store.atomic_file import make_private, write_atomically

_NAME = "cockpit.json"


class CockpitAddress(BaseModel):
    """How to reach a cockpit; the file is for its owner alone to read."""

    model_config = ConfigDict(frozen=True)

    address: str
    """`host:port`."""
    secret: str


def keep_cockpit(folder: Path, address: CockpitAddress) -> None:
    """Write where the cockpit of the drill of this folder is; without it there is only the wall."""
    with suppress(OSError):
        make_private(folder)
        write_atomically(folder / _NAME, address.model_dump_json().encode())


def forget_cockpit(folder: Path) -> None:
    """Take the file away: the drill was left."""
    with suppress(OSError):
        (folder / _NAME).unlink(missing_ok=True)


def find_cockpit(folders: Iterable[Path]) -> CockpitAddress:
    """The cockpit of the drill that runs, in one of these folders of drills.

    Raises:
        TrainerError: none runs, or more than one.
    """
    found = []
    for folder in folders:
        with suppress(OSError, ValidationError):
            found.append(CockpitAddress.model_validate_json(read_whole(folder / _NAME, 10_000)))
    if not found:
        raise TrainerError(
            "No drill runs on this computer.", "Start one in another terminal: trainer drill DECK"
        )
    if len(found) > 1:
        raise TrainerError("More than one drill runs.", "Say which: --class NAME")
    return found[0]
