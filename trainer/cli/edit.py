"""`trainer edit`: write on a deck in the app."""

from pathlib import Path

import click

from trainer.deck.library import find_decks
from trainer.errors import TrainerError
from trainer.store.home import decks_folder


@click.command()
@click.argument("deck")
@click.option("--line", type=click.IntRange(min=1), default=1, help="Where to begin.")
def edit(deck: str, *, line: int) -> None:
    """Open DECK in the author screen: its YAML, the card under the cursor, what is weak.

    A DECK is a file, or the name of a deck in one of the usual places.

    Exit codes: 0 left, 2 could not run.
    """
    from trainer.cli.app import open_app

    open_app(learner="me", decks=(str(one_deck(deck)),), edit=line)


def one_deck(name: str) -> Path:
    """The one deck file that a name means.

    Raises:
        TrainerError: it means several, or none.
    """
    found = find_decks((name,), working_folder=Path(), learner_decks=decks_folder())
    if len(found) > 1:
        raise TrainerError(f"{name} holds {len(found)} decks.", "Name one file.")
    return found[0]
