"""How the files are called that carry decks through a shared folder."""

import re
from pathlib import PurePosixPath

from trainer.store.deck_versions import Version

LIST_NAME = re.compile(r"trainer-([a-z0-9][a-z0-9_-]{0,63})-([0-9a-f]{12})-decks\.json")
CONTENT_NAME = re.compile(r"trainer-[a-z0-9][a-z0-9_-]{0,63}-[0-9a-f]{12}-[0-9a-f]{64}\.[a-z0-9]+")


def is_of_shared_decks(file_name: str) -> bool:
    """Whether a file in a shared folder is called as those that carry decks are."""
    return bool(LIST_NAME.fullmatch(file_name) or CONTENT_NAME.fullmatch(file_name))


def content_name(learner: str, device: str, name: str, version: Version) -> str:
    """The name of the file with one content of a deck or of a file beside it."""
    ending = PurePosixPath(name).suffix.lower()
    return f"trainer-{learner}-{device}-{version.sha256}{ending}"
