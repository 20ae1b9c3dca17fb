"""Anki's way of writing gaps, `{{c1::Rome::city}}`, and ours, `{{Rome::city}}`."""

import re
from typing import NamedTuple

_GAP = re.compile(r"\{\{c(\d+)::((?:(?!\{\{|\}\}).)*?)(?:::((?:(?!\{\{|\}\}).)*?))?\}\}", re.DOTALL)
_BRACES = re.compile(r"(\{\{c\d+::|\}\})")
_OURS = re.compile(r"\{\{([^{}]+?)(::[^{}]*)?\}\}")


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
    pieces: list[str] = []
    opened: list[int] = []
    outer, inner_until = 0, -1
    for at, piece in enumerate(_BRACES.split(text)):
        between = at % 2 == 0
        if not between and piece != "}}":
            opened.append(len(pieces))
            pieces.append(piece)
        elif between or not opened:
            pieces.append(piece)
        elif opened[-1] < inner_until:  # a gap has closed since
            pieces[opened.pop()] = ""
            pieces[-1] = pieces[-1].partition("::")[0]  # its hint goes with it
            outer += 1
        else:
            begin = opened.pop()
            said, _, hint = "".join(pieces[begin + 1 :]).partition("::")
            pieces[begin:] = [f"{{{{{said}::{hint}}}}}" if hint else f"{{{{{said}}}}}"]
            inner_until = len(pieces)
    return OurCloze("".join(pieces), together, outer)


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
