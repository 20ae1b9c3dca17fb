"""The theme of the first frame, which is painted before there are settings."""

from pathlib import Path

from trainer.regular_file import read_json


def chosen_theme(folder: Path) -> str | None:
    """The theme that a learner's settings name; None where they name none, or cannot be read.

    A glance: `load_settings`, which follows, says what is wrong with them.
    """
    try:
        theme = read_json(folder / "settings.json", 1_000_000)["theme"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return theme if isinstance(theme, str) else None
