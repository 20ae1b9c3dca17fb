"""`trainer copy`: a shipped deck becomes one's own."""

from pathlib import Path

import click

from trainer.cli.named_decks import one_deck
from trainer.cli.output import say
from trainer.deck.deck_files import is_shipped
from trainer.errors import TrainerError
from trainer.store.copies import copy_shipped, difference, mark_seen


@click.command()
@click.argument("deck")
@click.option("--diff", is_flag=True, help="Show how your copy differs from the shipped deck.")
def copy(deck: str, *, diff: bool) -> None:
    """Copy a deck that came with trainer into your own deck folder, to change it there.

    The copy takes the place of the shipped deck, with all progress. When a new version of
    trainer brings another, a message says so; look at the difference with --diff, and the
    message goes. To go back to the shipped deck, remove the copy.

    Exit codes: 0 done, 2 could not.
    """
    path = one_deck(deck)
    if diff:
        click.echo(difference(path) or "No difference.")
        mark_seen(path)
    elif is_shipped(path, Path.cwd()):
        say(f"{copy_shipped(path)} takes the place of the shipped deck from now on.")
    else:
        raise TrainerError(f"{path} is your own already.", f"trainer edit {path}")
