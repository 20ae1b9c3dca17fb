"""The theme of the first frame, which is painted before there are settings."""

import json
from pathlib import Path

from trainer.regular_file import read_whole


def chosen_theme(folder: Path) -> str | None:
    """The theme that a learner's settings name; None where they name none, or cannot be read.

    A glance: `load_settings`, which follows, says what is wrong with them.
    """
    try:
        theme = json.loads(read_whole(folder / "settings.json", 1_000_000))["theme"]
    except (OSError, ValueError, RecursionError, KeyError, TypeError):
        return None
    return theme if isinstance(theme, str) else None
