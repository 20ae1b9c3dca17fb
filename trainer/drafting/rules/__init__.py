"""The rules by which cards are proposed from one English sentence; see by_rules."""

import re
from collections.abc import Iterator

from trainer.deck.facts import DATE, NUMBER
from trainer.drafting.clause import Clause
from trainer.drafting.rules.amounts import amounts, measured, share_of, times_as
from trainer.drafting.rules.causes import because_of_what as because_of_what
from trainer.drafting.rules.causes import reason, result
from trainer.drafting.rules.naming import (
    BE,
    NAME_OF_TWO,
    by_what,
    by_whom,
    surname,
    to_whom,
    what_is,
    who,
    whose_work,
)
from trainer.drafting.rules.naming import defined as defined
from trainer.drafting.rules.proposal import DANGLES as DANGLES
from trainer.drafting.rules.proposal import LONGEST_RUN, Proposal, asking, short
from trainer.drafting.rules.times import when

_COMPARED = re.compile(
    r"^(?P<more>(?:much |far )?(?:\w+er|(?:more|less) \w+)) than (?P<other>(?:the )?[\w’' -]+)$"
)


def proposals(sentence: str, clause: Clause) -> Iterator[Proposal]:
    """What the rules propose of one clause of a sentence, the best first."""
    yield from reason(sentence, clause)
    yield from by_whom(clause)
    yield from whose_work(clause)
    yield from to_whom(clause)
    yield from by_what(clause)
    yield from _compared(clause)
    yield from when(clause)
    yield from times_as(clause)
    yield from measured(clause)
    yield from amounts(clause)
    yield from who(clause)
    yield from share_of(clause)
    yield from _where(clause)
    yield from result(sentence, clause)
    yield from what_is(clause)


_PLACE = re.compile(
    r"^(?P<mid>(?:(?!from |to |into )[\w’'-]+ ){0,4}?)(?P<place>(?:in|on|at|over|under|near|above|"
    r"below|along|inside|outside|across) (?!(?:(?:the|an?) )?(?:end|beginning|start|average|turns?|"
    r"fact|use|time|year|century|order|search|case|peace|war|force|charge|general|part|return|"
    r"response|addition|danger|least|most|once|first|all|that|which|it|them|this|these|\d|\w+ing)"
    r"\b)(?=the |[A-Z])[\w’' -]{3,40}?)(?=[,.;]|$| (?:in|on|at|by|since|until|for|around|about|"
    r"and|to|after|before|when|from|with|as|that|which|where|so|because)\b)"
)


_PLACE_TOLD = 4
"""Words of a place that has no name: `in the rock` tells a learner little."""


def _where(clause: Clause) -> Iterator[Proposal]:
    """`S lives in a place`."""
    found = _PLACE.match(clause.rest)
    if found is None or clause.subject == "you" or DATE.search(found["place"]):
        return
    place, mid = found["place"], found["mid"].strip()
    moves = mid.startswith("not") or clause.verb in {
        "call",
        "believe",
        "think",
        "expect",
        "know",
        "consist",
        "depend",
    }
    is_vague = place.islower() and len(place.split()) < _PLACE_TOLD
    if (
        is_vague
        or moves
        or len(place.split()) > LONGEST_RUN
        or re.search(rf"\b{NUMBER.pattern}", place)
    ):
        return
    is_part = clause.auxiliary in BE and not mid
    if not is_part:
        yield asking(clause.asked("Where", mid), place, a=place[:1].upper() + place[1:])


_WEAK = frozenset(
    "call expect think leave make take give have get become need mean matter seem remain help let "
    "keep come go say want do begin".split()
)
"""Verbs whose object says little without all that follows it."""


_FROM_TO = re.compile(
    r"(?P<first>from (?:about |some )?\d[^,;]*?) to (?P<last>(?:about )?\d[^,;]*)"
)


def object_of(clause: Clause) -> Iterator[Proposal]:
    """`S did X`: asked where nothing better can be."""
    if clause.auxiliary not in {"did", "does", "do"}:
        return
    if re.match(r"an? ", clause.subject) and clause.auxiliary == "did":
        return  # whichever doctor it was that did it
    yield from (_last(told) for told in _objects(clause) if not DANGLES.search(told.fact))


def _objects(clause: Clause) -> Iterator[Proposal]:
    if fell := _FROM_TO.match(clause.rest):
        what = fell["last"][:1].upper() + fell["last"][1:]
        yield asking(clause.asked("To what", fell["first"]), fell["last"], a=what)
        return
    leads = r"(?P<prep>with|from|into|against|through|to(?= (?:the|an?) )|of)"
    if led := re.match(rf"{leads} (?P<what>.+)", clause.rest):
        what = short(led["what"])
        if re.fullmatch(NAME_OF_TWO, what):
            asks = clause.asked(f"{led['prep'].capitalize()} whom", "")
            yield asking(asks, what, typed=what, **surname(what))
        elif what:
            yield asking(clause.asked("What", led["prep"]), what, a=_upper(what))
        return
    found = clause.verb not in _WEAK and re.match(
        r"(?!(?:to|that|in|on|at|by|for|only|up|out|off|over|under|about|between|back|so|as)\b).+",
        clause.rest,
    )
    if not found:
        return
    text = re.split(
        r" (?:in|on|by|since|until|for|after) (?=\d|(?:about|some) \d|the \d{4}s)", found[0]
    )[0]
    what = short(text)
    telling = (
        r"^(?:the|an?|all|most|no) (?!first|last|second|great deal|lot |number |kind |part |way )"
        r"[^ ]+ |[A-Z]|^[a-z]+ of [a-z]"
    )
    is_telling = re.search(telling, what)
    if is_telling and len(what.split()) + 1 >= len(found[0].split()) // 2:
        yield asking(clause.asked("What", ""), what, a=_upper(what))


def _last(proposal: Proposal) -> Proposal:
    return proposal._replace(is_last_resort=True)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _compared(clause: Clause) -> Iterator[Proposal]:
    """`S is weaker than the other`."""
    found = _COMPARED.match(clause.rest)
    if found and clause.auxiliary in {"is", "are", "was", "were"}:
        asks = f"Which {clause.auxiliary} {found['more']}: {found['other']} or {clause.subject}?"
        yield asking(asks, clause.subject, a=clause.subject[:1].upper() + clause.subject[1:])
