"""What is beside a number: its unit, what is counted, what the question says already."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import takewhile

from trainer.deck.acceptance.english import ABBREVIATIONS, PERIODS
from trainer.deck.acceptance.equality import Circumstances
from trainer.deck.acceptance.folding import folded
from trainer.deck.acceptance.numerals import CARDINALS
from trainer.deck.acceptance.persons import are_the_same_people
from trainer.deck.acceptance.plurals import singular
from trainer.deck.acceptance.spelling import slips
from trainer.deck.card import Number
from trainer.grading.unit import EACH, PER, TEMPERATURES, Unit, read_unit

_DEGREES = TEMPERATURES | {"degree"}
_WORD = re.compile(r"[^\s/]+|/")
_SMALL = PER | EACH | frozenset("the of in for on to from".split())
_VERBS = frozenset(
    "is are was were has have had do does did can could may might will would must".split()
)
_FILLERS = frozenset("of the in for on to from full whole entire".split()) | _VERBS
"""Words that no unit of a question has inside; `millions of euros` is one all the same."""
_EARLIER = frozenset("before ago earlier previously".split())
_LATER = frozenset("after afterwards later hence".split())
_AFTER_HEAD = re.compile(
    r"\b(?:of|with|without|in|on|at|by|for|from|to|and|who|that|which|aboard|per)\b", re.IGNORECASE
)
_COUNTED = re.compile(r"\bhow many((?:\s+[\w'’-]+){1,4})", re.IGNORECASE)
_RATIO = re.compile(r"\bhow many times (?:as|the|more|\w+er)\b", re.IGNORECASE)
_LAST_WORD = re.compile(r"([^\W\d_]+)[\W\d_]*$")
_PRONOUNS = frozenset({"them", "these", "those", "us", "altogether"})
_MOST_OF_UNIT = 4
"""Words of a unit that a question says: metres per second squared."""
_MOST_WORDS = 12
"""Words beside a number of which the unit is sought; a longer text is no unit."""


_UnitKey = tuple[tuple[tuple[str, int], ...], Fraction, int]
"""Dimension, factor and scale of a unit."""


@dataclass(frozen=True, slots=True)
class ReadUnit:
    """What the words beside a number are worth."""

    unit: Unit
    """The unit, without what the question says already."""
    right: bool = True
    """Whether it may be the unit asked for, or is none."""
    unread: bool = False
    """Whether it is no claim that can be judged: another word for what is counted, perhaps."""
    remark: str = ""


def read_beside(card: Number, text: str, in_unit: Unit, asked: Unit, at: Circumstances) -> ReadUnit:
    """Judge what is beside a number, before the number itself is looked at.

    Args:
        card: what was asked.
        text: the words beside the number.
        in_unit: the unit read from them.
        asked: the card's unit.
        at: the question and its language.
    """
    if in_unit.is_bare:
        return ReadUnit(in_unit)
    if _points_the_other_way(text, at.question):
        return ReadUnit(in_unit, right=False, remark="Earlier and later are two answers.")
    if in_unit.is_share and not asked.is_share and not _may_be_share(card, in_unit, asked, at):
        return ReadUnit(in_unit, right=False)
    capitals = f"Capitals and small letters: {card.unit}"
    repaired = capitals if in_unit.repaired else ""
    if asked.is_bare:
        return _without_unit(card, text, in_unit, asked, at)
    if _fits(in_unit, asked):
        return ReadUnit(in_unit, remark=repaired)
    if (unit := _less_said(text, asked, at)) is not None:
        return ReadUnit(unit, remark=capitals if unit.repaired else "")
    if not _is_same_dimension(in_unit, asked):
        return ReadUnit(in_unit, right=False)
    if asked.is_measure:
        if _nouns_said(in_unit, at):
            return ReadUnit(in_unit, remark=repaired)
        return ReadUnit(in_unit, right=False, unread=_has_noun_after(text, asked))
    return _counted(card, text, in_unit, asked, at)


def _without_unit(card: Number, text: str, unit: Unit, asked: Unit, at: Circumstances) -> ReadUnit:
    if not _is_same_dimension(unit, asked):
        return ReadUnit(unit, right=_is_whole_unit_said(text, unit, at))
    if not unit.nouns or _nouns_said(unit, at):
        return ReadUnit(unit)
    return ReadUnit(unit, remark=f"Without a unit: {card.solution}")


def _counted(card: Number, text: str, unit: Unit, asked: Unit, at: Circumstances) -> ReadUnit:
    """Judge a noun that is not the one that is counted."""
    head, wanted = _head(text), singular(asked.nouns[-1]) if asked.nouns else ""
    mine = singular(head)
    if head in _PRONOUNS:
        return ReadUnit(unit)
    if mine == wanted or are_the_same_people(mine, wanted):
        return ReadUnit(unit, remark=f"The key says {card.unit}.")
    if wanted and slips(mine, wanted, at.tongue):
        return ReadUnit(unit, remark=f"Spelling: {card.unit}")
    known = _question_words(at)
    if _nouns_said(unit, at) or mine in known:
        counted = {wanted} & known or _counted_in(at.question)
        others = mine != head and bool(counted) and mine not in counted
        return ReadUnit(unit, right=not others, unread=others)
    return ReadUnit(unit, right=False)


def _points_the_other_way(text: str, question: str) -> bool:
    """Whether an answer says earlier where the question says later, or the other way round."""
    mine, asked = (set(re.findall(r"[a-z]+", words.casefold())) for words in (text, question))
    return any(
        mine & one and asked & other and not asked & one
        for one, other in ((_EARLIER, _LATER), (_LATER, _EARLIER))
    )


def _may_be_share(card: Number, unit: Unit, asked: Unit, at: Circumstances) -> bool:
    """Whether a key without per cent may be given in it: 0.5 is 50%, twelve apostles no 1200%."""
    if _is_unit_said(unit, at) or _RATIO.search(at.question):
        return True
    whole = card.number == card.number.to_integral_value()
    is_count = whole and (abs(card.number) > 1 or _COUNTED.search(at.question) is not None)
    return asked.is_bare and not is_count


def _fits(unit: Unit, asked: Unit) -> bool:
    """Whether it is the unit asked for or one of its dimension, with nothing else beside it."""
    return _is_same_dimension(unit, asked) and (not unit.nouns or _is_tail(unit.nouns, asked.nouns))


def _is_tail(nouns: tuple[str, ...], asked: tuple[str, ...]) -> bool:
    """Whether nouns are the ones asked for, or the last of them: calls for phone calls."""
    mine, wanted = tuple(map(singular, nouns)), tuple(map(singular, asked))
    return "".join(mine) == "".join(wanted) or (len(mine) > 0 and mine == wanted[-len(mine) :])


def _is_same_dimension(unit: Unit, asked: Unit) -> bool:
    mine, wanted = dict(unit.dimension), dict(asked.dimension)
    if mine == wanted:
        return True
    if not mine:
        # a noun beside a measure is no other measure: 40 phone calls, 40 years of war
        return unit.factor == 1 and not unit.made_of and set(unit.nouns) <= set(asked.nouns)
    if set(mine) == {"degree"} or set(wanted) == {"degree"}:
        return set(mine) | set(wanted) <= _DEGREES | {"angle"}
    return set(mine) <= _DEGREES and set(wanted) <= _DEGREES and bool(wanted)


def _question_words(at: Circumstances) -> set[str]:
    """The words of the question, in the singular."""
    return set(map(singular, folded(at.question, at.tongue)))


def _nouns_said(unit: Unit, at: Circumstances) -> bool:
    return bool(unit.nouns) and set(map(singular, unit.nouns)) <= _question_words(at)


def _less_said(text: str, asked: Unit, at: Circumstances) -> Unit | None:
    """The unit alone, where the question says all words around it: 10 mg of vitamin C a day."""
    words = _WORD.findall(text)
    is_rate = bool(words) and words[0].casefold() in PER | EACH | PERIODS.keys()
    if is_rate and all(_is_said(word, at) for word in words):
        return read_unit("")
    for before, unit, after in _units_in(text):
        if _fits(unit, asked) and all(_is_said(word, at) for word in (*before, *after)):
            return unit
    return None


def _is_whole_unit_said(text: str, read: Unit, at: Circumstances) -> bool:
    """Whether the question says the unit of a text as it is, and what is around it.

    Metres are not said by square metres, nor by metres per second.
    """
    words = _WORD.findall(text)
    is_named = any(len(word) > 1 and read_unit(word).is_measure for word in words)
    if read.nouns and not is_named and all(_is_said(word, at) for word in words):
        return True  # A levels, vitamin C: a letter that is no unit
    return any(
        _is_unit_said(unit, at) and all(_is_said(word, at) for word in (*before, *after))
        for before, unit, after in _units_in(text)
    )


def _has_noun_after(text: str, asked: Unit) -> bool:
    """Whether nouns alone follow the unit: 10 mg of acid, but not 10 mg a week."""
    for before, unit, after in _units_in(text):
        rest = read_unit(" ".join(after))
        if _fits(unit, asked) and not before and not rest.is_measure and rest.scale == 1:
            return True
    return False


def _units_in(text: str) -> Iterator[tuple[tuple[str, ...], Unit, tuple[str, ...]]]:
    """Every stretch of a text that may be a unit, the longest first, with what is around it."""
    words = tuple(_WORD.findall(text))
    if len(words) > _MOST_WORDS:
        return
    for size in range(len(words), 0, -1):
        for start in range(len(words) - size + 1):
            unit = read_unit(" ".join(words[start : start + size]))
            if not unit.is_bare:
                yield words[:start], unit, words[start + size :]


def _is_said(word: str, at: Circumstances) -> bool:
    """Whether the question says a word, a period or a unit, in any of its forms."""
    plain = word.casefold().strip(".,;:!()")
    plain = PERIODS.get(plain, ABBREVIATIONS.get(plain, plain))
    if not plain or plain in _SMALL or singular(plain) in _question_words(at):
        return True
    unit = read_unit(word)
    return not unit.repaired and _is_unit_said(unit, at)


def _is_unit_said(unit: Unit, at: Circumstances) -> bool:
    asked_units = {(dimension, factor) for dimension, factor, _ in _units_said(at.question)}
    if dict(unit.dimension).keys() == {"degree"}:
        return any({base for base, _ in dimension} & _DEGREES for dimension, _ in asked_units)
    return unit.is_measure and (unit.dimension, unit.factor) in asked_units


def is_said_with_scale(unit: Unit, at: Circumstances) -> bool:
    """Whether the question says a unit just so: per cent, square metres, million dollars."""
    return (unit.dimension, unit.factor, unit.scale) in _units_said(at.question)


@lru_cache(maxsize=64)
def _units_said(question: str) -> frozenset[_UnitKey]:
    """The units that a question may ask for: no part of a longer one, and none that it counts.

    A scale is asked for right after many or in; other millions are of something else.
    """
    words = question.split()
    units = set[_UnitKey]()
    start = 0
    while start < len(words):
        size, unit = _longest_unit(words, start)
        if unit is not None and not _is_number(words[start - 1] if start else ""):
            units.add((unit.dimension, unit.factor, unit.scale))
            units.add(((), Fraction(1), unit.scale))
            units.update(_before_each(words[start : start + size]))
        start += size
    return frozenset(units) - {((), Fraction(1), 1)}


def _longest_unit(words: list[str], start: int) -> tuple[int, Unit | None]:
    """How many words from one on are one unit, and which; one word and None for none."""
    before = words[start - 1].casefold() if start else ""
    is_scaled = before in {"many", "in"} and read_unit(words[start]).scale != 1
    for size in range(min(_MOST_OF_UNIT, len(words) - start), 0, -1):
        part = words[start : start + size]
        if not _are_one_unit(part):
            continue
        unit = read_unit(" ".join(part))
        is_unit = unit.is_measure or unit.scale != 1
        if is_unit and not unit.nouns and (unit.scale == 1 or is_scaled):
            return size, unit
    return 1, None


def _are_one_unit(words: list[str]) -> bool:
    """Whether no number, comma or small word parts them."""
    parted = any(word[-1] in ",;:?." for word in words[:-1])
    fillers = any(
        word.casefold() in _FILLERS and not (at and read_unit(words[at - 1]).scale != 1)
        for at, word in enumerate(words)
    )
    return not parted and not fillers and not any(map(_is_number, words))


def _is_number(word: str) -> bool:
    return word[:1].isdigit() or word.casefold() in CARDINALS


def _before_each(words: list[str]) -> Iterator[_UnitKey]:
    """Of litres a day also the litres, since the question has said that they are of a day."""
    for at, word in enumerate(words):
        if at and word.casefold() in EACH:
            unit = read_unit(" ".join(words[:at]))
            yield unit.dimension, unit.factor, unit.scale


def _head(text: str) -> str:
    """The noun that is counted: sailors of `young sailors with scurvy`, them of `dozen of them`."""
    for part in _AFTER_HEAD.split(text):
        match = _LAST_WORD.search(part)
        if match and read_unit(part).scale == 1:
            return match[1].casefold()
    return ""


def _counted_in(question: str) -> set[str]:
    """What a question counts: the words after how many, up to its verb."""
    match = _COUNTED.search(question)
    words = re.findall(r"[^\W\d_]+", match[1].casefold()) if match else ()
    return set(map(singular, takewhile(lambda word: word not in _VERBS, words)))
