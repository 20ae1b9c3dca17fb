"""Questions in Markdown: a heading and its answer, or lines that begin with Q: and A:."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from trainer.exchange.anki_cloze import cloze_cards, is_cloze, is_ours
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.carried import Carried
from trainer.exchange.hashcards_cloze import gaps_as_ours
from trainer.exchange.import_result import ImportResult, quoted
from trainer.exchange.markdown_entries import entries_of, entry_of
from trainer.exchange.markdown_layout import Layout, without_front_matter
from trainer.exchange.source import Source

_HEADING = re.compile(r"^(#{1,6})\s+(\S.*)?$")
_NUMBERED = re.compile(r"^ ?\d+[.)]\s+(.*\?)\s*$")
_TASK = re.compile(r"^(\s*)[-*+]\s+\[([ xX])\]\s+(.*)$")
_QUOTE = re.compile(r"^ ?>\s?")
_RULE = re.compile(r"^ ?(?:-{3,}|\*{3,}|_{3,})\s*$")
_ENTRIES = frozenset({"order", "list", "match", "extra", "accept"})
"""Keys with a list below them."""
_KINDS = frozenset({"typed", "truth", "number", "date", "order", "list", "match"})
"""Keys that say how a card is asked, where it has no plain answer."""
_OF_KINDS = frozenset({"correction", "unit", "tolerance", "extra", "accept"})
_CARD = "card"
"""The key of what else a card says of itself, in a line: its id, and words such as `reverse`."""
_FLAGS = frozenset({"reverse", "together", "ordered"})
_NAMED = "|".join(sorted({*_KINDS, *_OF_KINDS, _CARD}))
_LINE = re.compile(
    rf"^(Q|A|C|Question|Answer|Cloze|Why|Explanation|Hint|Tags|{_NAMED})\s*:\s*(.*)$",
    re.IGNORECASE,
)
_KEYS = {
    "q": "q",
    "question": "q",
    "a": "a",
    "answer": "a",
    "c": "cloze",
    "cloze": "cloze",
    "why": "why",
    "explanation": "why",
    "hint": "hint",
    "tags": "tags",
    **{key: key for key in (*_KINDS, *_OF_KINDS, _CARD)},
}
INDENT = "  "
"""Before a line that goes on with what the one before began, whatever it looks like."""


def fits(source: Source) -> bool:
    """Whether a text has lines of questions, or headings with something below."""
    if not source.is_text:
        return False
    _, lines = without_front_matter(source.text.splitlines())
    fenced = _fenced(lines)
    plain = [line for at, line in enumerate(lines) if at not in fenced]
    said = {_KEYS[found[1].lower()] for line in plain if (found := _LINE.match(line))}
    asked = {"q", "a"} <= said or "cloze" in said
    if source.ending == ".txt":
        return asked
    return asked or any(_begins(line, in_lines=False) for line in plain)


def read(source: Source, title: str) -> ImportResult:
    """The cards of a Markdown file, see `read_markdown`."""
    return read_markdown(source.text, title, source.carried)


def read_markdown(text: str, title: str, carried: Carried | None = None) -> ImportResult:
    """The questions of a Markdown file, in either of two shapes, which may mix.

    `Q:`, `A:` and `C:` lines, each running on until the next of them or a rule (`---`); a cloze
    marks its gaps with square brackets. In place of `A:` a line may say how it is asked: `Typed:`,
    `Truth:`, `Number:`, `Date:`, or `Order:`, `List:` and `Match:` with a list below. Or a heading
    of the second level or deeper (or a numbered line) as the question, and below it the answer as
    text; lines that begin with `>` explain.
    Below either kind of question a task list holds its options (`- [x]` is right).
    """
    collector = CardCollector(carried)
    lines = collector.carried.in_markdown(text.removeprefix("\ufeff")).splitlines()
    front_matter, lines = without_front_matter(lines)
    front = len(front_matter) + 2 if front_matter else 0
    if front:
        collector.leave("line 1", f"front matter, lines: {front - 2}")
    fenced = _fenced(lines)
    plain = (line for at, line in enumerate(lines) if at not in fenced)
    first = next((m for line in plain if (m := _HEADING.match(line)) and m[1] == "#"), None)
    for at, block in _blocks(lines, fenced):
        _add(collector, f"line {at + front}", block)
    return collector.result(_headline(first) if first else title)


def _fenced(lines: Sequence[str]) -> frozenset[int]:
    """The lines of code; what follows a key may open a fence, and what runs on opens none."""
    layout = []
    for line in lines:
        said = _LINE.match(line)
        opened = said[2] if said and said[2].startswith(("```", "~~~")) else "x"
        layout.append(opened if said else "x" if line.startswith(INDENT) else line)
    return Layout(layout).fenced


class _Line(NamedTuple):
    """A line, and whether it is code, which begins nothing."""

    text: str
    is_code: bool = False

    @property
    def key(self) -> re.Match[str] | None:
        """The key that it begins with."""
        return None if self.is_code else _LINE.match(self.text)


def _blocks(lines: list[str], fenced: AbstractSet[int]) -> Iterator[tuple[int, list[_Line]]]:
    """The lines of each question, from the one that begins it."""
    block: list[_Line] = []
    begin, closed = 1, False
    for number, text in enumerate(lines, 1):
        said = _LINE.match(text)
        # the line of a key may open a fence, and is no code itself
        opens = said is not None and said[2].startswith(("```", "~~~")) and number - 2 not in fenced
        line = _Line(text, number - 1 in fenced and not opens)
        in_lines = bool(block) and bool(block[0].key)
        plain = not line.is_code
        if plain and in_lines and _RULE.match(text):
            closed = True
        elif plain and (_begins(text, in_lines=in_lines) or (closed and _is_other(text))):
            if block:
                yield begin, block
            block, begin, closed = [line], number, False
        elif block:
            block.append(line)
            closed |= in_lines and line.key is not None and _KEYS[line.key[1].lower()] == "tags"
        elif text.strip():
            block, begin = [line], number
    if block:
        yield begin, block


def _begins(line: str, *, in_lines: bool) -> bool:
    said = _LINE.match(line)
    if said:
        return _KEYS[said[1].lower()] in {"q", "cloze"}
    return bool(_HEADING.match(line) or (_NUMBERED.match(line) and not in_lines))


def _is_other(line: str) -> bool:
    return bool(line.strip()) and not _LINE.match(line)


def _headline(heading: re.Match[str]) -> str:
    """The text of a heading, less the `##` that may close it."""
    text = (heading[2] or "").rstrip()
    bare = text.rstrip("#")
    return bare.rstrip() if bare[-1:].isspace() or not bare else text


def _add(collector: CardCollector, place: str, block: list[_Line]) -> None:
    first = block[0]
    if first.key:
        _Question(in_lines=True).read(block).add(collector, place)
        return
    heading = None if first.is_code else _HEADING.match(first.text)
    numbered = None if first.is_code else _NUMBERED.match(first.text)
    question = _headline(heading) if heading else numbered[1] if numbered else ""
    lines = [line.text.strip() for line in (block[1:] if question else block) if line.text.strip()]
    if heading and heading[1] == "#" and not lines:
        return
    if not lines:
        collector.leave(place, f"a heading with nothing below: {quoted(question)}")
    elif not question:
        more = f", and {len(lines) - 1} lines more" if len(lines) > 1 else ""
        collector.leave(place, f"text that belongs to no question{more}: {quoted(lines[0])}")
    else:
        while not block[-1].text.strip() or (_RULE.match(block[-1].text) and not block[-1].is_code):
            block.pop()  # it parts this question from the next
        _Question(question).read(block[1:]).add(collector, place)


class _Question:
    """A question whose lines are read one by one."""

    def __init__(self, asked: str = "", *, in_lines: bool = False) -> None:
        self._in_lines = in_lines
        self._fields: dict[str, list[str]] = {"q": [asked]} if asked else {}
        self._options: list[tuple[bool, list[str]]] = []
        self._indent = 1
        """Of the options: what stands further in is no option of its own."""
        self._key = "a"
        self._target = self._fields.setdefault("q", []) if in_lines else self._body()

    def _body(self) -> list[str]:
        """Where text goes that no key stands before: below options it explains."""
        self._key = ""
        return self._fields.setdefault("why" if self._options else "a", [])

    def read(self, lines: Sequence[_Line]) -> "_Question":
        """Read further lines."""
        before = ""
        for one in lines:
            line, said = one.text, one.key
            task = None if one.is_code else self._task(line)
            if said and not self._counts(_KEYS[said[1].lower()]):
                said = None
            if one.is_code:
                self._text(line, before)
            elif said:
                self._key = _KEYS[said[1].lower()]
                self._target = self._fields.setdefault(self._key, [])
                self._target.append(said[2])
            elif task:
                self._begin_option(task)
            elif not self._in_lines and _QUOTE.match(line):
                self._key, self._target = "", self._fields.setdefault("why", [])
                self._target.append(_QUOTE.sub("", line))
            elif line.startswith(INDENT) and self._key not in {"", "tags"}:
                self._target.append(line.removeprefix(INDENT))
            else:
                self._text(line, before)
            before = line
        return self

    def _counts(self, key: str) -> bool:
        """Whether a key belongs here; in a plain answer the rarer ones are text."""
        if key in _KINDS:
            return self._in_lines and not {"a", "cloze", *_KINDS} & self._fields.keys()
        if key in _OF_KINDS:
            return bool({"cloze", *_KINDS} & self._fields.keys())
        return key != _CARD or self._in_lines or bool(self._options)

    def _text(self, line: str, before: str) -> None:
        ended = self._key in {"", "option", "tags"} or not before.strip()
        if line.strip() and ended and (not self._in_lines or self._key == "option"):
            self._target = self._body()
        self._target.append(line)

    def _task(self, line: str) -> re.Match[str] | None:
        found = _TASK.match(line)
        if found is None or (self._in_lines and "a" in self._fields):
            return None
        deepest = self._indent if self._options or self._in_lines else len(found[1])
        return found if len(found[1]) <= deepest else None

    def _begin_option(self, task: re.Match[str]) -> None:
        if not self._options:
            self._fields.setdefault("q", []).extend(self._fields.pop("a", []))
            self._indent = len(task[1]) + 1
        self._key, self._target = "option", [task[3]]
        self._options.append((task[2] != " ", self._target))

    def add(self, collector: CardCollector, place: str) -> None:
        """Make the card, or say why there is none."""
        said = {key: "\n".join(lines).strip() for key, lines in self._fields.items()}
        fields: dict[str, object] = {**said}
        fields |= self._of_card(str(fields.pop(_CARD, "")))
        fields |= {key: entries_of(self._fields[key], key) for key in _ENTRIES & said.keys()}
        options = [(right, *entry_of(lines)) for right, lines in self._options]
        right = [
            {"text": text, "why": "\n".join(why)} if why else text
            for is_right, text, why in options
            if is_right
        ]
        if "cloze" in said:
            self._gap(collector, place, fields, said["cloze"])
        elif options:
            fields["a"] = right[0] if len(right) == 1 else right
            why_wrong = {
                text: "\n".join(why) or None for is_right, text, why in options if not is_right
            }
            twice = len(why_wrong) + len(right) < len(options)
            fields["wrong"] = (
                [text for is_right, text, _ in options if not is_right] if twice else why_wrong
            )
        if options and not right:
            unticked = {"q": fields.get("q"), "options": [text for _, text, _ in options]}
            collector.add(place, {**fields, **unticked, "wrong": None}, draft="no option is ticked")
        else:
            collector.add(place, fields)

    @staticmethod
    def _of_card(said: str) -> dict[str, object]:
        """What a `Card:` line says."""
        found: dict[str, object] = {}
        for word in said.split():
            key, _, value = word.partition("=")
            if key in _FLAGS:
                found[key] = True
            elif key in {"id", "importance"} and value:
                found[key] = value
        return found

    @staticmethod
    def _gap(collector: CardCollector, place: str, fields: dict[str, object], cloze: str) -> None:
        if answer := fields.pop("a", ""):
            collector.leave(place, f"an answer beside the gaps: {quoted(answer)}")
        if is_cloze(cloze) and not is_ours(cloze):
            card, *more = cloze_cards(cloze)
            fields.update(card.fields)
            for _ in more:
                collector.leave(place, "a gap that is a card of its own in Anki")
        else:
            fields.update({"cloze": cloze} if "{{" in cloze else gaps_as_ours(cloze))
