"""RemNote's Markdown: a list whose lines ask with >>, <<, <>, :: or ;;.

The signs are those of its help pages; no file of the program itself was at hand.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from trainer.exchange.card_collector import CardCollector
from trainer.exchange.choices import choice_fields
from trainer.exchange.import_result import ImportResult, quoted
from trainer.exchange.source import Source

_ITEM = re.compile(r"^(\s*)[-*+]\s+(.*)$")
_SIGN = re.compile(r"\s*(>>>|>>1\.|>>A\)|>>|<<|<>|::|;;)(?:\s+|$)")
_STRONG = re.compile(r"\s(?:>>|<<|<>|;;)(?:\s|$)|\s>>(?:1\.|A\))\s*$|>>>", re.MULTILINE)


class _Line(NamedTuple):
    number: int
    indent: int
    text: str


def fits(source: Source) -> bool:
    """Whether a text is a list with signs that RemNote alone has."""
    if not source.is_text:
        return False
    lines = [line for line in source.text.splitlines() if line.strip()]
    listed = sum(_ITEM.match(line) is not None for line in lines)
    return bool(lines) and listed > len(lines) // 2 and bool(_STRONG.search(source.text))


def read(source: Source, title: str) -> ImportResult:
    """The cards of a list; a line without a sign asks nothing."""
    collector = CardCollector(source.media)
    lines = [
        _Line(number, len(found[1].expandtabs(4)), found[2].strip())
        for number, line in enumerate(collector.in_markdown(source.text).splitlines(), 1)
        if (found := _ITEM.match(line))
    ]
    if lines and not _SIGN.search(lines[0].text):
        title = lines[0].text
    for at, line in enumerate(lines):
        _add(collector, line, _parent(lines, at), _children(lines, at))
    return collector.result(title)


def _parent(lines: Sequence[_Line], at: int) -> str:
    above = (line for line in reversed(lines[:at]) if line.indent < lines[at].indent)
    text = next((line.text for line in above), "")
    return _SIGN.split(text)[0].strip()


def _children(lines: Sequence[_Line], at: int) -> list[str]:
    below: list[_Line] = []
    for line in lines[at + 1 :]:
        if line.indent <= lines[at].indent:
            break
        below.append(line)
    return [line.text for line in below if line.indent == below[0].indent]


def _add(collector: CardCollector, line: _Line, parent: str, children: Sequence[str]) -> None:
    place = f"line {line.number}"
    found = _SIGN.search(line.text)
    if found is None:
        if "{{" in line.text:
            collector.add(place, {"cloze": line.text})
        return
    front, back, sign = line.text[: found.start()], line.text[found.end() :], found[1]
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
            wrong = dict.fromkeys(children[1:])
            fields = {"q": front, **choice_fields(children[:1] or [""], wrong)}
        case _:
            pass
    if not front.strip() or not (back or children):
        collector.leave(place, f"one side only: {quoted(line.text)}")
    else:
        collector.add(place, fields)
