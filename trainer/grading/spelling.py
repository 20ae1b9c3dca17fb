"""Which misspellings are forgiven: those that make no other word.

There is no dictionary here, so the rule goes by what slips look like. One is forgiven in a
key's word of five letters or more, two where both words have nine and at least two letters
stand between the slips. A slip is a letter left out, a letter too many, two neighbours
swapped, or a letter for one that sounds like it.

Never forgiven: a word of up to four letters (Iran, Iraq), with a digit (Mi-24), in capitals
(SCO), or of a script whose signs are syllables or words; another first letter (eastern,
western); a letter that sounds unlike (Clinton, Clifton; sixth, sixty); another ending (India,
Indian); and the opposites below, which one slip would turn into each other. Real words that
differ by no more than a slip (casual, causal) cannot be told from one.
"""

from collections.abc import Iterator
from itertools import combinations, permutations

from rapidfuzz.distance import OSA

from trainer.grading.folding import words_of

_SHORTEST = 5
_LONG = 9
_APART = 2

_SOUNDS = "aeiouy ckq csz sxz gj ij fvw bv bp dt mn аеиоуыэюя бп вф дт жш зс шщ αεηιουω"
_ALIKE = {frozenset(pair) for letters in _SOUNDS.split() for pair in combinations(letters, 2)}
"""Letters that are taken for each other by their sound."""

_OPPOSED_BEGINNINGS = ({"macro", "micro"}, {"pre", "pro"}, {"ante", "anti"})
_OPPOSED_ENDINGS = (
    {"ate", "ite", "ide"},
    {"ose", "ase"},
    {"ane", "ene", "ine", "yne"},
    {"anol", "anal"},
)
_SYLLABIC = (
    ("\u0900", "\u109f"),
    ("\u1100", "\u167f"),
    ("\u1700", "\u1cff"),
    ("\u2e80", "\U0010ffff"),
)
"""Blocks of scripts whose signs are syllables or words: Indic, Thai, Hangul, kana, Han …"""
_SILENT = "ehs"
"""Letters that may be left out or added at the end: silent there, or a plural.

Not so the h of th, which makes an ordinal (eight, eighth).
"""


def is_misspelt(given: str, key: str) -> bool:
    """Whether a text is the key but for slips in its words."""
    mine, right = words_of(given), words_of(key)
    if len(mine) != len(right):
        if min(map(len, mine + right), default=0) < _SHORTEST:
            return False
        mine, right = ("".join(mine),), ("".join(right),)
    return all(map(_is_near, mine, right))


def _is_near(given: str, key: str) -> bool:
    one, other = given.casefold(), key.casefold()
    return one == other or (not key.isupper() and _is_slip(one, other))


def _is_slip(given: str, key: str) -> bool:
    shorter, longer = sorted((given, key), key=len)
    allowed = 0 if len(key) < _SHORTEST else 1 if len(shorter) < _LONG else 2
    return (
        allowed > 0
        and given[:1] == key[:1]
        and OSA.distance(given, key, score_cutoff=allowed) <= allowed
        and _is_alphabetic(given + key)
        and _is_mended(given, key, allowed)
        and not _has_another_ending(shorter, longer)
        and not _are_opposed(given, key)
    )


def _is_alphabetic(word: str) -> bool:
    return word.isalpha() and not any(
        first <= char <= last for char in word for first, last in _SYLLABIC
    )


def _is_mended(given: str, key: str, slips: int, room: int = 0) -> bool:
    """Whether so many slips make the key of what was given, each with room before it."""
    same = 0
    while same < min(len(given), len(key)) and given[same] == key[same]:
        same += 1
    given, key = given[same:], key[same:]
    if not given and not key:
        return True
    if slips == 0 or same < room:
        return False
    return any(_is_mended(*rest, slips - 1, _APART) for rest in _after_one_slip(given, key))


def _after_one_slip(given: str, key: str) -> Iterator[tuple[str, str]]:
    """What is left of both after each slip that can account for their first letters."""
    if given[1:2] and given[:2] == key[1::-1]:
        yield given[2:], key[2:]
    if given and key and {given[0], key[0]} in _ALIKE:
        yield given[1:], key[1:]
    yield given[1:], key
    yield given, key[1:]


def _has_another_ending(shorter: str, longer: str) -> bool:
    return longer[:-1] == shorter and (
        longer[-1] not in {*_SILENT, shorter[-1]} or longer.endswith("th")
    )


def _are_opposed(one: str, other: str) -> bool:
    return any(
        one.startswith(left) and other.startswith(right)
        for pair in _OPPOSED_BEGINNINGS
        for left, right in permutations(pair, 2)
    ) or any(
        len(one) == len(other) and one.endswith(left) and other.endswith(right)
        for family in _OPPOSED_ENDINGS
        for left, right in permutations(family, 2)
    )
