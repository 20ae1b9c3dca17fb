"""`trainer edit`: write on a deck in the app."""

from pathlib import Path

import click

from trainer.deck.library import find_decks
from trainer.errors import TrainerError
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
    from trainer.cli.desk import open_desk

    open_desk(path, lambda app: app.edit(path, line, lambda _: app.exit()))


def editable_deck(name: str) -> Path:
    """The one deck file that a name means, seen to be one that the app can show.

    Raises:
        TrainerError: it means several, or none, or no text.
    """
    path = one_deck(name)
    Draft(path)  # inside the app there would be nothing to fall back on
    return path


def one_deck(name: str) -> Path:
    """The one deck file that a name means.

    Raises:
        TrainerError: it means several, or none.
    """
    found = find_decks((name,), working_folder=Path(), learner_decks=decks_folder())
    if len(found) > 1:
        raise TrainerError(f"{name} holds {len(found)} decks.", "Name one file.")
    return found[0]
