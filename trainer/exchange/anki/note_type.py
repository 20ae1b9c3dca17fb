"""What a note type of Anki says: how its notes are asked, side by side."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple, Self

from trainer.exchange.anki.template import (
    Node,
    Section,
    Shown,
    is_empty,
    parsed,
    rendered,
    shown_in,
    with_readings,
)
from trainer.exchange.html.from_text import as_html
from trainer.exchange.html.to_text import as_text
from trainer.markup.noncharacters import ANKI_GONE

if TYPE_CHECKING:
    from trainer.exchange.anki.sides import Alike

_JUST_MORE = frozenset({"extra", "back extra", "notes", "note", "why", "explanation", "comments"})
"""Names of fields that explain an answer, and are no part of it."""
_ANSWER_BEGINS = "<hr id=answer>"
(_GONE,) = ANKI_GONE
"""Stands where a template shows what is no part of the card here."""
_BETWEEN = r"(?:\s|&nbsp;|[/|·•,;:–—-])*"
_REMAINS = re.compile(
    rf"[(\[]\s*{_GONE}(?:{_BETWEEN}{_GONE})*\s*[)\]]"
    rf"|{_GONE}(?:{_BETWEEN}{_GONE})*(?:\s*[/|·•:–—-](?=\s))?"
    rf"|(?<=\s)[/|·•–—-]\s*{_GONE}"
)
"""Brackets and dashes around that alone."""
_READINGS = frozenset({"furigana", "kanji", "kana"})


@dataclass(frozen=True)
class Template:
    """How one card of a note is asked."""

    name: str
    front: tuple[Node, ...]
    back: tuple[Node, ...]

    @cached_property
    def on_front(self) -> frozenset[str]:
        """The fields that its front may show."""
        return shown_in(self.front)

    @cached_property
    def on_back(self) -> frozenset[str]:
        """The fields that its back may show."""
        return shown_in(self.back)

    @cached_property
    def repeats(self) -> bool:
        """Whether its back may show a field of its front."""
        return not self.on_front.isdisjoint(self.on_back)

    @classmethod
    def of(cls, name: str, front: str, back: str) -> Self:
        """The template of these sides, as Anki has them."""
        return cls(name, parsed(front), parsed(back.replace('"answer"', "answer")))


class RenderedCard(NamedTuple):
    """A card as Anki asks it, as HTML."""

    front: str
    hint: str
    """What is hidden until it is asked for."""
    typed: str
    """What is to be typed; empty where nothing is."""
    answer: str
    """What the back shows beyond the front."""
    why: str


@dataclass(frozen=True)
class NoteType:
    """How the notes of a type are made up."""

    name: str
    fields: tuple[str, ...]
    templates: tuple[Template, ...]
    is_cloze: bool = False

    @cached_property
    def cloze_fields(self) -> tuple[str, ...]:
        """The fields whose gaps are asked."""
        return tuple(
            field
            for field in self.fields
            if self.is_cloze
            and any(_has_gaps(node, field) for one in self.templates for node in _flat(one.front))
        )

    @cached_property
    def unseen(self) -> tuple[str, ...]:
        """The fields that no card of a note shows, and that decide nothing."""
        fields = set[str]()
        for one in self.templates:
            fields |= one.on_front | one.on_back | _sections(one.front) | _sections(one.back)
        return tuple(field for field in self.fields if field not in fields)

    @cached_property
    def alike(self) -> dict[object, "Alike | None"]:
        """How its notes are asked that hold nothing but words, as far as any was met."""
        return {}

    def asks(self, template: Template, values: Mapping[str, str]) -> bool:
        """Whether a note of these fields has the template's card: its front shows some field."""
        filled = False

        def show(shown: Shown) -> str:
            nonlocal filled
            filled |= not is_empty(values.get(shown.field, ""))
            return ""

        rendered(template.front, values, show)
        return filled


def asked(template: Template, values: Mapping[str, str], gaps: Mapping[str, str]) -> RenderedCard:
    """What a card of a note asks and shows.

    Args:
        template: of the card.
        values: field -> HTML.
        gaps: field -> HTML with its gaps marked, for those that are asked as a cloze.
    """
    hints: list[str] = []
    typed: list[str] = []

    def front(shown: Shown) -> str:
        value = values.get(shown.field, _GONE)
        if "cloze" in shown.filters:
            return "" if "type" in shown.filters else gaps.get(shown.field, "")
        if "type" in shown.filters:
            typed.append(value)
            return ""
        if "hint" in shown.filters:
            hints.append(value)
            return ""
        return _filtered(shown, value)

    question = _without_remains(rendered(template.front, values, front))
    more = [name for name in values if _is_just_more(name)]
    answer = _answer(template, values, (*more, *gaps), typed)
    why = [values[name] for name in more if name in template.on_back]
    if not answer and not typed and not gaps and more:
        answer, why = _answer(template, values, (), typed), []
    filled = [value for value in why if not is_empty(value)]
    return RenderedCard(
        question, "<br>".join(hints), "<br>".join(typed), answer, "<br>".join(filled)
    )


