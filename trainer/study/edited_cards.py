"""Which card of today is which card of yesterday, after its author edited it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cache

from trainer.deck.identity import exact
from trainer.deck.likeness import alike, folded
from trainer.study.card_edit import CardText, asks_the_same, content, is_an_edit, names, whole_text

SIMILAR = 75
"""How alike (of 100) the texts of a card before and after an edit are at least."""
_PAIRS = 250_000
"""Of more pairs than these no texts are compared: it would take seconds."""


Key = Callable[[CardText], Hashable]
Holds = Callable[[CardText, CardText], bool]
Matches = dict[CardText, CardText]
Matcher = Callable[[Key, Sequence[CardText], Sequence[CardText], Holds], Matches]


def match_cards(gone: Sequence[CardText], new: Sequence[CardText]) -> Matches:
    """For each item that is gone the new one that it became, where that is beyond doubt.

    In this order, each step only where it leaves no choice: the same card in another kind; the
    same id (the card was moved to another deck); the same question; the same answer; the
    nearest text. The last two look within a deck, or from a deck to the one that most of its
    cards went to; then from any deck to any other, where a card that only looks alike must not
    inherit: there the question must be about the same, too.
    """
    matches = _in_another_kind(gone, new)
    plain, said = cache(folded), cache(content)  # of ten thousand new cards asked many times

    def step(key: Key, holds: Holds = lambda *_: True, match: Matcher = _only) -> None:
        matched = set(matches.values())
        left = (
            [old for old in gone if old not in matches],
            [now for now in new if now not in matched],
        )
        matches.update(match(key, *left, holds))

    def deck(card: CardText) -> str:
        return went.get(card.deck, card.deck)

    step(lambda card: (card.item, exact(card.question)))
    for text in (exact, plain):
        step(lambda card: (card.deck, text(card.question), text(card.answer)))  # noqa: B023
        step(lambda card: (text(card.question), text(card.answer)))  # noqa: B023
    went = _went(gone, matches)
    step(lambda card: (deck(card), exact(card.question)))
    step(lambda card: (deck(card), said(card.answer)), is_an_edit)
    step(deck, is_an_edit, _nearest)
    step(lambda card: plain(card.answer), asks_the_same)
    step(names, asks_the_same, _nearest)
    return matches


def match_gaps(before: Sequence[CardText], now: Sequence[CardText]) -> Matches:
    """Of one cloze, which gap each gap became when gaps were added, removed or moved."""
    pairs = _only(lambda card: exact(card.answer), before, now, lambda *_: True)
    return {old: new for old, new in pairs.items() if old.item != new.item}


def _in_another_kind(gone: Sequence[CardText], new: Sequence[CardText]) -> Matches:
    """Cards that are asked as a whole now and were asked in gaps, or the other way round.

    One gap stands for the whole: the one of the same answer, else the first.
    """
    of_card = _grouped(_card, new)
    pairs = [(old, now) for old in gone for now in of_card.get(_card(old), ())]
    pairs = [(old, now) for old, now in pairs if ("." in old.item) != ("." in now.item)]
    pairs.sort(key=lambda pair: (exact(pair[0].answer) != exact(pair[1].answer), pair))
    return dict({_card(old): (old, now) for old, now in reversed(pairs)}.values())


def _card(item: CardText) -> Hashable:
    """What the items of one card share, and the reverse of a flashcard with nobody."""
    key, _, part = item.item.partition(".")
    return item.item_key if part == "r" else (item.deck, key)


def _grouped(key: Key, cards: Iterable[CardText]) -> dict[Hashable, list[CardText]]:
    groups = defaultdict(list)
    for card in cards:
        groups[key(card)].append(card)
    return groups


def _only(key: Key, gone: Sequence[CardText], new: Sequence[CardText], holds: Holds) -> Matches:
    """The pairs that share a key with nobody else."""
    olds, news = _grouped(key, gone), _grouped(key, new)
    alone = [same for same, old in olds.items() if len(old) == len(news.get(same, ())) == 1]
    pairs = [(olds[same][0], news[same][0]) for same in alone]
    return {old: now for old, now in pairs if holds(old, now)}


def _nearest(key: Key, gone: Sequence[CardText], new: Sequence[CardText], holds: Holds) -> Matches:
    """The pairs of those that share a key whose texts are nearest, without a rival."""
    groups = _grouped(key, new)
    near = [(old, now) for old in gone for now in groups.get(key(old), ())]
    if len(near) > _PAIRS:
        return {}
    text = cache(whole_text)
    scored = [(alike(text(old), text(now)), old, now) for old, now in near]
    scored = [pair for pair in scored if pair[0] >= SIMILAR and holds(*pair[1:])]
    scores: defaultdict[tuple[int, CardText], list[float]] = defaultdict(list)
    for score, *pair in scored:
        for side in enumerate(pair):
            scores[side].append(score)
    best = {side: max(found) for side, found in scores.items() if found.count(max(found)) == 1}
    return {
        old: now for score, old, now in scored if score == best.get((0, old)) == best.get((1, now))
    }


def _went(gone: Iterable[CardText], matches: Matches) -> dict[str, str]:
    """From which deck to which one most of the cards went that are gone from it."""
    missing = Counter(old.deck for old in gone)
    arrived = Counter((old.deck, now.deck) for old, now in matches.items())
    return {
        before: after
        for (before, after), count in arrived.items()
        if before != after and count > missing[before] / 2
    }
