"""The JSON Schema of a deck, for completion and hover in editors.

It is flat: one card, and rules of the sort *if this key, then those*. The
union of eleven models that pydantic would write is as right and misleads: an editor that
finds a card wrong by all of them says what is wrong by the first. Which keys a card may have
is in the rule of its kind alone, so that an editor offers and explains no others.
"""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from functools import cache
from itertools import count
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from trainer.deck.card import EVERY_KIND, Card, Flashcard, MultipleChoice, PickAll, TrueFalse
from trainer.deck.deck import Deck, Source
from trainer.deck.entry import ENTRY_SCHEMA, PICTURE_SCHEMA
from trainer.deck.form_field import FormField, Shape

Json = dict[str, Any]

DIALECT = "http://json-schema.org/draft-07/schema#"
TEXT = ["string", "number", "boolean"]
"""Every plain scalar is text to us; to an editor `2014` and `no` are something else."""

_NUMBER = r"^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$"
"""A number that an editor takes for text, as it does in quotes."""

_EXAMPLES: Json = {
    "id": "rome-river",
    "q": "Which river runs through Rome?",
    "a": "Tiber",
    "wrong": {"Po": "It runs through Turin."},
    "typed": "Ostia",
    "accept": ["Ostia Antica"],
    "cloze": "The Danube joins {{Vienna}} and {{Budapest::city}}.",
    "correction": "It runs through Turin.",
    "number": 405,
    "unit": "km",
    "tolerance": "5%",
    "date": "1876",
    "order": ["Perugia", "Rome", "Ostia"],
    "match": {"Rome": "Tiber", "Turin": "Po", "Florence": "Arno"},
    "extra": "Adige",
    "list": ["Tiber", "Po", "Arno"],
    "picture": "italy.png",
    "hide": {"Rome": [48, 52, 9, 9]},
    "where": "Rome",
    "sound": "tiber.mp3",
    "poll": ["I knew it", "I guessed"],
    "hint": "Begins with T.",
    "note": "Ask who has been there.",
    "why": "The city grew where the river could be forded.",
    "evidence": "4.2",
    "tags": ["river"],
    "requires": "rome-river",
    "silence": {"D334": "the other options are names"},
}


def deck_schema() -> Json:
    """The schema as JSON, draft 7, which the editors' language servers read best."""
    return {
        "$schema": DIALECT,
        "title": "A deck of trainer",
        "description": "Cards to learn from. trainer check says more than an editor can.",
        **_object(Deck, {"source": _object(Source), "cards": _cards()}),
        "required": ["title", "cards"],
    }


def _cards() -> Json:
    return {
        "type": ["array", "null"],
        "description": "The cards, in the order in which they are introduced.",
        "items": _card(),
    }


def _card() -> Json:
    """One card; a draft may hold anything, and any other what its answer key allows.

    A whole new card is offered only where nothing is written yet: the rule stands outermost,
    because an editor that meets it deeper in offers each twice.
    """
    answered = {"allOf": [*_rules(), _unanswered()]}
    return {
        "type": "object",
        "title": "A card",
        "description": "A question and one answer key, which says how it is asked.",
        "if": {"maxProperties": 0},
        "then": {**answered, "defaultSnippets": _snippets()},
        "else": {
            "if": {"not": {"properties": {"status": {"not": {"const": "draft"}}}}},
            "then": {
                "properties": {key: _described(field) for key, field in _of_any_kind().items()}
            },
            "else": answered,
        },
    }


def _snippets() -> list[Json]:
    return [
        {
            # not the name of a key, which an editor would make one proposal with
            "label": f"{kind.kind} card",
            "description": inspect.getdoc(kind),
            "body": kind.snippet or _snippet(kind),
        }
        for kind in EVERY_KIND
    ]


def _snippet(kind: type[Card]) -> Json:
    """A card of a kind to fill in, with a stop for the cursor at each text."""
    stops = (f"${number}" for number in count(1))
    return {
        field.key: _blank(field, kind.model_fields[field.key], stops)
        for field in kind.own_fields
        if field.needed
    }


