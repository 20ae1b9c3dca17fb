"""Causes, purposes and results, by the words that join them to what they explain."""

import re
from collections.abc import Iterator

from trainer.drafting.clause import Clause, clause_of
from trainer.drafting.rules.proposal import DANGLES, LONGEST_RUN, Proposal, asking, cut, short

_REASON = re.compile(
    r"(?:,? because(?! of) |, since |, as (?!much|many|well|far|if|in|of|long|soon)|"
    r",? so that |,? in order |(?<=[a-z0-9]) (?=to (?:avoid|"
    r"prevent|protect|keep|counter|ensure|reduce|drive|get rid|wash|compensate|help|let|make) )|"
    r", given that )"
    r"(?P<reason>[^;.]+)"
)


_RESULT = re.compile(
    r",? (?:leading to|resulting in|which leads? to|which led to) (?P<result>[^;.]+)"
)


def reason(sentence: str, clause: Clause) -> Iterator[Proposal]:
    """`Because`, `so that`, `to protect`: asked for with why."""
    found = _REASON.search(sentence)
    if not found or (clause.rest and found.start() < sentence.find(clause.rest[:12])):
        return
    between = sentence[sentence.find(clause.rest[:12]) : found.start()] if clause.rest else ""
    if re.search(r"; |, and ", between):
        return  # it is the reason of another half
    bare = re.sub(r"^(?:the|an?) ", "", found["reason"])  # a word less to quote
    why = short(found["reason"], loosely=False) or short(bare, loosely=False)
    if why and not re.search(r" (?:do|does|did)$", why):
        rest = clause.rest.split(found["reason"][:20])[0]
        yield asking(clause.asked("Why", cut(rest)), found["reason"], a=why[:1].upper() + why[1:])


_SO = re.compile(r"^(?P<cause>[^,;]+), (?:and )?so (?!that|far|as|much|many)(?P<effect>[^;.]+)\.?$")


def because_of_what(sentence: str, known: frozenset[str]) -> Iterator[Proposal]:
    """`X, so Y`: the cause comes first, and the second clause is asked about."""
    found = _SO.match(sentence)
    effect = found and clause_of(found["effect"][:1].upper() + found["effect"][1:], known)
    cause = found and short(found["cause"], loosely=False)
    if effect and cause and not DANGLES.search(cause):
        yield asking(effect.asked("Why", cut(effect.rest)), cause, a=cause)


def result(sentence: str, clause: Clause) -> Iterator[Proposal]:
    """`Leading to`: the result is asked for."""
    found = _RESULT.search(sentence)
    if found and clause.rest and (came := short(found["result"])):
        is_past = clause.auxiliary in {"did", "was", "were", "had"}
        asks = "What was the result when" if is_past else "What is the result when"
        rest = cut(clause.rest, LONGEST_RUN - len(clause.subject.split()) - 1)
        asks = f"{asks} {clause.subject} {clause.finite} {rest}?"
        yield asking(asks, found["result"], a=came[:1].upper() + came[1:])
