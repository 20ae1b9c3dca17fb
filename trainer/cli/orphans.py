"""`trainer orphans`: progress whose card is gone."""

import click

from trainer.cli import learner_option
from trainer.cli.output import say, say_json
from trainer.counted import counted
from trainer.study.collection import Collection
from trainer.study.orphans import Orphan, orphans_of


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@learner_option
def orphans(*, as_json: bool, learner: str) -> None:
    """List the progress of cards that no deck in reach has.

    When a card is edited, moved or its file renamed, its progress follows as soon as you
    study, if it is clear which card it is. What could not be matched is kept and listed here:
    hand it to a card with `trainer relink`, or drop it with `trainer forget`. Nothing is
    written.

    Exit codes: 0 listed, 2 could not run.
    """
    with Collection(learner=learner, read_only=True) as collection:
        gone, waiting = orphans_of(collection.edits), collection.edits.waiting()
    if as_json:
        say_json([as_fields(one) for one in gone])
        return
    for orphan in gone:
        text = " ".join(orphan.text.question.split()) if orphan.text else "(its text is not known)"
        say(f"{orphan.ref}  {text}")
    say(f"{len(gone)} without a card." if gone else "All progress has its card.")
    for deck, items, (path, broken) in waiting:
        until = f"is fixed; see: trainer check {path}" if broken else "is in reach again."
        say(f"{deck}: {counted(items, 'card')} waiting until {path} {until}")


def as_fields(orphan: Orphan) -> dict[str, object]:
    """One orphan for a program."""
    return {
        "ref": orphan.ref,
        "question": orphan.text.question if orphan.text else None,
        "answer": orphan.text.answer if orphan.text else None,
        "due": str(orphan.record.memory.due) if orphan.record.memory else None,
    }
