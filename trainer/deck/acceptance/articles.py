"""Articles: which do not count, and which carry the gender that is learnt with a word."""

import re
from functools import lru_cache
from typing import NamedTuple

from trainer.deck.acceptance.folding import APOSTROPHES, folded

_LETTER_A = re.compile(r"^\W*(?:A(?=\s+[a-z])|[Aa](?=[-.]|\s*[\d+*/%&,;:]))")
"""A minor, A level, A-level, A. Smith, A4, a % b: a letter and no article."""

_GENDERED: dict[str, frozenset[str]] = {
    "de": frozenset("der die das den dem des ein eine einen einem einer eines".split()),
    "es": frozenset("el la los las un una unos unas".split()),
    "fr": frozenset("le la les l un une".split()),
    "it": frozenset("il lo la i gli le l un uno una".split()),
    "pt": frozenset("o a os as um uma uns umas".split()),
    "ca": frozenset("el la els les l un una".split()),
    "gl": frozenset("o a os as un unha".split()),
    "ro": frozenset("un o niște".split()),
    "nl": frozenset("de het een".split()),
    "sv": frozenset("en ett den det".split()),
    "da": frozenset("en et".split()),
    "nb": frozenset("en ei et".split()),
    "no": frozenset("en ei et".split()),
    "el": frozenset("ο η το οι τα ένας μια ένα".split()),
}
_ELIDED = re.compile(rf"(?<!\w)([lL]|[uU]n)[{APOSTROPHES}](?=\w)")
_ARABIC = "ال"
_APART = re.compile(rf"(?<!\w){_ARABIC}\s+(?=\w)")
_SHORTEST_ARABIC = 4


def begins_with_letter_a(key: str) -> bool:
    """Whether the A at a key's beginning is a letter and no article."""
    return _LETTER_A.match(key) is not None


def without_english_articles(
    text: str, words: tuple[str, ...], language: str | None
) -> tuple[str, ...]:
    """The words less what is an article in the language; all of them where none would be left.

    In English a leading a, an, the or to and every the inside; without a language `the` alone;
    in another language nothing.
    """
    if language not in {"en", None}:
        return words
    rest = tuple(word for word in words if word != "the") or words
    leading = {"a", "an", "to"} if language == "en" else set[str]()
    if len(rest) > 1 and rest[0] in leading and not (rest[0] == "a" and _LETTER_A.match(text)):
        rest = rest[1:]
    return rest


class Nouns(NamedTuple):
    """A text taken apart into its articles and the rest."""

    articles: tuple[str, ...]
    rest: tuple[str, ...]


@lru_cache(maxsize=1024)
def split_articles(text: str, language: str | None) -> Nouns | None:
    """The articles that carry gender, and the other words; None in a language without such."""
    if language == "ar":
        words = folded(_APART.sub(_ARABIC, text), language)
        bare = tuple(
            word[2:] if word.startswith(_ARABIC) and len(word) >= _SHORTEST_ARABIC else word
            for word in words
        )
        return Nouns(tuple(_ARABIC for a, b in zip(words, bare, strict=True) if a != b), bare)
    known = _GENDERED.get(language or "")
    if not known:
        return None
    words = folded(_ELIDED.sub(r"\1 ", text), language)
    rest = tuple(word for word in words if word not in known)
    if not rest:
        return Nouns((), words)
    return Nouns(tuple(word for word in words if word in known), rest)
