"""`trainer phone`: the session on the learner's phone, beside the app."""

import click

from trainer.cli import learner_option
from trainer.study.options import StudyOptions


@click.command()
@click.argument("decks", nargs=-1, metavar="[DECK]...")
@click.option("--address", metavar="IP", help="Serve the phone here; else choose in the app.")
@click.option("--port", type=click.IntRange(1, 65535), metavar="PORT", help="Its port.")
@learner_option
def phone(decks: tuple[str, ...], *, address: str | None, port: int | None, learner: str) -> None:
    """Study on your phone, in the same network, beside the app.

    The app opens on what is due, in all decks or in each DECK, and shows a code to scan. Phone
    and app show the same card; either can go on, and what you rate is on this computer's disk
    before the next card shows. One phone at a time, by a secret link; nothing leaves the
    network. In a session `y` does the same.

    Exit codes: 0 the session ended, 2 it could not begin.
    """
    from trainer.cli.app import open_app

    open_app(learner=learner, decks=decks, study=StudyOptions(), phone=(address, port))
