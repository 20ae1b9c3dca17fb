"""Whether what lies in a learner's folder can be written, and what does not belong there."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile

from trainer.regular_file import read_json
from trainer.store.doctor.complaint import Complaint
from trainer.store.settings import load_settings

_LITTLE = 50_000_000
"""Bytes free on the disk below which a warning is due."""
_WRITTEN = (
    "reviews.jsonl",
    "scores.json",
    "lock",
    "lock.json",
    "settings.json",
    "decks.json",
    "sync.json",
    "shared-decks.json",
    "phone.json",
)


def look_at_files(folder: Path) -> Iterator[Complaint]:
    """Whether answers can be kept."""
    next(folder.iterdir(), None)
    try:
        with TemporaryFile(dir=folder) as probe:
            probe.write(b"x")
    except OSError as error:
        yield Complaint(
            f"{folder} cannot be written: {error.strerror}.",
            "Answers are not saved. Fix the permissions of the folder, or free the disk.",
            grave=True,
        )
    for name in _WRITTEN:
        path = folder / name
        if os.path.lexists(path) and not path.is_file():
            yield Complaint(
                f"{path} is not a file, and does not lead to one.",
                "Answers are not saved. Move it elsewhere.",
                grave=True,
            )
        elif path.exists() and not os.access(path, os.R_OK | os.W_OK):
            yield Complaint(
                f"{path} cannot be written by you.",
                "Answers are not saved. Trainer was perhaps run as another user; give the file "
                "back to yourself.",
                grave=True,
            )
    free = shutil.disk_usage(folder).free
    if free < _LITTLE:
        yield Complaint(f"Only {free // 1_000_000} MB are free on this disk.", "Make room soon.")


def look_at_leftovers(folder: Path) -> Iterator[Complaint]:
    """What crashes and repairs left lying there."""
    for path in sorted(folder.glob("*.tmp")):
        yield Complaint(
            f"{path.name} was left by a crash in the middle of a write.",
            "It is of no use.",
            lambda _, path=path: _remove(path),  # type: ignore[misc]
        )
    for path in sorted(folder.glob("restoring-*")):
        yield Complaint(
            f"{path.name} was left by a restore that was cut off.",
            "It is of no use.",
            lambda _, path=path: _remove(path),  # type: ignore[misc]
        )
    for path in sorted((*folder.glob("*.torn"), *folder.glob("*.old"), *folder.glob("*.bad"))):
        yield Complaint(
            f"{path.name} was set aside once.", "Look at it, and remove it if you like."
        )
    holder = folder / "lock.json"
    if holder.is_file():
        try:
            kept = read_json(holder, 10_000)
            yield Complaint(
                f"Process {kept['pid']} on {kept['host']} had this learner open.",
                "If no trainer runs there, it was killed; that blocks nobody.",
            )
        except (OSError, ValueError, KeyError, TypeError):
            yield Complaint("lock.json cannot be understood.", "It only says who holds the folder.")


def look_at_settings(folder: Path) -> Iterator[Complaint]:
    """Whether the settings hold."""
    for problem in load_settings(folder)[1]:
        yield Complaint(problem, "Fix the file, or choose again in the app's settings.")


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
