r"""Gaps in square brackets, as hashcards writes them.

Its rules: `\[` and `\]` are brackets, `![…]` is a picture. Beyond them, what is in code or
a formula, a link, a footnote's mark, a wiki link and an empty box are no gaps either.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from trainer.exchange.gaps import gap, with_gaps

_OPAQUE = re.compile(
    r"(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)|\$\$.+?\$\$|\$(?!\s)[^$\n]+?(?<!\s)\$", re.DOTALL
)
"""Code and formulas."""
_ADDRESS = r"(?:<[^<>]*>|[^\s()]*[/.:#@][^\s()]*(?:\([^\s()]*\)[^\s()]*)?)(?:\s+\"[^\"]*\")?"
"""Where a link leads, which is no word in brackets behind a gap, as in `[plural](s)`."""
_LINK = re.compile(
    rf"\[[^\[\]]*\](?=\((?:{_ADDRESS})?\))"
    r"|\[\^[^\[\]]*\]|\[\[[^\[\]]*\]\]|\[ ?\](?![(\w])|(?<=[-*+] )\[[xX]\](?![(\w])"
)


class HashcardsGap(NamedTuple):
    """A gap in the text as it is written."""

    start: int
    """Where its bracket opens."""
    end: int
    """Just past the one that closes it."""


def gaps_in(text: str) -> list[HashcardsGap]:
    """The gaps of a text."""
    hidden = [match.span() for match in _OPAQUE.finditer(text)]
    hidden += [match.span() for match in _LINK.finditer(text)]
    inside = {at for start, end in hidden for at in range(start, end)}
    gaps: list[HashcardsGap] = []
    start: int | None = None
    for at, mark in _marks(text):
        if at in inside:
            continue
        if mark == "[":
            start = at
        elif start is not None:
            gaps.append(HashcardsGap(start, at + 1))
            start = None
    return gaps


def _marks(text: str) -> Iterator[tuple[int, str]]:
    r"""The brackets that count: neither escaped nor those of a picture."""
    picture = False
    for at, char in enumerate(text):
        if char not in "[]" or text[at - 1 : at] == "\\":
            continue
        if char == "[" and text[at - 1 : at] == "!":
            picture = True
        elif picture:
            picture = char != "]"
        else:
            yield at, char


def gaps_as_ours(text: str) -> dict[str, object]:
    """The fields of a card of a text with gaps, no bracket of it escaped any more."""
    pieces, end = [], 0
    for place in gaps_in(text):
        inner = plain(text[place.start + 1 : place.end - 1]).strip()
        if not inner:
            continue
        pieces += [plain(text[end : place.start]), gap(inner)]
        end = place.end
    return with_gaps("".join([*pieces, plain(text[end:])]))


def plain(text: str) -> str:
    """Text without the backslashes of its brackets."""
    return re.sub(r"\\([\[\]])", r"\1", text)
