"""Names made of any text for what only lower-case letters, digits, - and _ can name."""

import re
from pathlib import Path

_LONGEST = 64
_SIGNS = {"#": "-sharp-", "+": "-plus-"}
"""Signs after a letter that tell names apart: C, C# and C++."""


def slug(text: str) -> str:
    """A text as the name of a deck, a tag, a file or a student: `Øresund 2` is `oresund-2`.

    Empty where nothing of it can be written so.
    """
    if not text.isascii():
        from anyascii import anyascii  # its tables take 50 ms to import

        text = anyascii(text)
    text = re.sub(r"(?<=\w)[#+]+", lambda signs: "".join(_SIGNS[sign] for sign in signs[0]), text)
    return re.sub(r"[^a-z0-9_]+", "-", text.lower()).strip("-_")[:_LONGEST].rstrip("-_")


def file_slug(path: Path) -> str:
    """The id of a deck that gives none: its file's name, as journals have it where it could be."""
    name = path.stem.lower().replace(" ", "-").replace(".", "-")
    return name if re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,63}", name) else slug(path.stem) or name
