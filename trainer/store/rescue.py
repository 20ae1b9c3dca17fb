"""The last resort for answers that cannot be saved where they belong."""

import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from trainer.free_name import numbered
from trainer.store.atomic_file import open_privately
from trainer.store.event import Event, write_event


def rescued(folder: Path) -> list[Path]:
    """The journals that `rescue` left in a learner's folder, or beside it."""
    # the whole name: another learner's may begin with this one's
    name = re.compile(rf"unsaved-{re.escape(folder.name)}-\d{{4}}-\d\d-\d\d-\d{{6}}(-\d+)?\.jsonl")
    there = (*folder.glob("unsaved-*.jsonl"), *folder.parent.glob("unsaved-*.jsonl"))
    return sorted(path for path in there if name.fullmatch(path.name))


def rescue(folder: Path, events: Sequence[Event]) -> Path | None:
    """Write events to a journal of their own, to be merged later.

    Args:
        folder: of the learner; a place beside it, or the temporary folder, is as good.
        events: at least one, oldest first.

    Returns:
        The file; None where it cannot be written anywhere.
    """
    name = f"unsaved-{folder.name}-{events[0].at:%Y-%m-%d-%H%M%S}.jsonl"
    for place in (folder, folder.parent, Path(tempfile.gettempdir())):
        try:
            path = next(path for path in numbered(place / name) if not path.exists())
            with open(path, "xb", opener=open_privately) as file:
                file.writelines(map(write_event, events))
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            continue
        return path
    return None
