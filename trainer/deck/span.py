"""Places in a text."""

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a text: its place for people, and its indices for programs."""

    line: int
    """The line of its first character, from 1."""
    column: int
    """The column of its first character, from 1, in characters."""
    start: int
    """Index of its first character in the text."""
    end: int
    """Index just past its last character."""


def span_at(text: str, start: int, end: int | None = None) -> Span:
    """The span from one index to another; of one character where no end is given."""
    line_start = text.rfind("\n", 0, start) + 1
    line = text.count("\n", 0, start) + 1
    return Span(line, start - line_start + 1, start, start + 1 if end is None else end)
