"""`trainer export-reviews`: the reviews, as the field's tools read them."""

import csv
import io
import sys
from pathlib import Path
from typing import TextIO

import click

from trainer.cli import learner_option
from trainer.cli.bar import Bar
from trainer.cli.named_files import FileToWrite
from trainer.errors import TrainerError, system_refusals
from trainer.memory.state import MemoryState, Phase
from trainer.regular_file import where_it_leads
from trainer.store.atomic_file import atomic_writer
from trainer.store.event import ReviewEvent
from trainer.store.home import learner_folder
from trainer.store.learner import Learner

_STATES = {Phase.LEARNING: 1, Phase.REVIEW: 2, Phase.RELEARNING: 3}


@click.command("export-reviews")
@click.argument("file", type=FileToWrite(allow_dash=True), default="-")
@learner_option
def export_reviews(file: Path, *, learner: str) -> None:
    """Write all reviews to FILE as CSV: the columns of FSRS's optimizers.

    card_id, review_time (milliseconds since 1970), review_rating (1 Again to 4 Easy),
    review_state (0 new, 1 learning, 2 review, 3 relearning), review_duration (milliseconds).
    Practice that left the schedule alone, and what was undone, is left out.

    Exit codes: 0 written, 2 could not.
    """
    folder = learner_folder(learner)
    if str(file) == "-":
        _write(folder, sys.stdout)
        return
    if where_it_leads(folder) in where_it_leads(file).parents:
        raise TrainerError(f"{file} is among what trainer keeps.", "Write the reviews elsewhere.")
    with system_refusals(f"{file} cannot be written"), atomic_writer(file) as binary:
        text = io.TextIOWrapper(binary, encoding="utf-8", newline="")
        _write(folder, text)
        text.flush()
        text.detach()


def _write(folder: Path, file: TextIO) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["card_id", "review_time", "review_rating", "review_state", "review_duration"])
    with Learner.open(folder, read_only=True) as opened, Bar() as bar:
        for event in opened.events(progress=bar):
            if isinstance(event, ReviewEvent) and not event.cram:
                time = int(event.at.timestamp() * 1000)
                row = [f"{event.deck}/{event.item}", time, int(event.rating)]
                writer.writerow([*row, _state(event.before), event.duration_ms])


def _state(before: MemoryState | None) -> int:
    return 0 if before is None else _STATES[before.phase]
