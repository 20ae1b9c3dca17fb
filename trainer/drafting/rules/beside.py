"""How, how often, where and when: what stands in a clause beside its object."""

import re
from collections.abc import Iterator

from trainer.deck.facts import NUMBER
from trainer.deck.partial_date import MONTHS
from trainer.drafting.predicate import Clause
from trainer.drafting.rules.behind import (
    OF_ANOTHER,
    PLACED,
    PREPOSITIONS,
    Behind,
    asked_with,
    is_infinitive,
    telling,
)
from trainer.drafting.rules.naming import BE
from trainer.drafting.rules.proposal import LITTLE, NAME_OF_TWO, Proposal, cut, short, upper
from trainer.drafting.verbs import base

FEWEST_TOLD = 3
"""Words with a meaning of what is asked or answered; fewer fit many things."""
GIVING = frozenset(
    "give grant send tell show offer teach lend sell pay award bring cost spare promise allow owe "
    "hand leave deny earn".split()
)
PEOPLE = re.compile(
    r"\b(?:king|queen|emperor|prince|princess|pope|bishop|monk|nun|priest|saint|general|admiral|"
    r"captain|soldier|official|tenant|landlord|buyer|seller|user|sender|guest|customer|passenger|"
    r"peasant|pupil|visitor|settler|clerk|secretary|clergy|sailor|officer|president|minister|mayor|governor|ambassador|ruler|founder|"
    r"owner|inventor|designer|builder|architect|engineer|mason|carpenter|smith|farmer|fisher|"
    r"miner|merchant|trader|banker|baker|brewer|doctor|physician|surgeon|nurse|teacher|professor|"
    r"student|scientist|chemist|physicist|biologist|botanist|geologist|astronomer|historian|"
    r"mathematician|economist|explorer|traveller|writer|author|poet|painter|artist|composer|"
    r"musician|editor|printer|lawyer|judge|worker|labourer|slave|servant|pilot|driver|keeper|"
    r"[a-z]*(?:man|woman|men|women)|people|person|child|children|brother|sister|son|daughter|father|mother|"
    r"widow|wife|husband)s?\b",
    re.IGNORECASE,
)
TIMES = re.compile(r"\b(?:second|minute|hour|day|week|month|year|decade)s?\b")


def by_doing(clause: Clause, behind: Behind) -> Iterator[Proposal]:
    """`They clear the pipe by turning the wheel`."""
    if re.match(r"By \w+ing\b", clause.lead) and (told := short(clause.lead)):
        asked = clause.asked("How", cut(clause.rest), lead=False)
        yield from telling(asked, clause.lead, told)
    for at, phrase in enumerate(behind.others):
        told = short(" ".join(behind.others[at:])) if re.match(r"by \w+ing\b", phrase) else ""
        if told:
            asked = asked_with(clause, "How", behind.verb, behind.object, *behind.others[:at])
            yield from telling(asked, phrase, told)


_ASKING = frozenset(
    "ask choose decide discover determine forget guess judge know learn notice remember say see "
    "show tell test understand wonder".split()
)
"""Verbs behind which `when` and `if` begin a question."""


def under_condition(clause: Clause, behind: Behind) -> Iterator[Proposal]:
    """`The valve opens when the pressure rises`."""
    if clause.auxiliary in BE and not behind.verb and behind.object:
        return
    if base((behind.verb or clause.verb).split(" ")[-1]) in _ASKING:
        return  # `decided by eye when it was done`
    for at, phrase in enumerate(behind.others):
        joins, _, told = phrase.partition(" ")
        if re.search(r"\b(?:that|which|who)\b", f"{behind.object} {' '.join(behind.others[:at])}"):
            return  # `a dye that turns red when it is spent`
        if joins in {"when", "once", "until", "while", "if", "unless"}:
            whole = " ".join(behind.others[at:])
            if len(told.split()) >= FEWEST_TOLD and short(whole) == whole:
                asked = asked_with(clause, "When", behind.verb, behind.object, *behind.others[:at])
                yield from telling(asked, phrase, whole)
            return


_OFTEN = re.compile(
    r"\b(?P<often>(?:once|twice|(?:three|four|five|six) times) (?:an?|every) \w+|"
    r"every (?:other |(?:two|three|four|five|six|seven|eight|ten|\d+) )?"
    r"(?:day|night|week|month|year|hour|morning|evening|minute)s?)\b"
)
_LONG = re.compile(
    r"\bfor (?P<long>(?:(?:many|several|a few|hundreds of|thousands of) )"
    r"(?:years|days|weeks|months)|"
    r"(?:(?:many|several|a few) )?(?:decades|centuries|generations))\b"
)


def often(clause: Clause, _: Behind) -> Iterator[Proposal]:
    """`Oil the hinge twice a year`, `it stood for centuries`."""
    for shape, name, asks in ((_OFTEN, "often", "How often"), (_LONG, "long", "For how long")):
        found = shape.search(clause.rest)
        if found and not re.search(r"\b(?:to [a-z]+|and|or|then) ", clause.rest[: found.start()]):
            left = f"{clause.rest[: found.start()]}{clause.rest[found.end() :]}"
            left = re.split(r",? (?:or|and) ", left)[0]
            yield from telling(asked_with(clause, asks, left), found[0], found[name])


