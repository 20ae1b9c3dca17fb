"""RemNote's Markdown: a list whose lines ask with >>, <<, <>, :: or ;;.

The signs are those of its help pages; no file of the program itself was at hand.
"""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from trainer.exchange.card_collector import CardCollector
from trainer.exchange.choices import choice_fields, leave_repeated
from trainer.exchange.import_result import ImportResult, quoted
from trainer.exchange.markdown.layout import leave_text
from trainer.exchange.source import ForeignFile

_ITEM = re.compile(r"^(\s*)[-*+]\s+(.*)$")
_SIGN = re.compile(r"\s*(>>>|>>1\.|>>A\)|>>|<<|<>|::|;;)(?:\s+|$)")
_STRONG = re.compile(r"\s(?:>>|<<|<>|;;)(?:\s|$)|\s>>(?:1\.|A\))\s*$|>>>", re.MULTILINE)


class _Line(NamedTuple):
    number: int
    """In the file, from 1."""
    indent: int
    text: str

    @property
    def sign(self) -> re.Match[str] | None:
        """The first sign outside code."""
        signs = _SIGN.finditer(self.text)
        return next((one for one in signs if self.text.count("`", 0, one.start()) % 2 == 0), None)

    @property
    def asks(self) -> bool:
        """Whether it is a card."""
        return self.sign is not None or "{{" in self.text


def fits(source: ForeignFile) -> bool:
    """Whether a text is a list with signs that RemNote alone has."""
    if not source.is_text:
        return False
    lines = [line for line in source.text.splitlines() if line.strip()]
    listed = sum(_ITEM.match(line) is not None for line in lines)
    return bool(lines) and listed > len(lines) // 2 and bool(_STRONG.search(source.text))


def read(source: ForeignFile, title: str) -> ImportResult:
    """The cards of a list; a line without a sign asks nothing, and is listed."""
    collector = CardCollector(source.media)
    texts = collector.in_markdown(source.text).splitlines()
    lines = [
        _Line(number, len(match[1].expandtabs(4)), match[2].strip())
        for number, text in enumerate(texts, 1)
        if (match := _ITEM.match(text))
    ]
    below = [_below(lines, at) for at in range(len(lines))]
    if lines and not lines[0].asks and len(below[0]) == len(lines) - 1:
        title = lines[0].text
    used: set[int] = set()
    for at, line in enumerate(lines):
        answers = [one for one in below[at] if one.indent == below[at][0].indent]
        if line.asks:
            used |= _add(collector, line, _parent(lines, at), answers)
        if any(one.asks for one in below[at]):
            used.add(line.number)  # it says what they are about
    others = ["" if number in used else text for number, text in enumerate(texts, 1)]
    leave_text(collector, 0, others)
    return collector.result(title)


def _parent(lines: Sequence[_Line], at: int) -> str:
    above = (line for line in reversed(lines[:at]) if line.indent < lines[at].indent)
    text = next((line.text for line in above), "")
    return _SIGN.split(text)[0].strip()


def _below(lines: Sequence[_Line], at: int) -> list[_Line]:
    indent = lines[at].indent
    return [*takewhile(lambda line: line.indent > indent, lines[at + 1 :])]


def _add(collector: CardCollector, line: _Line, parent: str, answers: Sequence[_Line]) -> set[int]:
    """Make a card of a line; the numbers of the lines that are on it, or in a notice."""
    place, number = f"line {line.number}", {line.number}
    shown_sign = line.sign
    if shown_sign is None:
        collector.add(place, {"cloze": line.text})
        return number
    children = [one.text for one in answers]
    front, back, sign = (
        line.text[: shown_sign.start()],
        line.text[shown_sign.end() :],
        shown_sign[1],
    )
    fields: dict[str, object] = {"q": front, "a": back or "\n".join(children)}
    match sign:
        case "<<":
            fields = {"q": back, "a": front}
        case "<>" | "::":
            fields["reverse"] = True
        case ";;":
            fields["q"] = f"{parent}: {front}"
        case ">>>":
            fields = {"q": front, "list": [back, *children] if back else children}
        case ">>1.":
            fields = {"q": front, "order": children}
            if not 3 <= len(children) <= 7:  # noqa: PLR2004 - as the card of an order has it
                fields = {"q": front, "list": children, "ordered": True}
        case ">>A)":
            leave_repeated(collector, place, children)
            wrong = dict.fromkeys(children[1:])
            fields = {"q": front, **choice_fields(children[:1] or [""], wrong)}
        case _:
            pass
    if not front.strip() or not (back or children):
        collector.leave(place, f"one side only: {quoted(line.text)}")
        return number
    collector.add(place, fields)
    on_it = sign in {">>>", ">>1.", ">>A)"} or not back
    return number | {one.number for one in answers if on_it}
