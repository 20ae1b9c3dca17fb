"""English singulars and plurals."""

_IRREGULAR = (
    ("us", "i", 3),
    ("um", "a", 3),
    ("on", "a", 3),
    ("is", "es", 2),
    ("ex", "ices", 3),
    ("ix", "ices", 3),
    ("a", "ae", 4),
    ("f", "ves", 2),
    ("fe", "ves", 2),
)
"""Ending, its plural, and the letters that stand before it at least."""
_SIBILANT = ("s", "x", "z", "ch", "sh")


def is_other_number(one: str, other: str) -> bool:
    """Whether of two words in lower case one is the plural of the other, regular or classical."""
    return _is_plural(one, other) or _is_plural(other, one)


def _is_plural(word: str, of: str) -> bool:
    if len(of) < 3 or not (word + of).isalpha():  # noqa: PLR2004 - is, as and us are no singulars
        return False
    if word == of + "s":
        return not of.endswith((*_SIBILANT, "y")) or of[-2:-1] in set("aeiou")
    if word == of + "es":
        return of.endswith((*_SIBILANT, "o"))
    if of.endswith("y") and word == of[:-1] + "ies":
        return True
    return any(
        of.endswith(ending)
        and len(of) - len(ending) >= fewest
        and word == of.removesuffix(ending) + plural
        for ending, plural, fewest in _IRREGULAR
    )
