"""Whether what was learnt is for its owner alone, and no link to what another learns."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from trainer.counted import counted
from trainer.regular_file import all_below
from trainer.store.doctor.complaint import Complaint
from trainer.store.home import cache_folder, decks_folder, home
from trainer.store.journal import shared_with

_OTHERS = 0o077
_SHOWN = 3


def look_at_rights(folder: Path) -> Iterator[Complaint]:
    """Whether others may read a learner's folder, or anything in the home but the decks."""
    if os.name == "nt":  # rights are inherited from the user's own folder there
        return
    open_ = [path for path in _private(folder) if _is_open(path)]
    if not open_:
        return

    def mend(_: datetime) -> None:
        for path in open_:
            with suppress(FileNotFoundError):
                path.chmod(path.stat().st_mode & 0o7777 & ~_OTHERS)

    named = ", ".join(map(str, open_[:_SHOWN])) + (", …" if len(open_) > _SHOWN else "")
    what = counted(len(open_), "file or folder", "files and folders")
    yield Complaint(
        f"Others on this computer may read {what}: {named}.",
        "What you learnt is private. Make them readable by you alone.",
        mend,
    )


def look_at_links(folder: Path) -> Iterator[Complaint]:
    """Whether the journal is another learner's too."""
    other = shared_with(folder / "reviews.jsonl")
    if other:
        yield Complaint(
            f"The journal of {folder.name} is a link to that of {other}: both learn as one.",
            f"Remove the link {folder / 'reviews.jsonl'}, unless that is meant; what was learnt "
            f"stays with {other}.",
            grave=True,
        )


def _private(folder: Path) -> Iterator[Path]:
    roots = {folder, home()}
    free = {cache_folder(), decks_folder()}
    for root in sorted(roots):
        yield root
        found = all_below(root, lambda path: path not in free)
        yield from (path for path in found if path not in free)


def _is_open(path: Path) -> bool:
    """Whether others may read what is ours; a link has no rights of its own."""
    with suppress(OSError):
        found = path.lstat()
        kind = stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)
        return kind and found.st_uid == os.getuid() and bool(found.st_mode & _OTHERS)
    return False
