"""Questions of QTI 2.1, 2.2 and 3.0: a file each, with interactions and right responses."""

import re
from collections.abc import Sequence
from functools import partial
from xml.etree.ElementTree import Element

from trainer.exchange.card_collector import CardCollector
from trainer.exchange.choices import ONE_WAS_ENOUGH, choice_fields, leave_repeated
from trainer.exchange.gaps import OPTIONS_OF_A_GAP, Accepted, accepted_in, gap, with_gaps
from trainer.exchange.html.signs import signed
from trainer.exchange.html.to_blocks import without_signs
from trainer.exchange.html.to_text import lost_in
from trainer.exchange.import_result import quoted
from trainer.exchange.plain_number import plain_number
from trainer.exchange.qti.qti2_response import QtiResponse, response_of, tolerance_of
from trainer.exchange.qti.tree import attribute, below, first, markup_in, name_of, shown
from trainer.markup.noncharacters import QTI_GAPS

_GAPS = frozenset({"textentryinteraction", "inlinechoiceinteraction"})
_BLOCKS = frozenset(
    f"{name}interaction" for name in ("choice", "match", "order", "associate", "slider")
)
_DRAGGED = "gapmatchinteraction"
_HOTTEXT = "hottextinteraction"
_NO_ANSWER = frozenset({"endattemptinteraction", "mediainteraction"})
"""A button, and a sound or film to play."""
_CHOICES = frozenset(
    {"gap", "gaptext", "gapimg", "simplematchset", "hotspotchoice", "associablehotspot"}
    | {"simplechoice", "simpleassociablechoice"}
)
"""What is inside an interaction besides its prompt and text."""
_OPTIONS = ("simplechoice", "simpleassociablechoice", "hottext")
_OTHERS = "interaction"
_UNMARKED = {
    "extendedtextinteraction": "an essay, which nobody can mark",
    "uploadinteraction": "a file to upload, which nobody can mark",
}
_ASIDE = frozenset({"rubricblock", "feedbackblock", "feedbackinline", "modalfeedback"})
_BEGINS, _ENDS = QTI_GAPS
_BLANK = f"{_BEGINS}{{0}}{_ENDS}"
"""A gap while HTML becomes text: its name, between signs."""
_IS_BLANK = re.compile(f"{_BEGINS}(.*?){_ENDS}")


def add_assessment_item(collector: CardCollector, place: str, item: Element) -> None:
    """Make the card of an item, or say why there is none."""
    body = first(item, "itembody")
    if body is None:
        collector.leave(place, "a question without a body")
        return
    interactions = [
        one
        for one in body.iter()
        if name_of(one).endswith(_OTHERS) and name_of(one) not in _NO_ANSWER
    ]
    gaps = [one for one in interactions if name_of(one) in _GAPS]
    blocks = [one for one in interactions if name_of(one) in {*_BLOCKS, _HOTTEXT}]
    apart = _BLOCKS | _ASIDE | _GAPS | _CHOICES
    markup = markup_in(body, apart)
    question = shown(markup_in(body, apart, _BLANK))
    for lost in lost_in(signed(markup)):
        collector.leave(place, lost)
    responses = {
        attribute(one, "identifier"): response_of(item, one)
        for one in below(item, "responsedeclaration")
    }
    if len(blocks) == 1 and not gaps:
        fields = _block(blocks[0], responses)
        prompt = first(blocks[0], "prompt")
        asked = shown(markup_in(prompt)) if prompt is not None else ""
        question = _IS_BLANK.sub("", question).strip()
        question = question if asked in question else f"{question}\n{asked}".strip()
        asks: dict[str, object] = {"q": question}
    elif gaps and not blocks:
        accepted = partial(accepted_in, collector, place)
        fields, asks = _written(gaps, responses, question, item, accepted), {}
    elif [name_of(one) for one in interactions] == [_DRAGGED]:
        fields, asks = _dragged(interactions[0], responses, question), {}
    else:
        kinds = [*dict.fromkeys(name_of(one) for one in interactions)]
        reason = f"a question with {', '.join(kinds) or 'nothing to do'}"
        fields, asks = _UNMARKED.get(kinds[0], reason) if len(kinds) == 1 else reason, {}
    if isinstance(fields, str):
        plain = _IS_BLANK.sub("…", question)
        choices = below(item, *_CHOICES - {"simplematchset"}, "inlinechoice", "hottext")
        options = [*filter(None, (shown(markup_in(one, _ASIDE)) for one in choices))]
        collector.add(place, {"q": plain, "options": options}, draft=fields)
        return
    offered = below(item, *_OPTIONS) if "wrong" in fields else ()
    leave_repeated(collector, place, [shown(markup_in(one, _ASIDE)) for one in offered])
    _tell_part_credit(collector, place, item, responses)
    several = {attribute(one, "cardinality") for one in below(item, "responsedeclaration")} - {
        "single"
    }
    if isinstance(fields.get("a"), list) and not several:
        collector.leave(place, f"{ONE_WAS_ENOUGH}: {quoted(question)}")
    if any(name_of(one) in {"inlinechoiceinteraction", _DRAGGED} for one in interactions):
        collector.leave(place, f"{OPTIONS_OF_A_GAP}: {quoted(_IS_BLANK.sub('…', question))}")
    for one in below(item, "rubricblock"):
        if feedback := shown(markup_in(one)):
            whom = attribute(one, "view") or "everybody"
            collector.leave(place, f"feedback for {whom}, {quoted(feedback)}")
    why = [shown(markup_in(one)) for one in below(item, "modalfeedback")]
    if len(why) > 1:
        collector.leave(place, f"feedback on several answers: {quoted(' / '.join(why))}")
        why = []
    why = [*dict.fromkeys(filter(None, (*why, str(fields.pop("why", "")))))]
    collector.add(place, {**asks, "why": "\n".join(why), **fields})


