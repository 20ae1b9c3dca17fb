"""A pupil's memory goes home, and comes back: one file each way.

What goes home is a backup of their folder with the decks beside it, so that `trainer merge`
takes it there. What comes back is a backup from there. Both ways it is a merge of events by
their ids: nothing doubles, however often.
"""

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from trainer.archive import opened_archive
from trainer.classroom.school_class import SchoolClass
from trainer.deck.deck import Deck
from trainer.deck.deck_files import DECK_ENDINGS
from trainer.deck.reader import read_deck, read_deck_text
from trainer.deck.shown_files import files_beside
from trainer.errors import SystemRefusedError, TrainerError, system_refusals
from trainer.free_name import numbered
from trainer.media.files import LARGEST, is_picture_name, is_sound_name, refuse_odd
from trainer.media.kind import HEAD, kind_of
from trainer.media.placing import put_file
from trainer.regular_file import read_whole
from trainer.safe_text import is_text
from trainer.store.atomic_file import make_private, write_atomically
from trainer.store.backup import back_up, unpack
from trainer.store.deck_file import save_file
from trainer.store.journal import Journal
from trainer.store.learner import Learner
from trainer.store.merge import Merged, merge

_DECKS = "decks/"
_LARGEST = 20_000_000
"""Bytes of a deck in such a file."""
_MOST = 1_000
"""Decks in it."""


def hand_out(school_class: SchoolClass, student: str, decks: Iterable[Path], to: Path) -> None:
    """Write a pupil's memory and some decks to one file.

    Args:
        school_class: the class.
        student: the pupil's id.
        decks: the files of the decks.
        to: the file to write.

    Raises:
        TrainerError: it is there already, or cannot be written; or there is nothing to go in it.
    """
    if to.exists():
        raise TrainerError(f"{to} already exists.", "Name another file with --to.")
    folder = school_class.student_folder(student)
    known, decks = (folder / "reviews.jsonl").is_file(), tuple(decks)
    if not known and not decks:
        raise TrainerError(f"Nothing is known of {student} yet.", "Name a deck with --deck.")
    refusals = system_refusals(f"{to} could not be written", "Choose another place with --to.")
    with refusals, TemporaryDirectory() as made:
        packed = Path(made) / "packed.zip"
        if known:
            back_up(folder, packed)
        with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
            for path in decks:
                deck = read_deck(path).deck
                names = _names(Path(_DECKS) / path.name, deck)
                name = next(n for n in names if n.as_posix() not in archive.namelist())
                archive.writestr(name.as_posix(), read_whole(path, _LARGEST))
                shown = files_beside(deck.cards if deck else (), path.parent)
                for inside, file_ in shown.items():
                    content, member = read_whole(file_, LARGEST), f"{_DECKS}{inside}"
                    if member not in archive.namelist():
                        archive.writestr(member, content)
                    elif archive.read(member) != content:
                        raise TrainerError(
                            f"Two of these decks have a file {inside} each, and they differ.",
                            f"Rename {file_} and its name in the deck, or hand out one deck.",
                        )
        write_atomically(to, packed.read_bytes())


def take_decks(file: Path, folder: Path) -> tuple[tuple[Path, ...], bool]:
    """Put the decks of a file that was handed out where a learner's own decks lie.

    A deck that is there already stays as it is: the learner may have written in it.

    Args:
        file: what was handed out; any other file holds no decks.
        folder: of the learner's own decks.

    Returns:
        The decks that are new, and whether the file holds a memory too.

    Raises:
        TrainerError: it is damaged, or the folder cannot be written.
    """
    new = []
    try:
        with opened_archive(file) as archive:
            members = [i for i in archive.infolist() if i.filename.startswith(_DECKS)][:_MOST]
            for info in members:
                if _is_media(info):
                    _take_media(archive, info, folder)
                    continue
                path = folder / Path(info.filename).name
                if info.is_dir() or path.suffix not in DECK_ENDINGS:
                    continue
                if info.file_size > _LARGEST:
                    raise TrainerError(f"{file} holds a deck that is too large: {path.name}.")
                content = archive.read(info)
                free = _free(path, content)
                if free:
                    make_private(folder)
                    write_atomically(free, content)
                    new.append(free)
            return tuple(new), "reviews.jsonl" in archive.namelist() or not members
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise TrainerError(f"{file} is damaged: {error}.", "Have it handed out again.") from error
    except OSError as error:
        raise SystemRefusedError(error, f"{folder} cannot be written") from error


def _names(path: Path, deck: Deck | None) -> Iterator[Path]:
    """The files that a deck may be, the wanted one first: another deck may have its name."""
    if is_text(path.name):
        yield path
    yield from numbered(path.with_stem(deck.id if deck else path.stem))


def _free(wanted: Path, content: bytes) -> Path | None:
    """Where a deck that was handed out is put; None where it lies there already."""
    handed_out = read_deck_text(content.decode("utf-8-sig", errors="replace"), wanted).deck
    for path in _names(wanted, handed_out):
        if not path.exists():
            return path
        there = read_deck(path).deck
        if there is None or handed_out is None or there.id == handed_out.id:
            return None
    return None


def _is_media(info: zipfile.ZipInfo) -> bool:
    name = info.filename
    return info.file_size <= LARGEST and (is_picture_name(name) or is_sound_name(name))


def _take_media(archive: zipfile.ZipFile, info: zipfile.ZipInfo, folder: Path) -> None:
    """Put a picture or sound beside the decks; what has its name there stays as it is."""
    inside = info.filename.removeprefix(_DECKS)
    refuse_odd(inside)
    path = folder / inside
    with archive.open(info) as member:
        content = member.read(LARGEST + 1)
    if len(content) <= LARGEST and kind_of(content[:HEAD]) and not path.exists():
        make_private(folder)
        put_file(content, path, folder, save_file)


def hand_in(
    school_class: SchoolClass, file: Path, student: str | None, now: datetime
) -> tuple[str, Merged]:
    """Import what a pupil learnt at home.

    Args:
        school_class: the class.
        file: a backup, or a learner's folder, from there.
        student: whose it is; where None, the one with whom it has a past in common.
        now: the present moment.

    Returns:
        The pupil's id, and what was new.

    Raises:
        TrainerError: nobody can tell whose it is; or it cannot be read or kept.
    """
    owner = student or _owner(school_class, file)
    folder = school_class.student_folder(owner)
    make_private(folder)
    with Learner.open(folder, now=now) as learner:
        if learner.holder:
            raise TrainerError(f"{learner.holder} has {owner} open.", "End the drill first.")
        return owner, merge(learner, file, now)


def _owner(school_class: SchoolClass, file: Path) -> str:
    theirs = _ids_of(file)
    common = {
        student.id: len(theirs & _ids(school_class.student_folder(student.id)))
        for student in school_class.roster.students
    }
    best = [id_ for id_, many in common.items() if many and many == max(common.values())]
    if len(best) != 1:
        raise TrainerError(
            f"{file} does not show which student of class {school_class.name} it is from.",
            "Say whose it is: --student NAME",
        )
    return best[0]


def _ids_of(file: Path) -> set[str]:
    if file.is_dir():
        return _ids(file)
    with system_refusals(f"{file} cannot be unpacked"), TemporaryDirectory() as folder:
        unpack(file, Path(folder))
        return _ids(Path(folder))


def _ids(folder: Path) -> set[str]:
    path = folder / "reviews.jsonl"
    if not path.is_file():
        return set()
    return {entry.event.id for entry in Journal(path).entries() if entry.event}