def _answer(
    template: Template,
    values: Mapping[str, str],
    unseen: tuple[str, ...],
    typed: list[str],
) -> str:
    """What the back shows beyond the front, as HTML; empty where that is nothing."""
    hidden = {*unseen, "FrontSide"}

    def back(shown: Shown) -> str:
        if shown.field in hidden or ("type" in shown.filters and typed):
            return _GONE
        return _filtered(shown, values.get(shown.field, _GONE))

    whole = rendered(_without_sections(template.back, {*unseen}), values, back)
    whole = _without_remains(whole)
    before, _, after = whole.partition(_ANSWER_BEGINS)
    if not after:
        before, after = "", whole
    repeated = ""
    if template.repeats:
        repeated = as_text(_without_remains(rendered(template.front, values, _again(values))))
    new = [_beyond(repeated, after), _beyond(repeated, before)]
    return "<br>".join(filter(None, new))


def _without_sections(nodes: tuple[Node, ...], unseen: Collection[str]) -> tuple[Node, ...]:
    """A side without the sections that show fields of these alone."""
    kept = []
    for node in nodes:
        if isinstance(node, Section) and not node.inverted:
            shown = shown_in(node.nodes)
            if shown and shown <= {*unseen}:
                continue
            node = node._replace(nodes=_without_sections(node.nodes, unseen))  # noqa: PLW2901
        kept.append(node)
    return tuple(kept)


def _without_remains(markup: str) -> str:
    return _REMAINS.sub("", markup)


def _again(values: Mapping[str, str]) -> Callable[[Shown], str]:
    """How a front is shown on the back that repeats it: without gaps, hints and boxes to type."""

    def show(shown: Shown) -> str:
        hidden = {"type", "hint", "cloze"} & {*shown.filters}
        return _GONE if hidden else _filtered(shown, values.get(shown.field, _GONE))

    return show


def _beyond(front: str, markup: str) -> str:
    """HTML without the front that it begins with; empty where it shows nothing else."""
    if not markup:
        return ""
    text = as_text(markup)
    if front and text.startswith(front) and text[len(front) :][:1] in {"", "\n"}:
        rest = text[len(front) :].strip("\n")
        return as_html(rest)
    return markup if text or "<img" in markup or "[sound:" in markup else ""


@lru_cache(maxsize=1024)
def _is_just_more(field: str) -> bool:
    return field.casefold().rstrip(" 0123456789") in _JUST_MORE


def _filtered(shown: Shown, value: str) -> str:
    if not shown.filters:
        return value
    for name in reversed(shown.filters):
        if name.startswith("tts"):
            return ""
        if name == "text":
            value = as_html(as_text(value))
        elif name in _READINGS:
            value = with_readings(value, name)
    return value


def _flat(nodes: tuple[Node, ...]) -> list[Node]:
    return [
        inner
        for node in nodes
        for inner in ([node] if isinstance(node, str | Shown) else _flat(node.nodes))
    ]


def _sections(nodes: tuple[Node, ...]) -> frozenset[str]:
    sections = [node for node in nodes if isinstance(node, Section)]
    return frozenset(node.field for node in sections).union(
        *(_sections(node.nodes) for node in sections)
    )


def _has_gaps(node: Node, field: str) -> bool:
    return isinstance(node, Shown) and node.field == field and "cloze" in node.filters


@lru_cache(maxsize=64)
def plain_type(name: str, texts: int, sides: int, *, cloze: bool, typed: bool = False) -> NoteType:
    """A type for notes of which nothing says how they are asked.

    The first field asks and the second answers, further ones explain; of two sides the second is
    the other way round.

    Args:
        name: of the type.
        texts: how many fields there are.
        sides: how many ways to ask.
        cloze: whether the first field has gaps, and the second explains too.
        typed: whether the answer is to be typed.
    """
    fields = ("Front", "Back", "Why", *(f"Why {at}" for at in range(4, texts + 1)))
    more = "".join(f"<br>{{{{{field}}}}}" for field in fields[2:])
    if cloze:
        text = Template.of("Cloze", "{{cloze:Front}}", f"{{{{Back}}}}{more}")
        return NoteType(name, fields, (text,), is_cloze=True)
    answer = "{{type:Back}}" if typed else ""
    there = Template.of("there", "{{Front}}" + answer, (answer or "{{Back}}") + more)
    back = Template.of("back", "{{Back}}", "{{Front}}" + more)
    return NoteType(name, fields, (there, back)[: max(1, sides)])
