"""Which card of today is which card of yesterday, after its author edited it."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from trainer.deck.identity import normalised

SIMILAR = 75
"""How alike (of 100) the texts of a card before and after an edit are at least."""
AKIN = 40
"""How alike the questions must be where only the answer is the same."""
REWORDED = 50
"""How alike the words must be that changed, where a card went to another deck."""
_PAIRS = 250_000
"""Of more pairs than these no texts are compared: it would take seconds."""


_WORD = re.compile(r"\w+")


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


Key = Callable[[Known], Hashable]
Holds = Callable[[Known, Known], bool]


def successors(gone: Sequence[Known], new: Sequence[Known]) -> dict[Known, Known]:
    """For each item that is gone the new one that it became, where that is beyond doubt.

    In this order, each step only where it leaves no choice: the same id (the card was moved
    to another deck); the same question; the same answer; the nearest text. The last two look
    within a deck, or from a deck to the one that most of its cards went to; then from any deck
    to any other, where a card that only looks alike must not inherit: there the question must
    be about the same, too.
    """
    found: dict[Known, Known] = {}
    plain = cache(normalised)  # of ten thousand new cards each is asked six times

    def step(key: Key, holds: Holds) -> None:
        pairs = _only(key, _left(gone, found), _left(new, found.values()))
        found.update((old, now) for old, now in pairs if holds(old, now))

    step(lambda known: (known.item, plain(known.question)), _akin)
    step(lambda known: (known.deck, plain(known.question), plain(known.answer)), _akin)
    step(lambda known: (plain(known.question), plain(known.answer)), _akin)
    went = _went(gone, found)

    def deck(known: Known) -> str:
        return went.get(known.deck, known.deck)

    step(lambda known: (deck(known), plain(known.question)), _akin)
    step(lambda known: (deck(known), plain(known.answer)), _akin)
    found |= _nearest(_left(gone, found), _left(new, found.values()), deck)
    step(lambda known: plain(known.answer), _about_the_same)
    nearest = _nearest(_left(gone, found), _left(new, found.values()), _names)
    return found | {old: now for old, now in nearest.items() if _about_the_same(old, now)}


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


def _only(key: Key, gone: Sequence[Known], new: Sequence[Known]) -> list[tuple[Known, Known]]:
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


def _went(gone: Iterable[Known], found: Mapping[Known, Known]) -> dict[str, str]:
    """From which deck to which one most of the cards went that are gone from it."""
    missing = Counter(old.deck for old in gone)
    arrived = Counter((old.deck, now.deck) for old, now in found.items())
    return {
        before: after
        for (before, after), count in arrived.items()
        if before != after and count > missing[before] / 2
    }


def _akin(old: Known, new: Known) -> bool:
    from rapidfuzz import fuzz  # imported where texts are compared: most starts compare none

    if old.item == new.item:
        return True
    return fuzz.token_set_ratio(normalised(old.question), normalised(new.question)) >= AKIN


def _about_the_same(old: Known, new: Known) -> bool:
    """Whether the same is asked in other words: the names stay, and so does the rest nearly.

    `How many legs has a spider?` and `… an octopus?` are alike in all but what matters.
    """
    from rapidfuzz import fuzz

    if _names(old) != _names(new):
        return False
    before, after = (normalised(f"{known.question} {known.answer}").split() for known in (old, new))
    lost = " ".join(word for word in before if word not in after)
    come = " ".join(word for word in after if word not in before)
    return not (lost and come) or fuzz.ratio(lost, come) >= REWORDED


def _names(known: Known) -> frozenset[str]:
    """The capitalised words and the numbers; not what only begins the question."""
    words = [*_WORD.findall(known.question)[1:], *_WORD.findall(known.answer)]
    return frozenset(word.casefold() for word in words if word[0].isupper() or word[0].isdigit())


def _nearest(
    gone: Sequence[Known], new: Sequence[Known], group: Callable[[Known], Hashable]
) -> dict[Known, Known]:
    """The pairs of one group whose texts are nearest to each other, without a rival."""
    from rapidfuzz import fuzz

    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for to, now in enumerate(new):
        groups[group(now)].append(to)
    near = [(at, to) for at, old in enumerate(gone) for to in groups.get(group(old), ())]
    if len(near) > _PAIRS:
        return {}
    before, after = [_text(old) for old in gone], [_text(now) for now in new]
    scored = sorted(
        (
            (score, at, to)
            for at, to in near
            if (score := fuzz.ratio(before[at], after[to], score_cutoff=SIMILAR))
        ),
        reverse=True,
    )
    # the nearest of each, and none as near: the first two scores of each tell
    of_gone: defaultdict[int, list[float]] = defaultdict(list)
    of_new: defaultdict[int, list[float]] = defaultdict(list)
    for score, at, to in scored:
        for scores in (of_gone[at], of_new[to]):
            if len(scores) < 2:  # noqa: PLR2004 - the best, and its rival
                scores.append(score)
    return {
        gone[at]: new[to]
        for score, at, to in scored
        if all([*scores, 0.0][1] < score == scores[0] for scores in (of_gone[at], of_new[to]))
    }


def _text(known: Known) -> str:
    return normalised(f"{known.question} {known.answer}")
