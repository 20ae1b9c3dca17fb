"""Questions of QTI 1.2, as Canvas, text2qti and Blackboard's pools have them.

What is right is what the scoring says: a condition that only names a choice gives a remark.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from xml.etree.ElementTree import Element

from trainer.exchange.card_collector import CardCollector
from trainer.exchange.choices import ONE_WAS_ENOUGH, choice_fields, leave_repeated
from trainer.exchange.gaps import OPTIONS_OF_A_GAP, Accepted, accepted_in, gap, with_gaps
from trainer.exchange.html.signs import signed
from trainer.exchange.html.to_text import lost_in
from trainer.exchange.import_result import quoted
from trainer.exchange.plain_number import plain_number
from trainer.exchange.qti.scoring import (
    Scoring,
    labels_of,
    number_in,
    positive,
    score_of,
    scoring_of,
)
from trainer.exchange.qti.tree import attribute, below, first, material_of, name_of, shown

_UNMARKED = {
    "essay": "an essay, which nobody can mark",
    "file_upload": "a file to upload, which nobody can mark",
    "file upload": "a file to upload, which nobody can mark",
    "text_only": "a text, which asks nothing",
    "short response": "an essay, which nobody can mark",
}
_OF_GAPS = ("fill_in_multiple", "multiple_dropdowns")
"""Kinds of Canvas's whose choices are in a text, be it a single one."""
_WITHIN = re.compile(r"<p>\s*<i>\s*Note: answers need to be within.*?</p>", re.DOTALL)


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
    scoring = scoring_of(item)
    ordered = _ordered(item, presentation)
    accepted = partial(accepted_in, collector, place)
    fields = (
        {"order": ordered} if ordered else _fields(presentation, scoring, question, kind, accepted)
    )
    if isinstance(fields, str):
        shown_there = [*labels_of(presentation).values(), *_right_sides(presentation)]
        options = list(dict.fromkeys(filter(None, shown_there)))
        collector.add(place, {"q": question, "options": options}, draft=fields)
        return
    if scoring.to_wrong:
        reason = " ".join(scoring.to_wrong)
        collector.leave(place, f"feedback on every wrong answer, {quoted(reason)}")
    labels = labels_of(presentation)
    for one in scoring.part:
        worth_less = f"part credit for {quoted(labels.get(one, ''))}, which is wrong here"
        collector.leave(place, worth_less if one in labels else f"{quoted(one)} for part credit")
    if "wrong" in fields:
        leave_repeated(collector, place, labels.values())
    for other in _other_numbers(scoring) if "number" in fields else ():
        collector.leave(place, f"another number that is right, {quoted(other)}")
    why = "\n".join(dict.fromkeys(scoring.why))
    asked = {} if fields.keys() & {"cloze", "q"} else {"q": question}
    for held in below(item, "varsubstring"):
        part = quoted((held.text or "").strip())
        collector.leave(place, f"that an answer is right which only holds {part}")
    if isinstance(fields.get("a"), list | tuple) and not _takes_several(presentation):
        collector.leave(place, f"{ONE_WAS_ENOUGH}: {quoted(question)}")
    if "cloze" in fields and first(presentation, "response_lid") is not None:
        collector.leave(place, f"{OPTIONS_OF_A_GAP}: {quoted(question)}")
    collector.add(place, {**asked, "why": why, **fields})


def _other_numbers(scoring: Scoring) -> Iterator[str]:
    """What is right beside the number of the card."""
    if scoring.ranges:
        for least, most in [*scoring.ranges][1:]:
            yield f"{plain_number(least)} to {plain_number(most)}"
    else:
        forms = [form for forms in scoring.right.values() for form in forms]
        numbers = dict.fromkeys(map(number_in, forms))
        yield from [plain_number(number) for number in numbers if number is not None][1:]


def _kind_of(item: Element) -> str:
    for labelled in below(item, "qtimetadatafield"):
        label = first(labelled, "fieldlabel")
        if label is not None and (label.text or "").strip() == "question_type":
            entry = first(labelled, "fieldentry")
            return ((entry.text if entry is not None else "") or "").strip().lower()
    named = first(item, "bbmd_questiontype")
    return ((named.text if named is not None else "") or "").strip().lower()


def _question_of(presentation: Element) -> str:
    """The material that is before the first response."""
    for one in presentation.iter():
        if name_of(one) in {"response_lid", "response_str", "response_num", "response_grp"}:
            return ""
        if name_of(one) == "material" and (text := material_of(one)):
            return text
    return ""


