"""The last resort for answers that cannot be saved where they belong."""

import hashlib
import os
import re
import stat
import tempfile
from collections.abc import Sequence
from pathlib import Path

from trainer.free_name import numbered
from trainer.regular_file import where_it_leads
from trainer.store.atomic_file import open_privately
from trainer.store.event import Event, write_event


def rescued(folder: Path) -> list[Path]:
    """The journals that `rescue` left of a learner, in any of its places."""
    paths: set[Path] = set()
    for place, begin in _places(folder):
        # the whole name: another learner's may begin with this one's
        name = re.compile(rf"{re.escape(begin)}-\d{{4}}-\d\d-\d\d-\d{{6}}(-\d+)?\.jsonl")
        there = place.glob("unsaved-*.jsonl")
        paths |= {path for path in there if name.fullmatch(path.name) and _is_own(path)}
    return sorted(paths)


def rescue(folder: Path, events: Sequence[Event]) -> Path | None:
    """Write events to a journal of their own, to be merged later.

    Args:
        folder: of the learner; a place beside it, or the temporary folder, is as good.
        events: at least one, oldest first.

    Returns:
        The file; None where it cannot be written anywhere.
    """
    for place, begin in _places(folder):
        try:
            name = f"{begin}-{events[0].at:%Y-%m-%d-%H%M%S}.jsonl"
            path = next(path for path in numbered(place / name) if not path.exists())
            with open(path, "xb", opener=open_privately) as file:
                file.writelines(map(write_event, events))
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            continue
        return path
    return None


def _places(folder: Path) -> tuple[tuple[Path, str], ...]:
    """Where to write, the best place first, and how the names of the files there begin."""
    name = f"unsaved-{folder.name}"
    # other homes use the temporary folder too, and most have a learner of this name
    whose = hashlib.blake2b(os.fsencode(where_it_leads(folder)), digest_size=4).hexdigest()
    temporary = Path(tempfile.gettempdir())
    return (folder, name), (folder.parent, name), (temporary, f"{name}-{whose}")


def _is_own(path: Path) -> bool:
    """Whether it is a file of this user: others may write into the temporary folder."""
    try:
        found = path.lstat()
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and (os.name == "nt" or found.st_uid == os.getuid())
