"""Names of other scripts in the spellings in which English writes them."""

from functools import lru_cache

_SAME_SOUND = (
    "q k ck c kh kk cc q'",
    "kh h k",
    "tch ch",
    "ts tz cz",
    "w v",
    "v ff",
    "y i j",
    "ph f",
    "dj j",
    "u o ou oo",
    "a e",
)
_VARIANTS = {
    spelling: frozenset(
        other for group in _SAME_SOUND for other in group.split() if spelling in group.split()
    )
    for group in _SAME_SOUND
    for spelling in group.split()
}
_LONGEST = 3
_SHORTEST_WORD = 5
_MOST_CHANGES = 3


@lru_cache(maxsize=512)
def is_transliteration(answer: str, key: str) -> bool:
    """Whether two words in lower case are one name in two transliterations."""
    if min(len(answer), len(key)) < _SHORTEST_WORD - 1 or len(key) < _SHORTEST_WORD:
        return False
    if abs(len(answer) - len(key)) > _MOST_CHANGES:
        return False
    return _sounds_as(answer, key, 0, 0, _MOST_CHANGES)


def _sounds_as(one: str, other: str, at: int, to: int, changes: int) -> bool:
    """Whether the rest of both sounds alike, with so many changes left."""
    while at < len(one) and to < len(other) and one[at] == other[to]:
        if _changed(one, other, at, to, changes):
            return True
        at, to = at + 1, to + 1
    if at == len(one) and to == len(other):
        return True
    return _changed(one, other, at, to, changes)


def _changed(one: str, other: str, at: int, to: int, changes: int) -> bool:
    if changes == 0:
        return False
    for size in range(1, _LONGEST + 1):
        mine = one[at : at + size]
        for right in _VARIANTS.get(mine, ()):
            fits = right != mine and other.startswith(right, to) and len(mine) == size
            if fits and _sounds_as(one, other, at + size, to + len(right), changes - 1):
                return True
    for text, place, rest in ((one, at, (1, 0)), (other, to, (0, 1))):
        char, before = text[place : place + 1], text[place - 1 : place] if place else ""
        doubled = char and char == before
        breathed = char == "h" and before and before not in "aeiouyh"
        if (doubled or breathed) and _sounds_as(
            one, other, at + rest[0], to + rest[1], changes - 1
        ):
            return True
    return False
