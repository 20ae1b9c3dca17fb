"""YAML text into a tree in which every scalar stays the text it looks like.

Built on libyaml's events: they do not recurse, they keep every position, and they leave
`no`, `2014` and `1:30` alone. What YAML offers beyond plain data (anchors, aliases, tags, a
second document) is refused with its place.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from trainer.deck.diagnostic import Code, Diagnostic
from trainer.deck.span import Span, span_at
from trainer.deck.text import without_controls
from trainer.deck.yaml_errors import backslash, explain
from trainer.deck.yaml_escapes import silent_escape

MAX_DEPTH = 8
"""A deck needs four levels; a file of brackets is no deck."""

_MOST_BROKEN = 10
"""Cards that are read on after; an author fixes a few and looks again."""

_CARDS = re.compile(r"^cards:[^\n]*\n(?:[ ]*(?:#[^\n]*)?\n)*(?P<indent> *)-", re.MULTILINE)
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C library where PyYAML was built with it; the same code runs on the pure parser."""


@dataclass(slots=True)
class Scalar:
    """A text, whatever YAML would have made of it."""

    text: str
    event: yaml.Event = field(repr=False)
    """What the parser found; of a sound deck's thousands of texts few are asked for their span."""

    @property
    def span(self) -> Span:
        """Where it is."""
        return _span(self.event)


@dataclass(slots=True)
class Sequence:
    """A list."""

    span: Span
    items: list["Node"] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Keys and their values, in the order written; each key appears once."""

    span: Span
    entries: dict[str, "KeyValue"] = field(default_factory=dict)


@dataclass(slots=True)
class KeyValue:
    """A key with its value."""

    key: Scalar
    value: "Node"


Node = Scalar | Sequence | Mapping


@dataclass(slots=True)
class Composition:
    """The tree of one text, and what is wrong with how it is written."""

    root: Node | None
    """None when the text is empty or cannot be read to its end."""
    diagnostics: list[Diagnostic]


def compose(text: str, path: Path) -> Composition:
    """Read one YAML document. Findings are reported, never raised."""
    if odd := _NO_TEXT.search(text):
        message = f"the file has the invisible character U+{ord(odd[0]):04X}"
        hint = "delete it; it shows as a box or not at all in most editors"
        span = span_at(text, odd.start())
        return Composition(None, [Diagnostic(path, span, Code.NOT_TEXT, message, hint)])
    root, findings = _composed(text, path)
    if findings:
        from trainer.deck.misplaced_lines import misplaced_lines  # a sound text needs it not

        if slips := misplaced_lines(text, path):
            findings = [*slips, *_of_the_rest(text, slips, path)]
            root = None
    return Composition(root, findings)


def _of_the_rest(text: str, slips: list[Diagnostic], path: Path) -> list[Diagnostic]:
    """What else is found where the cards with lines out of place are left out."""
    rest: str | None = text
    for slip in slips:
        rest = _with_card_blank(rest, slip.span.start) if rest else None
    if rest is None or slips[0].code is Code.MERGE_CONFLICT:
        return []
    return _composed(rest, path)[1]


def _composed(text: str, path: Path) -> tuple[Node | None, list[Diagnostic]]:
    """The tree where YAML can read it to its end, and the findings."""
    broken: list[Diagnostic] = []
    rest: str | None = text
    while rest is not None and len(broken) < _MOST_BROKEN:
        composer = _Composer(rest, path)
        try:
            for event in yaml.parse(rest, Loader=Loader):
                composer.take(event)
        except yaml.YAMLError as error:
            broken.append(explain(error, rest, path))
            rest = _with_card_blank(rest, broken[-1].span.start)
        except _StopReading:
            return None, [*broken, *composer.diagnostics]
        else:
            break
    return None if broken else composer.root, [*broken, *composer.diagnostics]


def card_starts(text: str) -> list[int]:
    """The index of the line of each card's dash, also where YAML cannot read the text."""
    cards = _CARDS.search(text)
    if not cards:
        return []
    dashes = re.compile(rf"^{cards['indent']}-", re.MULTILINE)
    return [match.start() for match in dashes.finditer(text, cards.start("indent"))]


