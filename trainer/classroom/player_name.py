"""What a player may call themselves."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from pydantic_core import PydanticCustomError

from trainer.deck.identity import exact
from trainer.deck.likeness import folded, searchable
from trainer.deck.text import clean

LONGEST = 80
"""Characters of a name: whole names of four parts and more are common."""

Person = TypeVar("Person")

_JOINERS = "\u200c\u200d"
"""Letters of Persian, Sinhala and others, where they join or part two letters of such a script."""

_VIRAMA = 9
"""The combining class of the sign that takes a letter's vowel away (Unicode)."""

_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufe00-\ufe0f]")
"""Letters and marks that show as nothing (Unicode: default ignorable; and the blank of Braille)."""


def player_name(text: str) -> str:
    """A name fit for the wall: safe, on one line, with single spaces.

    Raises:
        ValueError: nothing of it can be seen, it is too long, or it has unsafe characters.
    """
    try:
        name = exact(clean(text))
    except PydanticCustomError as error:
        raise ValueError("That name has invisible characters; type it again.") from error
    if len(name) > LONGEST:
        raise ValueError(f"A name has {LONGEST} characters at most.")
    if not any(unicodedata.category(char)[0] in "LN" for char in name):
        raise ValueError("A name needs a letter or a digit.")
    if _BLANK.search(name) or any(_is_hidden(name, at) for at in range(len(name))):
        raise ValueError("That name has invisible characters; type it again.")
    if _marks_in_a_row(name) > 2:  # noqa: PLR2004 - what real languages stack on a letter
        raise ValueError("That name has too many accents on a letter.")
    return name


def look(name: str) -> str:
    """What names have in common that look the same on a wall; those who bear them may be two."""
    return folded(searchable(name)).replace(" ", "")


def same_name(name: str) -> str:
    """What a name is less case: equal where a name is the same as typed on any keyboard."""
    return exact(name.casefold())


def called(
    name: str, people: Sequence[Person], names_of: Callable[[Person], Iterable[str]]
) -> list[Person]:
    """Those of a name; where nobody has it as it is written, whose differs in case alone.

    Who only looks alike may be another: José is not Jose until they say so.

    Args:
        name: as it was typed.
        people: whom it may mean.
        names_of: the names that one goes by.
    """
    for form in (exact, same_name):
        found = [one for one in people if form(name) in map(form, names_of(one))]
        if found:
            return found
    return []


def _is_hidden(name: str, at: int) -> bool:
    """Whether a character shows as nothing; a joiner does its work between letters (RFC 5892)."""
    if name[at] in _JOINERS and 0 < at < len(name) - 1:
        before, after = name[at - 1], name[at + 1]
        joined = unicodedata.bidirectional(before) in {"AL", "NSM"}
        joined = joined and unicodedata.bidirectional(after) == "AL"
        return not (joined or unicodedata.combining(before) == _VIRAMA)
    return unicodedata.category(name[at]) in {"Cf", "Co", "Cn"}


def _marks_in_a_row(name: str) -> int:
    most = run = 0
    for char in unicodedata.normalize("NFD", name):
        run = run + 1 if unicodedata.combining(char) else 0
        most = max(most, run)
    return most
