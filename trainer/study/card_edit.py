"""Whether a card was edited, or another one was written in its place."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from trainer.deck.item import Item
from trainer.deck.likeness import FUNCTION_WORDS, alike, folded, overlapping, telling, tokens
from trainer.store.event import ItemKey

_AKIN = 40
"""How alike the words that say something must be in the questions before and after an edit."""
_REWORDED = 50
"""How alike at least: answers that both changed, and names or words put in place of others."""
_SHORT = 3
"""Names and numbers of so few letters are another once a letter is: `Henry IV`, `Henry V`."""
_ASIDE = FUNCTION_WORDS - set("no not he she they his her their".split()) | set(
    "do does did has have had s mean means meaning say".split()
)
"""Words that tell nothing of what a card is about; who does it and whether counts."""


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


def is_an_edit(old: CardText, new: CardText) -> bool:
    """Whether a card was edited, and not written instead of one that was removed.

    `What does lune mean?` (the moon) and `What does dune mean?` (the sand) are alike, and two
    cards: another answer, or another word on both sides, be it as near as `Fe2+` and `Fe3+`
    are. Who fixes a typo changes one side. Another form of a word is another card, too, where its
    answer says more or less: `pp` is no `p`, and `amiga` no `amigo`.
    """
    asked = " ".join(content(old.question)), " ".join(content(new.question))
    if overlapping(*asked) < _AKIN:
        return False
    answers = content(old.answer), content(new.answer)
    near = max(alike(folded(old.answer), folded(new.answer)), alike(*map(" ".join, answers)))
    if near < _REWORDED or _swapped(*answers):
        return False
    if _swapped(telling(old.question), telling(new.question), _SHORT) or _is_turned(old, new):
        return False
    changed = _replaced(*answers)
    if not any(changed):
        return True
    lost, come = _asked_instead(old.question, new.question)
    return not (all(changed) and lost and come) and not _has_other_form(lost, come)


def content(text: str) -> tuple[str, ...]:
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
            len(lost) == 1 and len(lost[0]) <= _SHORT and lost[0].lower() not in FUNCTION_WORDS
        )
        return (lost, come) if is_short else ([], [])
    weighty = [word for word in lost if word not in _ASIDE], [w for w in come if w not in _ASIDE]
    is_one = len(lost) == len(come) == 1 and any(weighty)
    return (lost, come) if is_one and not _is_mended(lost[0], come[0]) else weighty


def _has_other_form(lost: Sequence[str], come: Sequence[str]) -> bool:
    """Whether a word gave way to a form of it, or to one as short, and not to its own spelling."""
    return any(
        not _is_mended(one, other)
        and (max(len(one), len(other)) <= _SHORT or alike(one, other) >= _REWORDED)
        for one in lost
        for other in come
    )


def _is_mended(one: str, other: str) -> bool:
    """Whether two words are one, misspelt: it begins and ends as before, or has all its letters."""
    if min(len(one), len(other)) <= _SHORT or abs(len(one) - len(other)) > 1 or one[0] != other[0]:
        return False
    return (one[-1] == other[-1] or sorted(one) == sorted(other)) and alike(one, other) >= _REWORDED


def asks_the_same(old: CardText, new: CardText) -> bool:
    """Whether the same is asked in other words: the names stay, and so does the rest nearly.

    `How many legs has a spider?` and `… an octopus?` are alike in all but what matters.
    """
    unlike = names(old) != names(new) or _swapped(whole_text(old).split(), whole_text(new).split())
    return not unlike and is_an_edit(old, new)


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
        all(min(len(one), len(other)) <= short or alike(one, other) < _REWORDED for other in others)
        for one in some
    )


def names(card: CardText) -> frozenset[str]:
    """The names, units, numbers and symbols that a card is about."""
    return frozenset((*telling(card.question), *telling(f"A {card.answer}")))


def whole_text(card: CardText) -> str:
    """Its question and answer, folded."""
    return folded(f"{card.question} {card.answer}")
