"""`trainer doctor`: is everything as it should be?"""

from collections.abc import Sequence

import click

from trainer.cli import learner_option
from trainer.cli.bar import Bar
from trainer.cli.output import say
from trainer.clock import now
from trainer.safe_text import on_one_line
from trainer.store.doctor import Complaint, examine
from trainer.store.home import learner_folder

_ROUNDS = 2
"""What is mended may bring something else to light, as rebuilt scores do."""


@click.command()
@click.option("--fix", is_flag=True, help="Mend what can be mended; nothing is thrown away.")
@learner_option
@click.pass_context
def doctor(ctx: click.Context, *, fix: bool, learner: str) -> None:
    """Look over all that is kept of a learner, explain what is wrong, and mend it with --fix.

    Exit codes: 0 nothing that needs mending, 1 something does, 2 could not run.
    """
    folder = learner_folder(learner)
    with Bar() as bar:
        complaints = examine(folder, now(), bar)
    for complaint in complaints:
        sign = "✗" if complaint.mend else "!" if complaint.grave else "·"
        click.echo(f"{sign} {on_one_line(complaint.what)}\n  {on_one_line(complaint.means)}")
    mendable = [complaint for complaint in complaints if complaint.mend]
    if fix:
        mended: set[str] = set()
        left = complaints
        for _ in range(_ROUNDS):
            if not any(complaint.mend for complaint in left):
                break
            mended |= {complaint.what for complaint in left if complaint.mend}
            for complaint in left:
                if complaint.mend:
                    complaint.mend(now())
            with Bar() as bar:
                left = examine(folder, now(), bar)
        mended -= {complaint.what for complaint in left}
        say(f"{len(mended)} mended." if mendable else "Nothing to mend.")
        ctx.exit(1 if _is_ill(left) else 0)
    if not complaints:
        click.echo(on_one_line(f"All is well in {folder}."))
    elif mendable:
        say("Mend what has a cross: trainer doctor --fix")
    ctx.exit(1 if _is_ill(complaints) else 0)


def _is_ill(complaints: Sequence[Complaint]) -> bool:
    return any(complaint.mend or complaint.grave for complaint in complaints)
