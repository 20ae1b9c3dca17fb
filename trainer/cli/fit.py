"""`trainer fit`: the scheduler, fitted to one's own answers."""

import click

from trainer.cli import learner_option
from trainer.cli.bar import Bar
from trainer.cli.output import say, say_json
from trainer.clock import now
from trainer.study.collection import Collection
from trainer.study.fitting import adopt, fit_learner, restated, what_changed


@click.command()
@click.option("--dry-run", is_flag=True, help="Show what would change; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@learner_option
def fit(*, dry_run: bool, as_json: bool, learner: str) -> None:
    """Fit the scheduler to your own answers, where that predicts them better.

    The latest fifth of your answers is the test: what predicts it best is kept, and that may be
    what is in use already. It makes no card due. Needs: pip install 'quiz-trainer[fit]'

    Exit codes: 0 shown or fitted, 2 could not run.
    """
    with (
        Bar() as bar,
        Collection(learner=learner, read_only=dry_run, progress=bar) as collection,
    ):
        if not dry_run:
            collection.refuse_when_held()
        scheduler = collection.scheduler
        fitted = fit_learner(collection.learner, scheduler, bar)
        if not dry_run and fitted.kept != "present":
            moment = now()
            states = restated(collection.learner, fitted.parameters, moment, bar)
            adopt(collection, fitted, states)
        moment = now()
        memories = collection.agenda(moment).memories
        changed = what_changed(fitted, scheduler, memories, collection.today(moment))
    if as_json:
        say_json(fitted._asdict())
        return
    for line in changed:
        say(line)
    if dry_run and fitted.kept != "present":
        click.echo("Nothing was changed: --dry-run.")
