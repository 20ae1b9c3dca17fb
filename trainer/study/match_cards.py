"""Which card of today is which card of yesterday, after its author edited it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from trainer.deck.identity import exact, former_hash
from trainer.deck.item import Item
from trainer.deck.likeness import alike, folded, telling
from trainer.store.event import Place

SIMILAR = 75
"""How alike (of 100) the texts of a card before and after an edit are at least."""
AKIN = 40
"""How alike the questions must be where only the answer is the same."""
REWORDED = 50
"""How alike at least: answers that both changed, and names or words put in place of others."""
_PAIRS = 250_000
"""Of more pairs than these no texts are compared: it would take seconds."""


class CardText(NamedTuple):
    """An item, and what it says or said."""

    deck: str
    item: str
    question: str
    """Empty where nobody kept it."""
    answer: str
    former_item: str = ""
    """What it was called when keys were made by likeness: see `former_hash`."""

    @classmethod
    def of(cls, item: Item) -> "CardText":
        """What an item says today."""
        _, dot, part = item.id.partition(".")
        former = former_hash(item.card.prompt)
        return cls(item.deck_id, item.id, item.prompt, item.solution, f"{former}{dot}{part}")

    @property
    def place(self) -> Place:
        """Its deck and its id there."""
        return self.deck, self.item


Key = Callable[[CardText], Hashable]
Holds = Callable[[CardText, CardText], bool]


def match_cards(gone: Sequence[CardText], new: Sequence[CardText]) -> dict[CardText, CardText]:
    """For each item that is gone the new one that it became, where that is beyond doubt.

    In this order, each step only where it leaves no choice: the same card in another kind; the
    same id (the card was moved to another deck); the same question; the same answer; the
    nearest text. The last two look within a deck, or from a deck to the one that most of its
    cards went to; then from any deck to any other, where a card that only looks alike must not
    inherit: there the question must be about the same, too.
    """
    found = _in_another_kind(gone, new)
    plain = cache(folded)  # of ten thousand new cards each is asked many times

    def step(key: Key, holds: Holds = lambda *_: True) -> None:
        olds = [old for old in gone if old not in found and old.question]
        pairs = _only(key, olds, _left(new, found.values()))
        found.update((old, now) for old, now in pairs if holds(old, now))

    step(lambda card: (card.item, exact(card.question)))
    for text in (exact, plain):
        step(lambda card: (card.deck, text(card.question), text(card.answer)))  # noqa: B023
        step(lambda card: (text(card.question), text(card.answer)))  # noqa: B023
    _match_untold(gone, new, found)
    went = _went(gone, found)

    def deck(card: CardText) -> str:
        return went.get(card.deck, card.deck)

    step(lambda card: (deck(card), exact(card.question)))
    step(lambda card: (deck(card), plain(card.answer)), _akin)
    found |= _nearest(_left(gone, found), _left(new, found.values()), deck, _is_an_edit)
    step(lambda card: plain(card.answer), _asks_the_same)
    everywhere = (_left(gone, found), _left(new, found.values()))
    return found | _nearest(*everywhere, _names, _asks_the_same)


def match_gaps(before: Sequence[CardText], now: Sequence[CardText]) -> dict[CardText, CardText]:
    """Of one cloze, which gap each gap became when gaps were added, removed or moved."""
    pairs = _only(lambda card: exact(card.answer), before, now)
    return {old: new for old, new in pairs if old.item != new.item}


def untold_twins(gone: Iterable[CardText], new: Iterable[CardText]) -> list[CardText]:
    """The items that are gone, and could be either of two cards that once had one key."""
    sharing = Counter((card.deck, card.former_item) for card in new)
    return [old for old in gone if not old.question and sharing[old.place] > 1]


def _match_untold(
    gone: Sequence[CardText], new: Sequence[CardText], found: dict[CardText, CardText]
) -> None:
    """Where nobody kept what a card said, its key of old tells, unless two cards share it."""
    sharing = defaultdict(list)
    for card in new:
        sharing[card.deck, card.former_item].append(card)
    for old in gone:
        cards = sharing.get(old.place, ())
        if not old.question and len(cards) == 1 and cards[0] not in found.values():
            found[old] = cards[0]


def _in_another_kind(gone: Sequence[CardText], new: Sequence[CardText]) -> dict[CardText, CardText]:
    """Cards that are asked in one piece now and were asked in gaps, or the other way round.

    One gap stands for the whole: the one of the same answer, else the first.
    """
    olds, news = _by_card(gone), _by_card(new)
    found = {}
    for card, before in olds.items():
        after = news.get(card, [])
        if after and (len(before) == 1 or len(after) == 1) and _whole(before) != _whole(after):
            pairs = [(old, now) for old in before for now in after]
            same = (pair for pair in pairs if exact(pair[0].answer) == exact(pair[1].answer))
            old, now = next(same, pairs[0])
            found[old] = now
    return found


def _by_card(cards: Iterable[CardText]) -> dict[Place, list[CardText]]:
    """Deck and key -> the items of a card in their order, save the reverse of a flashcard."""
    found = defaultdict(list)
    for card in sorted(cards):
        key, _, part = card.item.partition(".")
        if part != "r":
            found[card.deck, key].append(card)
    return found


def _whole(items: Sequence[CardText]) -> bool:
    return "." not in items[0].item


def _left(cards: Sequence[CardText], taken: Iterable[CardText]) -> list[CardText]:
    out = set(taken)
    return [card for card in cards if card not in out]


def _only(
    key: Key, gone: Sequence[CardText], new: Sequence[CardText]
) -> list[tuple[CardText, CardText]]:
    """The pairs that share a key with nobody else."""
    olds, news = defaultdict(list), defaultdict(list)
    for card in gone:
        olds[key(card)].append(card)
    for card in new:
        news[key(card)].append(card)
    return [
        (found[0], news[shared][0])
        for shared, found in olds.items()
        if len(found) == len(news.get(shared, ())) == 1
    ]


def _went(gone: Iterable[CardText], found: Mapping[CardText, CardText]) -> dict[str, str]:
    """From which deck to which one most of the cards went that are gone from it."""
    missing = Counter(old.deck for old in gone)
    arrived = Counter((old.deck, now.deck) for old, now in found.items())
    return {
        before: after
        for (before, after), count in arrived.items()
        if before != after and count > missing[before] / 2
    }


def _akin(old: CardText, new: CardText) -> bool:
    """Whether two questions with one answer may be one card's."""
    from rapidfuzz import fuzz  # imported where texts are compared: most starts compare none

    akin = fuzz.token_set_ratio(folded(old.question), folded(new.question)) >= AKIN
    return akin and not _swapped(telling(old.question), telling(new.question))