def _fields(
    presentation: Element, scoring: Scoring, question: str, kind: str, accepted: Accepted
) -> dict[str, object] | str:
    choices = [*below(presentation, "response_lid")]
    texts = [*below(presentation, "response_str", "response_num")]
    if len(choices) > 1 or (choices and kind.startswith(_OF_GAPS)):
        return _pairs(presentation, choices, scoring, question, accepted)
    if choices:
        return _choice(choices[0], scoring)
    if len(texts) > 1:
        keys = [attribute(one, "ident") for one in texts]
        right = {key: scoring.right.get(key, []) for key in keys}
        fields = _gaps(question, right, accepted)
        return fields if isinstance(fields, str) else {**fields, "exact": scoring.exact}
    if texts:
        return _typed(scoring, kind)
    return "no response"


def _takes_several(presentation: Element) -> bool:
    """Whether several options may be picked."""
    responses = below(presentation, "response_lid")
    return any(attribute(one, "rcardinality").lower() != "single" for one in responses)


def _ordered(item: Element, presentation: Element) -> list[str]:
    """Things in their right order; none where it is not asked for."""
    responses = [*below(presentation, "response_lid", "response_grp")]
    if len(responses) != 1 or attribute(responses[0], "rcardinality").lower() != "ordered":
        return []
    labels = labels_of(responses[0])
    places: dict[str, int] = {}
    for condition in below(item, "respcondition"):
        variables = first(condition, "conditionvar")
        for one in positive(variables) if variables is not None and score_of(condition) > 0 else ():
            index, ident = attribute(one, "index"), (one.text or "").strip()
            place = int(index) if index.isdecimal() else len(places) + 1
            if name_of(one) == "varequal" and ident in labels:
                places.setdefault(ident, place)
    return [labels[ident] for ident in sorted(places, key=lambda ident: places[ident])]


def _choice(response: Element, scoring: Scoring) -> dict[str, object] | str:
    labels = labels_of(response)
    idents = {ident for answers in scoring.right.values() for ident in answers}
    right = [text for ident, text in labels.items() if ident in idents]
    wrong = {
        text: "\n".join(scoring.remarks.get(ident, [])) or None
        for ident, text in labels.items()
        if ident not in idents
    }
    if not right:
        return "no option is right"
    scoring.why += [remark for ident in idents for remark in scoring.remarks.get(ident, [])]
    return choice_fields(right, wrong)


def _pairs(
    presentation: Element,
    responses: Sequence[Element],
    scoring: Scoring,
    question: str,
    accepted: Accepted,
) -> dict[str, object] | str:
    """Pairs, a response each; or gaps, where the question names each response in brackets."""
    sides = _right_sides(presentation)
    names = [shown(material_of(one)) for one in responses]
    idents = [attribute(one, "ident") for one in responses]
    if all(f"[{ident}]" in question for ident in idents):
        names = idents
    if not all(names):
        names = _beside(presentation, responses)
    match: dict[str, str] = {}
    others: list[str] = []
    right_in: dict[str, list[str]] = {}
    for name, response in zip(names, responses, strict=True):
        labels = labels_of(response)
        texts = sides if sides and not any(labels.values()) else [*labels.values()]
        right = scoring.right.get(attribute(response, "ident"), [])
        chosen = [text for ident, text in zip(labels, texts, strict=False) if ident in right]
        right_in[name] = chosen
        if chosen:
            match[name] = chosen[0]
        others += texts
    if all(f"[{name}]" in question for name in names):
        return _gaps(question, right_in, accepted)
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
    """The text that is in the same block as each response."""
    texts = []
    for response in responses:
        block = next((one for one in presentation.iter() if response in [*one]), response)
        others = [shown(material_of(one)) for one in block if one is not response]
        texts.append(next(filter(None, others), ""))
    return texts


def _gaps(
    question: str, right: Mapping[str, Sequence[str]], accepted: Accepted
) -> dict[str, object] | str:
    for name, forms in right.items():
        if not forms or f"[{name}]" not in question:
            return "a gap that nothing fills"
        question = question.replace(f"[{name}]", gap(forms[0]))
    return {**with_gaps(question), "accept": accepted(right.values())}


def _typed(scoring: Scoring, kind: str) -> dict[str, object] | str:
    forms = [form for answers in scoring.right.values() for form in answers]
    numbers = [number for form in forms if (number := number_in(form)) is not None]
    for least, most in scoring.ranges:
        middle = numbers[0] if numbers else (least + most) / 2
        margin = max(middle - least, most - middle)
        return {"number": plain_number(middle), "tolerance": plain_number(margin) if margin else ""}
    if not forms and (
        excluded := [text for answers in scoring.excluded.values() for text in answers]
    ):
        return f"all but {quoted(excluded[0])} is right"
    if not forms:
        return "nothing says what is right"
    if numbers and kind.startswith("numer"):
        return {"number": plain_number(numbers[0])}
    return {"typed": forms[0], "accept": forms[1:], "exact": scoring.exact}
