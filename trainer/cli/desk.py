"""Opens the app on one deck file, to write on it or to look at it."""

from collections.abc import Callable
from pathlib import Path

from trainer.cli.bar import Bar
from trainer.study.collection import Collection
from trainer.tui.app import TrainerApp
from trainer.tui.leaving import LeavingApp


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
    with Bar() as bar:
        collection = Collection((str(path),), learner="me", read_only=True, progress=bar)
    with collection:
        app = TrainerApp(collection)
        app.without_terminal = without_terminal
        app.call_later(begin, app)
        app.run()
