"""Things put in order, matched, or named."""

from itertools import combinations

from trainer.deck.card import ListCard, Match, Order
from trainer.grading.mark import Mark, Part
from trainer.grading.text import is_right, text_part


def mark_order(card: Order, given: tuple[str, ...]) -> Mark:
    """Mark an order by Kendall's tau (1938): pairs in order less pairs out of it.

    All in order is 1; no better than a shuffle, or worse, is 0.
    """
    place = {thing: at for at, thing in enumerate(given)}
    pairs = list(combinations(card.order, 2))
    in_order = sum(
        first in place and second in place and place[first] < place[second]
        for first, second in pairs
    )
    padded = (*given, *[""] * len(card.order))
    parts = tuple(
        Part(f"{at}.", mine, right, right=mine == right)
        for at, (mine, right) in enumerate(zip(padded, card.order, strict=False), 1)
    )
    return Mark(max(0.0, 2 * in_order / len(pairs) - 1), parts)


def mark_match(card: Match, given: dict[str, str]) -> Mark:
    """Mark the share of left-hand sides that got their right-hand side."""
    parts = tuple(
        Part(left, given.get(left, ""), right, right=given.get(left) == right)
        for left, right in card.match.items()
    )
    return Mark(sum(part.right for part in parts) / len(parts), parts)


def mark_list(card: ListCard, given: tuple[str, ...]) -> Mark:
    """Mark the share of things named; naming more than there are costs as a miss does."""
    named = tuple(text for text in given if text.strip())
    found = _in_order(card.list, named) if card.ordered else _in_any_order(card.list, named)
    parts = [
        text_part("", named[found[at]], thing) if at in found else Part("", "", thing, right=False)
        for at, thing in enumerate(card.list)
    ]
    used = set(found.values())
    parts += [Part("", text, "", right=False) for at, text in enumerate(named) if at not in used]
    return Mark(len(found) / max(len(card.list), len(named)), tuple(parts))


def _in_any_order(keys: tuple[str, ...], named: tuple[str, ...]) -> dict[int, int]:
    """Key -> name, as many as can be paired (augmenting paths, Berge 1957)."""
    fits = [[at for at, text in enumerate(named) if is_right(text, (key,))] for key in keys]
    owner: dict[int, int] = {}

    def pair(key: int, tried: set[int]) -> bool:
        for at in fits[key]:
            if at in tried:
                continue
            tried.add(at)
            if at not in owner or pair(owner[at], tried):
                owner[at] = key
                return True
        return False

    for key in range(len(keys)):
        pair(key, set())
    return {key: at for at, key in owner.items()}


def _in_order(keys: tuple[str, ...], named: tuple[str, ...]) -> dict[int, int]:
    """Key -> name, the longest row of both that is in the same order."""
    longest: list[list[dict[int, int]]] = [[{} for _ in range(len(named) + 1)]]
    for key, thing in enumerate(keys):
        row: list[dict[int, int]] = [{}]
        for at, text in enumerate(named):
            if is_right(text, (thing,)):
                row.append(longest[key][at] | {key: at})
            else:
                row.append(max(row[at], longest[key][at + 1], key=len))
        longest.append(row)
    return longest[-1][-1]
