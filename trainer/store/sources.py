"""The learner's own copies of the texts that decks are derived from.

They stay on his machine; decks only point at them.
"""

from pathlib import Path

from trainer.deck.source_text import SourceText, read_source
from trainer.errors import TrainerError
from trainer.store.atomic_file import make_private, write_atomically
from trainer.store.home import home


def register_source(source: SourceText) -> Path:
    """Keep a text, so that its passages show beside the answers.

    Raises:
        TrainerError: it cannot be written.
    """
    path = _place(source.sha256)
    try:
        make_private(path.parent)
        write_atomically(path, source.text.encode())
    except OSError as error:
        raise TrainerError(
            f"The text cannot be kept in {path.parent}: {error.strerror}.",
            "Make room or mend the permissions; TRAINER_HOME chooses another place.",
        ) from error
    return path


def registered_source(sha256: str) -> SourceText | None:
    """The text of this sha256 if it was registered and is still the same."""
    try:
        source = read_source(_place(sha256))
    except TrainerError:
        return None
    return source if source.sha256 == sha256 else None


def _place(sha256: str) -> Path:
    return home() / "sources" / f"{sha256}.txt"
