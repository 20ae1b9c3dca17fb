"""Pictures and sounds of an import, written beside its deck."""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from trainer.deck.card import Card, DraftCard
from trainer.deck.shown_files import PICTURE_KEYS, SOUND_KEYS, files_of
from trainer.errors import SystemRefusedError
from trainer.exchange.import_result import Notice, loss_of
from trainer.media.files import (
    FOLDER,
    LARGEST,
    SOUNDS,
    MediaError,
    is_picture_name,
    is_sound_name,
)
from trainer.media.kind import HEAD, kind_of
from trainer.media.placing import Save, put_file

MOST = 1_000_000_000
"""Bytes of all pictures and sounds of an import; a small archive may unpack to any number."""


def write_media(
    cards: Sequence[Card],
    media: Mapping[str, Callable[[], bytes]],
    folder: Path,
    save: Save,
) -> tuple[tuple[Card, ...], int, tuple[Notice, ...]]:
    """Write what cards show and play into `media/` of their deck's folder.

    A file that is there stays as it is: another of its name gets a number.

    Args:
        cards: of the deck.
        media: name of a file -> gives its bytes.
        folder: of the deck.
        save: writes a file, whole or not at all.

    Returns:
        The cards, with the names that their files have; how many files came along; and which did
        not.

    Raises:
        TrainerError: the folder cannot be written.
    """
    shows = chain.from_iterable(map(files_of, cards)) if media else ()
    named = dict.fromkeys(name for name in shows if name in media)
    names: dict[str, str] = {}
    lost: list[Notice] = []
    left = MOST
    for name in named:
        content = media[name]()
        left -= len(content)
        trouble = trouble_with_file(content, name) or ("it is too much in all" if left < 0 else "")
        if trouble:
            lost.append(Notice("the file", f"{loss_of(name)} ({trouble})"))
            continue
        names[name] = _written(content, name, folder, save)
    changed = {name: written for name, written in names.items() if name != written}
    shown = (_renamed(card, changed) for card in cards) if changed else cards
    return tuple(shown), len(names), tuple(lost)


def trouble_with_file(content: bytes, name: str) -> str:
    """Why a file is no picture or sound that is read here; empty where it is one."""
    if len(content) > LARGEST:
        return f"it is larger than {LARGEST // 1_000_000} MB"
    if is_sound_name(name):
        return "" if kind_of(content[:HEAD]) in SOUNDS else "it is not a sound"
    if not is_picture_name(name):
        return "it is neither a picture nor a sound"
    from trainer.media.picture import facts_in  # with Pillow

    try:
        facts_in(content, name)
    except MediaError as error:
        return error.message.rstrip(".")
    return ""


def _written(content: bytes, name: str, folder: Path, save: Save) -> str:
    """Write a file under its name, or with a number behind it where another has that."""
    try:
        return put_file(content, folder / FOLDER / name, folder, save).name
    except OSError as error:
        raise SystemRefusedError(error, f"{name} could not be written") from error


def _renamed(card: Card, names: Mapping[str, str]) -> Card:
    """A card with other names of its files."""
    if all(names.get(name, name) == name for name in files_of(card)):
        return card
    if isinstance(card, DraftCard):
        return DraftCard.of(_with_names(card.written, names))
    written = card.model_dump(exclude_defaults=True, mode="json")
    return type(card).model_validate(_with_names(written, names)) if written else card


def _with_names(value: Any, names: Mapping[str, str], key: str = "") -> Any:  # noqa: ANN401 - of a deck
    match value:
        case str():
            return names.get(value, value) if key in {*SOUND_KEYS, *PICTURE_KEYS, "file"} else value
        case dict():
            return {inner: _with_names(one, names, str(inner)) for inner, one in value.items()}
        case list() | tuple():
            return [_with_names(one, names) for one in value]
        case _:
            return value
