"""The facts of a sentence that a card could ask for: names, numbers, dates, causes. For English."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from trainer.deck.lint.names import names
from trainer.deck.partial_date import MONTH, YEAR

DATE = re.compile(
    rf"\b(?:(?:[0-3]?\d )?(?:{MONTH}),? {YEAR}|(?:{MONTH}) [0-3]?\d(?:, {YEAR})?"
    rf"|[0-3]?\d (?:{MONTH})|{YEAR}s?)\b(?![%°])(?! ?(?:kilo|metre|meter|mm|cm|km|kg|litre|liter))"
)
"""A day, a month or a year as a text writes it."""
_TIME_FOLLOWS = re.compile(
    r"(?:\b(?:in|since|until|till|by|before|after|from|to|during|through|(?<!out )of|and|or|the|"
    r"its|their|his|her|a|early|late|mid|spring|summer|autumn|winter|year|circa|1\d{3},?|20\d{2},?)"
    r"[ -]|[-–(/])$",
    re.IGNORECASE,
)
"""What stands before a year: `in 1900 prices rose`, `the 1948 elections`."""
_PEOPLE = r" (?:[A-Za-z]+ )?(?:men|women|people|children)\b"
_PEOPLE_FOLLOW = re.compile(_PEOPLE)
_MANY_FOLLOW = re.compile(
    rf"{_PEOPLE}| (?!this\b|thus\b|always\b|perhaps\b|towards\b)[a-z]{{3,}}[^su\W]s\b"
    r"| (?:had|have|were|are) | of (?:them|these|those|the|his|its)\b"
)
_SURE_OF_TIME = re.compile(
    r"\b(?:in|since|until|till|by|before|during|circa|and|or)[ -]$", re.IGNORECASE
)
_SPELT = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
).split()
_TENS = _SPELT[18:]
NUMBER = re.compile(
    r"(?<![\w.,/-])(?<!\bthe )(?<!\bthese )(?<!\bthose )"
    r"(?<!\bgroup )(?<!\bchapter )(?<!\bsection )(?<!\bpart )(?<!\bphase )(?<!\bstage )"
    r"(?:\d+(?:[.,]\d+)*(?: ?%| ?°C)?|"
    rf"(?:{'|'.join(_TENS)})-(?:one|{'|'.join(_SPELT[:8])})|" + "|".join(_SPELT) + r")(?![\w/])"
    r"(?:(?:[- ](?:hundred|thousand|million|billion))+)?(?: per ?cent)?",
    re.IGNORECASE,
)
"""A number in digits or as a word, with the magnitude that follows it.

`The two countries` only points back; `group two` is a name.
"""
CAUSE = re.compile(
    r"\b(?:because(?: of)?|since(?= \w+ (?:is|are|was|were|has|have|had|do|does|did|can|could)\b)|"
    r"as(?= (?:it|they|he|she|there|this|these|the \w+) (?:is|are|was|were|has|have|had|do|does|"
    r"did|can|could|would|will)\b)|"
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbe )(?<!\bbeen )(?<!\bbeing )(?<!\bhas )"
    r"(?<!\bhave )(?<!\bhad )given(?: that)?|due to|owing to|thanks to|"
    r"to compensate(?: for)?|"
    r"in order to|so that|so as to|leading to|which leads? to|which led to|led to|leads to|"
    r"resulting in|which is why|that is why|caused by|causes?|caused|in response to|"
    r"to (?:avoid|prevent|protect|keep|counter|ensure|reduce))\b",
    re.IGNORECASE,
)
"""The connective that a cause or a purpose follows."""
_NEXT_THOUGHT = re.compile(
    r",? (?:which|who|whose|whereas|while|but|though|although|and (?:thus|so|then|therefore))\b"
    r"|, (?:and|so|where|as|when) (?:it|he|she|they|this|these|there|that|we|"
    r"the \w+ (?:is|are|was|were|has|have|had))\b|[;:.!?](?!\d)"
)
"""Where a cause has been told, and its sentence goes on."""
_BODIES = (
    "Board|Company|Committee|Commission|Council|Ministry|Department|Office|Agency|Authority|"
    "Administration|Act|Treaty|Society|Association|Institute|University|College|Museum|Fund|Union|"
    "Organization|Organisation|Party|Court|Bank|Service|Corporation|Church|Railway|Parliament"
)


class FactKind(StrEnum):
    """What sort of fact it is."""

    DATE = "date"
    NUMBER = "number"
    NAME = "name"
    CAUSE = "cause"


class Fact(NamedTuple):
    """One fact, as its sentence words it."""

    kind: FactKind
    text: str
    start: int
    """Where in the sentence it begins, in characters."""

    @property
    def end(self) -> int:
        """Just past its last character."""
        return self.start + len(self.text)


def facts_of(sentence: str, known: frozenset[str] = frozenset()) -> tuple[Fact, ...]:
    """The facts of a sentence, in their order.

    Args:
        sentence: one sentence of a source.
        known: the source's names in lower case, which count at the start of a sentence too.
    """
    dates = [
        Fact(FactKind.DATE, match[0], match.start())
        for match in DATE.finditer(sentence)
        if not _counts(sentence, match)
    ]
    taken = list(dates)
    for match in NUMBER.finditer(sentence):
        fact = Fact(FactKind.NUMBER, match[0], match.start())
        if not any(fact.start < other.end and other.start < fact.end for other in dates):
            taken.append(fact)
    taken += [
        name
        for name in _names(sentence, known)
        if not any(name.start < other.end and other.start < name.end for other in taken)
    ]
    taken += _causes(sentence)
    return tuple(sorted(taken, key=lambda fact: fact.start))


def _counts(sentence: str, year: re.Match[str]) -> bool:
    """Whether four digits say how many: `out of 1900 men`, `it lost 1200 ships`."""
    before, after = sentence[: year.start()], sentence[year.end() :]
    if not year[0].isdigit() or _SURE_OF_TIME.search(before):
        return False
    if _PEOPLE_FOLLOW.match(after):
        return True
    return bool(_MANY_FOLLOW.match(after)) and not _TIME_FOLLOWS.search(before)


def _names(sentence: str, known: frozenset[str]) -> Iterator[Fact]:
    """Names word by word, those that belong together as one: the Food and Drug Board."""
    single = names(sentence, known)
    if not single or sentence.isupper():
        return
    word = "|".join(re.escape(name) for name in sorted(single, key=len, reverse=True))
    joined = rf"(?<=\bthe )(?:{word}) and (?:(?:{word}) )+(?:{_BODIES})\b|"
    run = re.compile(
        rf"{joined}\b(?:{word})\b(?:(?: (?:of|de|the|von|van|del|la))*[ -](?:{word})\b)*"
    )
    seen = set()
    for match in run.finditer(sentence):
        if match[0] not in seen:
            seen.add(match[0])
            yield Fact(FactKind.NAME, match[0], match.start())


def _causes(sentence: str) -> Iterator[Fact]:
    for match in CAUSE.finditer(sentence):
        rest = _NEXT_THOUGHT.search(sentence, match.end())
        clause = sentence[match.start() : rest.start() if rest else None].strip(" ,")
        if len(clause.split()) > 2:  # noqa: PLR2004 - "because of it" says nothing
            yield Fact(FactKind.CAUSE, clause, match.start())
