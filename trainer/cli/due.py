"""`trainer due`: how much is waiting."""

import json
from contextlib import closing
from pathlib import Path

import click

from trainer.cli import learner_option
from trainer.clock import now
from trainer.study.collection import Collection
from trainer.study.options import StudyOptions

DAYS = 7
"""How far the forecast looks, today included."""


@click.command()
@click.argument("decks", nargs=-1, metavar="[DECK]...")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@learner_option
def due(decks: tuple[str, ...], *, as_json: bool, learner: str) -> None:
    """Tell how much is due now, and in each of the coming days.

    Exit codes: 0 told, 2 could not run.
    """
    moment = now()
    with closing(
        Collection(decks, learner=learner, folder=Path.cwd(), read_only=True)
    ) as collection:
        counts = collection.counts(StudyOptions(), moment)
        forecast = collection.forecast(moment, DAYS)
    if as_json:
        fields = {
            "review": counts.review,
            "learning": counts.learning,
            "new": counts.new,
            "forecast": forecast,
        }
        click.echo(json.dumps(fields, indent=2))
        return
    click.echo(f"{counts.review} to review, {counts.learning} learning, {counts.new} new")
    ahead = "  ".join(f"+{day}d {count}" for day, count in enumerate(forecast) if day)
    click.echo(f"coming: {ahead}")
