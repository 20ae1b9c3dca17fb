"""`trainer preview`: a deck as its learner will see it."""

import click

from trainer.cli.named_decks import editable_deck


@click.command()
@click.argument("deck")
def preview(deck: str) -> None:
    """Page through DECK as a learner sees it; it is read again whenever the file is saved.

    Nothing is recorded, so you may be studying elsewhere. A DECK is a file, or the
    name of a deck in one of the usual places.

    Exit codes: 0 left, 2 could not run.
    """
    path = editable_deck(deck)
    from trainer.cli.app import open_desk

    open_desk(path, lambda app: app.deck_screens.preview(path, lambda _: app.exit()))
