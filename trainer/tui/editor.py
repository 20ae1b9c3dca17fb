"""The learner's own editor."""

import os
import shlex
import subprocess
from pathlib import Path

from trainer.errors import TrainerError

_WITH_COLON = {"code", "codium", "subl", "zed", "hx"}
"""Editors that take `file:line`; the others take `+line file`."""


def edit_outside(path: Path, line: int) -> None:
    """Open a file at a line in `$VISUAL` or `$EDITOR`, and wait until it is closed.

    Raises:
        TrainerError: none is set, or it cannot be started.
    """
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not chosen:
        raise TrainerError("No editor is chosen.", "Set EDITOR, as in: export EDITOR=nano")
    try:
        command = editor_command(chosen, path, line)
        subprocess.run(command, check=False)  # noqa: S603 - the learner's own choice
    except (OSError, ValueError) as error:
        raise TrainerError(f"{chosen} cannot be started.", "Look at EDITOR.") from error


def editor_command(chosen: str, path: Path, line: int) -> list[str]:
    """The words of the command that opens a file at a line."""
    words = shlex.split(chosen)
    name = Path(words[0]).stem
    if name in {"code", "codium"}:
        return [*words, "--wait", "--goto", f"{path}:{line}"]
    if name in _WITH_COLON:
        return [*words, f"{path}:{line}"]
    return [*words, f"+{line}", str(path)]
