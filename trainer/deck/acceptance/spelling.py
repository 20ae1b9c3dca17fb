"""Slips: what a text may differ in from its key and still show that the key is known.

There is no dictionary here, so the rules go by what slips look like. In an English word of five
letters or more a letter may be left out, doubled or too many, two neighbours may be swapped,
two vowels swapped across a consonant, a letter stand for one that sounds like it; two slips
where both words have nine letters. A singular may stand for its plural. A capitalised name may
be written in another transliteration. In other languages a slip must lie in the first half of
the word, for at the end stand case, number, gender, person and tense.

Never a slip: in a word of up to four letters, with a digit, in capitals, of a script whose signs
are syllables or words; another first letter; another ending; a word that people mix up with it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from rapidfuzz.distance import OSA

from trainer.deck.acceptance.confused import are_confused
from trainer.deck.acceptance.folding import (
    APOSTROPHES,
    folded,
    is_latin,
    without_accents,
)
from trainer.deck.acceptance.language import TRANSCRIBED
from trainer.deck.acceptance.plurals import is_other_number
from trainer.deck.acceptance.transliteration import is_transliteration

_SHORTEST = 5
_LONG = 9
_APART = 2
_SHORT_WITH_ACCENT = 3

_SOUNDS = "aeiouy ckq csz sxz gj ij fvw bv bp dt mn аеиоуыэюя бп вф дт жш зс шщ αεηιουω"
_ALIKE = {frozenset(pair) for letters in _SOUNDS.split() for pair in combinations(letters, 2)}
"""Letters that are taken for each other by their sound."""
_VOWELS = frozenset("aeiouyаеиоуыэюяαεηιουω")
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

_SILENT_AL = re.compile("(?<=ic)al(?=ly$)|(?<=ent)al(?=ly$)")

_OWN: dict[str, str] = {
    "de": "äöüß",
    "sv": "äöå",
    "fi": "äöå",
    "da": "æøå",
    "nb": "æøå",
    "nn": "æøå",
    "no": "æøå",
    "is": "æöþð",
    "fo": "æøð",
    "tr": "äöüçşğıi",
    "az": "öüçşğıəi",
    "hu": "öüőű",
    "pl": "ąćęłńóśźż",
}
"""Letters of a language that look accented and are letters of their own."""
_ALL_OWN = frozenset({"vi", "zh", "ja", "th", "hi"})
"""Languages in which every mark counts."""
_CLEAR_VOWELS = frozenset({"es", "it", "la", "fi", "pl", "hr", "cs", "sk", "eo", "eu", "ja", "ro"})
"""Languages in which each vowel has a sound of its own everywhere: perro is no porro."""


def has_english_slips(answer: str, key: str, language: str | None) -> bool:
    """Whether English rules of spelling hold."""
    return language == "en" or (language is None and answer.isascii() and key.isascii())


@lru_cache(maxsize=1024)
def slips(answer: str, key: str, language: str | None) -> str | None:
    """What a text is misspelt in: `accent`, `spelling` or `number`; None where it is another.

    Args:
        answer: what was given.
        key: the text that it is compared with.
        language: of both, its primary part; None where it is not known.
    """
    mine, right = folded(answer, language), folded(key, language)
    if len(mine) != len(right):
        if min(map(len, mine + right), default=0) < _SHORTEST:
            return None
        mine, right = ("".join(mine),), ("".join(right),)
    english = has_english_slips(answer, key, language)
    capital = _capitals(key)
    kinds = set()
    for one, other in zip(mine, right, strict=True):
        if one == other:
            continue
        if other in capital and other.upper() == capital[other] and len(other) > 1:
            return None  # an acronym
        is_name = capital.get(other, "")[:1].isupper()
        alone = is_name and len(right) == 1
        slip = _english(one, other, is_name, alone) if english else _foreign(one, other, language)
        if slip is None:
            return None
        kinds.add(slip)
    return min(kinds) if kinds else None


def is_one_slip_apart(one: str, other: str, language: str | None) -> bool:
    """Whether a learner could write one text and mean the other: a slip, or an accent lost.

    Unlike `slips`, this counts what marking refuses as well, as ileum and ilium.
    """
    words = folded(one, language), folded(other, language)
    if len(words[0]) != len(words[1]) or words[0] == words[1]:
        return False
    pairs = [(a, b) for a, b in zip(*words, strict=True) if a != b]
    return len(pairs) == 1 and any(
        _is_slip(a, b) or _is_slip(b, a) or without_accents(a) == without_accents(b)
        for a, b in pairs
    )


def _capitals(key: str) -> dict[str, str]:
    """The words of a key in lower case -> as they are written."""
    bare = "".join(char for char in key if char not in APOSTROPHES)
    written = "".join(char if char.isalpha() or char.isspace() else " " for char in bare).split()
    plain = {word.casefold(): word for word in written}
    return plain | {without_accents(word.casefold()): word for word in written}


def _english(answer: str, key: str, is_name: bool, alone: bool) -> str | None:  # noqa: FBT001 - internal
    if are_confused(answer, key) or are_confused(_by_sound(answer), _by_sound(key)):
        return None
    if is_other_number(answer, key) and not (alone and len(key) < _SHORTEST):
        return "number"
    if _is_slip(answer, key) or (is_name and is_transliteration(answer, key)):
        return "spelling"
    return None


def _foreign(answer: str, key: str, language: str | None) -> str | None:
    if _differs_in_accents(answer, key, language):
        return "accent"
    half = -(-len(key) // 2)
    rest = len(key) - half
    if len(answer) <= rest or (rest and answer[-rest:] != key[-rest:]):
        return None
    if not _is_slip(answer, key, room=half):
        return None
    if language in _CLEAR_VOWELS and len(answer) == len(key) and _vowels(answer) != _vowels(key):
        return None
    if language == "ja" and _undoubled(answer) == _undoubled(key):
        return None  # a long vowel or consonant makes another word
    if _own_letters(answer, language) != _own_letters(key, language):
        return None
    return "spelling"


def _vowels(word: str) -> list[str]:
    """The vowels of a word, in no order: a slip may have swapped them."""
    plain = without_accents(word).replace("y", "i")
    return sorted(char for char in plain if char in _VOWELS)


def _undoubled(word: str) -> str:
    return "".join(char for at, char in enumerate(word) if at == 0 or word[at - 1] != char)


def _own_letters(word: str, language: str | None) -> str:
    """The letters that may not be touched by a slip, in their order as far as they are marked."""
    letters = _OWN.get(language or "", "")
    if language in TRANSCRIBED:
        return "".join(sorted(re.findall("ae|oe|ue|aa|[äöüßåæø]", word)))
    if language in _ALL_OWN:
        return "".join(sorted(char for char in word if not char.isascii()))
    if language == "ru":
        letters = "й"
    return "".join(sorted(char for char in word if char in letters and not char.isascii()))


def _differs_in_accents(answer: str, key: str, language: str | None) -> bool:
    """Whether two words differ in accents alone, of which none is a letter or an ending."""
    if language in _ALL_OWN or len(answer) != len(key) or not all(map(_takes_accents, key)):
        return False
    if without_accents(answer) != without_accents(key) or len(key) <= _SHORT_WITH_ACCENT:
        return False
    letters = _OWN.get(language or "", "")
    for at, (mine, right) in enumerate(zip(answer, key, strict=True)):
        if mine == right:
            continue
        if mine in letters or right in letters:
            return False
        if at == len(key) - 1 and without_accents(right) in _VOWELS:
            return False
    return True


def _takes_accents(char: str) -> bool:
    return is_latin(char) or not char.isalpha() or "Ͱ" <= char <= "῿"


def _is_slip(answer: str, key: str, room: int | None = None) -> bool:
    """Whether a word is the key but for slips.

    Args:
        answer: the word.
        key: what it should be.
        room: how many letters from the beginning the slips must lie in; None for the whole.
    """
    allowed = 0 if len(key) < _SHORTEST else 1 if min(len(answer), len(key)) < _LONG else 2
    if not allowed or answer[:1] != key[:1]:
        return False
    pairs = [(answer, key)] if room else [(answer, key), (_by_sound(answer), _by_sound(key))]
    return any(_is_mendable(*pair, allowed, room) for pair in pairs)


def _is_mendable(answer: str, key: str, allowed: int, room: int | None) -> bool:
    shorter, longer = sorted((answer, key), key=len)
    return (
        _is_alphabetic(answer + key)
        and (_swaps_vowels(answer, key) or _is_near(answer, key, allowed))
        and not (room is None and _has_another_ending(shorter, longer))
    )


def _is_near(answer: str, key: str, allowed: int) -> bool:
    return OSA.distance(answer, key, score_cutoff=allowed) <= allowed and _is_repaired(
        answer, key, allowed
    )


def _by_sound(word: str) -> str:
    """As it is heard: ph as f, and of -ically and -entally no more than -icly and -ently."""
    return _SILENT_AL.sub("", word.replace("ph", "f"))


def _swaps_vowels(answer: str, key: str) -> bool:
    """Whether two vowels changed places across a consonant, and nothing else."""
    if len(answer) != len(key):
        return False
    off = [at for at, (a, b) in enumerate(zip(answer, key, strict=True)) if a != b]
    if len(off) != 2 or off[1] - off[0] != 2:  # noqa: PLR2004 - two, with one between
        return False
    one, other = off
    return (
        {key[one], key[other]} <= _VOWELS
        and key[one + 1] not in _VOWELS
        and (answer[one], answer[other]) == (key[other], key[one])
    )


def _is_alphabetic(word: str) -> bool:
    return all(char.isalpha() or char == "&" for char in word) and not any(
        first <= char <= last for char in word for first, last in _SYLLABIC
    )


def _is_repaired(answer: str, key: str, slips: int, room: int = 0) -> bool:
    """Whether so many slips make the key of what was given, each with room before it."""
    same = 0
    while same < min(len(answer), len(key)) and answer[same] == key[same]:
        same += 1
    before = answer[:same]
    answer, key = answer[same:], key[same:]
    if not answer and not key:
        return True
    if slips == 0 or same < room:
        return False
    two = (*_after_two_vowels(answer, key), *_after_said_twice(before, answer, key))
    if slips > 1 and any(_is_repaired(*rest, slips - 2) for rest in two):
        return True
    return any(_is_repaired(*rest, slips - 1, _APART) for rest in _after_one_slip(answer, key))


def _after_two_vowels(answer: str, key: str) -> Iterator[tuple[str, str]]:
    """What is left after two vowels for one: maintainance."""
    if key[:1] in _VOWELS and set(answer[:2]) <= _VOWELS and len(answer) > 1:
        yield answer[2:], key[1:]
    if answer[:1] in _VOWELS and set(key[:2]) <= _VOWELS and len(key) > 1:
        yield answer[1:], key[2:]


def _after_said_twice(before: str, answer: str, key: str) -> Iterator[tuple[str, str]]:
    """What is left after two letters twice for once, or once for twice: inititiative, competive."""
    twice = before[-2:]
    if len(twice) == 2 and answer[:2] == twice:  # noqa: PLR2004 - two letters
        yield answer[2:], key
    if len(twice) == 2 and key[:2] == twice:  # noqa: PLR2004
        yield answer, key[2:]


def _after_one_slip(answer: str, key: str) -> Iterator[tuple[str, str]]:
    """What is left of both after each slip that can account for their first letters."""
    if answer[1:2] and answer[:2] == key[1::-1]:
        yield answer[2:], key[2:]
    if answer and key and {answer[0], key[0]} in _ALIKE:
        yield answer[1:], key[1:]
    if {answer[:1], key[:1]} == {"c", "t"} and answer[1:3] == key[1:3] and key[1:2] == "i":
        yield answer[1:], key[1:]  # conscientious, conscience
    yield answer[1:], key
    yield answer, key[1:]


def _has_another_ending(shorter: str, longer: str) -> bool:
    return longer[:-1] == shorter and (
        longer[-1] not in {*_SILENT, shorter[-1]} or longer.endswith("th")
    )
