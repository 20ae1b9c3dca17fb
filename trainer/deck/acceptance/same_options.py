"""Texts that are one and the same answer: options and entries of a card, what a class wrote."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from trainer.deck.acceptance.chemistry import symbols
from trainer.deck.acceptance.language import TRANSCRIBED, primary

_TRANSCRIPTION = re.compile("(?<=[aou])e|(?<=a)a")
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
"""Soft hyphen, space and joiner of no width, marks of direction."""
_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_FEWEST_FORMS = 3
"""From so many on, things that differ in their form alone are asked for their form."""


Pair = tuple[int, int]
"""The places of two things in their list."""


def first_looking_same(things: Sequence[str]) -> Pair | None:
    """The first two things that nobody can tell apart by looking; None without such."""
    looks = [_look(thing) for thing in things]
    if len(set(looks)) == len(looks):
        return None
    return next(pair for pair in _pairs(things) if looks[pair[0]] == looks[pair[1]])


def _look(thing: str) -> str:
    """A text without what nobody sees, every kind of space as a space.

    The joiners of Persian and of emoji stay: they change how the letters beside them are drawn.
    """
    if thing.isascii():
        return thing.strip()
    seen = _UNSEEN.sub("", unicodedata.normalize("NFC", thing))
    return _SPACE.sub(" ", seen).strip()


def first_doubled(
    things: Sequence[str], language: str | None, *, exact: bool = False
) -> Pair | None:
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
    alike = (pair for pair in _pairs(things) if letters[pair[0]] == letters[pair[1]])
    are_one = (
        (one, other)
        for one, other in alike
        if _are_one(things[one], things[other], language, exact=exact)
    )
    return next(are_one, None)


def same_answers(texts: Iterable[str], language: str | None) -> list[list[str]]:
    """Texts in groups, each of those that are one and the same answer as its first.

    Args:
        texts: each once, the one that is to come first in a group before others.
        language: of the texts.
    """
    transcribed = primary(language) in TRANSCRIBED
    groups: list[list[str]] = []
    of_letters: defaultdict[str, list[list[str]]] = defaultdict(list)
    for text in texts:
        near = of_letters[_letters(text, transcribed=transcribed)]
        group = next((group for group in near if _are_one(group[0], text, language)), None)
        if group is None:
            group = []
            near.append(group)
            groups.append(group)
        group.append(text)
    return groups


def _are_one(one: str, other: str, language: str | None, *, exact: bool = False) -> bool:
    from trainer.deck.acceptance.equality import is_same  # few texts come so far

    return not _are_other_signs(one, other) and is_same(one, other, language, exact=exact)


def _are_other_signs(one: str, other: str) -> bool:
    """Whether two things are as short as a sign and differ: é and è, ẋ and ẍ, Co and CO."""
    if _is_letter(one) and _is_letter(other):
        mine, theirs = (unicodedata.normalize("NFC", thing.casefold()) for thing in (one, other))
        return mine != theirs
    elements = symbols(one), symbols(other)
    return None not in elements and elements[0] != elements[1]


def _is_letter(text: str) -> bool:
    """Whether a text is one letter, whatever marks are on it."""
    bases = [c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)]
    return len(bases) == 1 and bases[0].isalpha()


def _pairs(things: Sequence[str]) -> list[Pair]:
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
