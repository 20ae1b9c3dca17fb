"""Things put in order, or matched."""

from collections import defaultdict
from itertools import combinations
from math import comb

from trainer.deck.card import Match, Order
from trainer.grading.mark import Mark, Part


def mark_order(card: Order, answer: tuple[str, ...]) -> Mark:
    """Mark an order by Kendall's tau (Biometrika 30, 1938), below 0 counted as 0.

    It is the share of pairs in their right order less the share that is not: 1 for all in
    order, 0 for no better than a shuffle. Missing and surplus things spoil their pairs.
    """
    places = _places(card.order, answer)
    in_order = sum(
        one is not None and other is not None and one < other
        for one, other in combinations(places, 2)
    )
    pairs = comb(max(len(card.order), len(answer)), 2)
    filled = (*answer, *[""] * len(card.order))
    parts = tuple(
        Part(f"{at}.", mine, right, right=mine == right)
        for at, (mine, right) in enumerate(zip(filled, card.order, strict=False), 1)
    )
    return Mark(max(0.0, 2 * in_order / pairs - 1), parts)


def _places(order: tuple[str, ...], answer: tuple[str, ...]) -> list[int | None]:
    """Where each thing was put; what appears twice in the order is taken from left to right."""
    free: dict[str, list[int]] = defaultdict(list)
    for at in reversed(range(len(answer))):
        free[answer[at]].append(at)
    return [free[thing].pop() if free[thing] else None for thing in order]


def mark_match(card: Match, answer: dict[str, str]) -> Mark:
    """Mark the share of left-hand sides that got their right-hand side."""
    parts = tuple(
        Part(left, answer.get(left, ""), right, right=answer.get(left) == right)
        for left, right in card.match.items()
    )
    return Mark(sum(part.right for part in parts) / len(parts), parts)
