"""Pictures and sounds of cards: whether they are there, sound, described, and tell no answer."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from trainer.deck.card import Card
from trainer.deck.deck import Deck
from trainer.deck.diagnostic import Code
from trainer.deck.likeness import folded
from trainer.deck.lint.said import answers
from trainer.deck.lint.weakness import OnCard, Weakness
from trainer.deck.media import Picture
from trainer.media.files import LARGE, MediaError, file_beside, is_sound_name

_PICTURES = ("picture", "answer_picture", "why_picture")
_SOUNDS = ("sound", "answer_sound")
_SHORTEST = 3
"""Letters of an answer that a name may hold by chance."""


def check_media(deck: Deck, folder: Path) -> Iterator[OnCard]:
    """The rules on the files of a deck's cards; each file is looked at once.

    Args:
        deck: the deck.
        folder: of its file.
    """
    seen: dict[str, list[Weakness]] = {}
    for at, card in enumerate(deck.cards):
        for field, picture in _pictures(card):
            if picture.file not in seen:
                seen[picture.file] = [*_picture_file(folder, picture.file)]
            yield from ((at, w._replace(field=field)) for w in seen[picture.file])
            if not picture.alt:
                hint = "write `{file: …, alt: …}`, and let `alt` say what it shows"
                yield at, Weakness(Code.NO_ALT, f"nobody has described {picture.file}", hint, field)
        for field in _SOUNDS:
            if name := getattr(card, field):
                yield from ((at, w._replace(field=field)) for w in _sound_file(folder, name))
        yield from ((at, w) for w in _telling(card))


def _pictures(card: Card) -> Iterator[tuple[str, Picture]]:
    for field in _PICTURES:
        if picture := getattr(card, field):
            yield field, picture


def _picture_file(folder: Path, name: str) -> Iterator[Weakness]:
    from trainer.media.picture import facts_of  # with Pillow: a deck without pictures needs it not

    try:
        path = file_beside(folder, name)
    except MediaError as error:
        yield Weakness(Code.MISSING_FILE, _line(error), error.hint, "")
        return
    try:
        facts = facts_of(path)
    except MediaError as error:
        yield Weakness(Code.POOR_FILE, _line(error), error.hint, "")
        return
    if path.suffix.lower() not in facts.endings:
        hint = f"name it {path.stem}{facts.endings[0]}"
        yield Weakness(Code.POOR_FILE, f"{name} holds a {facts.kind} picture", hint, "")
    if facts.animated:
        hint = "save the picture that is meant"
        yield Weakness(Code.POOR_FILE, f"{name} moves, and its first picture shows alone", hint, "")
    if facts.size > LARGE:
        yield _large(name, facts.size)


def _sound_file(folder: Path, name: str) -> Iterator[Weakness]:
    try:
        size = file_beside(folder, name).stat().st_size
    except MediaError as error:
        yield Weakness(Code.MISSING_FILE, _line(error), error.hint, "")
        return
    except OSError as error:
        yield Weakness(Code.POOR_FILE, f"{name} cannot be read: {error.strerror}", "", "")
        return
    if not is_sound_name(name):
        yield Weakness(Code.POOR_FILE, f"{name} is no sound by its ending", "save it as mp3", "")
    if size > LARGE:
        yield _large(name, size)


def _large(name: str, size: int) -> Weakness:
    hint = "make it smaller: 1,600 pixels fill any screen"
    return Weakness(Code.POOR_FILE, f"{name} has {size / 1_000_000:.0f} MB", hint, "")


def _telling(card: Card) -> Iterator[Weakness]:
    """Names of what shows before the answer that hold the answer."""
    shown = [("picture", card.picture.file)] if card.picture else []
    shown += [("sound", card.sound)] if card.sound else []
    for field, file in shown:
        name = f" {folded(PurePosixPath(file).stem.replace('_', ' ').replace('-', ' '))} "
        for answer in answers(card):
            told = folded(answer.text)
            if len(told) >= _SHORTEST and f" {told} " in name:
                hint = "give the file a name that says nothing of the answer"
                yield Weakness(Code.TELLING_FILE, f"the name {file} holds the answer", hint, field)
                break


def _line(error: MediaError) -> str:
    return error.message.rstrip(".")
