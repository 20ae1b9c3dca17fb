"""What the conditions of a question of QTI 1.2 score: what is right in each response."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from trainer.exchange.plain_number import plain_number
from trainer.exchange.qti.tree import attribute, below, first, material_of, name_of, shown

_MOST = Decimal(1_000_000)
"""Stands for all points of a question, where it does not say how many."""


@dataclass(slots=True)
class Scoring:
    """What the conditions of an item say."""

    worth: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    """Response -> idents of choices, or texts, with what each scores."""
    right: dict[str, list[str]] = field(default_factory=dict)
    """Response -> what is right in it."""
    part: list[str] = field(default_factory=list)
    """What scores, and less than what is right."""
    ranges: dict[tuple[Decimal, Decimal], Decimal] = field(default_factory=dict)
    """Least and most of the numbers that a condition takes -> what it scores."""
    remarks: dict[str, list[str]] = field(default_factory=dict)
    """Ident of a choice -> what is said to whoever picks it."""
    cases: list[bool] = field(default_factory=list)
    """Of each text that scores, whether its capitals count."""
    excluded: dict[str, list[str]] = field(default_factory=dict)
    """Response -> what a condition that scores says it must not be, and no more."""
    why: list[str] = field(default_factory=list)
    to_wrong: list[str] = field(default_factory=list)

    @property
    def exact(self) -> bool | None:
        """Whether capitals count in all that is typed."""
        return (bool(self.cases) and all(self.cases)) or None


_EITHER_OR = {
    f"{yes}_{no}.{value}": (yes if value == "true" else no).capitalize()
    for yes, no in (("yes", "no"), ("agree", "disagree"), ("right", "wrong"), ("true", "false"))
    for value in ("true", "false")
}
"""Blackboard's codes for the options of an Either/Or question."""


def scoring_of(item: Element) -> Scoring:
    """What the conditions of an item say."""
    scoring = Scoring()
    feedback = {
        attribute(one, "ident"): shown(material_of(one)) for one in below(item, "itemfeedback")
    }
    _weigh(scoring, item)
    scored = False
    for condition in below(item, "respcondition"):
        variables = first(condition, "conditionvar")
        remarks = [
            feedback[key]
            for one in below(condition, "displayfeedback")
            if feedback.get(key := attribute(one, "linkrefid"))
        ]
        if variables is None:
            continue
        if (score := score_of(condition)) > 0 and _takes(scoring, variables, score):
            scoring.why += remarks
            scored = True
        elif first(variables, "other") is not None:
            (scoring.to_wrong if scored else scoring.why).extend(remarks)
        else:
            for one in below(variables, "varequal"):
                key = (one.text or "").strip() or attribute(one, "respident")
                scoring.remarks.setdefault(key, []).extend(remarks)
    for ident in labels_of(item):  # Blackboard names what is said to an option as the option
        if feedback.get(ident):
            scoring.remarks.setdefault(ident, [feedback[ident]])
    best = max(scoring.ranges.values(), default=Decimal(0))
    for between, score in [*scoring.ranges.items()]:
        if score < best:
            del scoring.ranges[between]
            scoring.part.append(" to ".join(map(plain_number, between)))
    return scoring


def _weigh(scoring: Scoring, item: Element) -> None:
    """What each answer scores; of those to one response the best are right, or all to several."""
    for condition in below(item, "respcondition"):
        variables, score = first(condition, "conditionvar"), score_of(condition)
        for one in () if variables is None or score <= 0 else positive(variables):
            if name_of(one) == "varequal":
                scoring.cases.append(attribute(one, "case").lower() in {"yes", "true"})
        if variables is not None and score > 0 and not [*_named(variables)]:
            for one in below(variables, "varequal"):
                key, value = attribute(one, "respident"), (one.text or "").strip()
                scoring.excluded.setdefault(key, []).append(value)
        added = any(attribute(one, "action").lower() == "add" for one in below(condition, "setvar"))
        for key, value in () if variables is None else _named(variables):
            worth = scoring.worth.setdefault(key, {})
            before = worth.get(value, Decimal(0))
            worth[value] = before + score if added or score < 0 else max(before, score)
    several = {
        attribute(one, "ident")
        for one in below(item, "response_lid", "response_str", "response_num", "response_grp")
        if attribute(one, "rcardinality").lower() in {"multiple", "ordered"}
    }
    for key, worth in scoring.worth.items():
        best = max(worth.values())
        scores = [value for value, score in worth.items() if score > 0]
        right = [value for value in scores if key in several or worth[value] == best]
        if right:
            scoring.right[key] = right
        scoring.part += [value for value in scores if value not in right]
    for response in below(item, "response_lid"):
        others = scoring.excluded.get(key := attribute(response, "ident"))
        if others and key not in scoring.right:
            scoring.right[key] = [one for one in labels_of(response) if one not in others]


def score_of(condition: Element) -> Decimal:
    """What a condition is worth; the most where it is called the right one."""
    score = Decimal(0)
    for one in below(condition, "setvar"):
        value = (one.text or "").strip()
        number = _MOST if value.endswith(".max") else number_in(value) or Decimal(0)
        score += -number if attribute(one, "action").lower() == "subtract" else number
    links = {attribute(one, "linkrefid") for one in below(condition, "displayfeedback")}
    unscored = first(condition, "setvar") is None
    return _MOST if unscored and "correct" in links else score


def _named(variables: Element) -> Iterator[tuple[str, str]]:
    """Response and answer that a condition asks for; what is in a `not` is wrong."""
    for one in positive(variables):
        value = (one.text or "").strip()
        if value and name_of(one) in {"varequal", "varsubset", "varsubstring"}:
            yield attribute(one, "respident"), value


def _takes(scoring: Scoring, variables: Element, score: Decimal) -> bool:
    """Whether what a condition asks for is right; its bounds are kept."""
    named = [*_named(variables)]
    if named and not any(value in scoring.right.get(key, ()) for key, value in named):
        return False
    least = most = None
    for one in positive(variables):
        number = number_in((one.text or "").strip())
        if name_of(one) in {"vargte", "vargt"}:
            least = number
        elif name_of(one) in {"varlte", "varlt"}:
            most = number
    if least is not None and most is not None:
        scoring.ranges[least, most] = max(score, scoring.ranges.get((least, most), score))
    return True


def positive(variables: Element) -> Iterator[Element]:
    """What a condition asks for, in `and` and `or` too; not what it excludes."""
    for one in variables:
        if name_of(one) in {"and", "or"}:
            yield from positive(one)
        elif name_of(one) != "not":
            yield one


def number_in(text: str) -> Decimal | None:
    """The number that a text is; None where it is none."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def labels_of(response: Element) -> dict[str, str]:
    """The choices of a response by their idents."""
    texts = {
        attribute(one, "ident"): shown(material_of(one))
        for one in below(response, "response_label")
    }
    return {ident: _EITHER_OR.get(text, text) for ident, text in texts.items()}
