"""What is left behind where the program itself is at fault."""

import os
import platform
import sys
import tempfile
import time
import traceback
from contextlib import suppress
from pathlib import Path

from trainer import __version__
from trainer.errors import TrainerError


def report_crash(error: BaseException, *, folder: Path | None) -> TrainerError:
    """Write a report on an unexpected error, and say in a sentence where it is.

    The report holds where in the program it happened and what it runs on. It holds no card, no
    answer, no argument and no message of the error, which may quote one.

    Args:
        error: what was raised.
        folder: where reports go; the system's temporary folder where that cannot be written.
    """
    lines = [
        f"trainer {__version__}, Python {platform.python_version()}, {platform.platform()}",
        *_places(error),
    ]
    path = _written("\n".join(lines) + "\n", folder)
    where = f"A report is in {path}." if path else "No report could be written."
    return TrainerError(
        f"trainer failed: {type(error).__name__}. What you answered before it is saved.",
        f"{where} It holds no card and no answer. Please pass it on.",
    )


def _places(error: BaseException) -> list[str]:
    """Type and places of an error and of those that led to it, the first one first."""
    places = []
    seen: set[int] = set()
    one: BaseException | None = error
    while one and id(one) not in seen:
        seen.add(id(one))
        frames = traceback.extract_tb(one.__traceback__)
        places.append(
            "\n".join(
                [
                    f"{type(one).__module__}.{type(one).__qualname__}",
                    *(f"  {_short(f.filename)}:{f.lineno} in {f.name}" for f in frames),
                ]
            )
        )
        one = one.__cause__ or one.__context__
    return places[::-1]


def _short(filename: str) -> str:
    """A file's path below the folder that Python found it in: it names no user."""
    roots = [path for path in sys.path if path and filename.startswith(path + os.sep)]
    return filename.removeprefix(max(roots, key=len, default="")).lstrip(os.sep)


def _written(text: str, folder: Path | None) -> Path | None:
    from trainer.store.atomic_file import make_private, open_privately

    name = f"trainer-report-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
    for place in (folder, Path(tempfile.gettempdir())):
        with suppress(OSError):
            if place:
                make_private(place)
                path = place / name
                with open(path, "x", encoding="utf-8", opener=open_privately) as file:
                    file.write(text)
                return path
    return None
