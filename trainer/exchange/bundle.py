"""A deck and all that it shows and plays in one zip, to hand on and to import.

Out of a zip comes nothing but a deck, and the files that its cards name: each goes where the deck
looks for it, as a plain file, and nowhere else.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from trainer.archive import opened_archive
from trainer.deck.deck import Deck
from trainer.deck.deck_files import DECK_ENDINGS
from trainer.deck.reader import read_deck_text
from trainer.deck.reading import MAX_BYTES
from trainer.deck.shown_files import files_of
from trainer.errors import SystemRefusedError, TrainerError
from trainer.exchange.import_result import Notice, loss_of
from trainer.exchange.media.incoming import MOST, trouble_with_file
from trainer.exchange.source import ForeignFile
from trainer.media.files import FOLDER, LARGEST, MediaError, file_beside, refuse_odd
from trainer.media.placing import Save, put_file, twin_of
from trainer.regular_file import holds, read_regular, read_whole
from trainer.safe_text import is_text

_HINT = "Choose another place with --to."


def bundled(deck: Deck, path: Path) -> tuple[bytes, int, tuple[Notice, ...]]:
    """A deck and its pictures and sounds as a zip.

    Args:
        deck: what is packed.
        path: of its file.

    Returns:
        The zip, how many files go along, and which do not.

    Raises:
        OSError: the deck cannot be read.
    """
    lost: list[Notice] = []
    inside: dict[str, bytes] = {}
    for name in dict.fromkeys(name for card in deck.cards for name in files_of(card)):
        try:
            file = file_beside(path.parent, name)
            content = read_regular(file, LARGEST)
        except (MediaError, OSError) as error:
            reason = error.message if isinstance(error, MediaError) else str(error.strerror)
            lost.append(Notice(name, f"{loss_of(name)}: {reason.rstrip('.')}"))
            continue
        if content is None:
            lost.append(Notice(name, f"{loss_of(name)}: it is too large"))
        else:
            inside[file.relative_to(path.parent).as_posix()] = content
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        name = path.name if is_text(path.name) else f"{deck.id}{path.suffix}"
        archive.writestr(name, read_whole(path, MAX_BYTES))
        for name, content in inside.items():
            archive.writestr(name, content, zipfile.ZIP_STORED)
    return packed.getvalue(), len(inside), tuple(lost)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A deck in a zip."""

    name: str
    """Of its file."""
    text: str
    deck: Deck
    source: ForeignFile

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Where in the deck's folder each of its files belongs, and the file.

        Raises:
            TrainerError: the archive is damaged, or holds more than any deck.
        """
        left = MOST
        for name in dict.fromkeys(name for card in self.deck.cards for name in files_of(card)):
            refuse_odd(name)
            plain = PurePosixPath(name).as_posix()
            for inside in (plain, f"{FOLDER}/{plain}"):
                if inside in self.source.members:
                    content = _unpacked(self.source.path, inside)
                    left -= len(content)
                    if left < 0:
                        raise TrainerError(f"{self.source.path} unpacks to more than any deck has.")
                    yield inside, content
                    break


def bundle_in(source: ForeignFile) -> Bundle | None:
    """The deck in a zip that holds one at its top, and no other; None in any other zip.

    Raises:
        TrainerError: the deck in it has errors.
    """
    names = [
        name for name in source.members if "/" not in name and name.endswith(tuple(DECK_ENDINGS))
    ]
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


def unpack(bundle: Bundle, path: Path, save: Save) -> tuple[int, tuple[Notice, ...]]:
    """Write the files of a bundle beside its deck.

    Args:
        bundle: the deck and its files.
        path: of the deck to be.
        save: writes a file, whole or not at all.

    Returns:
        How many files there are, and which cannot be had.

    Raises:
        TrainerError: another file is there already, or one cannot be written.
    """
    lost: list[Notice] = []
    files = dict(bundle.files())
    named = dict.fromkeys(name for card in bundle.deck.cards for name in files_of(card))
    for name in named:
        plain = PurePosixPath(name).as_posix()
        if not {plain, f"{FOLDER}/{plain}"} & files.keys():
            lost.append(Notice("the deck", f"{loss_of(name)}, which is not in it"))
    fit = {}
    for inside, content in files.items():
        if trouble := trouble_with_file(content, inside):
            lost.append(Notice("the deck", f"{loss_of(inside)} ({trouble})"))
        else:
            fit[inside] = content
    for inside, content in fit.items():
        target = path.parent / inside
        for there in (target, twin_of(target, path.parent)):  # a deck would mistake the two
            is_ours = there.relative_to(path.parent).as_posix() in fit and there != target
            if there.exists() and not is_ours and not holds(there, content):
                raise TrainerError(f"{there} already exists, and is another file.", _HINT)
    for inside in sorted(fit, key=lambda inside: not inside.startswith(f"{FOLDER}/")):
        target = path.parent / inside
        try:
            if not holds(target, fit[inside]):
                put_file(fit[inside], target, path.parent, save)
        except OSError as error:
            raise SystemRefusedError(error, f"{target} could not be written") from error
    return len(fit), tuple(lost)


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