def _blank(field: FormField, described: FieldInfo, stops: Iterator[str]) -> object:
    match field.shape:
        case Shape.LINES | Shape.SPELLINGS:
            fewest = [one.min_length for one in described.metadata if hasattr(one, "min_length")]
            return [next(stops) for _ in range(*fewest or (2,))]
        case Shape.REASONS | Shape.PAIRS:
            return {next(stops): next(stops)}
        case Shape.REGIONS:
            return {next(stops): [10, 10, 9, 9]}
        case Shape.YES_NO:
            return True
        case _:
            return next(stops)


def _of_any_kind() -> Json:
    """Every key of every kind, with all the shapes that the kinds give it."""
    properties: Json = {}
    for kind in EVERY_KIND:
        for key, field in _object(kind)["properties"].items():
            properties[key] = _either(properties[key], field) if key in properties else field
    return properties


def _unanswered() -> Json:
    """Before there is an answer key every key is offered, and one is wanted."""
    answered = {"anyOf": [{"required": [kind.answer_key]} for kind in EVERY_KIND]}
    return {
        "if": {"not": answered},
        "then": {"properties": _of_any_kind(), "additionalProperties": False, **answered},
    }


def _described(field: Json) -> Json:
    return {name: field[name] for name in _ABOUT if name in field}


def _rules() -> list[Json]:
    """For each answer key the keys that then may stand on the card, and no other."""
    choice = {
        "if": {"required": ["wrong"]},
        "then": _kind(MultipleChoice),
        "else": _kind(Flashcard),
    }
    several = {"properties": {"a": {"type": "array"}}}
    rules: Json = {"a": {"if": several, "then": _kind(PickAll), "else": choice}}
    rules |= {kind.answer_key: _kind(kind) for kind in EVERY_KIND if kind.answer_key != "a"}
    rules["hide"] = {"if": {"not": {"required": ["where"]}}, "then": rules["hide"]}
    return [{"if": {"required": [key]}, "then": rule} for key, rule in rules.items()]


def _kind(kind: type[Card]) -> Json:
    fields = _object(kind)
    needed = [name for name, field in kind.model_fields.items() if field.is_required()]
    if kind is Flashcard:  # which becomes a choice with them, so that they are offered
        fields["properties"]["wrong"] = _object(MultipleChoice)["properties"]["wrong"]
    return {**fields, "required": needed, **(_FALSE if kind is TrueFalse else {})}


def _truth(words: str, *values: bool) -> Json:
    """A truth value in any word that the reader takes for it, its case aside."""
    spelt = ("".join(f"[{c.upper()}{c}]" if c.isalpha() else c for c in w) for w in words.split())
    number = {"type": "integer", "minimum": int(min(values)), "maximum": int(max(values))}
    text = {"type": "string", "pattern": f"^({'|'.join(spelt)})$"}
    return {"anyOf": [{"type": "boolean", "enum": list(values)}, number, text]}


_BOOLEAN = _truth("true yes on t y 1 false no off f n 0", True, False)
_FALSE: Json = {
    "if": {"properties": {"truth": _truth("false no off f n 0", False)}},
    "then": {"required": ["correction"]},
}


def _object(model: type[BaseModel], shapes: Json | None = None) -> Json:
    """The schema of one model, each key described by the docstring of its attribute."""
    descriptions = _docstrings(model)
    properties = {}
    for key, field in _drawn(model)["properties"].items():
        shape = (shapes or {}).get(key) or _shape(key, field)
        properties[key] = {"description": descriptions.get(key, ""), **shape}
        if key in _EXAMPLES:
            properties[key]["examples"] = [_EXAMPLES[key]]
    return {"type": "object", "properties": properties, "additionalProperties": False}


