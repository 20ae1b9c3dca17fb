"""Blackboard's text for uploading questions: tabs, and the kind in the first field."""

import re
from collections.abc import Sequence

from trainer.exchange.card_collector import CardCollector
from trainer.exchange.choices import choice_fields, leave_repeated
from trainer.exchange.gaps import accepted_in, gap, with_gaps
from trainer.exchange.html.to_text import as_text, lost_in
from trainer.exchange.import_result import ImportResult, quoted
from trainer.exchange.plain_number import plain_number
from trainer.exchange.source import ForeignFile

_KINDS = frozenset(
    "MC MA TF ESS ORD MAT FIB FIB_PLUS NUM FIL SR OP JUMBLED_SENTENCE QUIZ_BOWL".split()
)
_MARK = re.compile(r"^<p>[0-9a-f]{4}_[0-9a-f]{4}</p>\s*")
"""What a writer of packages puts before each question to part it from others."""
_WITHIN = re.compile(r"<p>\s*<i>\s*Note: answers need to be within.*?</p>", re.DOTALL)
_RIGHT = "correct"
_NUMBER = re.compile(r"[-+]?\d*[.,]?\d+(?:[eE][-+]?\d+)?")
_UNMARKED = {
    "ESS": "an essay, which nobody can mark",
    "SR": "a short text, which nobody can mark",
    "FIL": "a file to upload, which nobody can mark",
}


def fits(source: ForeignFile) -> bool:
    """Whether every line of a text begins with the name of a kind and a tab, and has its shape.

    A table of abbreviations may begin with such names as well.
    """
    if not source.is_text:
        return False
    lines = [line.split("\t") for line in source.text.splitlines() if line.strip()]
    if not all(line[0] in _KINDS and len(line) > 1 for line in lines):
        return False
    telling = [_has_its_shape(*line) for line in lines if line[0] not in _UNMARKED]
    return sum(telling) > len(telling) / 2


def _has_its_shape(kind: str, _: str, *fields: str) -> bool:
    """Whether what follows a question is what its kind has there."""
    match kind:
        case "MC" | "MA":
            marks = [mark.strip().casefold() for mark in fields[1::2]]
            return bool(marks) and all(mark in {_RIGHT, "incorrect"} for mark in marks)
        case "TF":
            return fields[:1] != () and fields[0].strip().casefold() in {"true", "false"}
        case "NUM":
            return fields[:1] != () and _NUMBER.fullmatch(fields[0].strip()) is not None
        case _:
            return any(fields)


def read(source: ForeignFile, title: str) -> ImportResult:
    """The questions of a text, a line each."""
    collector = CardCollector(source.media)
    collector.expect([source.text])
    for number, line in enumerate(source.text.splitlines(), 1):
        kind, *fields = line.split("\t")
        if kind.strip() and fields:
            place = f"line {number}"
            fields = [collector.in_html(field) for field in fields]
            raw = _WITHIN.sub("", _MARK.sub("", fields[0]))
            for lost in lost_in(raw):
                collector.leave(place, lost)
            _add(collector, place, kind, as_text(raw), [as_text(field) for field in fields[1:]])
    return collector.result(title)


def _add(
    collector: CardCollector, place: str, kind: str, question: str, fields: Sequence[str]
) -> None:
    filled = [field for field in fields if field]
    answer: dict[str, object]
    match kind:
        case "MC" | "MA" | "OP":
            options = list(zip(fields[::2], fields[1::2], strict=False))
            right = [text for text, mark in options if mark.strip().casefold() == _RIGHT]
            wrong = {text: None for text, mark in options if text not in right}
            if not right:
                fields = [text for text, _ in options]
                collector.add(place, {"q": question, "options": fields}, draft="no option is right")
                return
            leave_repeated(collector, place, [text for text, _ in options])
            answer = choice_fields(right, wrong)
        case "TF":
            answer = {"truth": "".join(filled[:1]).casefold() == "true"}
        case "NUM":
            answer = {
                "number": plain_number("".join(filled[:1])),
                "tolerance": _tolerance(filled[1:]),
            }
        case "FIB":
            answer = {"typed": filled[0] if filled else "", "accept": filled[1:]}
        case "MAT":
            answer = {"match": _pairs(collector, place, fields)}
        case "ORD":
            answer = {"order": filled}
        case "FIB_PLUS":
            answer = _gaps(collector, place, question, fields)
        case "SR" if filled:  # a short text, beside which there is a model of it
            answer = {"a": filled[0]}
        case _:
            reason = _UNMARKED.get(kind, f"a question of the kind {kind}, which is not read here")
            model = {"a": "\n".join(filled)} if kind in _UNMARKED else {"options": filled}
            collector.add(place, {"q": question, **model}, draft=reason)
            return
    collector.add(place, {**({} if answer.keys() & {"cloze", "q"} else {"q": question}), **answer})


def _pairs(collector: CardCollector, place: str, fields: Sequence[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for left, right in zip(fields[::2], fields[1::2], strict=False):
        if pairs.setdefault(left, right) != right:
            collector.leave(place, f"{quoted(f'{left} -> {right}')} among pairs to match")
    return pairs


def _tolerance(fields: Sequence[str]) -> str:
    plain = plain_number(fields[0]) if fields else ""
    return "" if plain == "0" else plain


def _gaps(
    collector: CardCollector, place: str, question: str, fields: Sequence[str]
) -> dict[str, object]:
    """Gaps, each with its name and what is right in it; an empty field parts them."""
    right: list[list[str]] = []
    forms: list[str] = []
    for field in [*fields, ""]:
        if field:
            forms.append(field)
        elif len(forms) > 1:
            name, *of_gap = forms
            question = question.replace(f"[{name}]", gap(of_gap[0]))
            right.append(of_gap)
            forms = []
    return {**with_gaps(question), "accept": accepted_in(collector, place, right)}
