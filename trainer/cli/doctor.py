"""`trainer doctor`: is everything as it should be?"""

from collections.abc import Sequence
from pathlib import Path

import click

from trainer.cli import FINDINGS, learner_option
from trainer.cli.bar import Bar
from trainer.cli.output import say
from trainer.clock import now
from trainer.errors import TrainerError
from trainer.store.doctor import Complaint, examine
from trainer.store.home import learner_folder

_ROUNDS = 2
"""What is fixed may bring something else to light, as rebuilt scores do."""


@click.command()
@click.option("--fix", is_flag=True, help="Fix what can be fixed; nothing is thrown away.")
@learner_option
@click.pass_context
def doctor(ctx: click.Context, *, fix: bool, learner: str) -> None:
    """Check everything that is kept of a learner, explain what is wrong, and fix it with --fix.

    Exit codes: 0 nothing that needs fixing, 1 something does, 2 could not run.
    """
    folder = learner_folder(learner)
    with Bar() as bar:
        complaints = examine(folder, now(), bar)
    for complaint in complaints:
        _show(complaint)
    if fix:
        left = _mend(folder, complaints)
        ctx.exit(FINDINGS if _is_ill(left) else 0)
    if not complaints:
        say(f"All is well in {folder}.")
    elif any(complaint.mend for complaint in complaints):
        say("Fix what has a cross: trainer doctor --fix")
    ctx.exit(FINDINGS if _is_ill(complaints) else 0)


def _mend(folder: Path, complaints: Sequence[Complaint]) -> Sequence[Complaint]:
    """Fix what can be, say how it went, and return what is left."""
    mended: set[str] = set()
    failed: dict[str, str] = {}
    left = complaints
    for _ in range(_ROUNDS):
        mendable = [(complaint.what, complaint.mend) for complaint in left if complaint.mend]
        for what, mend in mendable:
            mended.add(what)
            try:
                mend(now())
            except (TrainerError, OSError) as error:
                failed[what] = getattr(error, "message", None) or str(error)
        if mendable:
            with Bar() as bar:
                left = examine(folder, now(), bar)
    for complaint in left:
        if complaint.what in failed:
            say(f"Not fixed: {complaint.what} {failed[complaint.what]}")
        elif complaint.mend or complaint.grave:
            say(f"Not fixed: {complaint.what} {complaint.means}")
    mended -= {complaint.what for complaint in left}
    say(f"{len(mended)} fixed." if mended or left else "Nothing to fix.")
    return left


def _show(complaint: Complaint) -> None:
    sign = "✗" if complaint.mend else "!" if complaint.grave else "·"
    say(f"{sign} {complaint.what}")
    say(f"  {complaint.means}")


def _is_ill(complaints: Sequence[Complaint]) -> bool:
    return any(complaint.mend or complaint.grave for complaint in complaints)