def _tell_part_credit(
    collector: CardCollector, place: str, item: Element, responses: dict[str, QtiResponse]
) -> None:
    options = {
        attribute(one, "identifier"): shown(markup_in(one, _ASIDE))
        for one in below(item, "simplechoice", "inlinechoice")
    }
    for one in (one for response in responses.values() for one in response.part):
        worth_less = f"part credit for {quoted(options.get(one, ''))}, which is wrong here"
        collector.leave(place, worth_less if one in options else f"{quoted(one)} for part credit")


def _right(element: Element, responses: dict[str, QtiResponse]) -> QtiResponse:
    return responses.get(attribute(element, "responseidentifier"), QtiResponse((), is_number=False))


def _block(block: Element, responses: dict[str, QtiResponse]) -> dict[str, object] | str:
    right = _right(block, responses).values
    name = name_of(block)
    choices = {
        attribute(one, "identifier"): shown(markup_in(one, _ASIDE))
        for one in below(block, *_OPTIONS)
    }
    if not right:
        return "nothing says what is right"
    if name == "orderinteraction":
        return {"order": [choices[one] for one in right if one in choices]}
    if name == "sliderinteraction":
        return {"number": plain_number(right[0])}
    if name in {"matchinteraction", "associateinteraction"}:
        pairs = [pair.partition(" ") for pair in right]
        match = {choices.get(left, ""): choices.get(other.strip(), "") for left, _, other in pairs}
        if len(match) < len(pairs):
            return "something that pairs with more than one"
        last = [*below(block, "simplematchset")][-1:]
        texts = [choices[attribute(one, "identifier")] for side in last for one in side]
        return {"match": match, "extra": [text for text in texts if text not in match.values()]}
    wrong = {
        text: "\n".join(_remarks(block, ident)) or None
        for ident, text in choices.items()
        if ident not in right
    }
    remarks = [remark for ident in choices if ident in right for remark in _remarks(block, ident)]
    fields = choice_fields([choices[one] for one in right if one in choices], wrong)
    return {**fields, "why": "\n".join(remarks)} if remarks else fields


def _dragged(
    block: Element, responses: dict[str, QtiResponse], question: str
) -> dict[str, object] | str:
    """A text with gaps, into which texts are dragged."""
    texts = {attribute(one, "identifier"): shown(markup_in(one)) for one in below(block, "gaptext")}
    pairs = [pair.split() for pair in _right(block, responses).values]
    right = {pair[-1]: texts.get(pair[0], "") for pair in pairs if pair}
    blanks = _IS_BLANK.findall(question)
    if len(pairs) != len(blanks) or not all(right.get(blank) for blank in blanks):
        return "a gap that nothing fills, or more than one thing"
    for blank in blanks:
        question = question.replace(_BLANK.format(blank), gap(right[blank]))
    return {**with_gaps(question)}


def _remarks(block: Element, ident: str) -> list[str]:
    chosen = (one for one in below(block, "simplechoice") if attribute(one, "identifier") == ident)
    return [shown(markup_in(remark)) for one in chosen for remark in below(one, "feedbackinline")]


def _written(
    gaps: Sequence[Element],
    responses: dict[str, QtiResponse],
    question: str,
    item: Element,
    accepted: Accepted,
) -> dict[str, object] | str:
    """One answer to type below its question; or a text with gaps."""
    right = [_forms(one, responses) for one in gaps]
    if not all(one.values for one in right):
        return "nothing says what is right"
    blanks = [match[0] for match in _IS_BLANK.finditer(question)]
    alone = len(gaps) == 1 and without_signs(question).rstrip().endswith(blanks[0])
    before = question[: question.find(blanks[0])].rstrip()
    shown_before = without_signs(before).rstrip()
    is_number = right[0].is_number and bool(shown_before)
    asked = shown_before.endswith(("?", ".", ":", "!")) or "\n" in question[len(before) :]
    if alone and (is_number or asked):
        values = right[0].values
        if is_number:
            return {"q": before, "number": plain_number(values[0]), "tolerance": tolerance_of(item)}
        return {"q": before, "typed": values[0], "accept": values[1:], "exact": right[0].exact}
    for blank, one in zip(blanks, right, strict=True):
        question = question.replace(blank, gap(one.values[0]), 1)
    accept = accepted(one.values for one in right)
    exact = all(one.exact for one in right) or None
    return {**with_gaps(question), "accept": accept, "exact": exact}


def _forms(element: Element, responses: dict[str, QtiResponse]) -> QtiResponse:
    """What is right in a gap; of an inline choice its text."""
    right = _right(element, responses)
    choices = {
        attribute(one, "identifier"): shown(markup_in(one))
        for one in below(element, "inlinechoice")
    }
    return right._replace(values=[choices.get(value, value) for value in right.values])
