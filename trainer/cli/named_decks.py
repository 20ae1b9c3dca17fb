"""The decks that a command names: files, folders, or decks in one of the usual places."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from trainer.cli.output import say
from trainer.deck.deck_files import is_shipped
from trainer.deck.excerpt import printable
from trainer.deck.find_decks import find_decks
from trainer.deck.library import Library, load_library
from trainer.deck.read_only import is_read_only
from trainer.deck.reading import Reading
from trainer.errors import TrainerError
from trainer.store.copies import copy_shipped
from trainer.store.deck_file import save_deck_text
from trainer.store.home import decks_folder


def files_of(names: Sequence[str]) -> tuple[Path, ...]:
    """The deck files that these names mean; all in reach when there are none.

    Raises:
        TrainerError: a name means no deck.
    """
    return find_decks(names, working_folder=Path(), learner_decks=decks_folder())


def library_of(names: Sequence[str]) -> Library:
    """The decks that these names mean, read; all in reach when there are none.

    Raises:
        TrainerError: a name means no deck.
    """
    return load_library(names, working_folder=Path(), learner_decks=decks_folder())


def one_deck(name: str) -> Path:
    """The one deck file that a name means.

    Raises:
        TrainerError: it means several, or none.
    """
    files = files_of((name,))
    if len(files) > 1:
        raise TrainerError(f"{name} holds {len(files)} decks.", "Name one file.")
    return files[0]


def editable_deck(name: str) -> Path:
    """The one deck file that a name means, seen to be one that the app can show.

    Raises:
        TrainerError: it means several, or none, or no text.
    """
    from trainer.study.draft import Draft

    path = _own(one_deck(name))
    Draft(path)  # inside the app there would be nothing to fall back on
    return path


def rewrite(reading: Reading, text: str, done: str) -> bool:
    """Write a deck's new text, or say why its file stays as it is.

    Args:
        reading: the deck as it was read.
        text: its new text.
        done: what was done to it, as `formatted`.

    Returns:
        Whether the file was written.
    """
    path, name = reading.path, printable(str(reading.path))
    if is_shipped(path, Path.cwd()):
        reason = f"it came with trainer. See: trainer copy {path.stem}"
    elif is_read_only(path):
        reason = "it is read-only"
    else:
        save_deck_text(path, text)
        say(f"{name}: {done}")
        return True
    say(f"{name}: not {done}, {reason}", err=True)
    return False


def _own(path: Path) -> Path:
    """The file itself, or a copy of a shipped one, where its learner wants that.

    Raises:
        TrainerError: nobody is there to ask, or it cannot be copied.
    """
    if not is_shipped(path, Path.cwd()):
        return path
    notice = f"{path.name} came with trainer and stays as it is."
    if not sys.stdin.isatty():
        raise TrainerError(notice, f"trainer copy {path.stem} makes a copy of your own.")
    click.confirm(f"{notice} Make a copy in {decks_folder()}, in its place?", abort=True)
    return copy_shipped(path)
