"""Questions that say nearly the same: one card written twice, or two that are mixed up.

An author sees one finding for each group, not of every pair in it: the capitals of two hundred
countries are one series and no twenty thousand mistakes.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import product

from rapidfuzz import fuzz, process

from trainer.deck.card import Card, Cloze, TrueFalse
from trainer.deck.card_base import CardBase
from trainer.deck.deck import Deck
from trainer.deck.diagnostic import Code
from trainer.deck.identity import card_key
from trainer.deck.likeness import folded, telling, words
from trainer.deck.lint import limits
from trainer.deck.lint.weakness import OnCard, Weakness

_SHOWN = 50
"""Characters of a question by which a card without an id is named."""
_NAMED = 3
"""So many of the other cards of a group are named."""
_FEW_WORDS = 3
_PLENTY = 300
"""So many texts are looked at in any case; more only by as many words as are needed."""
_LONG_NAME = re.compile(r"_(?:(?: \w{1,3})? _)+")
"""A name of several words, as Rio de Janeiro, in a question whose names are blanks."""


def check_alike(deck: Deck) -> Iterator[OnCard]:
    """Near duplicates, and like questions with different answers that no link connects."""
    asked: dict[int, Card] = {
        at: card for at, card in enumerate(deck.cards) if not isinstance(card, TrueFalse)
    }
    texts = {at: folded(card.prompt) for at, card in asked.items()}
    answers = {at: folded(card.solution) for at, card in asked.items()}
    yield from _doubled(asked, texts, answers)
    groups = [*_groups(texts)]
    for group in _by_template(deck, groups) if len(groups) > 1 else groups:
        yield from _mixed_up({at: asked[at] for at in group}, texts, answers)


def _doubled(
    cards: dict[int, Card], texts: dict[int, str], answers: dict[int, str]
) -> Iterator[OnCard]:
    """Each card that an earlier one asks already, with the most like of those.

    Two that differ in a name, a number or a symbol ask for two things.
    """
    earlier: defaultdict[tuple[str, ...], dict[int, str]] = defaultdict(dict)
    for at, card in cards.items():
        rivals = earlier[answers[at], *telling(card.prompt)]
        nearest = None
        if rivals:
            nearest = process.extractOne(
                texts[at], rivals, scorer=fuzz.ratio, score_cutoff=limits.SAME_PROMPT
            )
        if nearest:
            message = f"nearly the same card as {_name(cards[nearest[2]])}"
            field = _prompt_key(card)
            yield at, Weakness(Code.NEAR_DUPLICATE, message, "keep the better one", field)
        rivals[at] = texts[at]


def _is_name(word: str) -> bool:
    return word[0].isupper() or (not word.isalpha() and any(map(str.isdigit, word)))


def _by_template(deck: Deck, groups: Iterable[list[int]]) -> Iterator[list[int]]:
    """The groups, those put together that ask the same of other names and numbers.

    Long names make questions unlike that an author wrote in one go.
    """
    merged: defaultdict[str, list[int]] = defaultdict(list)
    for group in groups:
        templates = Counter(_template(deck.cards[at].prompt) for at in group)
        merged[templates.most_common(1)[0][0]] += group
    yield from map(sorted, merged.values())


def _template(prompt: str) -> str:
    first, *others = words(prompt) or [""]
    blank = " ".join("_" if _is_name(word) else word for word in others)
    return f"{first} {_LONG_NAME.sub('_', blank)}".casefold()


def _groups(texts: dict[int, str]) -> Iterator[list[int]]:
    """The cards that are alike, each with at least one other of its group, in the deck's order.

    Who was found once is looked for no more, so that a long series costs no more than a
    deck without one; and only texts that share a rare word can be alike. Of those found the
    least alike is asked next: it is near to others than the last one was.
    """
    tokens = {at: _tokens(text) for at, text in texts.items()}
    holding: defaultdict[str, set[int]] = defaultdict(set)
    for at, parts in tokens.items():
        for token in parts:
            holding[token].add(at)
    many = {token: len(places) for token, places in holding.items()}
    waiting = set(texts)
    for seed in sorted(texts, key=lambda at: len(texts[at])):
        if seed not in waiting:
            continue
        waiting.remove(seed)
        group, asked = [seed], [seed]
        while asked and waiting:
            place = asked.pop()
            rivals: set[int] = set()
            for token in _rarest(tokens[place], len(texts[place]), many):
                holding[token] &= waiting
                rivals |= holding[token]
            alike = process.extract(
                texts[place],
                {at: texts[at] for at in rivals},
                scorer=fuzz.ratio,
                score_cutoff=limits.ALIKE_PROMPT,
                limit=None,
            )
            similar = [at for _, _, at in alike]
            waiting.difference_update(similar)
            group += similar
            asked += similar
        if len(group) > 1:
            yield sorted(group)


def _tokens(text: str) -> list[str]:
    """By what a text is looked up: its words; of few words their beginnings and ends, too."""
    tokens = dict.fromkeys(text.split() or [""])
    if len(tokens) < _FEW_WORDS:
        tokens |= {part: None for word in tokens for part in (f"{word[:3]}…", f"…{word[-3:]}")}
    return [*tokens]


def _rarest(tokens: list[str], length: int, many: dict[str, int]) -> Iterator[str]:
    """Of the words of a text of some length the rarest; nothing that lacks them all is alike.

    Of a text a quarter of its letters can be missing in another that is as alike as
    `ALIKE_PROMPT` asks for, and no more.
    """
    letters = looked_up = 0
    for count, token in enumerate(sorted(tokens, key=many.__getitem__)):
        looked_up += many[token]
        if letters > length / 4 and count >= _FEW_WORDS and looked_up > _PLENTY:
            return
        letters += len(token)
        yield token


def _mixed_up(
    group: dict[int, Card], texts: dict[int, str], answers: dict[int, str]
) -> Iterator[OnCard]:
    """The one finding on a group, at a card that nothing parts from another."""
    alone = _unlinked(group)
    if len(alone) >= limits.SERIES and len({answers[at] for at in alone}) > 1:
        yield alone[0], _series(group, alone[0])
        return
    # in a series, who is linked with anyone was thought of
    suspects = group if len(group) < limits.SERIES else alone
    pairs = [
        (one, other)
        for one, other in sorted(
            {(min(pair), max(pair)) for pair in product(suspects, group) if pair[0] != pair[1]}
        )
        if answers[one] != answers[other]
        and not _linked(group[one], group[other])
        and fuzz.ratio(texts[one], texts[other]) >= limits.ALIKE_PROMPT
    ]
    if pairs:
        yield pairs[0][1], _pair(group, pairs)


def _unlinked(group: dict[int, Card]) -> list[int]:
    """The cards of a group that no link leads to from any other of it, or back."""
    keys = {card_key(card) for card in group.values()}
    linked = {key for card in group.values() for key in _links(card)}
    return [
        at
        for at, card in group.items()
        if card_key(card) not in linked and keys.isdisjoint(_links(card))
    ]


def _series(group: dict[int, Card], first: int) -> Weakness:
    return Weakness(
        Code.ALIKE_UNLINKED,
        f"a series of {len(group)} alike questions begins here",
        "link those that are easily mixed up with `confusable_with`, and write "
        "`silence: {D372: a series}` on this card for all of them",
        _prompt_key(group[first]),
    )


def _pair(group: dict[int, Card], pairs: list[tuple[int, int]]) -> Weakness:
    one, at = pairs[0]
    more = sorted({place for pair in pairs for place in pair} - {one, at})
    message = f"easily taken for {_name(group[one])}, which has another answer"
    hint = f"tell the two apart in the question, or write `confusable_with: {card_key(group[one])}`"
    if more:
        others = f" and {len(more) - _NAMED} more" if len(more) > _NAMED else ""
        named = ", ".join(_name(group[place]) for place in more[:_NAMED])
        message += f"; so are {named}{others}"
        hint = "tell them apart in the questions, or link them with `confusable_with`"
    return Weakness(Code.ALIKE_UNLINKED, message, hint, _prompt_key(group[at]))


def _links(card: CardBase) -> tuple[str, ...]:
    return (*card.confusable_with, *card.siblings, *card.requires)


def _linked(one: Card, other: Card) -> bool:
    return card_key(one) in _links(other) or card_key(other) in _links(one)


def _prompt_key(card: Card) -> str:
    return "cloze" if isinstance(card, Cloze) else "q"


def _name(card: Card) -> str:
    prompt = card.prompt if len(card.prompt) <= _SHOWN else f"{card.prompt[:_SHOWN].rstrip()}…"
    return card.id or f"“{prompt}”"
