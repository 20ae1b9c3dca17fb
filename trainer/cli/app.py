"""Opens the app on a learner's collection."""

import gc
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from trainer.cli.bar import Bar
from trainer.collecting import without_collecting
from trainer.study.collection import Collection
from trainer.study.options import StudyOptions
from trainer.tui.app import TrainerApp


def open_app(
    *,
    learner: str,
    decks: Sequence[str] = (),
    study: StudyOptions | None = None,
) -> None:
    """Open the app on a learner's collection, and close both.

    Args:
        learner: whose memory to use.
        decks: files, folders or ids of the decks to use; the usual places when empty.
        study: begin with a session of these options.
    """
    with closing(collect(decks, learner=learner)) as collection:
        TrainerApp(collection, study and collection.named(study)).run()


def collect(decks: Sequence[str], *, learner: str) -> Collection:
    """Open a collection that stays for as long as the program runs."""
    with without_collecting(), Bar() as bar:
        collection = Collection(decks, learner=learner, folder=Path.cwd(), progress=bar)
    gc.freeze()  # decks and memory stay: walking them again and again would cost frames
    return collection
