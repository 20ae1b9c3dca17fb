"""The learner's own editor."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from trainer.errors import TrainerError

_WITH_COLON = {"code", "codium", "subl", "zed", "hx"}
"""Editors that take `file:line`; the others take `+line file`."""


def chosen_editor() -> str:
    """What `$VISUAL` or `$EDITOR` says, where it names a program.

    Raises:
        TrainerError: none is set, or there is no such program.
    """
    chosen = os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip()
    if not chosen:
        raise TrainerError("No editor is chosen.", "Set EDITOR, as in: export EDITOR=nano")
    try:
        program = shlex.split(chosen)[0]
    except (ValueError, IndexError):  # a quote that is not closed; nothing but a comment
        program = ""
    if not program or shutil.which(program) is None:
        raise TrainerError(f"There is no editor {chosen!r}.", "Look at VISUAL and EDITOR.")
    return chosen


def editor_command(chosen: str, path: Path, line: int) -> list[str]:
    """The words of the command that opens a file at a line."""
    words = shlex.split(chosen)
    name = Path(words[0]).stem
    if name in {"code", "codium"}:
        return [*words, "--wait", "--goto", f"{path}:{line}"]
    if name in _WITH_COLON:
        return [*words, f"{path}:{line}"]
    return [*words, f"+{line}", str(path)]


def edit_outside(command: Sequence[str]) -> str | None:
    """Run an editor until it is closed; why it could not be started, in words, else None.

    Nothing is raised: while the app is suspended, Textual would never resume after it.
    """
    try:
        subprocess.run(command, check=False)  # noqa: S603 - the learner's own choice
    except (OSError, ValueError) as error:
        return f"{command[0]} cannot be started: {error}."
    return None
