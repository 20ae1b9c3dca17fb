"""Anki's way of writing gaps, `{{c1::Rome::city}}`, and ours, `{{Rome::city}}`."""

import re
from typing import NamedTuple

_GAP = re.compile(r"\{\{c(\d+)::((?:(?!\{\{|\}\}).)*?)(?:::((?:(?!\{\{|\}\}).)*?))?\}\}", re.DOTALL)
_OURS = re.compile(r"\{\{([^{}]+?)(::[^{}]*)?\}\}")

_OPEN, _HINT, _CLOSE = "\x01", "\x02", "\x03"
"""Stand in for the braces and colons of gaps that are found, out of the controls."""


def is_cloze(text: str) -> bool:
    """Whether a text has a gap as Anki writes them."""
    return _GAP.search(text) is not None


class OurCloze(NamedTuple):
    """A cloze text of Anki's in our way of writing."""

    text: str
    together: bool
    """Whether its gaps are all asked at once."""
    outer: int
    """How many gaps around other gaps are lost: only the innermost can be ours."""


def from_anki(text: str) -> OurCloze:
    """Our way of writing the gaps."""
    numbers = _GAP.findall(text)
    together = len(numbers) > 1 and len({number for number, *_ in numbers}) == 1
    outer = 0

    def innermost(gap: re.Match[str]) -> str:
        nonlocal outer
        if _OPEN in gap[2]:
            outer += 1
            return gap[2]
        hint = f"{_HINT}{gap[3]}" if gap[3] else ""
        return f"{_OPEN}{gap[2]}{hint}{_CLOSE}"

    while _GAP.search(text):
        text = _GAP.sub(innermost, text)
    ours = text.replace(_OPEN, "{{").replace(_HINT, "::").replace(_CLOSE, "}}")
    return OurCloze(ours, together, outer)


def gap_of(text: str, number: int) -> int | None:
    """Which of our gaps (from 0) Anki's card of a number asks first; None where none is it."""
    numbers = [int(found) for found, *_ in _GAP.findall(text)]
    return numbers.index(number) if number in numbers else None


def to_anki(text: str, *, together: bool) -> str:
    """Anki's way of writing the gaps of ours."""
    count = 0

    def numbered(gap: re.Match[str]) -> str:
        nonlocal count
        count += 0 if together and count else 1
        return f"{{{{c{count}::{gap[1]}{gap[2] or ''}}}}}"

    return _OURS.sub(numbered, text)
