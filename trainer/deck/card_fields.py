"""The fields of a card as a form shows them: each a text, and what that text means in a deck."""

import re
from collections.abc import Mapping

from trainer.deck.card import EVERY_KIND, Card, kind_named
from trainer.deck.form_field import PICTURE, FormField, Shape

_BAR = re.compile(r"\s+\|\s+")


COMMON_FIELDS = (
    FormField("why", "Explanation"),
    FormField("hint", "Hint"),
    FormField(
        "tags",
        "Tags",
        Shape.WORDS,
        expected="a tag is made of lower-case letters, digits, - and _",
        in_form="a tag is made of lower-case letters, digits, - and _, with commas between",
    ),
    FormField(
        "evidence",
        "Evidence, as 4.2",
        Shape.WORDS,
        expected="write paragraph.sentence of the source, as 4.2, or a list of them",
        in_form="write paragraph.sentence of the source, as 4.2, with commas between",
    ),
    PICTURE,
    PICTURE._replace(key="answer_picture", label="Picture with the answer"),
    FormField("sound", "Sound"),
    FormField("note", "Note for whoever teaches"),
)
"""The fields that a form has of any card."""

KIND_NAMES = tuple(kind.kind for kind in EVERY_KIND)
"""The kinds that a form can make, in the order of the models."""


def has_form(card: Card) -> bool:
    """Whether a form can open a card: all but one that is written by half."""
    return card.kind in KIND_NAMES


def form_fields(kind: str) -> tuple[FormField, ...]:
    """The fields that a form for a kind has, its own first.

    Args:
        kind: one of KIND_NAMES.
    """
    own_fields = kind_named(kind).own_fields
    known = {field.key for field in own_fields}
    return (*own_fields, *(field for field in COMMON_FIELDS if field.key not in known))


def fields_of(kind: str, texts: Mapping[str, str]) -> dict[str, object]:
    """What the texts of a form mean in a deck; an empty one means that the key is not there.

    Args:
        kind: one of KIND_NAMES.
        texts: key -> what was typed there.
    """
    read = {f.key: _read(f.shape, texts.get(f.key, "")) for f in form_fields(kind)}
    return {key: value for key, value in read.items() if value not in ("", [], {}, None)}


def missing(kind: str, fields: Mapping[str, object]) -> tuple[FormField, ...]:
    """The fields that a kind needs and that say nothing."""
    return tuple(f for f in form_fields(kind) if f.needed and f.key not in fields)


def texts_of(kind: str, fields: Mapping[str, object]) -> dict[str, str]:
    """What a form shows of a card's fields.

    Args:
        kind: one of KIND_NAMES.
        fields: as the deck has them: texts, lists and mappings.
    """
    return {f.key: _written(f.shape, fields[f.key]) for f in form_fields(kind) if f.key in fields}


_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


def _read(shape: Shape, text: str) -> object:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    match shape:
        case Shape.TEXT:
            return text.strip()
        case Shape.LINES:
            return lines
        case Shape.WORDS:
            return [word.strip() for word in re.split(r"[,\n]", text) if word.strip()]
        case Shape.YES_NO:
            return _YES_NO.get(text.strip().casefold())
        case Shape.SPELLINGS:
            return [_entry(_BAR.split(line)) for line in lines]
        case Shape.REASONS:
            return _reasons(lines)
        case Shape.PICTURE:
            file, alt = _two(text.strip())
            return {"file": file, "alt": alt} if alt else file
        case Shape.REGIONS:
            return dict(map(_region, lines))
        case Shape.PAIRS:
            return dict(_pair(line) for line in lines)
        case Shape.GAPS:
            return _gaps(lines)


def _entry(parts: list[str]) -> object:
    text, *accept = parts
    return {"text": text, "accept": accept} if accept else text


def _two(line: str) -> tuple[str, str]:
    left, right, *_ = [*_BAR.split(line, 1), ""]
    return left, right


def _pair(line: str) -> tuple[str, str]:
    """`left | right`, and `left: right` as a deck has it: of a pair neither side is missing."""
    left, right = _two(line)
    if not right:
        left, _, right = line.partition(": ")
    return left.strip(), right.strip()


def _region(line: str) -> tuple[str, list[object]]:
    """`name | 1, 2, 3, 4`, and `name: [1, 2, 3, 4]` as a deck has it."""
    name, numbers = _two(line)
    if not numbers and ": " in line:
        name, _, numbers = line.rpartition(": ")
    return name.strip(), [_number(one) for one in re.split(r"[,;\s]+", numbers.strip(" []"))]


def _number(text: str) -> object:
    if not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,9})?", text):
        return text
    return float(text) if "." in text else int(text)


def _reasons(lines: list[str]) -> object:
    """A list where no option has its reason; a mapping loses an option that appears twice."""
    pairs = [_two(line) for line in lines]
    if not any(why for _, why in pairs):
        return [option for option, _ in pairs]
    if len(dict(pairs)) < len(pairs) or not all(why for _, why in pairs):
        return [{"text": option, "why": why} if why else option for option, why in pairs]
    return dict(pairs)


def _gaps(lines: list[str]) -> object:
    pairs = [_two(line) for line in lines]
    if not any(other for _, other in pairs):
        return [text for text, _ in pairs]
    accept: dict[str, list[str]] = {}
    for gap, other in pairs:
        accept.setdefault(gap, []).append(other)
    return accept


def _written(shape: Shape, value: object) -> str:
    if isinstance(value, bool) or shape is Shape.YES_NO:
        return {"true": "yes", "false": "no"}.get(str(value).lower(), str(value))
    if shape is Shape.PICTURE and isinstance(value, Mapping):
        return " | ".join(str(value[key]) for key in ("file", "alt") if key in value)
    if shape is Shape.REGIONS and isinstance(value, Mapping):
        return "\n".join(f"{name} | {', '.join(map(str, at))}" for name, at in value.items())
    if isinstance(value, Mapping):
        pairs = [(left, right) for left, rights in value.items() for right in _many(rights)]
        return "\n".join(f"{left} | {right}" if right else str(left) for left, right in pairs)
    if isinstance(value, list | tuple):
        return (", " if shape is Shape.WORDS else "\n").join(map(_line, value))
    return str(value)


def _many(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _line(entry: object) -> str:
    if not isinstance(entry, Mapping):
        return str(entry)
    more = [str(entry["why"])] if "why" in entry else list(map(str, _many(entry.get("accept", []))))
    return " | ".join([str(entry.get("text", "")), *more])
