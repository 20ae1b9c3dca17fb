"""Which card of today is which card of yesterday, after its author edited it."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from trainer.deck.identity import normalised

SIMILAR = 75
"""How alike (of 100) the texts of a card before and after an edit are at least."""
AKIN = 40
"""How alike the questions must be where only the answer is the same."""
_PAIRS = 250_000
"""Of more pairs than these no texts are compared: it would take seconds."""


class Known(NamedTuple):
    """An item, and what it says or said."""

    deck: str
    item: str
    question: str
    answer: str

    @property
    def place(self) -> tuple[str, str]:
        """Its deck and its id there."""
        return self.deck, self.item


def successors(gone: Sequence[Known], new: Sequence[Known]) -> dict[Known, Known]:
    """For each item that is gone the new one that it became, where that is beyond doubt.

    In this order, each step only where it leaves no choice: the same id (the card was moved
    to another deck); the same question; the same answer; the nearest text.
    """
    found: dict[Known, Known] = {}
    steps: tuple[Callable[[Known], Hashable], ...] = (
        lambda known: (known.item, normalised(known.question)),
        lambda known: (known.deck, normalised(known.question), normalised(known.answer)),
        lambda known: (normalised(known.question), normalised(known.answer)),
        lambda known: (known.deck, normalised(known.question)),
        lambda known: (known.deck, normalised(known.answer)),
    )
    for step in steps:
        pairs = _only(step, _left(gone, found), _left(new, found.values()))
        found |= {old: now for old, now in pairs if old.item == now.item or _akin(old, now)}
    return found | _nearest(_left(gone, found), _left(new, found.values()))


def shifted(before: Sequence[Known], now: Sequence[Known]) -> dict[Known, Known]:
    """Of one cloze, which gap each gap became when gaps were added, removed or moved."""
    return {
        old: new
        for old, new in _only(lambda known: normalised(known.answer), before, now)
        if old.item != new.item
    }


def _left(known: Sequence[Known], taken: Iterable[Known]) -> list[Known]:
    out = set(taken)
    return [one for one in known if one not in out]


def _only(
    key: Callable[[Known], Hashable], gone: Sequence[Known], new: Sequence[Known]
) -> list[tuple[Known, Known]]:
    """The pairs that share a key with nobody else."""
    olds, news = defaultdict(list), defaultdict(list)
    for one in gone:
        olds[key(one)].append(one)
    for one in new:
        news[key(one)].append(one)
    return [
        (found[0], news[shared][0])
        for shared, found in olds.items()
        if len(found) == len(news.get(shared, ())) == 1
    ]


def _akin(old: Known, new: Known) -> bool:
    return fuzz.token_set_ratio(normalised(old.question), normalised(new.question)) >= AKIN


def _nearest(gone: Sequence[Known], new: Sequence[Known]) -> dict[Known, Known]:
    if len(gone) * len(new) > _PAIRS:
        return {}
    scored = sorted(
        (
            (score, at, to)
            for at, old in enumerate(gone)
            for to, now in enumerate(new)
            if old.deck == now.deck and (score := _similar(old, now))
        ),
        reverse=True,
    )
    found: dict[int, int] = {}
    for score, at, to in scored:
        rivals = [s for s, a, t in scored if (a == at) != (t == to) and s >= score]
        if at not in found and to not in found.values() and not rivals:
            found[at] = to
    return {gone[at]: new[to] for at, to in found.items()}


def _similar(old: Known, new: Known) -> float:
    texts = (normalised(f"{known.question} {known.answer}") for known in (old, new))
    return fuzz.ratio(*texts, score_cutoff=SIMILAR)
