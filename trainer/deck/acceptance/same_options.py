"""Things of a card that no learner could tell apart: options, entries, right-hand sides."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import combinations

from trainer.deck.acceptance.language import TRANSCRIBED, primary

_TRANSCRIPTION = re.compile("(?<=[aou])e|(?<=a)a")
_FEWEST_FORMS = 3
"""From so many on, things that differ in their form alone are asked for their form."""


def first_doubled(
    things: Sequence[str], language: str | None, *, exact: bool = False
) -> tuple[int, int] | None:
    """The places of the first two things that are one and the same answer; None without such.

    The marking decides: -1 is not 1, C# not C, and José is Jose in English alone. Where all of
    three or more things differ in signs, capitals and accents only, as boy's, boys' and boys, just
    these are asked for, and they are what they look like.
    """
    transcribed = primary(language) in TRANSCRIBED
    letters = [_letters(thing, transcribed=transcribed) for thing in things]
    if len(set(letters)) == len(letters):
        return None
    if len(set(letters)) == 1 and len(set(things)) >= _FEWEST_FORMS:
        exact_pairs = (pair for pair in _pairs(things) if things[pair[0]] == things[pair[1]])
        return next(exact_pairs, None)
    from trainer.deck.acceptance.judge import is_same  # few cards come so far

    alike = (pair for pair in _pairs(things) if letters[pair[0]] == letters[pair[1]])
    return next(
        (
            (one, other)
            for one, other in alike
            if is_same(things[one], things[other], language, exact=exact)
        ),
        None,
    )


def _pairs(things: Sequence[str]) -> list[tuple[int, int]]:
    return list(combinations(range(len(things)), 2))


def _letters(thing: str, *, transcribed: bool) -> str:
    """Letters and digits alone, less a leading article: what cannot differ in two that are one."""
    folded = thing.casefold()
    plain = folded if folded.isascii() else unicodedata.normalize("NFKD", folded)
    if transcribed:
        plain = _TRANSCRIPTION.sub("", plain.replace("ø", "o").replace("æ", "a"))
    words = "".join(char if char.isalnum() else " " for char in plain).split()
    if len(words) > 1 and words[0] in {"the", "a", "an", "to"}:
        words = words[1:]
    return "".join(words)
