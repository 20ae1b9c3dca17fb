"""`trainer doctor`: is everything as it should be?"""

import click

from trainer.cli import learner_option
from trainer.clock import now
from trainer.store.doctor import examine
from trainer.store.home import learner_folder


@click.command()
@click.option("--fix", is_flag=True, help="Mend what can be mended; nothing is thrown away.")
@learner_option
@click.pass_context
def doctor(ctx: click.Context, *, fix: bool, learner: str) -> None:
    """Look over all that is kept of a learner, explain what is wrong, and mend it with --fix.

    Exit codes: 0 nothing that needs mending, 1 something does, 2 could not run.
    """
    folder = learner_folder(learner)
    complaints = examine(folder, now())
    for complaint in complaints:
        click.echo(f"{'✗' if complaint.mend else '·'} {complaint.what}\n  {complaint.means}")
    mendable = [complaint for complaint in complaints if complaint.mend]
    if fix:
        for complaint in mendable:
            if complaint.mend:
                complaint.mend(now())
        left = [complaint for complaint in examine(folder, now()) if complaint.mend]
        click.echo(f"{len(mendable) - len(left)} mended." if mendable else "Nothing to mend.")
        ctx.exit(1 if left else 0)
    if not complaints:
        click.echo(f"All is well in {folder}.")
    elif mendable:
        click.echo("Mend what has a cross: trainer doctor --fix")
    ctx.exit(1 if mendable else 0)