def beside(clause: Clause, behind: Behind) -> Iterator[Proposal]:
    """`Scale settles on the heating element`: what stands behind a preposition."""
    if clause.auxiliary in BE and not behind.verb and behind.object:
        return  # `the visit was part of a tour`
    for at in range(len(behind.others) - 1, -1, -1):
        if at and re.search(r"\band (?:then\b.*)?$", behind.others[at - 1]):
            continue  # `for an hour and then at the start of every day`
        if any(is_infinitive(told) or OF_ANOTHER.match(told) for told in behind.others[:at]):
            continue  # `failed to find it in many lakes`, `before it was sold in March`
        prep, _, thing = behind.others[at].partition(" ")
        what = _thing_told(behind.others[at])
        if what == thing and prep == "from" and re.search(r" to (?:the |[A-Z])", thing):
            asked = asked_with(clause, "Where", behind.verb, behind.object, *behind.others[:at])
            yield from telling(asked, thing, f"from {thing}")
        elif what and not re.search(_NO_THING, thing) and not _is_trivial(clause, what):
            yield from _about(clause, behind, at, what)


def _is_trivial(clause: Clause, what: str) -> bool:
    is_at_hand = clause.subject == "you" and re.fullmatch(r"(?:the|your) \w+", what)
    return bool(is_at_hand or LITTLE.fullmatch(what) or re.match(r"your\b", what))


def _thing_told(phrase: str) -> str:
    """What stands behind the preposition of a phrase, if it can be an answer."""
    prep, _, thing = phrase.partition(" ")
    is_other = not re.fullmatch(rf"{PREPOSITIONS}|to", prep) or is_infinitive(phrase)
    what = short(thing)
    if is_other or "," in thing or re.match(r"\w+ing\b", thing):
        return ""
    if prep == "to" and not re.match(r"(?:the|an?|all|each|every|both|\w+ly|\w+s)\b|[A-Z]", thing):
        return ""  # it may be a verb
    is_cut = what != thing and not re.match(r"(?:the|an?|[A-Z])", what)
    is_named = re.search(r"\b[A-Z]", what)
    if re.search(r" (?:up|down|open|shut|closed|\w+ed)$", thing):
        return ""  # `with the lid upside down`
    return "" if is_cut or not (is_named or re.match(_TELLING, what)) else what


_NO_THING = rf"^(?:about |up to |more than |over |the )?(?:\d|{NUMBER.pattern})|^(?:least|most)\b|"
_NO_THING += rf"^(?:late |early |mid-)?(?:{'|'.join(MONTHS)})\b|"
_NO_THING += r"^the (?:heat|cold|rain|dark|wind|sun)$|"
_NO_THING += r"^the (?:start|end|beginning|foot|height) of every\b|"
_NO_THING += r"\b(?:than|(?<!up )to|time|year|years|days|age|once|century|centuries|"
_NO_THING += (
    r"evening|morning|afternoon|night|day|summer|winter|spring|autumn|moment|past|future)\b"
)
_TELLING = r"(?:the|an?|all|both|every|each) [^ ]+|[a-z-]+ (?:of |and )?[a-z]|[a-z]+s$"


def _about(clause: Clause, behind: Behind, at: int, what: str) -> Iterator[Proposal]:
    """The question that goes with the preposition of one of the phrases."""
    phrase = behind.others[at]
    prep = phrase.split(" ")[0]
    left = (behind.verb, behind.object, *behind.others[:at], *behind.others[at + 1 :])
    verb = base((behind.verb or clause.verb).split(" ")[-1])
    asks, told = f"{upper(prep)} what", what
    if prep in {"under", "over", "on", "behind"} and re.fullmatch(NAME_OF_TWO, what):
        return  # a person as a rule
    if prep == "for" and TIMES.search(what):
        if not re.match(r"an?\b|one\b|several\b|many\b|half\b", what):
            return
        asks = "For how long"
    elif prep == "after" and verb in {"name", "call"}:
        asks = "After whom" if re.fullmatch(NAME_OF_TWO, what) else "After what"
    elif prep == "by" and re.fullmatch(NAME_OF_TWO, what):
        asks = "By whom"
    elif prep == "from" and what[:1].isupper():
        asks, left = "Where", (*left, "from")
    elif prep == "to" and verb in GIVING:
        asks = "To whom"
    elif re.fullmatch(PLACED, prep) and verb not in _NOWHERE and re.match("the |an? |[A-Z]", what):
        asks, told = "Where", f"{prep} {what}"
    elif prep in {"before", "after", "during", "since", "until"}:
        asks, told = "When", f"{prep} {what}"
    elif prep == "like" or (not behind.object and len(behind.others) == 1):
        asks, left = "What", (behind.verb, prep)
    elif prep in {"as", "by", "without"} and behind.object:
        return
    if asks.endswith(" what") and PEOPLE.match(re.sub(r"^(?:the|an?|his|her|its) ", "", told)):
        asks = f"{asks.removesuffix('what')}whom"
    yield from telling(asked_with(clause, asks, *left), phrase, told)


_NOWHERE = frozenset(
    "consist result believe depend rely focus base succeed specialise invest count agree engage "
    "differ end participate trust insist draw call know take turn change put divide share".split()
)
"""Verbs behind which `in` and `on` lead to no place."""
