"""Opens the app on a learner's collection."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.collecting import without_collecting
from trainer.progress import Progress, untold
from trainer.store.chosen_theme import chosen_theme
from trainer.store.home import learner_folder
from trainer.tui.opening_app import OpeningApp

if TYPE_CHECKING:
    from trainer.study.collection import Collection
    from trainer.study.options import StudyOptions


def open_app(
    *,
    learner: str,
    decks: Sequence[str] = (),
    study: "StudyOptions | None" = None,
) -> None:
    """Open the app on a learner's collection, and close both.

    Args:
        learner: whose memory to use.
        decks: files, folders or ids of the decks to use; the usual places when empty.
        study: begin with a session of these options.

    Raises:
        TrainerError: the collection could not be opened, or closed.
    """
    theme = chosen_theme(learner_folder(learner))
    app = OpeningApp(
        lambda progress: collect(decks, learner=learner, progress=progress),
        theme=theme,
        study=study,
    )
    try:
        app.run()
    finally:
        app.close()
    if app.failure:
        raise app.failure


@without_collecting()
def collect(decks: Sequence[str], *, learner: str, progress: Progress = untold) -> "Collection":
    """Open a collection that stays for as long as the program runs."""
    from trainer.study.collection import Collection

    return Collection(decks, learner=learner, folder=Path.cwd(), progress=progress)
