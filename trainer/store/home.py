"""Where data lies on this machine."""

import os
import re
from pathlib import Path

import platformdirs

from trainer.errors import TrainerError

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


def home() -> Path:
    """The folder of all data: `TRAINER_HOME` where set, else the system's place for it."""
    chosen = os.environ.get("TRAINER_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    return platformdirs.user_data_path("trainer", appauthor=False)


def learner_folder(name: str) -> Path:
    """The folder of one learner; it need not be there. `Anna` and `anna` are the same learner.

    Raises:
        TrainerError: the name is no safe name of a folder.
    """
    name = name.lower()  # some file systems know no difference, and the rest should agree
    if not _NAME.fullmatch(name):
        raise TrainerError(
            f"{name!r} cannot be a learner's name",
            "use up to 64 letters (a-z), digits, - and _, beginning with a letter or digit",
        )
    return home() / "learners" / name


def decks_folder() -> Path:
    """The folder of the learner's own decks; it need not be there."""
    return home() / "decks"
