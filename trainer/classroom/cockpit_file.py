"""Where a second terminal of this machine finds the cockpit of a drill that runs."""

import socket
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
    drill: str = ""
    """Names the drill for good: gone on with after a crash, it has the same secret."""


def keep_cockpit(folder: Path, address: CockpitAddress) -> None:
    """Write where the cockpit of the drill of this folder is; without it there is only the wall."""
    with suppress(OSError):
        make_private(folder)
        write_atomically(folder / _NAME, address.model_dump_json().encode())


def forget_cockpit(folder: Path) -> None:
    """Take the file away: the drill was left."""
    with suppress(OSError):
        (folder / _NAME).unlink(missing_ok=True)


def kept_secret(folder: Path, drill: str) -> str | None:
    """The secret that a drill of this folder had when it was cut off; None where it was left."""
    with suppress(OSError, ValidationError):
        kept = CockpitAddress.model_validate_json(read_whole(folder / _NAME, 10_000))
        return kept.secret if kept.drill == drill else None
    return None


def find_cockpit(folders: Iterable[Path]) -> CockpitAddress:
    """The cockpit of the drill that runs, in one of these folders of drills.

    Raises:
        TrainerError: none runs, or more than one.
    """
    found = []
    for folder in folders:
        with suppress(OSError, ValueError):
            kept = CockpitAddress.model_validate_json(read_whole(folder / _NAME, 10_000))
            host, _, port = kept.address.rpartition(":")
            socket.create_connection((host, int(port)), timeout=1).close()  # else it was cut off
            found.append(kept)
    if not found:
        raise TrainerError(
            "No drill runs on this computer.", "Start one in another terminal: trainer drill DECK"
        )
    if len(found) > 1:
        raise TrainerError("More than one drill runs.", "Say which: --class NAME")
    return found[0]
