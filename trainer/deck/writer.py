"""A new deck file from cards. A file that an author wrote is never written this way."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType

import yaml
from typing_extensions import override

from trainer.deck.card import Card, DraftCard
from trainer.deck.entry import Entry, written_options
from trainer.deck.identity import card_key
from trainer.deck.partial_date import PartialDate
from trainer.deck.text import without_controls

WIDTH = 98
"""Columns after which text is wrapped."""


class _Dumper(yaml.SafeDumper):
    """Indents the dashes of a list, and leaves a line between cards."""

    # letters after a backslash are told from TeX by nobody: \x09 for a tab
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


def _nothing(dumper: yaml.SafeDumper, _: None) -> yaml.Node:
    """Nothing after the colon: the word `null` would be read as a text."""
    return dumper.represent_scalar("tag:yaml.org,2002:null", "")


for _kind in (_Dumper, _FlatDumper):
    yaml.add_representer(str, _text, Dumper=_kind)
    yaml.add_representer(type(None), _nothing, Dumper=_kind)


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
        remarks: key of a card -> a line that stands above it as a comment.

    Returns:
        Text that reads back as the very same cards.
    """
    lines = _dumped({"title": title, **(head or {})})
    blocks = [_remark(remarks.get(card_key(card))) + _dumped([_fields(card)]) for card in cards]
    indented = ["".join(f"  {line}\n" if line else "\n" for line in b.splitlines()) for b in blocks]
    return f"{lines}cards:\n" + "\n".join(indented)


def _remark(line: str | None) -> str:
    return f"# {' '.join(without_controls(line).split())}\n" if line else ""


def _fields(card: Card) -> dict[str, object]:
    if isinstance(card, DraftCard):
        return dict(card.written)
    written = {key for key in card.model_fields_set if getattr(card, key) is not None}
    order = (*(key for key in ("id", "q") if key in written), card.answer_key)
    rest = (key for key in type(card).model_fields if key in written)
    return {key: _plain(getattr(card, key)) for key in dict.fromkeys((*order, *rest))}


def _plain(value: object) -> object:
    match value:
        case PartialDate():
            return str(value)
        case Entry():
            return value.written
        case Decimal():
            return f"{value:f}"
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


def _dumped(value: dict[str, object] | list[dict[str, object]]) -> str:
    fields = value if isinstance(value, dict) else value[0]
    is_flat = all(isinstance(text, str) and _is_flat(text) for text in fields.values())
    dumper = _FlatDumper if is_flat else _Dumper
    return yaml.dump(value, Dumper=dumper, sort_keys=False, allow_unicode=True, width=WIDTH)


def _is_flat(text: str) -> bool:
    """Whether the C library writes a text without an escape that could be taken for more."""
    is_block = "\n" not in text or (text == text.strip() and " \n" not in text)
    return max(text, default="") <= "\uffff" and "\t" not in text and is_block
