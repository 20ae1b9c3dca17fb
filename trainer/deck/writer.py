"""A new deck file from cards. A file that an author wrote is never written this way."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

import yaml
from typing_extensions import override

from trainer.deck.card import Card, DraftCard
from trainer.deck.entry import Entry, written_options
from trainer.deck.identity import card_key
from trainer.deck.media import Picture
from trainer.deck.partial_date import PartialDate
from trainer.deck.text import without_controls
from trainer.media.region import Region

WIDTH = 98
"""Columns after which text is wrapped."""
_PLAIN_KEYS = {"number", "date", "truth", "tolerance"}


class _Dumper(yaml.SafeDumper):
    """Indents the dashes of a list, and leaves a line between cards."""

    # nobody can tell letters after a backslash from TeX: \x09 for a tab
    ESCAPE_REPLACEMENTS = {'"': '"', "\\": "\\"}  # type: ignore[misc]  # noqa: RUF012 - as the emitter has it

    @override
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        del indentless
        super().increase_indent(flow, indentless=False)


_FlatDumper: type = type("_FlatDumper", (getattr(yaml, "CSafeDumper", yaml.SafeDumper),), {})
"""The C library, ten times as fast; it indents no dashes, and escapes what lies above U+FFFF."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    """Lines as lines: quoted, YAML would double each line feed."""
    lines = "\n" in text
    style = ("|" if text == text.strip() else '"') if lines else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


class _Plain(str):
    """A number, a date or a truth, which needs no quotes where every plain text is a text."""

    __slots__ = ()


def _plain_text(dumper: yaml.SafeDumper, text: _Plain) -> yaml.Node:
    tag = dumper.resolve(yaml.ScalarNode, str(text), (True, False))  # type: ignore[no-untyped-call]
    return dumper.represent_scalar(tag, str(text))


class _Row(list[_Plain]):
    """Numbers that are on one line, in brackets."""


def _row(dumper: yaml.SafeDumper, row: _Row) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", row, flow_style=True)


def _nothing(dumper: yaml.SafeDumper, _: None) -> yaml.Node:
    """Nothing after the colon: the word `null` would be read as a text."""
    return dumper.represent_scalar("tag:yaml.org,2002:null", "")


for _kind in (_Dumper, _FlatDumper):
    yaml.add_representer(str, _text, Dumper=_kind)
    yaml.add_representer(type(None), _nothing, Dumper=_kind)
yaml.add_representer(_Plain, _plain_text, Dumper=_Dumper)
yaml.add_representer(_Row, _row, Dumper=_Dumper)


class CardBlock(NamedTuple):
    """A card as it is in a deck file."""

    text: str
    is_plain: bool
    """Whether each of its texts is such that YAML need not be asked how to write it."""


def deck_text(
    title: str,
    cards: Iterable[Card],
    head: dict[str, object] | None = None,
    remarks: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The YAML of a deck of these cards.

    Args:
        title: the deck's title.
        cards: in their order.
        head: more keys of the deck, such as `id` or `source`.
        remarks: key of a card -> lines that are above it as comments.

    Returns:
        Text that reads back as the very same cards.
    """
    blocks = [card_block(card, remarks.get(card_key(card))) for card in cards]
    return text_of_blocks(title, head or {}, blocks)


def text_of_blocks(title: str, head: Mapping[str, object], blocks: Iterable[CardBlock]) -> str:
    """The YAML of a deck of these cards."""
    top = _dumped({"title": title, **head}, WIDTH)
    text = "\n".join(block.text for block in blocks)
    return f"{top}cards:\n{text}" if text else f"{top}cards: []\n"


def card_block(card: Card, remark: str | None = None) -> CardBlock:
    """A card as it is in a deck file, with the comment above it."""
    is_plain, lines = True, list[str]()
    for key, value in written_fields(card).items():
        simple = _simple_field(key, value)
        is_plain = is_plain and bool(simple)
        lines += simple or _dumped({key: value}).split("\n")[:-1]
    below = [f"    {line}\n" if line else "\n" for line in lines[1:]]
    return CardBlock("".join([_remark(remark), f"  - {lines[0]}\n", *below]), is_plain)


def _simple_field(key: str, value: object) -> list[str]:
    """The lines of a key and its value as YAML surely has them; none where it must be asked."""
    name = _simple_key(key)
    if not name:
        return []
    if isinstance(value, str):
        return _folded(name, value)
    if isinstance(value, bool | int):
        return [f"{name}: {str(value).lower()}"]
    if isinstance(value, list) and value and all(map(_simple, value)):
        return [f"{name}:", *(f"  - {_simple(entry)}" for entry in value)]
    if isinstance(value, dict) and value and all(map(_simple, value)):
        entries = [(_simple(one), other and _simple(other)) for one, other in value.items()]
        if all(other or other is None for _, other in entries):
            return [f"{name}:", *(f"  {one}: {other or ''}".rstrip() for one, other in entries)]
    return []


