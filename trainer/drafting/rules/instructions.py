"""Instructions with a time, a temperature or a length: `let it rest for 45 minutes`.

The parse of an instruction is often wrong behind its verb. Its words follow each other in a fixed
way, which is enough. Each measure is asked for by itself, with the rest of its instruction.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from trainer.drafting.parse.phrase import is_plural, text_of, upper
from trainer.drafting.rules.answers import points_back, size
from trainer.drafting.rules.numbers import ABOUT, BOUND, NUMBER_OR_ONE, amount_keys
from trainer.drafting.rules.question import ProposedQuestion

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PIECE_OF_ONE = r"(?:half an?|a quarter of an|an?)"
_UNIT = (
    r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|°[CF]|degrees?(?: Celsius)?|"
    r"(?:milli|centi|kilo)?met(?:re|er)s?|inch(?:es)?|feet|foot|miles?|[mck]?m|bars?|per cent|%|"
    r"turns?|times)"
)
_MEASURE = re.compile(
    r"(?: (?P<prep>for|at|to|within|after|by|in))?"
    rf"(?: (?P<bound>(?:(?:about|around|roughly|nearly|almost|another|{BOUND}) ?)+))? "
    rf"(?P<number>{NUMBER_OR_ONE}(?: (?:to|or|and) {NUMBER_OR_ONE})?|{_PIECE_OF_ONE}) ?"
    rf"(?P<unit>{_UNIT})\b(?: (?P<how>deep|wide|long|thick|apart|high|away))?",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?:second|minute|hour|day|week|month|year)s?$")
_CUT_BEHIND = re.compile(r"(?:^|,| )(?:until|till|before|while|so|because|since|which|or)\b.*$")
_LOOSE = re.compile(r"\b(?:it|them|this|these|that|those)\b|^\w+ (?:its|their)\b")
_WITH_ARTICLE = re.compile(r"(?P<verb>\w+) (?P<what>an? (?:[\w-]+ ?)+)$")
_PASSING = re.compile(
    r"^(?:next|then|now|first|finally)\b|\b(?:that|this|it|them)\b", re.IGNORECASE
)
_PHRASE = re.compile(r"(?<=\w{3}) (?:with|in|on|into|onto|over|under|from) [^,]+?$")
_OF_THINGS = frozenset({"deep", "wide", "long", "thick", "high"})
_NO_START = frozenset({"ADP", "SCONJ", "DET", "PRON", "CCONJ", "NUM", "PUNCT", "AUX"})
_NOT_BEFORE = frozenset({"RB", "IN", "VBG", "VBN", "NNS", "VBZ", "VBD", "TO"})
_OPENS = frozenset({"DT", "PRP", "PRP$", "CD"})
_SHOULD = "should"


class _Instruction(NamedTuple):
    """One instruction of a sentence."""

    front: str
    """What is before it: `Each day`."""
    text: str
    thing: str
    """What it is done to, as a later `it` or `them` means it; empty where that is not sure."""
    is_many: bool


def instructions(docs: "tuple[Doc, ...]") -> Iterator[ProposedQuestion]:
    """Questions for each measure in the instructions of a sentence.

    Args:
        docs: the parses of its parts, in which an instruction is read as what you should do.
    """
    earlier: list[_Instruction] = []
    for doc in docs:
        for instruction in _instructions_of(doc, earlier[-1] if earlier else None):
            yield from _asked(instruction, earlier[-1] if earlier else None)
            earlier.append(instruction)


def _instructions_of(doc: "Doc", last: _Instruction | None) -> Iterator[_Instruction]:
    """The instructions of a parse, with what `it` and `them` mean in their place."""
    at = next((w.i for w in doc[1:-1] if w.lower_ == _SHOULD and w.nbor(-1).lower_ == "you"), None)
    if at is None or doc[at + 1].dep_ == "neg":
        return
    front = doc[: at - 1].text.strip(" ,")
    starts = [at + 1, *(word.i for word in doc[at + 2 : -1] if _begins(word)), len(doc)]
    for begin, follows in pairwise(starts):
        end = follows
        while end > begin and (doc[end - 1].is_punct or doc[end - 1].lower_ in {"and", "then"}):
            end -= 1
        text = doc[begin:end].text
        thing = _thing(doc, begin, end)
        name, is_many = (text_of(thing), is_plural(thing)) if thing is not None else ("", False)
        if pronoun := re.search(r"\b(?:it|them)\b", text):
            is_known = last is not None and last.thing and last.is_many == (pronoun[0] == "them")
            name, is_many = (last.thing, last.is_many) if last and is_known else ("", False)
            text = f"{text[: pronoun.start()]}{name or pronoun[0]}{text[pronoun.end() :]}"
        last = _Instruction(front, text, "" if points_back(name) else name, is_many)
        yield last


def _begins(word: "Token") -> bool:
    """Whether a new instruction begins here: `, lower the heat`, `and bake for`."""
    before = word.nbor(-1)
    if (
        before.lower_ not in {",", "and", "then"}
        or word.pos_ in _NO_START
        or not word.text.islower()
    ):
        return False
    if word.tag_ in _NOT_BEFORE:
        return False
    return (word.tag_ == "VB" and word.dep_ == "conj") or word.nbor().tag_ in _OPENS


def _thing(doc: "Doc", begin: int, end: int) -> "Token | None":
    """What an instruction is about: the first noun behind its verb that is its object."""
    roles = {"dobj", "nsubj"}
    return next((w for w in doc[begin + 1 : end] if w.dep_ in roles and w.pos_ == "NOUN"), None)


def _asked(instruction: _Instruction, before: _Instruction | None) -> Iterator[ProposedQuestion]:
    text = f" {instruction.text} "
    measures = [measure for measure in _MEASURE.finditer(text) if measure["prep"] or measure["how"]]
    for measure in measures:
        wh = _wh(measure)
        if not wh:
            continue
        rest = text[: measures[0].start()].strip()
        tail = _MEASURE.sub("", text[measures[0].start() :]).strip(" ,.")
        tail = _CUT_BEHIND.sub("", tail).strip(" ,.")
        if size(rest) == 1 and before and before.thing:
            rest = f"{rest} after you {_MEASURE.sub('', f' {before.text} ').strip(' ,.')}"
            tail = ""
        elif size(rest) == 1 and not tail:
            continue
        if _LOOSE.search(rest) or rest.endswith((" and", " or", " but")):
            continue
        asks = f"{wh} should you {rest}"
        if measure["how"] in _OF_THINGS and (thing := _WITH_ARTICLE.match(rest)):
            asks, tail = f"{wh} {thing['what']} should you {thing['verb']}", ""
        lead = (
            f"{instruction.front}, "
            if instruction.front and not _PASSING.search(instruction.front)
            else ""
        )
        plain = _PHRASE.sub("", asks)
        texts = (f"{lead}{asks} {tail}", f"{lead}{asks}", asks, plain, _PHRASE.sub("", plain))
        wordings = tuple(dict.fromkeys(upper(f"{text.strip()}?") for text in texts))
        # the number alone is the fact: two instructions of a sentence may share their unit
        question = ProposedQuestion.of(wordings, measure[0], 89, keys=_keys(measure))
        yield question._replace(fact=measure["number"])


def _wh(match: re.Match[str]) -> str:
    """What is asked for a measure: `for how many minutes`, `to what temperature`."""
    prep, unit = (match["prep"] or "").lower(), match["unit"]
    bound = (match["bound"] or "").strip().lower()
    bound = "about" if bound in ABOUT else "" if bound in {"only", "just"} else bound
    if match["how"]:
        if prep:
            return ""
        how = match["how"].lower()
        return f"how far {how}" if how in {"apart", "away"} else f"how {how}"
    words: tuple[str, ...]
    if unit.startswith(("°", "degree")):
        words = (prep, bound, "what temperature") if prep in {"at", "to"} else ()
    elif not _TIME.match(unit) or prep not in {"for", "within", "after", "in"}:
        words = ()
    elif re.match(_PIECE_OF_ONE, match["number"]) or match["number"].lower() == "one":
        words = (prep, bound, "how long")
    elif bound == "another":
        words = (prep, f"how many more {unit}")
    else:
        words = (prep, bound, f"how many {unit}")
    return " ".join(word for word in words if word)


def _keys(match: re.Match[str]) -> dict[str, object]:
    measure = match[0].strip()
    amount = re.sub(rf"^{match['prep']} ", "", measure) if match["prep"] else measure
    is_number = re.match(NUMBER_OR_ONE, match["number"], re.IGNORECASE) and not match["how"]
    is_piece = re.match(rf"{_PIECE_OF_ONE}$|one$", match["number"], re.IGNORECASE)
    keys = amount_keys(amount.replace("another ", "")) if is_number and not is_piece else None
    return keys or {"a": upper(amount)}
