"""Which misspellings are forgiven: those that make no other word.

There is no dictionary here, so the rule goes by what slips look like. One is forgiven in a
word of five to eight letters, two in a longer one when at least two letters stand between
them. A slip is a letter left out, a letter too many, two neighbours swapped, or a letter for
one that sounds like it. Never forgiven: a word of up to four letters (Iran, Iraq), with a
digit (Mi-24), in capitals (SCO), or of a script whose signs are syllables or words; another
first letter (eastern, western); a letter that sounds unlike (Clinton, Clifton; sixth, sixty);
another ending (India, Indian); and the pairs below, which a single slip would turn into each
other. Real words that differ by no more than a slip (casual, causal) cannot be told from one.
"""

from collections.abc import Iterator

from rapidfuzz.distance import OSA

from trainer.grading.folding import words_of

_SHORTEST = 5
_LONG = 9
_APART = 2

_ALIKE = (
    "aeiouy ckq csz xsz gj fvw bv bp dt mn ij "
    "аеиоуыэюяь бп вф дт жш зс шщ "  # noqa: RUF003
    "αεηιουω"
).split()
"""Letters that are taken for each other by their sound."""

_OPPOSED_BEGINNINGS = (("macro", "micro"), ("pre", "pro"), ("ante", "anti"), ("fore", "for"))
_OPPOSED_ANYWHERE = (("east", "west"), ("north", "south"))
_OPPOSED_ENDINGS = (
    ("ate", "ite", "ide"),
    ("ose", "ase"),
    ("ane", "ene", "ine", "yne"),
    ("anol", "anal"),
)
_SILENT = "ehs"
"""Letters that may be left out or added at the end: silent there, or a plural."""


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
    allowed = 0 if len(shorter) < _SHORTEST else 1 if len(shorter) < _LONG else 2
    return (
        allowed > 0
        and given[0] == key[0]
        and _is_alphabetic(given + key)
        and OSA.distance(given, key, score_cutoff=allowed) <= allowed
        and _is_mended(given, key, allowed)
        and not _has_another_ending(shorter, longer)
        and not _are_opposed(given, key)
    )


def _is_alphabetic(word: str) -> bool:
    return word.isalpha() and not any(_is_syllabic(char) for char in word)


def _is_syllabic(char: str) -> bool:
    """Whether a sign is a syllable or a word: kana, Hangul and all that comes after kana."""
    return "\u1100" <= char <= "\u11ff" or char >= "\u2e80"


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
    if given and key and any(given[0] in alike and key[0] in alike for alike in _ALIKE):
        yield given[1:], key[1:]
    yield given[1:], key
    yield given, key[1:]


def _has_another_ending(shorter: str, longer: str) -> bool:
    last = longer[-1]
    return longer[:-1] == shorter and last not in _SILENT and last != shorter[-1]


def _are_opposed(one: str, other: str) -> bool:
    return (
        any(_swaps(pair, one, other) for pair in _OPPOSED_ANYWHERE)
        or any(
            {one.startswith(left), other.startswith(right)} == {True}
            or {one.startswith(right), other.startswith(left)} == {True}
            for left, right in _OPPOSED_BEGINNINGS
        )
        or any(_end_apart(family, one, other) for family in _OPPOSED_ENDINGS)
    )
