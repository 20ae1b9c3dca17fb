"""English singulars and plurals."""

import re

_CLASSICAL = (
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
"""Ending, its plural, and the letters that are before it at least."""
_SIBILANT = ("s", "x", "z", "ch", "sh")
_IRREGULAR = {
    "people": "person",
    "children": "child",
    "buses": "bus",
    "gases": "gas",
    "lenses": "lens",
    "quizzes": "quiz",
    "viruses": "virus",
} | {
    f"{word}s": word
    for word in (
        "calorie cookie genie lie magpie movie necktie pie prairie tie zombie "
        "aloe canoe floe foe hoe oboe shoe sloe toe woe axe"
    ).split()
}
"""Plurals whose ending alone shows another singular, or none."""
_SINGULAR = frozenset(
    "does has his its mars this was lens means news physics series species "
    "abdomen acumen albumen bitumen lumen omen amen ramen regimen semen specimen stamen".split()
)
"""Words that end like plurals and are none."""
_SHORTEST_PLURAL = 4
"""Letters; `tvs` and `kms`, which have no vowel, are plurals all the same."""
_NO_VOWEL = re.compile("[^aeiou]{2}s")
_ENDING = re.compile("(?<=ss)es$|(?<=x)es$|(?<=[sc]h)es$|(?<=tz)es$|(?<=o)es$|s$")


def singular(word: str) -> str:
    """A noun in lower case in the singular, as far as its ending shows."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _SINGULAR:
        return word
    if word.endswith("men"):
        return word.removesuffix("men") + "man"  # seamen, fishermen
    if len(word) < _SHORTEST_PLURAL:
        return word.removesuffix("s") if _NO_VOWEL.fullmatch(word) else word
    if word.endswith(("ss", "us")):
        return word
    if word.endswith("ies"):
        return word.removesuffix("ies") + "y"
    return _ENDING.sub("", word)


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
        for ending, plural, fewest in _CLASSICAL
    )
