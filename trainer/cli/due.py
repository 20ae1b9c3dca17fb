"""`trainer due`: how much is waiting."""

import json
from contextlib import closing
from pathlib import Path

import click

from trainer.cli import learner_option
from trainer.clock import now
from trainer.deck.library import refuse_broken
from trainer.memory.forecast import forecast
from trainer.study.collection import Collection
from trainer.study.foreseen import foreseen_planner
from trainer.study.options import StudyOptions
from trainer.study.plan import choose_items

DAYS = 7
"""How far the forecast looks, today included."""


@click.command()
@click.argument("decks", nargs=-1, metavar="[DECK]...")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@learner_option
def due(decks: tuple[str, ...], *, as_json: bool, learner: str) -> None:
    """Tell how much is due now, and in each of the coming days; nothing is written.

    Exit codes: 0 told, 2 could not run.
    """
    moment = now()
    with closing(
        Collection(decks, learner=learner, folder=Path.cwd(), read_only=True)
    ) as collection:
        refuse_broken(decks, collection.library)
        planner = foreseen_planner(collection)
        items = choose_items(collection.library.decks, StudyOptions(), collection.items_of)
        entries = tuple(planner.entries(items))
        counts = planner.queue(entries, moment).counts
        asked = (entry.state for entry in entries if entry.state and not entry.suspended)
        ahead = forecast(asked, collection.today(moment), DAYS)
    if as_json:
        fields = {
            "review": counts.review,
            "learning": counts.learning,
            "new": counts.new,
            "forecast": ahead,
        }
        click.echo(json.dumps(fields, indent=2))
        return
    click.echo(f"{counts.review} to review, {counts.learning} learning, {counts.new} new")
    days = "  ".join(f"+{day}d {count}" for day, count in enumerate(ahead) if day)
    click.echo(f"coming: {days}")
