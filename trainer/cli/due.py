"""`trainer due`: how much is waiting."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import click

from trainer.cli import learner_option
from trainer.cli.output import say, say_json
from trainer.clock import now
from trainer.deck.library import refuse_broken
from trainer.memory.agenda import Agenda
from trainer.memory.forecast import forecast
from trainer.study.collection import Collection
from trainer.study.why import backlog, held_back, nothing_due

DAYS = 7
"""How far the forecast looks, today included."""


@click.command()
@click.argument("decks", nargs=-1, metavar="[DECK]...")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@learner_option
def due(decks: tuple[str, ...], *, as_json: bool, learner: str) -> None:
    """Show how much is due now, and on each of the coming days; nothing is written.

    Exit codes: 0 shown, 2 could not run.
    """
    moment = now()
    with Collection(decks, learner=learner, read_only=True) as collection:
        refuse_broken(decks, collection.library)
        agenda = collection.agenda(moment)
        counts, ahead = agenda.counts, forecast(agenda, DAYS)
        nothing = nothing_due(agenda, moment)
        waiting = backlog(
            agenda, collection.settings.spread, moment, key="trainer study --spread 7"
        )
        held = held_back(agenda, moment, collection.name_of)
    if as_json:
        say_json(_as_fields(agenda, moment, ahead))
        return
    if nothing:
        say(nothing)
    say(f"{counts.review} to review, {counts.learning} learning, {counts.new} new")
    if waiting:
        say(waiting)
    if held:
        say(held)
    days = "  ".join(f"+{day}d {count}" for day, count in enumerate(ahead) if day)
    say(f"coming: {days}")


def _as_fields(agenda: Agenda, moment: datetime, ahead: Sequence[int]) -> dict[str, object]:
    """The agenda for a program; `until` is a moment with its offset, or a study day."""
    counts, until = agenda.counts, agenda.until(moment)
    held = Counter(held.why for _, held in agenda.held_back(moment))
    return {
        "review": counts.review,
        "learning": counts.learning,
        "new": counts.new,
        "overdue": agenda.overdue,
        "until": until.isoformat() if until else None,
        "held": dict(sorted(held.items())),
        "forecast": ahead,
    }
