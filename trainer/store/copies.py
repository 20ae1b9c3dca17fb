"""Copies of shipped decks in the learner's own deck folder, where they stand in for these.

A copy has the deck's id, so that progress goes on. What the shipped deck was is kept as a digest:
it says when a new version of trainer brought another.
"""

import difflib
import hashlib
import json
from contextlib import suppress
from pathlib import Path

from trainer.deck.deck_files import shipped_decks
from trainer.errors import SystemRefusedError, TrainerError
from trainer.media.files import LARGEST
from trainer.media.placing import put_as_named
from trainer.regular_file import read_json, read_whole
from trainer.store.atomic_file import write_atomically
from trainer.store.deck_file import save_file
from trainer.store.home import decks_folder, home

_FILE = "copies.json"
_LARGEST = 20_000_000


def copy_shipped(path: Path) -> Path:
    """Copy a shipped deck, and what its cards show and play, into the learner's deck folder.

    Returns:
        Where it is now.

    Raises:
        TrainerError: another file has its place already, or it cannot be written.
    """
    from trainer.deck.reader import read_deck  # with YAML, which no start waits for
    from trainer.deck.shown_files import files_beside

    own = decks_folder() / path.name
    if own.exists():
        raise TrainerError(f"{own} already exists.", "Edit that one, or give it another name.")
    try:
        data = read_whole(path, _LARGEST)
        deck = read_deck(path).deck
        for inside, file in files_beside(deck.cards if deck else (), path.parent).items():
            content = read_whole(file, LARGEST)
            put_as_named(content, own.parent / inside, own.parent, save_file)
        save_file(own, data)
        _keep({**_known(), path.name: _digest(data)})
    except OSError as error:
        raise SystemRefusedError(error, f"{path.name} cannot be copied") from error
    return own


def changed_since(own: Path) -> Path | None:
    """The shipped deck that is another by now than the one that was copied; None where it is not.

    Args:
        own: a file in the learner's deck folder, a copy or not.
    """
    known = _known().get(own.name) if own.parent == decks_folder() else None
    shipped = shipped_decks() / own.name
    try:
        is_same = known is None or _digest(read_whole(shipped, _LARGEST)) == known
    except OSError:
        return None  # it is shipped no longer
    return None if is_same else shipped


def change_notice(own: Path, way: str = "trainer copy {deck} --diff") -> str:
    """A sentence where the shipped deck has changed since it was copied; empty elsewhere.

    Args:
        own: a file in the learner's deck folder, a copy or not.
        way: what shows the difference, with {deck} for the name of the deck.
    """
    if changed_since(own) is None:
        return ""
    change = f"The shipped deck {own.stem} has changed since you copied it."
    return f"{change} The difference: {way.format(deck=own.stem)}"


def difference(own: Path, text: str | None = None) -> str:
    """What a copy says otherwise than the shipped deck does today; empty where nothing.

    Args:
        own: the copy.
        text: its text where it is not yet saved; the file's when None.

    Raises:
        TrainerError: it is no copy, or one of them cannot be read.
    """
    shipped = shipped_decks() / own.name
    if own.parent != decks_folder() or not shipped.exists():
        raise TrainerError(
            f"{own.name} is not a copy of a shipped deck.", "trainer copy makes one."
        )
    try:
        old = read_whole(shipped, _LARGEST).decode()
        new = read_whole(own, _LARGEST).decode() if text is None else text
    except (OSError, UnicodeDecodeError) as error:
        raise TrainerError(f"{own.name} cannot be compared: {error}.") from error
    lines = difflib.unified_diff(
        old.splitlines(), new.splitlines(), f"{own.name} (shipped)", f"{own.name} (yours)", n=1
    )
    return "\n".join(line.rstrip("\n") for line in lines)


def mark_seen(own: Path) -> None:
    """Take note of what the shipped deck is today: until it changes again nothing is said.

    Raises:
        TrainerError: that cannot be written.
    """
    if changed_since(own) is None:
        return
    try:
        shipped = read_whole(shipped_decks() / own.name, _LARGEST)
        _keep({**_known(), own.name: _digest(shipped)})
    except OSError as error:
        raise SystemRefusedError(error) from error


def _known() -> dict[str, str]:
    """File name -> digest of the shipped deck when it was copied, or looked at last."""
    with suppress(OSError, ValueError):
        digests = read_json(home() / _FILE, _LARGEST)
        if isinstance(digests, dict):
            return {str(name): str(digest) for name, digest in digests.items()}
    return {}


def _keep(known: dict[str, str]) -> None:
    write_atomically(home() / _FILE, json.dumps(known, indent=2).encode())


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
