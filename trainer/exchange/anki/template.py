"""Anki's card templates: which fields a card shows, and where."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

_DEPTH = 40
"""Sections inside each other; more is no template that anybody wrote."""
_TAG = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_OTHER_BRACES = "{{=<% %>=}}"
_EMPTY = re.compile(r"(?:\s|&nbsp;|</?(?:br|div)\s*/?>)*", re.IGNORECASE)
_LATEX = re.compile(r"\[(latex|\$\$?)\](.*?)\[/\1\]", re.DOTALL)
_READING = re.compile(r" ?([^ >\[]+?)\[(?!sound:)(.+?)\]")


class Shown(NamedTuple):
    """A field where a template shows it."""

    filters: tuple[str, ...]
    """As in `{{type:cloze:Text}}`, the outermost first."""
    field: str


class Section(NamedTuple):
    """What is shown where a field holds something, or where it holds nothing."""

    field: str
    inverted: bool
    nodes: "tuple[Node, ...]"


Node = str | Shown | Section


def parsed(template: str) -> tuple[Node, ...]:
    """The parts of a template; what is never closed ends with it."""
    text = _COMMENT.sub("", template)
    if text.lstrip().startswith(_OTHER_BRACES):
        text = text.lstrip().removeprefix(_OTHER_BRACES).replace("<%", "{{").replace("%>", "}}")
    opened: list[tuple[str, bool, list[Node]]] = [("", False, [])]
    for at, piece in enumerate(_TAG.split(text)):
        nodes = opened[-1][2]
        tag = piece.strip()
        if at % 2 == 0:
            nodes.append(piece)
        elif tag[:1] in {"#", "^"} and len(opened) < _DEPTH:
            opened.append((tag[1:].strip(), tag[0] == "^", []))
        elif tag.startswith("/"):
            if len(opened) > 1:
                _close(opened)
        elif tag and tag[0] not in "!#^":
            *filters, field = (part.strip() for part in tag.split(":"))
            nodes.append(Shown(tuple(filters), field))
    while len(opened) > 1:
        _close(opened)
    return tuple(opened[0][2])


def _close(opened: list[tuple[str, bool, list[Node]]]) -> None:
    field, inverted, nodes = opened.pop()
    opened[-1][2].append(Section(field, inverted, tuple(nodes)))


def rendered(
    nodes: tuple[Node, ...], values: Mapping[str, str], show: Callable[[Shown], str]
) -> str:
    """The HTML of a side.

    Args:
        nodes: of its template.
        values: field -> HTML; what decides about sections.
        show: the HTML that stands for a field where it is shown.
    """
    pieces = []
    for node in nodes:
        if isinstance(node, str):
            pieces.append(node)
        elif isinstance(node, Shown):
            pieces.append(show(node))
        elif is_empty(values.get(node.field, "")) == node.inverted:
            pieces.append(rendered(node.nodes, values, show))
    return "".join(pieces)


def shown_in(nodes: tuple[Node, ...]) -> frozenset[str]:
    """The fields that a side may show."""
    fields: set[str] = set()
    for node in nodes:
        if isinstance(node, Shown):
            fields.add(node.field)
        elif isinstance(node, Section):
            fields |= shown_in(node.nodes)
    return frozenset(fields)


def is_empty(markup: str) -> bool:
    """Whether Anki takes a field for empty."""
    return _EMPTY.fullmatch(markup) is not None


def with_dollars(markup: str) -> str:
    """A field with its LaTeX between dollar signs, which Anki marks as `[latex]`, `[$]`, `[$$]`."""
    if "[/" not in markup:
        return markup
    return _LATEX.sub(
        lambda match: f"${match[2]}$" if match[1] == "$" else f"$${match[2]}$$", markup
    )


def with_readings(markup: str, filter_: str) -> str:
    """A field of `漢字[かんじ]` as one of Anki's filters for Japanese shows it."""
    match filter_:
        case "kanji":
            return _READING.sub(r"\1", markup)
        case "kana":
            return _READING.sub(r"\2", markup)
        case _:
            return _READING.sub(r"\1[\2]", markup)
