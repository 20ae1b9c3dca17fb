"""`trainer preview`: a deck as its learner will see it."""

import click

from trainer.cli.edit import one_deck


@click.command()
@click.argument("deck")
def preview(deck: str) -> None:
    """Page through DECK as a learner sees it; it is read again whenever the file is saved.

    Nothing is recorded. A DECK is a file, or the name of a deck in one of the usual places.

    Exit codes: 0 left, 2 could not run.
    """
    from trainer.cli.app import open_app

    open_app(learner="me", decks=(str(one_deck(deck)),), preview=True)
