"""Places in a text."""

import re
from bisect import bisect_right
from functools import lru_cache
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
    starts = _line_starts(text)
    line = bisect_right(starts, start)
    return Span(line, start - starts[line - 1] + 1, start, start + 1 if end is None else end)


@lru_cache(maxsize=2)
def _line_starts(text: str) -> list[int]:
    """Where each line begins; kept, for the findings of one text ask for them one by one."""
    return [0, *(match.end() for match in re.finditer("\n", text))]
