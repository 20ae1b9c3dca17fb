"""The rules by which cards are proposed from one English sentence; see by_rules."""

import re
from collections.abc import Iterator

from trainer.deck.facts import DATE, NUMBER
from trainer.drafting.predicate import Clause
from trainer.drafting.rules.amounts import amounts, measured, share_of, times_as
from trainer.drafting.rules.amounts import counted_there as counted_there
from trainer.drafting.rules.causes import because_of_what as because_of_what
from trainer.drafting.rules.causes import on_condition as on_condition
from trainer.drafting.rules.causes import reason, result
from trainer.drafting.rules.naming import (
    BE,
    by_what,
    by_whom,
    to_whom,
    what_is,
    who,
    whose_work,
)
from trainer.drafting.rules.naming import defined as defined
from trainer.drafting.rules.phrases import phrases as phrases
from trainer.drafting.rules.proposal import DANGLES as DANGLES
from trainer.drafting.rules.proposal import LONGEST_RUN, Proposal, asking
from trainer.drafting.rules.times import only_then as only_then
from trainer.drafting.rules.times import when

_COMPARED = re.compile(
    r"^(?P<more>(?:much |far )?(?:\w+er|(?:more|less) \w+)) than (?P<other>(?:the )?[\w’' -]+)$"
)


def proposals(sentence: str, clause: Clause) -> Iterator[Proposal]:
    """What the rules propose of one clause of a sentence, the best first."""
    if clause.auxiliary in BE and clause.rest.startswith(("to ", "that ")):
        return  # a clause of its own, for `phrases`
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
    r"fact|use|time|year|century|order|search|case|peace|war|force|charge|general|part|return|evening|morning|afternoon|night|"
    r"heat|cold|rain|dark|wind|sun|response|addition|danger|least|most|once|first|all|that|which|it|them|this|these|\d|\w+ing)"
    r"\b)(?=the |[A-Z])[\w’' -]{3,40}?)(?=[,.;]|$| (?:in|on|at|by|since|until|for|around|about|"
    r"and(?! [A-Z])|or(?= [a-z]+ed\b)|"
    r"to|after|before|when|from|with|as|that|which|where|so|because)\b)"
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
        or BE & {*place.split()}
        or len(place.split()) > LONGEST_RUN
        or re.search(rf"\b{NUMBER.pattern}", place)
    ):
        return
    is_part = clause.auxiliary in BE and not mid
    if not is_part:
        yield asking(clause.asked("Where", mid), place, a=place[:1].upper() + place[1:])


def _compared(clause: Clause) -> Iterator[Proposal]:
    """`S is weaker than the other`."""
    found = _COMPARED.match(clause.rest)
    if found and clause.auxiliary in {"is", "are", "was", "were"}:
        asks = f"Which {clause.auxiliary} {found['more']}: {found['other']} or {clause.subject}?"
        yield asking(asks, clause.subject, a=clause.subject[:1].upper() + clause.subject[1:])
