"""Which card of today is which card of yesterday, after its author edited it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cache
from typing import NamedTuple

from trainer.deck.identity import exact
from trainer.deck.item import Item
from trainer.deck.likeness import FUNCTION_WORDS, alike, folded, telling, tokens
from trainer.store.event import ItemKey

SIMILAR = 75
"""How alike (of 100) the texts of a card before and after an edit are at least."""
AKIN = 40
"""How alike the words that say something must be in the questions before and after an edit."""
REWORDED = 50
"""How alike at least: answers that both changed, and names or words put in place of others."""
SHORT = 3
"""Names and numbers of so few letters are another once a letter is: `Henry IV`, `Henry V`."""
_ASIDE = FUNCTION_WORDS - set("no not he she they his her their".split()) | set(
    "do does did has have had s mean means meaning say".split()
)
"""Words that tell nothing of what a card is about; who does it and whether counts."""
_PAIRS = 250_000
"""Of more pairs than these no texts are compared: it would take seconds."""


class CardText(NamedTuple):
    """An item, and what it says or said."""

    deck: str
    item: str
    question: str
    answer: str

    @classmethod
    def of(cls, item: Item) -> "CardText":
        """What an item says today."""
        return cls(item.deck_id, item.id, item.prompt, item.solution)

    @property
    def item_key(self) -> ItemKey:
        """Its deck and its id there."""
        return self.deck, self.item


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
    plain, content = cache(folded), cache(_content)  # of ten thousand new cards asked many times

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
    step(lambda card: (deck(card), content(card.answer)), _is_an_edit)
    step(deck, _is_an_edit, _nearest)
    step(lambda card: plain(card.answer), _asks_the_same)
    step(_names, _asks_the_same, _nearest)
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
    text = cache(_text)
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


def _is_an_edit(old: CardText, new: CardText) -> bool:
    """Whether a card was edited, and not written instead of one that was removed.

    `What does lune mean?` (the moon) and `What does dune mean?` (the sand) are alike, and two
    cards: another answer, or another word on both sides, be it as near as `Fe2+` and `Fe3+`
    are. Who fixes a typo changes one side. Another form of a word is another card, too, where its
    answer says more or less: `pp` is no `p`, and `amiga` no `amigo`.
    """
    from rapidfuzz import fuzz  # imported where texts are compared: most starts compare none

    asked = " ".join(_content(old.question)), " ".join(_content(new.question))
    if fuzz.token_set_ratio(*asked) < AKIN:
        return False
    answers = _content(old.answer), _content(new.answer)
    near = max(alike(folded(old.answer), folded(new.answer)), alike(*map(" ".join, answers)))
    if near < REWORDED or _swapped(*answers):
        return False
    if _swapped(telling(old.question), telling(new.question), SHORT) or _is_turned(old, new):
        return False
    changed = _replaced(*answers)
    if not any(changed):
        return True
    lost, come = _asked_instead(old.question, new.question)
    return not (all(changed) and lost and come) and not _has_other_form(lost, come)


def _content(text: str) -> tuple[str, ...]:
    """The words that say something, without the function words; all words where none does."""
    words = folded(text).split()
    return tuple(word for word in words if word not in _ASIDE) or tuple(words)


def _is_turned(old: CardText, new: CardText) -> bool:
    """Whether the sides of a formula changed places: `5 - 8`, `8 - 5`."""
    before, after = folded(old.question).split(), folded(new.question).split()
    is_formula = any(not any(map(str.isalnum, word)) for word in before)
    return is_formula and before != after and sorted(before) == sorted(after)


def _asked_instead(before: str, after: str) -> tuple[list[str], list[str]]:
    """The words that went from a question, and those that came.

    Function words count only where one gave way to another word, as in a course of a language;
    capitals only where nothing but a short word has others: `-m`, `-M`.
    """
    lost, come = _replaced(folded(before).split(), folded(after).split())
    if not lost and not come:
        lost, come = _replaced(tokens(before)[1:], tokens(after)[1:])
        is_short = (
            len(lost) == 1 and len(lost[0]) <= SHORT and lost[0].lower() not in FUNCTION_WORDS
        )
        return (lost, come) if is_short else ([], [])
    content = [word for word in lost if word not in _ASIDE], [w for w in come if w not in _ASIDE]
    is_one = len(lost) == len(come) == 1 and any(content)
    return (lost, come) if is_one and not _is_mended(lost[0], come[0]) else content


def _has_other_form(lost: Sequence[str], come: Sequence[str]) -> bool:
    """Whether a word gave way to a form of it, or to one as short, and not to its own spelling."""
    return any(
        not _is_mended(one, other)
        and (max(len(one), len(other)) <= SHORT or alike(one, other) >= REWORDED)
        for one in lost
        for other in come
    )


def _is_mended(one: str, other: str) -> bool:
    """Whether two words are one, misspelt: it begins and ends as before, or has all its letters."""
    if min(len(one), len(other)) <= SHORT or abs(len(one) - len(other)) > 1 or one[0] != other[0]:
        return False
    return (one[-1] == other[-1] or sorted(one) == sorted(other)) and alike(one, other) >= REWORDED


def _asks_the_same(old: CardText, new: CardText) -> bool:
    """Whether the same is asked in other words: the names stay, and so does the rest nearly.

    `How many legs has a spider?` and `… an octopus?` are alike in all but what matters.
    """
    unlike = _names(old) != _names(new) or _swapped(_text(old).split(), _text(new).split())
    return not unlike and _is_an_edit(old, new)


def _swapped(before: Sequence[str], after: Sequence[str], short: int = 0) -> bool:
    """Whether words were replaced by unlike ones; a fixed typo is no such change.

    Args:
        before: the words before.
        after: the words after.
        short: words of so few letters are like no other.
    """
    lost, come = _replaced(before, after)
    return _has_new(lost, come, short) and _has_new(come, lost, short)


def _replaced(before: Sequence[str], after: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words that went, and those that came."""
    was, now = Counter(before), Counter(after)
    return [*(was - now).elements()], [*(now - was).elements()]


def _has_new(some: Sequence[str], others: Sequence[str], short: int) -> bool:
    return any(
        all(min(len(one), len(other)) <= short or alike(one, other) < REWORDED for other in others)
        for one in some
    )


def _names(card: CardText) -> frozenset[str]:
    return frozenset((*telling(card.question), *telling(f"A {card.answer}")))


def _text(card: CardText) -> str:
    return folded(f"{card.question} {card.answer}")
