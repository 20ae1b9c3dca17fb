"""`trainer relink`: hand the progress of a card that is gone to another."""

import click

from trainer.cli import learner_option
from trainer.cli.output import say
from trainer.clock import now
from trainer.study.collection import Collection
from trainer.study.follow_edits import place_of


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
        moment = now()
        collection.edits.relink(place_of(old), place_of(new), moment, collection.today(moment))
    say(f"{new} goes on where {old} was.")
