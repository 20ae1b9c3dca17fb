"""Whether a text is a key in any notation: nothing is forgiven yet.

What never counts is taken off both; what is written otherwise is read as one.
"""

import re
from dataclasses import dataclass, field

from trainer.deck.acceptance.articles import begins_with_letter_a
from trainer.deck.acceptance.asked import with_and_without_brackets
from trainer.deck.acceptance.folding import folded, joined, schooled
from trainer.deck.acceptance.formula import differs_by_signs, is_formula, judge_formula
from trainer.deck.acceptance.judgement import Judgement
from trainer.deck.acceptance.keys import OtherKeys
from trainer.deck.acceptance.language import primary
from trainer.deck.acceptance.notation import is_acronym, is_turned_round, phrase
from trainer.deck.acceptance.points import are_pointed_apart
from trainer.deck.acceptance.quotient import are_other_quotients

IN_FULL = "In full: {}"
STANDS_FOR = re.compile(
    r"\b(?:stand(?:s|ing)? for|acronym|abbreviat\w+|short for)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Circumstances:
    """What besides a text and its key decides what is accepted."""

    language: str | None = None
    """Of both texts, as a deck gives it; None where it gives none."""
    exact: bool = False
    """Whether nothing is forgiven."""
    question: str = ""
    """What was asked; its words need not be answered with, nor left out."""
    others: OtherKeys = field(default_factory=OtherKeys)
    """What answers other cards of the deck."""
    refuses: bool = True
    """Whether an answer may be sent back (another script, two answers); not so inside a list."""

    @property
    def tongue(self) -> str | None:
        """The language's primary part."""
        return primary(self.language)


ANYWHERE = Circumstances()


def is_same(one: str, other: str, language: str | None = None, *, exact: bool = False) -> bool:
    """Whether two texts are one and the same answer, so that no learner can be held to either.

    Symmetric. Case, notation and what else never counts is no difference; what would be
    forgiven with a remark is one. Signs count where either has them: f is no f'.
    """
    at = Circumstances(language, exact)
    pairs = ((one, other), (other, one))
    signed = [pair for pair in pairs if differs_by_signs(pair[1])]
    return any(
        (judgement := equal(mine, key, at)) is not None and not judgement.remarks
        for mine, key in signed or pairs
    )


def _is_same_formula(answer: str, key: str) -> bool:
    """Whether an answer is the formula of a key that is marked up; most are plain."""
    from trainer.markup.text import MarkedText

    if not (isinstance(key, MarkedText) and (formula := key.formula)):
        return False
    from trainer.deck.acceptance.maths import is_same_formula

    return is_same_formula(answer, formula)


def equal(answer: str, key: str, at: Circumstances) -> Judgement | None:
    """Right in any notation, with the remark of that notation where one is due."""
    tongue = at.tongue
    if answer == key:
        return Judgement.right(key)
    if type(key) is not str and _is_same_formula(answer, key):
        return Judgement.right(key)
    if are_pointed_apart(answer, key) or are_other_quotients(answer, key):
        return None
    if is_formula(key, at.question):
        return equal_formula(answer, key, at)
    if at.exact:
        same = joined(folded(answer, tongue)) == joined(folded(key, tongue))
        return Judgement.right(key) if same and folded(answer, tongue) else None
    best: Judgement | None = None
    for form in with_and_without_brackets(key):
        mine = phrase(answer, tongue, has_letter_a=begins_with_letter_a(form))
        right = phrase(form, tongue)
        if not mine.words:
            continue
        if mine.is_same(right) or folded(answer, tongue) == folded(form, tongue):
            return Judgement.right(key)
        if is_turned_round(mine, right):
            best = Judgement.right(key, f"Usually said: {key}")
        elif is_acronym(answer, form, tongue) and may_be_short(answer, at):
            best = Judgement.right(key, IN_FULL.format(key))
        elif joined(schooled(answer, tongue)) == joined(schooled(form, tongue)):
            best = Judgement.right(key, f"Written in full: {key}")
    return best


def equal_formula(answer: str, key: str, at: Circumstances) -> Judgement | None:
    """Right as the same formula in any notation, or as the same fraction."""
    judgement = judge_formula(answer, key)
    if judgement is None:
        tongue = at.tongue
        mine, right = phrase(answer, tongue), phrase(key, tongue)
        is_fraction = all(char.isdigit() or char in "/ " for char in key)
        return Judgement.right(key) if is_fraction and mine.is_same(right) else None
    return None if at.exact and judgement.remarks else judgement


def may_be_short(answer: str, at: Circumstances) -> bool:
    """Whether an acronym may stand for its words, or they for it: not where these are asked."""
    return not STANDS_FOR.search(at.question) and not _is_in(answer, at.question, at.tongue)


def _is_in(answer: str, question: str, language: str | None) -> bool:
    words = folded(answer, language)
    asked = folded(question, language)
    size = len(words)
    return any(asked[at : at + size] == words for at in range(len(asked) - size + 1))
