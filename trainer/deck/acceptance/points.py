"""Points and stress marks that may be left out, and say something else where they are written.

كتب may be كَتَبَ or كُتِبَ, but كَتَبَ is not كُتِبَ; мука may be му́ка or мука́.
"""

import unicodedata

from trainer.deck.acceptance.folding import is_cyrillic

_STRESS = frozenset("\u0300\u0301")
_SHADDA = "\u0651"
_POINTS = range(10, 37)
"""The canonical combining classes of the points of Hebrew and Arabic."""


def are_pointed_apart(one: str, other: str) -> bool:
    """Whether both texts write points on a letter, or stress in a word, and not the same."""
    if one.isascii() or other.isascii():
        return False
    return any(
        [letter for letter, _ in mine] == [letter for letter, _ in theirs]
        and (_are_other_points(mine, theirs) or _are_stressed_apart(mine, theirs))
        for mine, theirs in zip(
            map(_letters, one.split()), map(_letters, other.split()), strict=False
        )
    )


_Letters = list[tuple[str, set[str]]]
"""Letter by letter with the marks on it."""


def _letters(word: str) -> _Letters:
    letters: _Letters = []
    for char in unicodedata.normalize("NFD", word.casefold()):
        if char.isalpha():
            letters.append((char, set()))
        elif letters and (
            unicodedata.combining(char) in _POINTS
            or (char in _STRESS and is_cyrillic(letters[-1][0]))
        ):
            letters[-1][1].add(char)
    return letters


def _are_other_points(mine: _Letters, theirs: _Letters) -> bool:
    """Whether a letter has points in both, and none has all of the other's.

    Who writes its vowel leaves no shadda out: دَرَسَ is not دَرَّسَ.
    """
    return any(
        not (some <= others or others <= some) or (some & others and _SHADDA in some ^ others)
        for (_, some), (_, others) in zip(mine, theirs, strict=True)
    )


def _are_stressed_apart(mine: _Letters, theirs: _Letters) -> bool:
    places = [
        {at for at, (_, marks) in enumerate(word) if marks & _STRESS} for word in (mine, theirs)
    ]
    return all(places) and places[0].isdisjoint(places[1])
