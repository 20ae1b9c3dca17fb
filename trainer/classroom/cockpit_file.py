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


def cockpit_file(log: Path, *, at_home: bool) -> Path:
    """Where the cockpit of a drill is kept: a class has one lesson at a time, and any homework."""
    return log.with_suffix(f".{_NAME}") if at_home else log.with_name(_NAME)


class CockpitAddress(BaseModel):
    """How to reach a cockpit; the file is for its owner alone to read."""

    model_config = ConfigDict(frozen=True)

    address: str
    """`host:port`."""
    secret: str
    drill: str = ""
    """Names the drill for good: gone on with after a crash, it has the same secret."""
    homework: bool = False


def keep_cockpit(file: Path, address: CockpitAddress) -> None:
    """Write where the cockpit of a drill is; without it there is only the wall."""
    with suppress(OSError):
        make_private(file.parent)
        write_atomically(file, address.model_dump_json().encode())


def forget_cockpit(file: Path) -> None:
    """Take the file away: the drill was left."""
    with suppress(OSError):
        file.unlink(missing_ok=True)


def kept_secret(file: Path, drill: str) -> str | None:
    """The secret that a drill had when it was cut off; None where it was left."""
    with suppress(OSError, ValidationError):
        kept = CockpitAddress.model_validate_json(read_whole(file, 10_000))
        return kept.secret if kept.drill == drill else None
    return None


def find_cockpit(folders: Iterable[Path], *, homework: bool = False) -> CockpitAddress:
    """The cockpit of the drill that runs, in one of these folders of drills.

    Args:
        folders: where logs lie.
        homework: whether homework is meant, where a lesson runs beside it.

    Raises:
        TrainerError: none runs, or more than one.
    """
    files = [file for folder in folders for file in folder.glob(f"*{_NAME}")]
    at: dict[str, CockpitAddress] = {}  # of those at one address, the last: it is its own now
    for file in sorted(files, key=_age):
        with suppress(OSError, ValueError):
            kept = CockpitAddress.model_validate_json(read_whole(file, 10_000))
            host, _, port = kept.address.rpartition(":")
            socket.create_connection((host, int(port)), timeout=1).close()  # else it was cut off
            at[kept.address] = kept
    found = [kept for kept in at.values() if kept.homework == homework] or [*at.values()]
    if not found:
        raise TrainerError(
            "No drill runs on this computer.", "Start one in another terminal: trainer drill DECK"
        )
    if len(found) > 1:
        raise TrainerError("More than one drill runs.", "Say which: --class NAME, or --homework")
    return found[0]


def _age(file: Path) -> float:
    with suppress(OSError):
        return file.stat().st_mtime
    return 0
