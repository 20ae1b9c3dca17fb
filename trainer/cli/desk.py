"""Opens the app on one deck file, to write on it or to look at it."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from trainer.cli.bar import Bar
from trainer.study.collection import Collection
from trainer.tui.app import TrainerApp


def open_desk(path: Path, begin: Callable[[TrainerApp], None]) -> None:
    """Open the app on a deck file. The learner is only read: they may be studying elsewhere.

    Args:
        path: the file.
        begin: opens the screen to begin with.
    """
    with Bar() as bar:
        collection = Collection(
            (str(path),), learner="me", folder=Path.cwd(), read_only=True, progress=bar
        )
    with closing(collection):
        app = TrainerApp(collection)
        app.call_later(begin, app)
        app.run()
