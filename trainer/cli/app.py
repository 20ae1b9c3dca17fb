"""Opens the app on a learner's collection, or on one deck file."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.cli.bar import Bar
from trainer.cli.output import say
from trainer.errors import TrainerError
from trainer.garbage_collection import collector_paused
from trainer.progress import Progress, no_progress
from trainer.store.chosen_theme import chosen_theme
from trainer.store.home import learner_folder
from trainer.tui.app import TrainerApp
from trainer.tui.leaving import LeavingApp
from trainer.tui.opening_app import OpeningApp

if TYPE_CHECKING:
    from trainer.study.collection import Collection
    from trainer.study.options import StudyOptions


def open_app(
    *,
    learner: str,
    decks: Sequence[str] = (),
    study: "StudyOptions | None" = None,
    phone: tuple[str | None, int | None] | None = None,
) -> None:
    """Open the app on a learner's collection, and close both.

    Args:
        learner: whose memory to use.
        decks: files, folders or ids of the decks to use; the usual places when empty.
        study: begin with a session of these options.
        phone: show it on a phone, too: the address and the port, None where to choose.

    Raises:
        TrainerError: the collection could not be opened, or closed.
    """
    theme = chosen_theme(learner_folder(learner))
    app = OpeningApp(
        lambda progress: collect(decks, learner=learner, progress=progress),
        theme=theme,
        study=study,
        phone=phone,
    )
    try:
        app.run()
    finally:
        has_stopped = app.has_stopped_reading()
        if has_stopped:
            for line in app.close():
                say(line, err=True)
    if not has_stopped:
        # nothing was asked yet, and what reading writes is written whole or not at all
        os._exit(app.return_code or 0)
    if app.failure:
        raise app.failure
    if app.return_code:
        sys.exit(app.return_code)


def open_desk(
    path: Path,
    begin: Callable[[TrainerApp], None],
    without_terminal: str = LeavingApp.without_terminal,
) -> None:
    """Open the app on a deck file. The learner is only read: they may be studying elsewhere.

    Args:
        path: the file.
        begin: opens the screen to begin with.
        without_terminal: what can be done where there is no terminal.
    """
    from trainer.study.collection import Collection

    with Bar() as bar:
        collection = Collection((str(path),), learner="me", read_only=True, progress=bar)
    with collection:
        app = TrainerApp(collection)
        app.without_terminal = without_terminal
        app.call_later(begin, app)
        app.run()


@collector_paused()
def collect(
    decks: Sequence[str], *, learner: str, progress: Progress = no_progress
) -> "Collection":
    """Open a collection that stays for as long as the program runs, its edits followed."""
    from trainer.clock import now
    from trainer.deck.library import refuse_broken
    from trainer.study.collection import Collection
    from trainer.study.safekeeping import sync

    collection = Collection(decks, learner=learner, progress=progress)
    try:
        refuse_broken(decks, collection.library)
    except TrainerError:
        collection.close()
        raise
    sync(collection, now())
    collection.follow_edits(now())
    return collection