def _is_an_edit(old: CardText, new: CardText) -> bool:
    """Whether a card was edited, and not written in the place of one that was removed.

    `What does lune mean?` (moon) and `What does dune mean?` (sand) are alike, and two cards.
    """
    same_answer = alike(folded(old.answer), folded(new.answer)) >= REWORDED
    return same_answer and not _swapped(telling(old.question), telling(new.question))


def _asks_the_same(old: CardText, new: CardText) -> bool:
    """Whether the same is asked in other words: the names stay, and so does the rest nearly.

    `How many legs has a spider?` and `… an octopus?` are alike in all but what matters.
    """
    before, after = _text(old).split(), _text(new).split()
    return _names(old) == _names(new) and not _swapped(before, after)


def _swapped(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether words were put in the place of others, unlike them; a typo mended is none."""
    lost = " ".join(word for word in before if word not in after)
    come = " ".join(word for word in after if word not in before)
    return bool(lost and come) and alike(lost, come) < REWORDED


def _names(card: CardText) -> frozenset[str]:
    return frozenset((*telling(card.question), *telling(f"A {card.answer}")))


def _nearest(
    gone: Sequence[CardText], new: Sequence[CardText], group: Key, holds: Holds
) -> dict[CardText, CardText]:
    """The pairs of one group whose texts are nearest to each other, without a rival."""
    groups: defaultdict[Hashable, list[CardText]] = defaultdict(list)
    for now in new:
        groups[group(now)].append(now)
    near = [(old, now) for old in gone if old.question for now in groups.get(group(old), ())]
    if len(near) > _PAIRS:
        return {}
    from rapidfuzz import fuzz

    text = cache(_text)
    scores: dict[CardText, list[float]] = defaultdict(list)
    scored = []
    for old, now in near:
        score = fuzz.ratio(text(old), text(now), score_cutoff=SIMILAR)
        if score and holds(old, now):
            scored.append((score, old, now))
            scores[old].append(score)
            scores[now].append(score)
    best = {card: max(of_card) for card, of_card in scores.items()}
    return {
        old: now
        for score, old, now in scored
        if all(score == best[card] and scores[card].count(score) == 1 for card in (old, now))
    }


def _text(card: CardText) -> str:
    return folded(f"{card.question} {card.answer}")
