"""A deck file being written: its text, what is wrong with it, and saving it."""

import hashlib
from pathlib import Path

from trainer.deck.diagnostic import Diagnostic
from trainer.deck.reader import MAX_BYTES, Reading, read_deck_text
from trainer.deck.source_text import SourceText
from trainer.errors import TrainerError
from trainer.store.deck_file import save_deck_text

UNSAVED = ".unsaved"
"""Ends the name of the file that keeps what its author left without saving."""


class Draft:
    """One deck file in an editor.

    Args:
        path: the file.

    Raises:
        TrainerError: it cannot be read as text that an editor could show.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.saved = ""
        """The text as it stands in the file, as far as we know."""
        self._digest = b""
        self.reload()

    def reload(self) -> str:
        """Read the file again; its text.

        Raises:
            TrainerError: it cannot be read as text that an editor could show.
        """
        data = _bytes_of(self.path)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise TrainerError(f"{self.path} is not UTF-8 text.", "Save it as UTF-8.") from error
        if bad := next((char for char in text if not _shows(char)), None):
            raise TrainerError(
                f"{self.path} has the invisible character U+{ord(bad):04X}.",
                "Remove it with another editor; trainer check tells where it stands.",
            )
        self.saved, self._digest = text, _digest(data)
        return text

    def changed_outside(self) -> bool:
        """Whether the file is no longer what was read or saved here; True when it is gone."""
        try:
            return _digest(_bytes_of(self.path)) != self._digest
        except TrainerError:
            return True

    def save(self, text: str) -> None:
        """Replace the file's text, whole or not at all.

        Raises:
            TrainerError: the old text still stands.
        """
        save_deck_text(self.path, text)
        self.saved, self._digest = text, _digest(_bytes_of(self.path))
        self.unsaved_path.unlink(missing_ok=True)

    def set_aside(self, text: str) -> Path:
        """Keep a text that is left unsaved in a file beside; where.

        Raises:
            TrainerError: it cannot be written.
        """
        save_deck_text(self.unsaved_path, text)
        return self.unsaved_path

    @property
    def unsaved_path(self) -> Path:
        """Where a text that was left unsaved is kept."""
        return self.path.with_name(self.path.name + UNSAVED)

    def read(self, text: str) -> Reading:
        """What the text is as a deck."""
        return read_deck_text(text, self.path)


def findings(reading: Reading, source: SourceText | None = None) -> tuple[Diagnostic, ...]:
    """What is wrong with a deck, or where nothing is, what is weak."""
    from trainer.deck.lint import lint

    return reading.diagnostics or lint(reading, source)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise TrainerError(f"{path} is larger than 20 MB.", "Split the deck.")
        return path.read_bytes()
    except OSError as error:
        raise TrainerError(
            f"{path} cannot be read: {error.strerror}.", "Check the file and its permissions."
        ) from error


def _shows(char: str) -> bool:
    return char.isprintable() or char in "\n\r\t\u00a0\u202f\u00ad"


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
