"""A deck and all that it shows and plays in one zip, to hand on and to take in.

Out of a zip comes nothing but a deck, and the files that its cards name: each goes where the deck
looks for it, as a plain file, and nowhere else.
"""

import os
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from trainer.archive import opened_archive
from trainer.deck.deck import Deck
from trainer.deck.reader import read_deck_text
from trainer.deck.reading import MAX_BYTES
from trainer.deck.shown_files import files_of
from trainer.errors import TrainerError
from trainer.exchange.carried import loss_of
from trainer.exchange.import_result import Notice
from trainer.exchange.media_files import MOST, trouble_with_file
from trainer.exchange.source import Source
from trainer.media.files import FOLDER, LARGEST, MediaError, file_beside, refuse_odd
from trainer.regular_file import holds, read_regular

_DECKS = (".yaml", ".yml")
_HINT = "Choose another place with --to."


def write_bundle(deck: Deck, path: Path, file: Path) -> tuple[int, tuple[Notice, ...]]:
    """Write a deck and its pictures and sounds, whole or not at all.

    Args:
        deck: to be written.
        path: of the deck.
        file: the zip.

    Returns:
        How many files go along, and which do not.

    Raises:
        TrainerError: it cannot be written.
    """
    lost: list[Notice] = []
    inside: dict[str, Path] = {}
    for name in dict.fromkeys(name for card in deck.cards for name in files_of(card)):
        try:
            found = file_beside(path.parent, name)
        except MediaError as error:
            lost.append(Notice("the deck", f"{loss_of(name)} ({error.message.rstrip('.')})"))
            continue
        inside[found.relative_to(path.parent).as_posix()] = found
    try:
        handle, temporary = tempfile.mkstemp(dir=file.parent, suffix=".zip")
        os.close(handle)
        try:
            with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.write(path, path.name)
                for name, found in inside.items():
                    archive.write(found, name, zipfile.ZIP_STORED)
            Path(temporary).replace(file)
        finally:
            Path(temporary).unlink(missing_ok=True)
    except OSError as error:
        message = f"{file} could not be written: {error.strerror}."
        raise TrainerError(message, "Choose another place.") from error
    return len(inside), tuple(lost)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A deck in a zip."""

    name: str
    """Of its file."""
    text: str
    deck: Deck
    source: Source

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Where in the deck's folder each of its files belongs, and the file.

        Raises:
            TrainerError: the archive is damaged, or holds more than any deck.
        """
        left = MOST
        for name in dict.fromkeys(name for card in self.deck.cards for name in files_of(card)):
            refuse_odd(name)
            plain = PurePosixPath(name).as_posix()
            for place in (plain, f"{FOLDER}/{plain}"):
                if place in self.source.members:
                    content = _unpacked(self.source.path, place)
                    left -= len(content)
                    if left < 0:
                        raise TrainerError(f"{self.source.path} unpacks to more than any deck has.")
                    yield place, content
                    break


def bundle_in(source: Source) -> Bundle | None:
    """The deck in a zip that holds one at its top, and no other; None in any other zip.

    Raises:
        TrainerError: the deck in it has errors.
    """
    names = [name for name in source.members if "/" not in name and name.endswith(_DECKS)]
    if len(names) != 1 or source.members[names[0]] > MAX_BYTES:
        return None
    [name] = names
    text = source.member(name).decode("utf-8-sig", errors="replace")
    deck = read_deck_text(text, Path(name)).deck
    if deck is None:
        raise TrainerError(
            f"The deck {name} in {source.path} has errors.", "Unpack it, and: trainer check"
        )
    return Bundle(name, text, deck, source)


def unpack(bundle: Bundle, path: Path) -> tuple[int, tuple[Notice, ...]]:
    """Write the files of a bundle beside its deck.

    Args:
        bundle: the deck and its files.
        path: of the deck to be.

    Returns:
        How many files there are, and which cannot be had.

    Raises:
        TrainerError: another file is there already, or one cannot be written.
    """
    lost: list[Notice] = []
    found = dict(bundle.files())
    named = dict.fromkeys(name for card in bundle.deck.cards for name in files_of(card))
    for name in named:
        plain = PurePosixPath(name).as_posix()
        if not {plain, f"{FOLDER}/{plain}"} & found.keys():
            lost.append(Notice("the deck", f"{loss_of(name)}, which is not in it"))
    fit = {}
    for place, content in found.items():
        if trouble := trouble_with_file(content, place):
            lost.append(Notice("the deck", f"{loss_of(place)} ({trouble})"))
        else:
            fit[place] = content
    for place, content in fit.items():
        target = path.parent / place
        if target.exists() and not holds(target, content):
            raise TrainerError(f"{target} is there already, and is another file.", _HINT)
    for place, content in fit.items():
        _write(path.parent, place, content)
    return len(fit), tuple(lost)


def _write(folder: Path, place: str, content: bytes) -> None:
    target = folder / place
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.parent.resolve().is_relative_to(folder.resolve()):
            raise TrainerError(f"{target.parent} is a link out of the deck's folder.", _HINT)
        if not holds(target, content):
            with target.open("xb") as file:
                file.write(content)
    except OSError as error:
        raise TrainerError(f"{target} could not be written: {error.strerror}.", _HINT) from error


def _unpacked(path: Path, name: str) -> bytes:
    try:
        with opened_archive(path) as archive, archive.open(name) as member:
            return member.read(LARGEST + 1)
    except Exception as error:  # zipfile lets through what its decoders raise
        raise TrainerError(
            f"{path} cannot be imported: {name} in it is damaged ({error}).", "Ask for it again."
        ) from error


def is_same_deck(path: Path, text: str) -> bool:
    """Whether a deck is there that is this very one."""
    try:
        return read_regular(path, MAX_BYTES) == text.encode()
    except OSError:
        return False
