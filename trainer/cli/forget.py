"""`trainer forget`: drop the progress of a card."""

import click

from trainer.cli import learner_option
from trainer.cli.output import say
from trainer.clock import now
from trainer.study import orphans
from trainer.study.collection import Collection


@click.command()
@click.argument("refs", nargs=-1, required=True, metavar="DECK/CARD...")
@learner_option
def forget(refs: tuple[str, ...], *, learner: str) -> None:
    """Drop the progress of each DECK/CARD; the card is new again. Its reviews stay in the journal.

    Exit codes: 0 done, 2 could not.
    """
    with Collection(learner=learner) as collection:
        collection.refuse_when_held()
        for ref in refs:
            moment = now()
            place, day = orphans.item_key_of(ref), collection.today(moment)
            orphans.forget(collection.learner, place, moment, day)
            say(f"{ref} is forgotten.")
