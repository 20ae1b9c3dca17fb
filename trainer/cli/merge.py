"""`trainer merge`: what was learnt on another machine."""

import zipfile
from pathlib import Path

import click

from trainer.cli import learner_option
from trainer.cli.bar import Bar
from trainer.cli.named_files import FileToRead
from trainer.cli.output import say
from trainer.clock import now
from trainer.counted import counted
from trainer.store.home import decks_folder
from trainer.study.collection import Collection


@click.command()
@click.argument("other", type=FileToRead(or_folder=True))
@learner_option
def merge(other: Path, *, learner: str) -> None:
    """Bring in what was learnt elsewhere: OTHER is a learner's folder, or a backup.

    Or it is the file that a teacher hands out (trainer class hand-out); its decks come too.
    Nothing known here is lost. You may merge twice, or in both directions: both machines then
    know the same.

    Exit codes: 0 merged, 2 could not.
    """
    from trainer.store.merge import merge as merge_journals

    if other.is_file() and zipfile.is_zipfile(other):
        from trainer.classroom.hand_out import take_decks

        decks, has_memory = take_decks(other, decks_folder())
        for path in decks:
            say(f"new deck: {path}")
        if not has_memory:
            return
    with Bar() as bar, Collection(learner=learner) as collection:
        collection.refuse_when_held()
        merged = merge_journals(collection.learner, other, now(), progress=bar)
    say(
        f"{counted(merged.reviews, 'new review')}, {counted(merged.events, 'new event')}; "
        f"what is known of {counted(merged.items, 'item')} has changed."
    )
    if merged.damaged:
        lines = counted(merged.damaged, "damaged line")
        say(f"Left out: {lines} of the other journal.", err=True)
