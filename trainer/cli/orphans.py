"""`trainer orphans`: progress whose card is gone."""

import json
from contextlib import closing
from pathlib import Path

import click

from trainer.cli import learner_option
from trainer.clock import now
from trainer.study.collection import Collection


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@learner_option
def orphans(*, as_json: bool, learner: str) -> None:
    """List what is known of cards that no deck in reach has.

    When a card is edited, moved or its file renamed, its progress follows where it can be
    no other card. What could not be matched is kept and stands here: hand it to a card with
    `trainer relink`, or drop it with `trainer forget`.

    Exit codes: 0 listed, 2 could not run.
    """
    with closing(Collection((), learner=learner, folder=Path.cwd())) as collection:
        collection.follow_edits(now())
        found = collection.heritage.orphans()
    if as_json:
        fields = [
            {
                "ref": orphan.ref,
                "question": orphan.text.question if orphan.text else None,
                "answer": orphan.text.answer if orphan.text else None,
                "due": str(orphan.record.memory.due) if orphan.record.memory else None,
            }
            for orphan in found
        ]
        click.echo(json.dumps(fields, indent=2, ensure_ascii=False))
        return
    for orphan in found:
        said = " ".join(orphan.text.question.split()) if orphan.text else "(never seen by its text)"
        click.echo(f"{orphan.ref}  {said}")
    click.echo(f"{len(found)} without a card." if found else "Nothing is without its card.")
