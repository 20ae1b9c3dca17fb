"""Pictures and sounds of cards: whether they are there, sound, described, and give nothing away."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path, PurePosixPath

from trainer.deck.card import Card
from trainer.deck.deck import Deck
from trainer.deck.diagnostic import Code, Diagnostic
from trainer.deck.likeness import folded
from trainer.deck.lint.weakness import OnCard, Weakness
from trainer.deck.media import Picture
from trainer.deck.reader import read_deck
from trainer.deck.reading import Reading
from trainer.deck.shown_files import PICTURE_KEYS, SOUND_KEYS, entries_of, files_beside
from trainer.media.files import (
    FOLDER,
    LARGE,
    SOUNDS,
    MediaError,
    file_beside,
    is_picture_name,
    is_sound_name,
)

_SHORTEST = 3
"""Letters of an answer that a name may hold by chance."""


def check_media(deck: Deck, folder: Path) -> Iterator[OnCard]:
    """The rules on the files of a deck's cards; each file is looked at once.

    Args:
        deck: the deck.
        folder: of its file.
    """
    in_picture = cache(lambda name: [*_of_file(folder, name, _of_picture)])
    in_sound = cache(lambda name: [*_of_file(folder, name, _of_sound)])
    for at, card in enumerate(deck.cards):
        for field, picture in _pictures(card):
            yield from ((at, w._replace(field=field)) for w in in_picture(picture.file))
            if not picture.alt and field in PICTURE_KEYS:  # an option has its text
                hint = "write `{file: …, alt: …}`, and let `alt` say what it shows"
                yield at, Weakness(Code.NO_ALT, f"nobody has described {picture.file}", hint, field)
        for field, name in _sounds(card):
            yield from ((at, w._replace(field=field)) for w in in_sound(name))
        yield from ((at, w) for w in _telling(card))


def _pictures(card: Card) -> Iterator[tuple[str, Picture]]:
    for field in PICTURE_KEYS:
        if picture := getattr(card, field):
            yield field, picture
    for entry in entries_of(card):
        if entry.picture:
            yield card.answer_key, entry.picture


def _sounds(card: Card) -> Iterator[tuple[str, str]]:
    for field in SOUND_KEYS:
        if name := getattr(card, field):
            yield field, name


def _of_file(
    folder: Path, name: str, weak: Callable[[Path, str], Iterator[Weakness]]
) -> Iterator[Weakness]:
    try:
        file_beside(folder, name)
    except MediaError as error:
        yield Weakness(Code.MISSING_FILE, _line(error), error.hint, "")
        return
    try:
        yield from weak(folder, name)
    except MediaError as error:
        yield Weakness(Code.POOR_FILE, _line(error), error.hint, "")


def _of_picture(folder: Path, name: str) -> Iterator[Weakness]:
    from trainer.media.picture import facts_of  # with Pillow: a deck without pictures needs it not

    path = file_beside(folder, name)
    facts = facts_of(path)
    if path.suffix.lower() not in facts.endings:
        hint = f"name it {path.stem}{facts.endings[0]}"
        yield Weakness(Code.POOR_FILE, f"{name} holds a {facts.kind} picture", hint, "")
    if facts.animated:
        hint = "save the picture that is meant"
        yield Weakness(Code.POOR_FILE, f"{name} moves, and its first picture shows alone", hint, "")
    if facts.size > LARGE:
        yield _large(name, facts.size)


def _of_sound(folder: Path, name: str) -> Iterator[Weakness]:
    from trainer.media.sound import sound_beside  # few decks have sounds

    sound = sound_beside(folder, name)
    if sound.path.suffix.lower() not in SOUNDS[sound.kind]:
        hint = f"name it {sound.path.stem}{SOUNDS[sound.kind][0]}"
        yield Weakness(Code.POOR_FILE, f"{name} holds {sound.kind}", hint, "")
    if sound.size > LARGE:
        hint = "make it shorter, or save it as MP3"
        yield Weakness(Code.POOR_FILE, f"{name} has {sound.size / 1_000_000:.0f} MB", hint, "")


def unused_files(readings: Sequence[Reading]) -> Iterator[Diagnostic]:
    """Pictures and sounds in `media/` that no deck beside it names, listed once a folder."""
    folders: set[Path] = set()
    for reading in readings:
        folder = reading.path.parent
        if folder in folders or reading.deck is None or not (folder / FOLDER).is_dir():
            continue
        folders.add(folder)
        used, unread = _named_beside(folder, readings)
        for path in sorted((folder / FOLDER).iterdir()):
            known = is_picture_name(path.name) or is_sound_name(path.name)
            if known and path not in used and not _is_named(path.name, unread):
                message = f"{FOLDER}/{path.name} is in no deck of its folder"
                hint = "name it on a card, or remove the file"
                span = reading.tree.span
                yield Diagnostic(
                    reading.path, span._replace(end=span.start + 1), Code.UNUSED_FILE, message, hint
                )


def _named_beside(folder: Path, readings: Sequence[Reading]) -> tuple[set[Path], list[str]]:
    """The files that the sound decks of a folder show and play, and the texts of the others."""
    read = {reading.path: reading for reading in readings}
    used: set[Path] = set()
    texts = []
    for path in (*folder.glob("*.yaml"), *folder.glob("*.yml")):
        try:
            reading = read.get(path) or read_deck(path)
        except OSError:  # a folder, or a file that nobody may read: it names nothing
            continue
        if reading.deck is None:
            texts.append(reading.text)
        else:
            used.update(files_beside(reading.deck.cards, folder).values())
    return used, texts


def _is_named(name: str, texts: Sequence[str]) -> bool:
    """Whether a file is named in a text, and not only one whose name ends or begins with its."""
    whole = re.compile(rf"(?<![\w.-]){re.escape(name)}(?![\w-])")
    return any(map(whole.search, texts))


def _large(name: str, size: int) -> Weakness:
    hint = "make it smaller: 1,600 pixels fill any screen"
    return Weakness(Code.POOR_FILE, f"{name} has {size / 1_000_000:.0f} MB", hint, "")


def _telling(card: Card) -> Iterator[Weakness]:
    """Names of what shows before the answer that hold the answer."""
    named = [("picture", card.picture.file)] if card.picture else []
    named += [("sound", card.sound)] if card.sound else []
    for field, file in named:
        name = f" {folded(PurePosixPath(file).stem.replace('_', ' ').replace('-', ' '))} "
        for answer in card.answers:
            answered = folded(answer.text)
            if len(answered) >= _SHORTEST and f" {answered} " in name:
                hint = "give the file a name that says nothing of the answer"
                yield Weakness(Code.TELLING_FILE, f"the name {file} holds the answer", hint, field)
                break


def _line(error: MediaError) -> str:
    return error.message.rstrip(".")