_PLAIN = re.compile(
    r"(?!(?i:y|n|yes|no|on|off|true|false|null)$)"
    r"(?i:[a-z\u00df-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u04ff])"  # a letter, no sign of YAML
    r"(?: ?[\w.,;()/'!?+*=\"$%&<>@\[\]^`{|}~\u00a1-\u00ac\u00ae-\u00bf\u00d7\u00f7"
    r"\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u22ff-]++"
    r"| ?:(?=[^\s:])|(?<=\S)\#)*+"
)
_LINES = re.compile(r"(?:[!-~\u00a1-\u00ac\u00ae-\u2027\u2030-\u205e\u2070-\ud7ff\n]++| (?!\n))*+")
"""Lines that are below their key as they are: none ends with a space."""
_WHOLE = re.compile(r"0|[1-9][0-9]*")
_SHORT = 60
"""Characters of a text that is never wrapped."""


def _folded(name: str, text: str) -> list[str]:
    """A key and its text, wrapped as YAML wraps it: at the first space behind the last column."""
    if len(text) <= _SHORT and (simple := _simple(text)):
        return [f"{name}: {simple}"]
    if "\n" in text and text == text.strip() and _LINES.fullmatch(text):
        return [f"{name}: |-", *(f"  {line}" if line else "" for line in text.split("\n"))]
    if not _is_plain(text):
        return []
    lines, line = [], f"{name}:"
    for word in text.split(" "):
        if len(line) > WIDTH - 4:
            lines.append(line)
            line = f"  {word}"
        else:
            line = f"{line} {word}"
    return [*lines, line]


def _is_plain(text: str) -> bool:
    return (text.isascii() or max(text) <= "\uffff") and _PLAIN.fullmatch(text) is not None


def _simple(text: object) -> str:
    """A short text as YAML surely has it, in a line; empty where yaml must be asked."""
    if not isinstance(text, str) or len(text) > _SHORT:
        return ""
    if _is_plain(text):
        return text
    return f"'{text}'" if _WHOLE.fullmatch(text) else ""


_simple_key = lru_cache(maxsize=256)(_simple)
"""Most cards have the same keys."""


def _remark(lines: str | None) -> str:
    if not lines:
        return ""
    cleaned = (" ".join(without_controls(line).split()) for line in lines.split("\n"))
    return "".join(f"  # {line}\n" for line in cleaned if line)


def dumped_card(fields: Mapping[str, object], *, width: int, flow: bool = False) -> str:
    """The YAML of one card in a list.

    Args:
        fields: key -> a text, a boolean, or a list or mapping of texts.
        width: columns after which text is wrapped.
        flow: as a mapping in braces, without a dash.
    """
    card = {
        key: _Plain(value) if key in _PLAIN_KEYS and isinstance(value, str) else value
        for key, value in fields.items()
    }
    return yaml.dump(
        card if flow else [card],
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=width,
        default_flow_style=flow,
    )


def dumped_text(text: str) -> str:
    """One text as YAML has it within brackets: on one line, in quotes where it needs them."""
    listed = yaml.dump(
        [text], Dumper=_Dumper, allow_unicode=True, width=10**6, default_flow_style=True
    )
    return listed.strip().removeprefix("[").removesuffix("]")


def written_fields(card: Card) -> dict[str, object]:
    """The keys that are on a card, with what is below them, in a deck's own words."""
    if isinstance(card, DraftCard):
        return {**({"id": card.id} if card.id else {}), **card.written}
    keys = _in_order(type(card), frozenset(card.model_fields_set))
    return {key: _plain(value) for key in keys if (value := getattr(card, key)) is not None}


@lru_cache(maxsize=1024)
def _in_order(kind: type[Card], written: frozenset[str]) -> tuple[str, ...]:
    """What a card says, and its answer, as it is written: its name, its question, its answer."""
    every = dict.fromkeys(("id", "q", kind.answer_key, *kind.model_fields))
    return tuple(key for key in every if key in written or key == kind.answer_key)


def _plain(value: object) -> object:
    if type(value) is str:  # as most are
        return value
    match value:
        case PartialDate():
            return str(value)
        case Entry():
            return value.written
        case Decimal():
            return f"{value:f}"
        case Picture():
            return value.model_dump()
        case Region():
            return _Row(_Plain(f"{number:g}") for number in value)
        case tuple() | list():
            return [_plain(inner) for inner in value]
        case dict() if isinstance(listed := written_options(value), list):
            return listed
        case dict() if value and all(inner is None for inner in value.values()):
            return [str(key) for key in value]
        case dict():
            return {str(key): _plain(inner) for key, inner in value.items()}
        case _:
            return value


def _dumped(fields: dict[str, object], width: int = WIDTH - 4) -> str:
    is_flat = all(isinstance(text, str) and _is_flat(text) for text in fields.values())
    dumper = _FlatDumper if is_flat else _Dumper
    return yaml.dump(fields, Dumper=dumper, sort_keys=False, allow_unicode=True, width=width)


def _is_flat(text: str) -> bool:
    """Whether the C library writes a text without an escape that could be taken for more."""
    is_block = "\n" not in text or (text == text.strip() and " \n" not in text)
    return (text.isascii() or max(text) <= "\uffff") and "\t" not in text and is_block
