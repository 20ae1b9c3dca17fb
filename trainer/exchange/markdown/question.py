"""One question in our own Markdown: its lines, by their keys, and the card that they make."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from trainer.exchange.anki.cloze import cloze_cards, is_cloze, is_ours
from trainer.exchange.card_collector import CardCollector, tags_in
from trainer.exchange.import_result import quoted
from trainer.exchange.markdown.entries import entries_of, entry_of
from trainer.exchange.markdown.hashcards_cloze import gaps_as_ours

TASK = re.compile(r"^(\s*)[-*+]\s+\[([ xX])\]\s+(.*)$")
_QUOTE = re.compile(r"^ ?>\s?")
_ENTRIES = frozenset({"order", "list", "match", "extra", "accept", "hide"})
"""Keys with a list below them."""
_KINDS = frozenset("typed truth number date order list match hide where".split())
"""Keys that say how a card is asked, where it has no plain answer."""
_OF_KINDS = frozenset({"correction", "unit", "tolerance", "extra", "accept"})
_CARD = "card"
"""The key of what else a card says of itself, in a line: its id, and words such as `reverse`."""
_FLAGS = frozenset({"reverse", "together", "ordered", "self_marked"})
_SAID = {"hide": "regions", "where": "point at"}
"""Key -> what is written for it, where its own name may well begin a line of text."""
_WRITTEN = {_SAID.get(key, key): key for key in (*_KINDS, *_OF_KINDS, _CARD)}
_NAMED = "|".join(sorted(_WRITTEN))
KEY_LINE = re.compile(
    rf"^(Q|A|C|Question|Answer|Cloze|Why|Explanation|Hint|Tags|{_NAMED})\s*:\s*(.*)$",
    re.IGNORECASE,
)
KEYS = {
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
    **_WRITTEN,
}
INDENT = "  "
"""Before a line that goes on with what the one before began, whatever it looks like."""


class MarkdownLine(NamedTuple):
    """A line, and whether it is code, which begins nothing."""

    text: str
    is_code: bool = False

    @property
    def key(self) -> re.Match[str] | None:
        """The key that it begins with."""
        return None if self.is_code else KEY_LINE.match(self.text)


class MarkdownQuestion:
    """A question whose lines are read one by one."""

    def __init__(self, asked: str = "", *, in_lines: bool = False) -> None:
        self._in_lines = in_lines
        self._fields: dict[str, list[str]] = {"q": [asked]} if asked else {}
        self._options: list[tuple[bool, list[str]]] = []
        self._indent = 1
        """Of the options: what is further in is no option of its own."""
        self._key = "a"
        self._target = self._fields.setdefault("q", []) if in_lines else self._body()

    def _body(self) -> list[str]:
        """Where text goes that no key is before: below options it explains."""
        self._key = ""
        return self._fields.setdefault("why" if self._options else "a", [])

    def read(self, lines: Sequence[MarkdownLine]) -> "MarkdownQuestion":
        """Read further lines."""
        before = ""
        for one in lines:
            line, key = one.text, one.key
            task = None if one.is_code else self._task(line)
            if key and not self._counts(KEYS[key[1].lower()]):
                key = None
            if one.is_code:
                self._text(line, before)
            elif key:
                self._key = KEYS[key[1].lower()]
                self._target = self._fields.setdefault(self._key, [])
                self._target.append(key[2])
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
            others = {"a", "cloze", *_KINDS} & self._fields.keys()
            return self._in_lines and others <= ({"where"} if key == "hide" else set())
        if key in _OF_KINDS:
            return bool({"cloze", *_KINDS} & self._fields.keys())
        return key != _CARD or self._in_lines or bool(self._options)

    def _text(self, line: str, before: str) -> None:
        ended = self._key in {"", "option", "tags"} or not before.strip()
        if line.strip() and ended and (not self._in_lines or self._key == "option"):
            self._target = self._body()
        self._target.append(line)

    def _task(self, line: str) -> re.Match[str] | None:
        match = TASK.match(line)
        if match is None or (self._in_lines and "a" in self._fields):
            return None
        deepest = self._indent if self._options or self._in_lines else len(match[1])
        return match if len(match[1]) <= deepest else None

    def _begin_option(self, task: re.Match[str]) -> None:
        if not self._options:
            self._fields.setdefault("q", []).extend(self._fields.pop("a", []))
            self._indent = len(task[1]) + 1
        self._key, self._target = "option", [task[3]]
        self._options.append((task[2] != " ", self._target))

    def add(self, collector: CardCollector, place: str) -> None:
        """Make the card, or say why there is none."""
        texts = {key: "\n".join(lines).strip() for key, lines in self._fields.items()}
        fields: dict[str, object] = {**texts, "tags": tags_in(texts.get("tags", ""))}
        fields |= self._of_card(str(fields.pop(_CARD, "")))
        fields |= {key: entries_of(self._fields[key], key) for key in _ENTRIES & texts.keys()}
        options = [(right, *entry_of(lines)) for right, lines in self._options]
        right = [
            {"text": text, "why": "\n".join(why)} if why else text
            for is_right, text, why in options
            if is_right
        ]
        if "cloze" in texts:
            self._gap(collector, place, fields, texts["cloze"])
        elif options:
            if texts.get("a"):
                collector.leave(place, f"an answer beside the options: {quoted(texts['a'])}")
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
    def _of_card(words: str) -> dict[str, object]:
        """What a `Card:` line says."""
        fields: dict[str, object] = {}
        for word in words.split():
            key, _, value = word.partition("=")
            if key in _FLAGS:
                fields[key] = True
            elif key in {"id", "importance"} and value:
                fields[key] = value
        return fields

    @staticmethod
    def _gap(collector: CardCollector, place: str, fields: dict[str, object], cloze: str) -> None:
        if answer := fields.pop("a", ""):
            collector.leave(place, f"an answer beside the gaps: {quoted(answer)}")
        if is_cloze(cloze) and not is_ours(cloze):
            card, *more = cloze_cards(cloze)
            fields.update(card.fields)
            for _ in more:
                collector.leave(place, "a gap that is a card of its own in Anki")
        elif "{{" not in cloze and (ours := gaps_as_ours(cloze)).get("a", True):
            del fields["cloze"]
            fields.update(ours)
