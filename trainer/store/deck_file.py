"""Deck files, written back."""

from pathlib import Path

from trainer.deck.deck_files import is_shipped
from trainer.errors import TrainerError
from trainer.regular_file import begins_with, where_it_leads
from trainer.store.atomic_file import make_parent, write_atomically
from trainer.store.home import home


def save_deck_text(path: Path, text: str) -> bytes:
    """Replace a deck file's text, whole or not at all; its permissions and links stay.

    The folder is made where there is none: a private one in the learner's own.

    Returns:
        What the file holds now.

    Raises:
        TrainerError: it cannot be written, or came with trainer; the old text is still there.
    """
    target = where_it_leads(path)
    if is_shipped(path, Path.cwd()):
        raise TrainerError(
            f"{path} came with trainer and is left as it is.", f"trainer copy {path.stem}"
        )
    try:
        marked = target.exists() and begins_with(target, b"\xef\xbb\xbf")
        data = text.encode("utf-8-sig" if marked else "utf-8")
        save_file(target, data)
    except OSError as error:
        kept = " The old file is still there." if path.is_file() else ""
        raise TrainerError(
            f"{path} could not be written: {error.strerror}.{kept}",
            "Make room, or fix the permissions of the file and its folder.",
        ) from error
    return data


def save_file(path: Path, data: bytes) -> None:
    """Write a deck, or what goes with one, whole or not at all; its folder where there is none.

    Raises:
        OSError: it cannot be written.
    """
    make_parent(path, home())
    write_atomically(path, data, shared=True)
