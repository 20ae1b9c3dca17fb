"""Anki's way of writing gaps, `{{c1::Rome::city}}`, and ours, `{{Rome::city}}`."""

import re

_GAP = re.compile(r"\{\{c(\d+)::((?:(?!\{\{|\}\}).)*?)(?:::((?:(?!\{\{|\}\}).)*?))?\}\}", re.DOTALL)
_OURS = re.compile(r"\{\{([^{}]+?)(::[^{}]*)?\}\}")


def is_cloze(text: str) -> bool:
    """Whether a text has a gap as Anki writes them."""
    return _GAP.search(text) is not None


def from_anki(text: str) -> tuple[str, bool]:
    """Our way of writing the gaps, and whether they are all asked at once.

    Gaps in gaps lose the outer ones: only the innermost can be ours.
    """
    numbers = _GAP.findall(text)
    together = len(numbers) > 1 and len({number for number, *_ in numbers}) == 1
    while _GAP.search(text):
        text = _GAP.sub(_innermost, text)
    text = re.sub("\x01([^\x01\x02]*)\x02", r"{{\1}}", text)
    return text.replace("\x01", "").replace("\x02", ""), together


def gap_of(text: str, number: int) -> int | None:
    """Which of our gaps (from 0) Anki's card of a number asks first; None where none is it."""
    numbers = [int(found) for found, *_ in _GAP.findall(text)]
    return numbers.index(number) if number in numbers else None


def _innermost(gap: re.Match[str]) -> str:
    hint = f"::{gap[3]}" if gap[3] else ""
    return f"\x01{gap[2]}{hint}\x02"


def to_anki(text: str, *, together: bool) -> str:
    """Anki's way of writing the gaps of ours."""
    count = 0

    def numbered(gap: re.Match[str]) -> str:
        nonlocal count
        count += 0 if together and count else 1
        return f"{{{{c{count}::{gap[1]}{gap[2] or ''}}}}}"

    return _OURS.sub(numbered, text)
