"""`trainer edit`: write on a deck in the app."""

import sys
from pathlib import Path

import click

from trainer.deck.library import find_decks, is_shipped
from trainer.errors import TrainerError
from trainer.store.copies import copy_shipped
from trainer.store.home import decks_folder
from trainer.study.draft import Draft


@click.command()
@click.argument("deck")
@click.option("--line", type=click.IntRange(min=1), default=1, help="Where to begin.")
def edit(deck: str, *, line: int) -> None:
    """Open DECK in the author screen: its YAML, the card under the cursor, what is weak.

    A DECK is a file, or the name of a deck in one of the usual places. Leaving the screen
    leaves trainer; nothing is recorded, so you may be studying elsewhere.

    Exit codes: 0 left, 2 could not run.
    """
    path = editable_deck(deck)
    from trainer.cli.app import open_desk

    open_desk(path, lambda app: app.deck_screens.edit(path, line, lambda _: app.exit()))


def editable_deck(name: str) -> Path:
    """The one deck file that a name means, seen to be one that the app can show.

    Raises:
        TrainerError: it means several, or none, or no text.
    """
    path = _own(one_deck(name))
    Draft(path)  # inside the app there would be nothing to fall back on
    return path


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


def one_deck(name: str) -> Path:
    """The one deck file that a name means.

    Raises:
        TrainerError: it means several, or none.
    """
    found = find_decks((name,), working_folder=Path(), learner_decks=decks_folder())
    if len(found) > 1:
        raise TrainerError(f"{name} holds {len(found)} decks.", "Name one file.")
    return found[0]
