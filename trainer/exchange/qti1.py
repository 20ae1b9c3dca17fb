"""Questions of QTI 1.2, as Canvas, text2qti and Blackboard's pools have them.

What is right is what the scoring says: a condition that only names a choice gives a remark.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from trainer.exchange.card_collector import CardCollector
from trainer.exchange.choices import choice_fields
from trainer.exchange.gaps import OPTIONS_OF_A_GAP, gap, with_gaps
from trainer.exchange.html import lost_in
from trainer.exchange.html_signs import signed
from trainer.exchange.import_result import quoted
from trainer.exchange.qti_tree import attribute, below, first, material_of, name_of, shown

_UNMARKED = {
    "essay": "an essay, which nobody can mark",
    "file_upload": "a file to upload, which nobody can mark",
    "file upload": "a file to upload, which nobody can mark",
    "text_only": "a text, which asks nothing",
    "short response": "an essay, which nobody can mark",
}
_MOST = Decimal(1_000_000)
"""Stands for all points of a question, where it does not say how many."""
_WITHIN = re.compile(r"<p>\s*<i>\s*Note: answers need to be within.*?</p>", re.DOTALL)


@dataclass(slots=True)
class _Scoring:
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
    why: list[str] = field(default_factory=list)
    to_wrong: list[str] = field(default_factory=list)


def add_item(collector: CardCollector, place: str, item: Element) -> None:
    """Make the card of an item, or say why there is none."""
    presentation = first(item, "presentation")
    kind = _kind_of(item)
    if presentation is None:
        collector.leave(place, f"a question without a presentation: {quoted(kind)}")
        return
    markup = _WITHIN.sub("", _question_of(presentation))
    question = shown(markup)
    for lost in lost_in(signed(markup)):
        collector.leave(place, lost)
    for word, reason in _UNMARKED.items():
        if kind.startswith(word):
            collector.add(place, {"q": question}, draft=reason)
            return
    scoring = _scoring_of(item)
    ordered = _ordered(item, presentation)
    fields = {"order": ordered} if ordered else _fields(presentation, scoring, question, kind)
    if isinstance(fields, str):
        shown_there = [*_labels(presentation).values(), *_right_sides(presentation)]
        options = list(dict.fromkeys(filter(None, shown_there)))
        collector.add(place, {"q": question, "options": options}, draft=fields)
        return
    if scoring.to_wrong:
        reason = " ".join(scoring.to_wrong)
        collector.leave(place, f"what is said to every wrong answer, {quoted(reason)}")
    labels = _labels(presentation)
    for one in scoring.part:
        worth_less = f"part credit for {quoted(labels.get(one, ''))}, which is wrong here"
        collector.leave(place, worth_less if one in labels else f"{quoted(one)} for part credit")
    why = "\n".join(dict.fromkeys(scoring.why))
    said = {} if fields.keys() & {"cloze", "q"} else {"q": question}
    if "cloze" in fields and first(presentation, "response_lid") is not None:
        collector.leave(place, f"{OPTIONS_OF_A_GAP}: {quoted(question)}")
    collector.add(place, {**said, "why": why, **fields})


def _kind_of(item: Element) -> str:
    for labelled in below(item, "qtimetadatafield"):
        label = first(labelled, "fieldlabel")
        if label is not None and (label.text or "").strip() == "question_type":
            entry = first(labelled, "fieldentry")
            return ((entry.text if entry is not None else "") or "").strip().lower()
    named = first(item, "bbmd_questiontype")
    return ((named.text if named is not None else "") or "").strip().lower()


def _question_of(presentation: Element) -> str:
    """The material that stands before the first response."""
    for one in presentation.iter():
        if name_of(one) in {"response_lid", "response_str", "response_num", "response_grp"}:
            return ""
        if name_of(one) == "material" and (said := material_of(one)):
            return said
    return ""


def _scoring_of(item: Element) -> _Scoring:
    scoring = _Scoring()
    feedback = {
        attribute(one, "ident"): shown(material_of(one)) for one in below(item, "itemfeedback")
    }
    _weigh(scoring, item)
    scored = False
    for condition in below(item, "respcondition"):
        variables = first(condition, "conditionvar")
        said = [
            feedback[key]
            for one in below(condition, "displayfeedback")
            if feedback.get(key := attribute(one, "linkrefid"))
        ]
        if variables is None:
            continue
        if (score := _score(condition)) > 0 and _takes(scoring, variables, score):
            scoring.why += said
            scored = True
        elif first(variables, "other") is not None:
            (scoring.to_wrong if scored else scoring.why).extend(said)
        else:
            for one in below(variables, "varequal"):
                key = (one.text or "").strip() or attribute(one, "respident")
                scoring.remarks.setdefault(key, []).extend(said)
    best = max(scoring.ranges.values(), default=Decimal(0))
    for between, score in [*scoring.ranges.items()]:
        if score < best:
            del scoring.ranges[between]
            scoring.part.append(" to ".join(map(_plain, between)))
    return scoring


def _weigh(scoring: _Scoring, item: Element) -> None:
    """What each answer scores; of those to one response the best are right, or all to several."""
    for condition in below(item, "respcondition"):
        variables, score = first(condition, "conditionvar"), _score(condition)
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


def _score(condition: Element) -> Decimal:
    """What a condition is worth; the most where it is called the right one."""
    score = Decimal(0)
    for one in below(condition, "setvar"):
        value = (one.text or "").strip()
        number = _MOST if value.endswith(".max") else _number(value) or Decimal(0)
        score += -number if attribute(one, "action").lower() == "subtract" else number
    links = {attribute(one, "linkrefid") for one in below(condition, "displayfeedback")}
    unscored = first(condition, "setvar") is None
    return _MOST if unscored and "correct" in links else score


def _named(variables: Element) -> Iterator[tuple[str, str]]:
    """Response and answer that a condition asks for; what stands in a `not` is wrong."""
    for one in _positive(variables):
        value = (one.text or "").strip()
        if value and name_of(one) in {"varequal", "varsubset", "varsubstring"}:
            yield attribute(one, "respident"), value


def _takes(scoring: _Scoring, variables: Element, score: Decimal) -> bool:
    """Whether what a condition asks for is right; its bounds are taken."""
    named = [*_named(variables)]
    if named and not any(value in scoring.right.get(key, ()) for key, value in named):
        return False
    least = most = None
    for one in _positive(variables):
        number = _number((one.text or "").strip())
        if name_of(one) in {"vargte", "vargt"}:
            least = number
        elif name_of(one) in {"varlte", "varlt"}:
            most = number
    if least is not None and most is not None:
        scoring.ranges[least, most] = max(score, scoring.ranges.get((least, most), score))
    return True


def _positive(variables: Element) -> Iterator[Element]:
    for one in variables:
        if name_of(one) in {"and", "or"}:
            yield from _positive(one)
        elif name_of(one) != "not":
            yield one


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _fields(
    presentation: Element, scoring: _Scoring, question: str, kind: str
) -> dict[str, object] | str:
    choices = [*below(presentation, "response_lid")]
    texts = [*below(presentation, "response_str", "response_num")]
    if len(choices) > 1:
        return _pairs(presentation, choices, scoring, question)
    if choices:
        return _choice(choices[0], scoring)
    if len(texts) > 1:
        keys = [attribute(one, "ident") for one in texts]
        return _gaps(question, {key: scoring.right.get(key, []) for key in keys})
    if texts:
        return _typed(scoring, kind)
    return "no response"


def _labels(response: Element) -> dict[str, str]:
    """The choices of a response by their idents."""
    return {
        attribute(one, "ident"): shown(material_of(one))
        for one in below(response, "response_label")
    }


def _ordered(item: Element, presentation: Element) -> list[str]:
    """Things in their right order; none where it is not asked for."""
    responses = [*below(presentation, "response_lid", "response_grp")]
    if len(responses) != 1 or attribute(responses[0], "rcardinality").lower() != "ordered":
        return []
    labels = _labels(responses[0])
    places: dict[str, int] = {}
    for condition in below(item, "respcondition"):
        variables = first(condition, "conditionvar")
        for one in _positive(variables) if variables is not None and _score(condition) > 0 else ():
            index, ident = attribute(one, "index"), (one.text or "").strip()
            place = int(index) if index.isdecimal() else len(places) + 1
            if name_of(one) == "varequal" and ident in labels:
                places.setdefault(ident, place)
    return [labels[ident] for ident in sorted(places, key=lambda ident: places[ident])]


def _choice(response: Element, scoring: _Scoring) -> dict[str, object] | str:
    labels = _labels(response)
    idents = {ident for found in scoring.right.values() for ident in found}
    right = [text for ident, text in labels.items() if ident in idents]
    wrong = {
        text: "\n".join(scoring.remarks.get(ident, [])) or None
        for ident, text in labels.items()
        if ident not in idents
    }
    if not right:
        return "no option is right"
    scoring.why += [said for ident in idents for said in scoring.remarks.get(ident, [])]
    return choice_fields(right, wrong)


def _pairs(
    presentation: Element, responses: Sequence[Element], scoring: _Scoring, question: str
) -> dict[str, object] | str:
    """Pairs, a response each; or gaps, where the question names each response in brackets."""
    sides = _right_sides(presentation)
    names = [shown(material_of(one)) for one in responses]
    if not all(names):
        names = _beside(presentation, responses)
    match: dict[str, str] = {}
    others: list[str] = []
    accept: dict[str, list[str]] = {}
    for name, response in zip(names, responses, strict=True):
        labels = _labels(response)
        texts = sides if sides and not any(labels.values()) else [*labels.values()]
        right = scoring.right.get(attribute(response, "ident"), [])
        found = [text for ident, text in zip(labels, texts, strict=False) if ident in right]
        accept[name] = found
        if found:
            match[name] = found[0]
        others += texts
    if all(f"[{name}]" in question for name in names):
        return _gaps(question, accept)
    if len(match) < len(responses):
        return "a pair that nothing matches"
    extra = [text for text in dict.fromkeys(others) if text not in match.values()]
    return {"match": match, "extra": extra}


def _right_sides(presentation: Element) -> list[str]:
    """What there is to choose from, where Blackboard lists it apart."""
    blocks = (
        one for one in below(presentation, "flow") if attribute(one, "class") == "RIGHT_MATCH_BLOCK"
    )
    block = next(blocks, None)
    return [] if block is None else [shown(material_of(one)) for one in block]


def _beside(presentation: Element, responses: Sequence[Element]) -> list[str]:
    """The text that stands in the same block as each response."""
    texts = []
    for response in responses:
        block = next((one for one in presentation.iter() if response in [*one]), response)
        others = [shown(material_of(one)) for one in block if one is not response]
        texts.append(next(filter(None, others), ""))
    return texts


def _gaps(question: str, right: Mapping[str, Sequence[str]]) -> dict[str, object] | str:
    accept: dict[str, Sequence[str]] = {}
    for name, forms in right.items():
        if not forms or f"[{name}]" not in question:
            return "a gap that nothing fills"
        question = question.replace(f"[{name}]", gap(forms[0]))
        if forms[1:]:
            accept[forms[0]] = forms[1:]
    return {**with_gaps(question), "accept": accept}


def _typed(scoring: _Scoring, kind: str) -> dict[str, object] | str:
    forms = [form for found in scoring.right.values() for form in found]
    numbers = [number for form in forms if (number := _number(form)) is not None]
    for least, most in scoring.ranges:
        middle = numbers[0] if numbers else (least + most) / 2
        margin = max(middle - least, most - middle)
        return {"number": _plain(middle), "tolerance": _plain(margin) if margin else ""}
    if not forms:
        return "nothing says what is right"
    if numbers and kind.startswith("numer"):
        return {"number": _plain(numbers[0])}
    return {"typed": forms[0], "accept": forms[1:]}


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
