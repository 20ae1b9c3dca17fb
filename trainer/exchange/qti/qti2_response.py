"""What is right in QTI 2.1, 2.2 and 3.0: by a response's declaration, or by its processing."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple
from xml.etree.ElementTree import Element

from trainer.exchange.plain_number import plain_number
from trainer.exchange.qti.scoring import number_in
from trainer.exchange.qti.tree import attribute, below, first, name_of

_COMPARING = frozenset({"match", "stringmatch", "equal", "member"})


class QtiResponse(NamedTuple):
    """What is declared of one response."""

    values: Sequence[str]
    """What is right."""
    is_number: bool
    part: Sequence[str] = ()
    """What scores, and less than what is right."""
    exact: bool | None = None
    """Whether capitals count in what is typed."""


def response_of(item: Element, declaration: Element) -> QtiResponse:
    """A response as it is declared, or else as the processing scores it."""
    response = _declared(declaration)
    key = attribute(declaration, "identifier")
    cases = [
        attribute(one, "casesensitive")
        for one in below(declaration, "mapentry")
        if attribute(one, "mapkey") in response.values
    ]
    cases += [
        attribute(one, "casesensitive")
        for one in below(item, "stringmatch")
        if key in {attribute(variable, "identifier") for variable in below(one, "variable")}
    ]
    sensitive = [case.lower() == "true" for case in cases if case]
    response = response._replace(exact=(bool(sensitive) and all(sensitive)) or None)
    if response.values:
        return response
    right, excluded = _scored(item, key)
    if excluded and not right:
        choices = below(item, "simplechoice", "inlinechoice")
        named = (attribute(one, "identifier") for one in choices)
        right = [one for one in named if one not in excluded]
    return response._replace(values=right)


def _scored(item: Element, key: str) -> tuple[list[str], list[str]]:
    """The values of a response for which the processing gives points, and those it excludes."""
    right: list[str] = []
    excluded: list[str] = []
    for branch in below(item, "responseif", "responseelseif"):
        scores = (one for one in branch if name_of(one) == "setoutcomevalue")
        values = [value.text or "" for one in scores for value in below(one, "basevalue")]
        if not any((number_in(value) or 0) > 0 for value in values):
            continue
        for condition in branch:
            negations = (one for one in condition.iter() if name_of(one) == "not")
            negated = {inner for one in negations for inner in one.iter()}
            for one in condition.iter():
                asked = {attribute(variable, "identifier") for variable in below(one, "variable")}
                if name_of(one) in _COMPARING and asked == {key}:
                    answers = [(value.text or "").strip() for value in below(one, "basevalue")]
                    (excluded if one in negated else right).extend(answers)
    return list(dict.fromkeys(right)), excluded


def _declared(declaration: Element) -> QtiResponse:
    correct = first(declaration, "correctresponse")
    values = [] if correct is None else [(v.text or "").strip() for v in below(correct, "value")]
    entries = [
        (attribute(e, "mapkey"), attribute(e, "mappedvalue"))
        for e in below(declaration, "mapentry")
    ]
    scores = {
        key: float(value)
        for key, value in entries
        if re.fullmatch(r"\d*\.?\d+", value) and float(value) > 0
    }
    best = [key for key, score in scores.items() if score == max(scores.values())]
    if not values:
        values = best if attribute(declaration, "cardinality") == "single" else [*scores]
    elif (
        attribute(declaration, "basetype") == "string"
    ):  # what is typed may be right in other words
        values = list(dict.fromkeys((*values, *best)))
    part = [key for key in scores if key not in values]
    return QtiResponse(values, attribute(declaration, "basetype") in {"float", "integer"}, part)


def tolerance_of(item: Element) -> str:
    """How far off is right, where the processing compares with a tolerance."""
    for equal in below(item, "equal"):
        parts = attribute(equal, "tolerance").split()
        if not parts:
            continue
        try:
            widest = max(Decimal(part) for part in parts)
        except InvalidOperation:
            return ""
        relative = attribute(equal, "tolerancemode") == "relative"
        return f"{plain_number(widest)}{'%' if relative else ''}" if widest else ""
    return ""
