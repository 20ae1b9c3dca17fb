"""`trainer edit`: write on a deck in the app."""

import click

from trainer.cli.named_decks import editable_deck


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
