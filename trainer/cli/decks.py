"""`trainer decks`: what there is to study."""

from collections.abc import Sequence

import click

from trainer.cli import learner_option
from trainer.cli.output import say, say_json
from trainer.clock import now
from trainer.memory.scheduler import Scheduler
from trainer.study.collection import Collection
from trainer.study.overview import DeckOverview, overview_of


@click.command()
@click.argument("decks", nargs=-1, metavar="[DECK]...")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@learner_option
def decks(decks: tuple[str, ...], *, as_json: bool, learner: str) -> None:
    """List the decks, with what each holds for today; the counts add up to the day's.

    Progress is shown where it will be once it has followed the cards that were edited or
    moved; nothing is written.

    Exit codes: 0 listed, 2 could not run. A deck with errors is listed as such.
    """
    with Collection(decks, learner=learner, read_only=True) as collection:
        moment = now()
        agenda = collection.agenda(moment)
        overview = overview_of(
            collection.library.readings,
            collection.items_of,
            agenda,
            collection.library.folder_of,
        )
        scheduler = collection.scheduler
    if as_json:
        rows = [as_fields(deck, scheduler) for deck in overview]
        say_json(rows)
    else:
        _print_table(overview)


def as_fields(deck: DeckOverview, scheduler: Scheduler) -> dict[str, object]:
    """One deck for a program."""
    return {
        "id": deck.deck.id if deck.deck else None,
        "title": deck.title,
        "path": str(deck.path),
        "folder": deck.folder,
        "errors": len(deck.diagnostics),
        "items": deck.items,
        "new": deck.new,
        "learning": deck.learning,
        "due": deck.due,
        "learnt": deck.learnt,
        "retention": deck.retention(scheduler.recall),
    }


def _title(deck: DeckOverview) -> str:
    return f"  {deck.title}" if deck.folder else deck.title


def _print_table(overview: Sequence[DeckOverview]) -> None:
    width = max((len(_title(deck)) for deck in overview), default=0)
    ids = max((len(deck.deck.id) for deck in overview if deck.deck), default=0)
    say(f"{'deck':{width}}  {'id':{ids}}  {'due':>5} {'new':>5} {'learnt':>9}")
    folder = ""
    for deck in overview:
        if deck.folder != folder:
            folder = deck.folder
            say(f"{folder}/")
        if deck.deck is None:
            say(f"{_title(deck):{width}}  has errors; see: trainer check {deck.path}")
            continue
        learnt = f"{deck.learnt}/{deck.items}"
        due = deck.due + deck.learning
        name = f"{_title(deck):{width}}  {deck.deck.id:{ids}}"
        say(f"{name}  {due:>5} {deck.new:>5} {learnt:>9}")
