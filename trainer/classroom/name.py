"""What a player may call himself."""

import re
import unicodedata

from pydantic_core import PydanticCustomError

from trainer.deck.text import clean

LONGEST = 24
"""Characters of a name; a row of the wall holds no more."""


def player_name(text: str) -> str:
    """A name fit for the wall: safe, on one line, with single spaces.

    Raises:
        ValueError: nothing of it can be seen, it is too long, or it has unsafe characters.
    """
    try:
        name = re.sub(r"\s+", " ", clean(text)).strip()
    except PydanticCustomError as error:
        raise ValueError("That name has invisible characters; type it anew.") from error
    if len(name) > LONGEST:
        raise ValueError(f"A name has {LONGEST} characters at most.")
    if not any(unicodedata.category(char)[0] in "LN" for char in name):
        raise ValueError("A name needs a letter or a digit.")
    if any(unicodedata.category(char) in {"Cf", "Co", "Cn"} for char in name):
        raise ValueError("That name has invisible characters; type it anew.")
    if _marks_in_a_row(name) > 2:  # noqa: PLR2004 - what real languages stack on a letter
        raise ValueError("That name has too many accents on a letter.")
    return name


def folded(name: str) -> str:
    """What two names have in common that a class would take for the same."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return re.sub(r"[\W_]+", "", bare) or bare


def _marks_in_a_row(name: str) -> int:
    most = run = 0
    for char in unicodedata.normalize("NFD", name):
        run = run + 1 if unicodedata.combining(char) else 0
        most = max(most, run)
    return most
