"""Where a second terminal of this machine finds the cockpit of a drill that runs."""

import socket
from collections.abc import Collection, Iterable
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
    log: str = ""
    """The name of its log, without its ending."""
    decks: tuple[str, ...] = ()
    """The ids of the decks it asks."""


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


def find_cockpit(
    folders: Iterable[Path],
    *,
    homework: bool = False,
    which: str | None = None,
    decks: Collection[str] = (),
) -> CockpitAddress:
    """The cockpit of the drill that runs, in one of these folders of drills.

    Args:
        folders: where logs lie.
        homework: whether to find homework, where a lesson runs too.
        which: what the name of its log begins with; None for any.
        decks: the ids of decks, one of which it asks; empty for any.

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
    if not at:
        raise TrainerError(
            "No drill is running on this computer.",
            "Start one in another terminal: trainer drill DECK",
        )
    fitting = [
        kept
        for kept in at.values()
        if kept.log.startswith(which or "") and (not decks or {*decks} & {*kept.decks})
    ]
    fitting = [kept for kept in fitting if kept.log == which] or fitting
    cockpits = [kept for kept in fitting if kept.homework == homework] or fitting
    if len(cockpits) == 1:
        return cockpits[0]
    lines = "\n  ".join(f"{kept.log}  {', '.join(kept.decks)}" for kept in cockpits or at.values())
    problem = (
        "More than one drill is running" if cockpits else "No such drill is running. These are"
    )
    raise TrainerError(
        f"{problem}:\n  {lines}", "Say which: --drill WHEN, --class NAME, or --homework"
    )


def _age(file: Path) -> float:
    with suppress(OSError):
        return file.stat().st_mtime
    return 0
