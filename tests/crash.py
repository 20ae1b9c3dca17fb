"""The end of a program in mid-work, as its files show it."""

import shutil
import tempfile
from pathlib import Path

from trainer.store.learner import Learner


def crash(learner: Learner, folder: Path) -> None:
    """Leave a learner's folder as it stands, with nothing that closing would write."""
    with tempfile.TemporaryDirectory() as beside:
        left = shutil.copytree(folder, Path(beside) / "left")
        learner.close()
        shutil.rmtree(folder)
        shutil.copytree(left, folder)
