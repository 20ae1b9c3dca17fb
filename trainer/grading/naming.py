"""Things named from memory."""

from collections import deque

from trainer.deck.card import ListCard
from trainer.grading.mark import Mark, Part
from trainer.grading.spelling import is_misspelt
from trainer.grading.text import LONGEST, is_same, spelling_note, text_part

_SURPLUS = 20
"""How many names beyond the list's length are read; a list of everything is no answer."""


def mark_list(card: ListCard, given: tuple[str, ...]) -> Mark:
    """Mark the share of things named; each name beyond their number takes a share back.

    So a guess is free while places are left, and naming everything does not pay. Where order
    counts, it is the longest row of names in the list's order that is right.
    """
    named = [text for text in given if text.strip()]
    limit = max(LONGEST, *(2 * len(thing) for thing in card.list))
    read = [text.strip()[:limit] for text in named[: len(card.list) + _SURPLUS]]
    found = (_in_order if card.ordered else _in_any_order)(card.list, read)
    parts = [
        text_part("", read[found[at]], thing) if at in found else Part("", "", thing, right=False)
        for at, thing in enumerate(card.list)
    ]
    used = set(found.values())
    parts += [Part("", text, "", right=False) for at, text in enumerate(read) if at not in used]
    score = len(found) / max(len(card.list), len(named))
    return Mark(score, tuple(parts), spelling_note(parts))


def _fits(given: str, key: str) -> bool:
    return is_same(given, key) or is_misspelt(given, key)


def _in_any_order(things: tuple[str, ...], named: list[str]) -> dict[int, int]:
    """Thing -> name, as many as can be paired (augmenting paths; Berge 1957).

    Those spelt rightly are paired first, so that a slip takes no place of theirs.
    """
    found: dict[int, int] = {}
    for fits in (is_same, _fits):
        fitting = [[at for at, text in enumerate(named) if fits(text, thing)] for thing in things]
        for thing in range(len(things)):
            if thing not in found:
                _pair(thing, fitting, found)
    return found


def _pair(thing: int, fitting: list[list[int]], found: dict[int, int]) -> None:
    """Give a thing a name, moving others to another of theirs where need be."""
    owner = {at: mine for mine, at in found.items()}
    wanted_by: dict[int, int] = {}
    waiting = deque([thing])
    while waiting:
        mine = waiting.popleft()
        for at in fitting[mine]:
            if at in wanted_by:
                continue
            wanted_by[at] = mine
            if at in owner:
                waiting.append(owner[at])
            else:
                _hand_on(at, wanted_by, found)
                return


def _hand_on(name: int, wanted_by: dict[int, int], found: dict[int, int]) -> None:
    """Give a free name to who wants it, the one that he had to the next, and so on."""
    free: int | None = name
    while free is not None:
        mine = wanted_by[free]
        held = found.get(mine)
        found[mine] = free
        free = held


def _in_order(things: tuple[str, ...], named: list[str]) -> dict[int, int]:
    """Thing -> name, the longest common subsequence of both."""
    best: list[list[tuple[tuple[int, int], ...]]] = [[()] * (len(named) + 1)]
    for thing, key in enumerate(things):
        row: list[tuple[tuple[int, int], ...]] = [()]
        for at, text in enumerate(named):
            if _fits(text, key):
                row.append((*best[thing][at], (thing, at)))
            else:
                row.append(max(row[at], best[thing][at + 1], key=len))
        best.append(row)
    return dict(best[-1][-1])
