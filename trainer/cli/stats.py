"""`trainer stats`: what the reviews show."""

from dataclasses import asdict

import click

from trainer.cli import learner_option
from trainer.cli.bar import Bar
from trainer.cli.output import say, say_json
from trainer.clock import now
from trainer.counted import counted
from trainer.study.collection import Collection
from trainer.study.statistics import Statistics, statistics_of


@click.command()
@click.argument("decks", nargs=-1, metavar="[DECK]...")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@learner_option
def stats(decks: tuple[str, ...], *, as_json: bool, learner: str) -> None:
    """Show how much is remembered, how well that was predicted, and what is hard.

    Exit codes: 0 shown, 2 could not run.
    """
    with (
        Bar() as bar,
        Collection(decks, learner=learner, read_only=True, progress=bar) as collection,
    ):
        agenda = collection.agenda(now())
        statistics = statistics_of(
            collection.learner, collection.items, collection.scheduler, agenda, bar
        )
    if as_json:
        say_json(as_fields(statistics))
        return
    practice = f" ({statistics.practice} practice)" if statistics.practice else ""
    say(
        f"{counted(statistics.reviews, 'review')}{practice} "
        f"on {counted(statistics.days_studied, 'day')}, "
        f"{statistics.seconds // 3600} h {statistics.seconds // 60 % 60:02} min; "
        f"{counted(statistics.learnt, 'item')} learnt"
    )
    for days, share in statistics.retention.items():
        rate = "nothing asked" if share.rate is None else f"{share.rate:.1%} of {share.asked}"
        say(f"true retention, last {days:3} days: {rate}")
    if statistics.calibration_error is not None:
        say(f"predictions were off by {statistics.calibration_error:.1%} on average")
    for item in statistics.hardest:
        leech = "  leech" if item.leech else ""
        say(f"  forgotten {counted(item.lapses, 'time')}: {item.prompt}{leech}")
    if statistics.leeches:
        say(f"leeches: {len(statistics.leeches)}")


def as_fields(statistics: Statistics) -> dict[str, object]:
    """The statistics for a program; days as `2026-11-24`, shares from 0 to 1."""
    fields = asdict(statistics)
    fields["today"] = str(statistics.today)
    fields["per_day"] = {str(day): count for day, count in statistics.per_day.items()}
    fields["retention"] = {
        str(days): {"asked": share.asked, "recalled": share.recalled, "rate": share.rate}
        for days, share in statistics.retention.items()
    }
    fields["workload"] = [load._asdict() for load in statistics.workload]
    fields["calibration_error"] = statistics.calibration_error
    return fields
