"""Where data lies on this machine."""

import os
import re
from pathlib import Path

import platformdirs

from trainer.errors import TrainerError

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


def home() -> Path:
    """The folder of all data: `TRAINER_HOME` where set, else the system's place for it.

    Raises:
        TrainerError: it begins with the name of a user who is not on this machine, or there is
            no working folder for it to be relative to.
    """
    chosen = os.environ.get("TRAINER_HOME")
    if chosen:
        try:
            return Path(chosen).expanduser().absolute()
        except (RuntimeError, OSError, ValueError) as error:
            raise TrainerError(
                f"TRAINER_HOME is {chosen}, and that is not a folder: {error}",
                "Set it to the full path of a folder.",
            ) from error
    return platformdirs.user_data_path("trainer", appauthor=False)


def learner_folder(name: str) -> Path:
    """The folder of one learner; it need not be there. `Anna` and `anna` are the same learner.

    Raises:
        TrainerError: the name is no safe name of a folder.
    """
    return home() / "learners" / _folder_name(name, "a learner's name")


def classes_folder() -> Path:
    """The folder in which every class has one; it need not be there."""
    return home() / "classes"


def class_folder(name: str) -> Path:
    """The folder of one class; it need not be there. `7B` and `7b` are the same class.

    Raises:
        TrainerError: the name is no safe name of a folder.
    """
    return classes_folder() / _folder_name(name, "the name of a class")


def deleted_folder() -> Path:
    """The folder of classes that were deleted and can be brought back; it need not be there."""
    return home() / "deleted"


def cache_folder() -> Path:
    """The folder of what can be made again at any time; it need not be there."""
    return home() / "cache"


def guest_drills_folder() -> Path:
    """The folder of the logs of drills without a class; it need not be there."""
    return home() / "drills"


def decks_folder() -> Path:
    """The folder of the learner's own decks; it need not be there."""
    return home() / "decks"


def _folder_name(name: str, of_what: str) -> str:
    folder = name.lower()  # some file systems know no difference, and the rest should agree
    if not _NAME.fullmatch(folder):
        from trainer.deck.slug import slug

        near = f"{proposed} would do. " if (proposed := slug(name)) else ""
        raise TrainerError(
            f"{name!r} cannot be {of_what}.",
            f"{near}Use up to 64 letters (a-z), digits, - and _, and begin with a letter or digit.",
        )
    return folder
