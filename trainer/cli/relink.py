"""`trainer relink`: hand the progress of a card that is gone to another."""

import click

from trainer.cli import learner_option
from trainer.cli.output import say
from trainer.clock import now
from trainer.study import orphans
from trainer.study.collection import Collection


@click.command()
@click.argument("old")
@click.argument("new")
@learner_option
def relink(old: str, new: str, *, learner: str) -> None:
    """Hand the progress of OLD to NEW, both written deck/card as `trainer orphans` does.

    Exit codes: 0 done, 2 could not.
    """
    with Collection(learner=learner) as collection:
        collection.refuse_when_held()
        moment, before, after = now(), orphans.item_key_of(old), orphans.item_key_of(new)
        orphans.relink(collection.edits, before, after, moment, collection.today(moment))
    say(f"{new} goes on where {old} was.")
