"""A deck file being written: its text, what is wrong with it, and saving it."""

import hashlib
import re
import tempfile
from itertools import chain, count
from pathlib import Path

from pydantic_core import PydanticCustomError

from trainer.deck.diagnostic import Diagnostic
from trainer.deck.reader import read_deck, read_deck_text
from trainer.deck.reading import MAX_BYTES, Reading
from trainer.deck.source_text import SourceText
from trainer.deck.text import clean
from trainer.errors import TrainerError
from trainer.regular_file import holds, read_given
from trainer.store.deck_file import save_deck_text

UNSAVED = ".unsaved"
"""Ends the name of the file that keeps what its author left without saving."""
_GONE = b""
"""Stands for what a file holds that cannot be read."""


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
        """The text in the file, as far as we know."""
        self._digest = _GONE
        self._reported: bytes | None = None
        self.reload()

    def reload(self) -> str:
        """Read the file again; its text.

        Raises:
            TrainerError: it cannot be read as text that an editor could show.
        """
        data = read_given(self.path, MAX_BYTES, "Split the deck.")
        self.saved, self._digest = _shown(data, self.path), _digest(data)
        return self.saved

    def changed_outside(self) -> bool:
        """Whether the file is no longer what was read or saved here; True when it is gone."""
        return self._present() != self._digest

    def save(self, text: str) -> None:
        """Replace the file's text, whole or not at all.

        What another program has written since is reported first, and written over only when
        its author saves again.

        Raises:
            TrainerError: the file still has the old text.
        """
        present = self._present()
        if present not in {self._digest, self._reported}:
            self._reported = present
            what = "is gone" if present == _GONE else "was changed by another program"
            raise TrainerError(f"{self.path} {what}.", "Not saved; saving again writes over it.")
        data = save_deck_text(self.path, text)
        self.saved, self._digest = text, _digest(data)
        self._drop_kept(text)

    def set_aside(self, text: str) -> Path:
        """Keep a text that is left unsaved; in which file.

        It lies beside the deck, or where that cannot be, in the temporary folder.

        Raises:
            TrainerError: it can be written in neither.
        """
        kept = self.kept()
        if same := next((path for path in kept if holds(path, text.encode())), None):
            return same
        beside = self.path.with_name(self.path.name + UNSAVED)
        numbered = (beside.with_name(f"{beside.name}-{number}") for number in count(2))
        free = next(path for path in chain([beside], numbered) if not path.exists())
        try:
            save_deck_text(free, text)
        except TrainerError as error:
            return _kept_temporarily(self.path.name, text, error)
        return free

    def kept(self) -> tuple[Path, ...]:
        """The files beside that keep what was left unsaved, the newest first."""
        name = re.compile(re.escape(self.path.name + UNSAVED) + r"(-\d+)?")
        try:
            versions = [path for path in self.path.parent.iterdir() if name.fullmatch(path.name)]
            return tuple(sorted(versions, key=lambda path: path.stat().st_mtime_ns, reverse=True))
        except OSError:
            return ()  # a folder that cannot be listed offers nothing

    def kept_text(self, path: Path) -> str:
        """What one of these files keeps.

        Raises:
            TrainerError: it cannot be read as text that an editor could show.
        """
        return _shown(read_given(path, MAX_BYTES, "Split the deck."), path)

    def _drop_kept(self, text: str) -> None:
        """Remove what is kept twice, now that it was saved; all else waits for its author."""
        for path in self.kept():
            if holds(path, text.encode()):
                path.unlink(missing_ok=True)

    def _present(self) -> bytes:
        try:
            return _digest(read_given(self.path, MAX_BYTES, "Split the deck."))
        except TrainerError:
            return _GONE

    def read(self, text: str) -> Reading:
        """What the text is as a deck."""
        return read_deck_text(text, self.path)


def findings(reading: Reading, source: SourceText | None = None) -> tuple[Diagnostic, ...]:
    """What is wrong with a deck, or where nothing is, what is weak."""
    from trainer.deck.lint import all_findings

    return all_findings(reading, source)


def trouble_with(path: Path) -> str | None:
    """Why a deck file is no deck just now, in words; None where it is one."""
    try:
        errors = read_deck(path).errors
    except OSError as error:
        return f"{path.name} cannot be read: {error.strerror}."
    return f"{path.name}, line {errors[0].span.line}: {errors[0].message}." if errors else None


def _shown(data: bytes, path: Path) -> str:
    """The text of a file, held to the rule that holds for a deck's own strings."""
    try:
        text = data.decode("utf-8-sig")
        clean(text.replace("\r", "\n"))  # an old Mac's line ends do no harm
    except UnicodeDecodeError as error:
        raise TrainerError(f"{path} is not UTF-8 text.", "Save it as UTF-8.") from error
    except PydanticCustomError as error:
        raise TrainerError(
            f"{path} has the invisible character U+{(error.context or {})['code']}.",
            "Remove it with another editor; trainer check shows where it is.",
        ) from error
    return text


def _kept_temporarily(name: str, text: str, trouble: TrainerError) -> Path:
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix=f"{name}{UNSAVED}-", delete=False, encoding="utf-8", newline=""
        ) as file:
            file.write(text)
    except OSError:
        raise trouble from None
    return Path(file.name)


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
