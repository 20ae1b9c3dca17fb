"""When something happened."""

import re
from collections.abc import Iterator

from trainer.deck.facts import DATE
from trainer.deck.seeding import date_in
from trainer.drafting.predicate import Clause
from trainer.drafting.rules.proposal import Proposal, asking, cut

WHEN = re.compile(
    rf",? ?\b(?P<prep>[Ii]n|[Oo]n|[Bb]y|[Ss]ince|[Uu]ntil|[Aa]fter|[Bb]efore|[Aa]round|[Aa]bout)"
    rf"(?: about)? (?:late |early |the (?:night|morning|evening|afternoon) of )?"
    rf"(?P<date>{DATE.pattern})"
)


_SIGNED = re.compile(
    rf"(?P<what>(?:The|An?) [^,]+), (?P<verb>[a-z]+ed|built|made|begun|written) (?:in|on) "
    rf"(?P<date>{DATE.pattern})"
)


def signed(sentence: str) -> Iterator[Proposal]:
    """`The convention, signed in 1888, …`."""
    found = _SIGNED.match(sentence)
    date = found and date_in(found["date"])
    if found and date:
        what = found["what"][:1].lower() + found["what"][1:]
        asks = {"a year": "In which year", "month and year": "In which month"}
        begins = asks.get(date.precision, "On what date")
        yield asking(f"{begins} was {what} {found['verb']}?", found["date"], date=str(date))


_OF_ANOTHER = re.compile(
    r"\b(?:before|after|until|while|although|because|that|which|who|where|if)\b.*"
    r"\b(?:is|are|was|were|has|had|did|could|would|[a-z]+ed)\b"
)


_ONLY_THEN = re.compile(
    rf"(?:Only|Not until) (?P<prep>in|on) (?P<date>{DATE.pattern}) "
    r"(?P<told>(?:did|was|were|could|had) .+)"
)


def only_then(sentence: str) -> Iterator[Proposal]:
    """`Only in 1939 did they succeed`, whose words already stand as in a question."""
    found = _ONLY_THEN.match(re.split(r"[;:]|, (?:and|but|which|who|when|because)\b", sentence)[0])
    date = found and date_in(found["date"])
    if found and date:
        asks = {"a year": "which year", "month and year": "which month"}
        begins = f"{found['prep'].capitalize()} {asks.get(date.precision, 'what date')}"
        told = cut(re.sub(r"\b(?:manage|come) to ", "", found["told"].rstrip(".")))
        yield asking(f"{begins} {told}?", found["date"], date=str(date))


def when(clause: Clause) -> Iterator[Proposal]:
    """`In 1854`, `around 1 May`: in front of the clause or in it."""
    for in_lead, text in ((True, clause.lead), (False, clause.rest)):
        found = WHEN.search(text)
        date = found and date_in(found["date"])
        if found and not date and not in_lead and re.search(r"[A-Z]", found["date"]):
            rest = f"{text[: found.start()]}{text[found.end() :]}".strip(" ,")
            told = found[0].strip(" ,")
            yield asking(clause.asked("When", cut(rest)), told, a=told[:1].upper() + told[1:])
        if not found or not date or re.match(r" (?:and|or|to|until) \d", text[found.end() :]):
            continue
        asks = {
            "a year": "which year",
            "month and year": "which month",
            "day, month and year": "what date",
        }[date.precision]
        prep = found["prep"].capitalize()
        if not in_lead and _OF_ANOTHER.search(text[: found.start()]):
            continue
        after = "" if text[found.end() :].startswith(",") else text[found.end() :]
        other = r" and (?=(?:the|an?|it|for|in|with)\b|[A-Z]\w+ (?:in|on) \d)"
        left = re.split(other, text[: found.start()] + after)[0]
        left = left.strip(" ,")
        if in_lead and left:
            continue
        rest = clause.rest if in_lead else left
        if rest and not cut(rest):
            continue  # all that was told points elsewhere
        asked = clause.asked(f"{prep} {asks}", cut(rest), lead=not in_lead)
        yield asking(asked, found["date"], date=str(date))
