"""text2qti's plain text: numbered questions, and below each its options or its answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from trainer.exchange.card_collector import CardCollector
from trainer.exchange.choices import choice_fields
from trainer.exchange.import_result import ImportResult, quoted
from trainer.exchange.source import ForeignFile

_QUESTION = re.compile(r"(?:#{1,6}\s+)?\d+[.)]\s+(\S.*)")
_CHOICE = re.compile(r"(\*?)[a-zA-Z]\)\s+(\S.*)")
_BOX = re.compile(r"(?:[-*+]\s+)?\[([ xX*])\]\s+(\S.*)")
_NUMBER = re.compile(r"=\s*(\S.*)")
_SHORT = re.compile(r"\*\s+(\S.*)")
_REMARK = re.compile(r"(\.\.\.|\+|-)\s+(\S.*)")
_HEAD = re.compile(
    r"(Quiz title|Quiz description|Title|Points|Text title|Text|pick|points per question"
    r"|shuffle answers|show correct answers|one question at a time|can't go back"
    r"|feedback is solution|solutions sample groups|solutions randomize groups)\s*:\s*(.*)",
    re.IGNORECASE,
)
_BOUNDS = re.compile(r"\[\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*\]")
_MARGIN = re.compile(r"(-?[\d.]+)\s*\+-\s*([\d.]+\s*%?)")
_SIGNS = re.compile(r"^\s*\*[a-zA-Z]\)\s|^\s*\[\*\]\s|^=\s+[-\[\d]|^Quiz title:", re.MULTILINE)


@dataclass(slots=True)
class _Question:
    """A question as its lines are read."""

    line: int
    text: list[str]
    right: list[str] = field(default_factory=list)
    wrong: dict[str, str | None] = field(default_factory=dict)
    forms: list[str] = field(default_factory=list)
    number: str = ""
    unmarked: str = ""
    remarks: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def fits(source: ForeignFile) -> bool:
    """Whether a text has numbered questions and options as text2qti marks them."""
    if not source.is_text or not _SIGNS.search(source.text):
        return False
    return any(_QUESTION.match(line) for line in source.text.splitlines())


def read(source: ForeignFile, title: str) -> ImportResult:
    """The questions of a text; `Quiz title:` is the title."""
    collector = CardCollector(source.media)
    reader = _Reader(collector, title)
    for question in reader.questions(collector.in_markdown(source.text)):
        for what in question.lost:
            collector.leave(f"line {question.line}", what)
        _add(collector, question)
    return collector.result(reader.title)


class _Reader:
    def __init__(self, collector: CardCollector, title: str) -> None:
        self._collector = collector
        self.title = title
        self._question: _Question | None = None
        self._into: list[str] | None = None
        """Where a line that only goes on belongs."""
        self._option = ""

    def questions(self, text: str) -> Iterator[_Question]:
        """The questions in their order."""
        remark = False
        for number, raw in enumerate(text.splitlines(), 1):
            line = raw.strip()
            if remark or line in {"COMMENT", "END_COMMENT"}:
                remark = line != "END_COMMENT"
            elif line.startswith("%"):
                continue
            elif match := _QUESTION.match(line if not raw.startswith("    ") else ""):
                if self._question:
                    yield self._question
                self._question = _Question(number, [match[1]])
                self._into, self._option = self._question.text, ""
            elif line in {"GROUP", "END_GROUP"}:
                if line == "GROUP":
                    notice = "a group of which some are drawn: all of its questions come"
                    self._collector.leave(f"line {number}", notice)
            elif head := _HEAD.match(line):
                self._head(number, head[1].lower(), head[2])
            elif self._question:
                self._line(self._question, line)
            elif line:
                self._collector.leave(f"line {number}", f"text of no question: {quoted(line)}")
        if self._question:
            yield self._question

    def _head(self, number: int, key: str, value: str) -> None:
        if key == "quiz title":
            self.title = value or self.title
        elif key in {"text title", "text", "quiz description"} and value:
            what = "a text" if key.startswith("text") else "the quiz's description"
            self._collector.leave(f"line {number}", f"{what}, which asks nothing: {quoted(value)}")
        self._into = None

    def _line(self, question: _Question, line: str) -> None:
        if box := _BOX.match(line):
            self._begin(question, box[2], right=box[1] != " ")
        elif choice := _CHOICE.match(line):
            self._begin(question, choice[2], right=bool(choice[1]))
        elif number := _NUMBER.match(line):
            question.number = number[1]
        elif re.fullmatch(r"_{3,}", line):
            question.unmarked = "an essay"
        elif re.fullmatch(r"\^{3,}", line):
            question.unmarked = "a file to upload"
        elif short := _SHORT.match(line):
            question.forms.append(short[1])
        elif remark := _REMARK.match(line):
            self._remark(question, remark[1], remark[2])
        elif self._into is not None and (line or self._into is question.text):
            self._into.append(line)

    def _begin(self, question: _Question, text: str, *, right: bool) -> None:
        self._option, self._into = text, None
        if text in (*question.right, *question.wrong):
            question.lost.append(f"the option {quoted(text)} twice")
        elif right:
            question.right.append(text)
        else:
            question.wrong[text] = None

    def _remark(self, question: _Question, sign: str, text: str) -> None:
        if self._option in question.wrong:
            question.wrong[self._option] = text
        elif sign == "-":
            question.lost.append(f"feedback on every wrong answer, {quoted(text)}")
        else:
            question.remarks.append(text)


def _add(collector: CardCollector, question: _Question) -> None:
    place, text = f"line {question.line}", "\n".join(question.text).strip()
    asks: dict[str, object]
    if question.unmarked:
        collector.add(place, {"q": text}, draft=f"{question.unmarked}, which nobody can mark")
        return
    if question.number:
        asks = _number(question.number)
    elif question.forms:
        asks = {"typed": question.forms[0], "accept": question.forms[1:]}
    elif question.right:
        asks = choice_fields(question.right, question.wrong)
    else:
        fields = {"q": text, "options": [*question.wrong]}
        collector.add(place, fields, draft="nothing says what is right")
        return
    collector.add(place, {"q": text, **asks, "why": "\n".join(question.remarks)})


def _number(text: str) -> dict[str, object]:
    from decimal import Decimal, InvalidOperation

    try:
        if match := _BOUNDS.fullmatch(text):
            low, high = Decimal(match[1]), Decimal(match[2])
            return {"number": f"{(low + high) / 2:f}", "tolerance": f"{abs(high - low) / 2:f}"}
    except InvalidOperation:
        return {"number": text}
    if match := _MARGIN.fullmatch(text):
        return {"number": match[1], "tolerance": match[2]}
    return {"number": text}