@cache
def _drawn(model: type[BaseModel]) -> Json:
    """What pydantic makes of a model; each rule about its kind asks for it, and none changes it."""
    return model.model_json_schema(mode="validation")


_ONE_OR_MANY = {"accept", "confusable_with", "evidence", "extra", "requires", "siblings", "tags"}


def _shape(key: str, field: Json) -> Json:
    field = {name: value for name, value in field.items() if name not in {"title", "default"}}
    variants = [variant for variant in field.get("anyOf", [field]) if variant != {"type": "null"}]
    field = variants[0]
    if key == "wrong":
        mapping = {"type": "object", "additionalProperties": {"type": [*TEXT, "null"]}}
        return {"anyOf": [mapping, {"type": "array", "items": ENTRY_SCHEMA, "minItems": 1}]}
    if key in {"picture", "answer_picture", "why_picture"}:
        return PICTURE_SCHEMA
    if key == "hide":
        share = {"type": ["number", "string"], "pattern": _NUMBER}
        region = {"type": "array", "items": share, "minItems": 4, "maxItems": 4}
        return {"type": "object", "minProperties": 1, "additionalProperties": region}
    if key == "poll":
        options = {"type": "array", "items": {"type": [*TEXT, "null"]}, "minItems": 2}
        return {"anyOf": [{**options, "maxItems": 10}, {"const": "open"}]}
    if key == "number":
        return {"type": ["number", "string"], "pattern": _NUMBER}
    if key in _ONE_OR_MANY and "items" in field:
        one = _scalar(field["items"])
        return {"anyOf": [one, {"type": "array", "items": _entry(field["items"])}]}
    if key in _ONE_OR_MANY:
        shape = _shape(key, field["additionalProperties"])
        return {"anyOf": [*shape["anyOf"], {**field, "additionalProperties": shape}]}
    if field.get("type") == "array":
        return {**field, "items": _entry(field.get("items", {}))}
    if field.get("type") == "object":
        return {**field, "additionalProperties": {"type": TEXT}}
    if field.get("type") == "boolean":
        return _BOOLEAN
    if field.get("enum") == [1, 2, 3]:
        return {"anyOf": [field, {"type": "string", "pattern": "^[123]$"}]}
    return _scalar(field)


def _scalar(field: Json) -> Json:
    """Text admits what an editor takes for a number or a truth value."""
    return {**field, "type": TEXT} if field.get("type") == "string" else field


def _entry(field: Json) -> Json:
    """The same in a list, where `null` is a word as `on` and `off` are."""
    scalar = _scalar(field)
    return {**scalar, "type": [*TEXT, "null"]} if scalar.get("type") == TEXT else scalar


def _either(one: Json, other: Json) -> Json:
    """A key that several kinds have, with all the shapes they give it."""
    shapes: list[Json] = []
    for field in (one, other):
        bare = {name: value for name, value in field.items() if name not in _ABOUT}
        shapes += bare.get("anyOf", [bare])
    distinct = [shape for at, shape in enumerate(shapes) if shape not in shapes[:at]]
    return {**_described(one), **(distinct[0] if len(distinct) == 1 else {"anyOf": distinct})}


_ABOUT = ("description", "examples")


@cache
def _docstrings(model: type[BaseModel]) -> dict[str, str]:
    """Attribute -> the docstring below it, in the model and in what it inherits from."""
    docstrings: dict[str, str] = {}
    for cls in reversed(model.__mro__):
        if not issubclass(cls, BaseModel) or cls is BaseModel:
            continue
        [body] = ast.parse(textwrap.dedent(inspect.getsource(cls))).body
        assert isinstance(body, ast.ClassDef)  # noqa: S101 - the source of a class
        for attribute, below in zip(body.body, body.body[1:], strict=False):
            match attribute, below:
                case (
                    ast.AnnAssign(target=ast.Name(id=name)),
                    ast.Expr(value=ast.Constant(value=str(text))),
                ):
                    docstrings[name] = " ".join(text.split())
                case _:
                    pass
    return docstrings
