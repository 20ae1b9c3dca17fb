"""Pictures and sounds put beside a deck, in the place of no other file."""

import os
import re
from collections.abc import Callable
from pathlib import Path

from trainer.free_name import numbered
from trainer.media.files import FOLDER, MediaError
from trainer.regular_file import holds, where_it_leads

Save = Callable[[Path, bytes], object]
"""Writes a file, whole or not at all."""
_PLAIN = re.compile(r"[\w .()+,&'-]+")


def put_file(content: bytes, path: Path, root: Path, save: Save) -> Path:
    """Write a file, or leave one that holds the same; where another has its name, with a number.

    A file beside the deck goes before one in `media/`, so its name is taken there, too.

    Args:
        content: of the file.
        path: where to.
        root: the deck's folder, which it is to lie in.
        save: writes a file, whole or not at all, and makes its folder.

    Returns:
        Where it lies.

    Raises:
        MediaError: the path leads out of the folder by a link.
        OSError: it cannot be written.
    """
    if not where_it_leads(path.parent).is_relative_to(where_it_leads(root)):
        raise MediaError(f"{path.parent} is a link out of the deck's folder.", "Remove the link.")
    for free in numbered(path):
        twin = twin_of(free, root)
        if (
            free.is_relative_to(root / FOLDER)
            and os.path.lexists(twin)
            and not holds(twin, content)
        ):
            continue  # the deck would show that one
        if holds(free, content):
            return free
        if not os.path.lexists(free):
            break
    save(free, content)
    return free


def put_as_named(content: bytes, path: Path, root: Path, save: Save) -> None:
    """The same for a file whose name cannot be changed, since a deck is to find it by that.

    Raises:
        MediaError: another file has the name; or as `place`.
        OSError: it cannot be written.
    """
    for there in (path, twin_of(path, root)):
        if os.path.lexists(there) and not holds(there, content):
            raise MediaError(
                f"{there} already exists, and is another file.", "Rename that one, and try again."
            )
    put_file(content, path, root, save)


def twin_of(path: Path, root: Path) -> Path:
    """The other place in a deck's folder where a deck looks for a file of the same name."""
    inside = path.relative_to(root)
    if inside.parts[0] == FOLDER:
        return root / inside.relative_to(FOLDER)
    return root / FOLDER / inside


def plain_stem(stem: str) -> str:
    """A file's name without its ending, in letters and signs that any system takes."""
    return "-".join(_PLAIN.findall(stem)).strip(" .-") or "file"
