"""Typed answers: what is forgiven, and what never is."""

import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from trainer.grading.mark import Mark, Part
from trainer.grading.runs import compare

LONGEST = 1000
"""An answer beyond this many characters is no answer to a question; the rest is not read."""

_ARTICLES = {"the", "a", "an"}
_MEANINGFUL = set("#%&@*")
"""Punctuation that tells one thing from another, as in C and C#."""

_OPPOSED = (
    ("hyper", "hypo"),
    ("inter", "intra"),
    ("macro", "micro"),
    ("ab", "ad"),
    ("pre", "pro"),
    ("ante", "anti"),
    ("over", "under"),
)
_ENDINGS = (("ate", "ite", "ide"), ("ane", "ene", "ine", "yne"), ("ous", "ic"))
"""Beginnings and endings that a letter or two apart mean another thing."""


def words_of(text: str) -> list[str]:
    """The words that count: case, diacritics, punctuation and a leading article dropped.

    Where nothing would be left, the text itself is the one word.
    """
    plain = unicodedata.normalize("NFKD", text[:LONGEST]).casefold()
    kept = "".join(_kept(char) for char in plain)
    words = unicodedata.normalize("NFC", kept).split()
    if len(words) > 1 and words[0] in _ARTICLES:
        del words[0]
    return words or text[:LONGEST].casefold().split()


def _kept(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Mn" or char in "'’ʼ`´":
        return ""
    if category[0] in "PZC" and char not in _MEANINGFUL:
        return " "
    return char


def is_same(given: str, key: str) -> bool:
    """Whether two texts differ in nothing that counts; spaces between words do not."""
    return "".join(words_of(given)) == "".join(words_of(key)) != ""


def is_misspelt(given: str, key: str) -> bool:
    """Whether a text is the key with a slip of the finger in it, and not another word."""
    given_words, key_words = words_of(given), words_of(key)
    if len(given_words) != len(key_words):
        return False
    acronyms = {word.casefold() for word in key.split() if word.isupper()}
    return all(
        mine == right or (right not in acronyms and _is_slip(mine, right))
        for mine, right in zip(given_words, key_words, strict=True)
    )


def _is_slip(given: str, key: str) -> bool:
    """One edit in five to eight letters, two in nine or more; none in the first letter.

    Words of up to four letters, and all with a digit in them, must be as they are: a slip
    there makes another word (Iran, Iraq) or another number.
    """
    allowed = 0 if len(key) < 5 else 1 if len(key) < 9 else 2  # noqa: PLR2004
    if not allowed or given[:1] != key[:1] or not (given.isalpha() and key.isalpha()):
        return False
    if OSA.distance(given, key, score_cutoff=allowed) > allowed:
        return False
    return not (_are_opposed(given, key) or _end_differently(given, key))


def _are_opposed(one: str, other: str) -> bool:
    return any(
        (one.startswith(left) and other.startswith(right) and not one.startswith(right))
        or (one.startswith(right) and other.startswith(left) and not other.startswith(right))
        for left, right in _OPPOSED
    )


def _end_differently(one: str, other: str) -> bool:
    def ending(word: str, family: tuple[str, ...]) -> str | None:
        return next((end for end in family if word.endswith(end)), None)

    return any(
        None is not ending(one, family) != ending(other, family) is not None for family in _ENDINGS
    )


def is_right(given: str, keys: Iterable[str]) -> bool:
    """Whether a text is one of the keys, a slip forgiven."""
    return any(is_same(given, key) or is_misspelt(given, key) for key in keys)


def mark_text(given: str, key: str, accept: tuple[str, ...] = ()) -> Mark:
    """Mark a typed answer against the key and what is accepted in its stead."""
    part = text_part("", given, key, accept)
    note = f"Spelling: {part.expected}" if part.right and part.runs else ""
    return Mark(1.0 if part.right else 0.0, (part,), note)


def text_part(label: str, given: str, key: str, accept: tuple[str, ...] = ()) -> Part:
    """Mark one text; the comparison is with whichever accepted text is nearest."""
    keys = (key, *accept)
    given = given.strip()[:LONGEST]
    if any(is_same(given, right) for right in keys):
        return Part(label, given, key, right=True)
    forgiven = next((right for right in keys if is_misspelt(given, right)), None)
    if forgiven:
        return Part(label, given, forgiven, right=True, runs=compare(given, forgiven))
    nearest = max(keys, key=lambda right: fuzz.ratio(given.casefold(), right.casefold()))
    runs = compare(given, nearest) if given else ()
    return Part(label, given, nearest, right=False, runs=runs)
