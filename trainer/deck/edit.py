"""Changes to spans of a text. All that lies between them stays as its author wrote it."""

from collections.abc import Iterable
from typing import NamedTuple


class Edit(NamedTuple):
    """Put a text in the place of another."""

    start: int
    """Index of the first character that goes."""
    end: int
    """Index past the last character that goes; the same as start to insert."""
    text: str


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text after the edits, whose spans belong to the text before.

    Of edits that overlap the first counts: what it leaves can be looked at again.
    """
    pieces: list[str] = []
    done = 0
    for edit in sorted(edits):
        if edit.start >= done:
            pieces += [text[done : edit.start], edit.text]
            done = edit.end
    return "".join([*pieces, text[done:]])