def _with_card_blank(text: str, at: int) -> str | None:
    """The text with the card at an index blanked out, so that all else keeps its place.

    Returns:
        None where no card is there, or it is blank already.
    """
    starts = card_starts(text)
    above = [start for start in starts if start <= at]
    if not above:
        return None
    end = next((start for start in starts if start > at), len(text))
    card = text[above[-1] : end]
    return text[: above[-1]] + re.sub(r"[^\r\n]", " ", card) + text[end:]


class _StopReading(Exception):  # noqa: N818 - a signal
    """What follows would make no sense."""


class _Composer:
    """Builds the tree from events, with a stack of its own instead of recursion."""

    def __init__(self, text: str, path: Path) -> None:
        self.root: Node | None = None
        self.diagnostics: list[Diagnostic] = []
        self._text = text
        self._path = path
        self._open: list[Sequence | Mapping] = []
        self._keys: list[Scalar | None] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Take the parser's next event into the tree."""
        match event:
            case yaml.ScalarEvent():
                if event.anchor or event.tag:
                    self._refuse_extras(event)
                scalar = Scalar(event.value, event)
                if event.style == '"':
                    self._look_for_escapes(scalar)
                self._add(scalar)
            case yaml.SequenceStartEvent():
                self._refuse_extras(event)
                self._begin(Sequence(_span(event)))
            case yaml.MappingStartEvent():
                self._refuse_extras(event)
                self._begin(Mapping(_span(event)))
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                node = self._open.pop()
                self._keys.pop()
                node.span = node.span._replace(end=_span(event).end)
            case yaml.AliasEvent():
                self._report(
                    event, Code.SPECIAL_CHARACTER, "text cannot begin with *", "put it in quotes"
                )
                self._add(Scalar("*", event))
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    self._report(
                        event,
                        Code.SECOND_DOCUMENT,
                        "a second document begins here",
                        "remove the line ---, or put what follows into a file of its own",
                    )
                    raise _StopReading
            case _:
                pass

    def _look_for_escapes(self, scalar: Scalar) -> None:
        """Report a backslash that was taken for something else, and go on without it."""
        span = scalar.span
        raw = self._text[span.start : span.end]
        at = silent_escape(raw) if "\\" in raw else None
        if at is not None:
            at += span.start
            self.diagnostics.append(backslash(self._text, at, self._path))
            scalar.text = without_controls(scalar.text)

    def _begin(self, node: Sequence | Mapping) -> None:
        if len(self._open) == MAX_DEPTH:
            self._diagnose(
                node.span,
                Code.TOO_DEEP,
                f"lists and mappings are nested more than {MAX_DEPTH} deep",
                "a deck needs four levels; look for an extra bracket or indentation",
            )
            raise _StopReading
        self._add(node)
        self._open.append(node)
        self._keys.append(None)

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        around = self._open[-1]
        if isinstance(around, Sequence):
            around.items.append(node)
        elif (key := self._keys[-1]) is not None:
            self._keys[-1] = None
            self._add_to_mapping(around, key, node)
        elif isinstance(node, Scalar):
            self._keys[-1] = node
        else:
            self._diagnose(
                node.span,
                Code.NO_PLAIN_KEY,
                "a key must be plain text",
                "text that begins with a bracket or brace needs quotes around it",
            )
            raise _StopReading

    def _add_to_mapping(self, mapping: Mapping, key: Scalar, value: Node) -> None:
        entry = mapping.entries.setdefault(key.text, KeyValue(key, value))
        if entry.key is not key:
            self._diagnose(
                key.span,
                Code.DOUBLED_KEY,
                f"`{key.text}` appears twice; first in line {entry.key.span.line}",
                "keep one, or begin a new card with a dash before it",
            )

    def _refuse_extras(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            self._report(
                event, Code.SPECIAL_CHARACTER, "text cannot begin with &", "put it in quotes"
            )
        if getattr(event, "tag", None) not in {None, "!"}:
            self._report(
                event, Code.SPECIAL_CHARACTER, "text cannot begin with !", "put it in quotes"
            )

    def _report(self, event: yaml.Event, code: Code, message: str, hint: str) -> None:
        self._diagnose(_span(event), code, message, hint)

    def _diagnose(self, span: Span, code: Code, message: str, hint: str) -> None:
        self.diagnostics.append(Diagnostic(self._path, span, code, message, hint))


def _span(event: yaml.Event) -> Span:
    start: Any = event.start_mark  # a parser's events always carry their marks
    end: Any = event.end_mark
    return Span(start.line + 1, start.column + 1, start.index, end.index)
