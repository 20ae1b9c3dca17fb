"""The JSON Schema agrees with the reader: what it takes and what it refuses."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from pydantic import BaseModel

from trainer.deck.card import EVERY_KIND, Card
from trainer.deck.card_base import CardBase
from trainer.deck.deck import Deck, Source
from trainer.deck.deck_files import shipped_decks
from trainer.deck.example import example_deck
from trainer.deck.reader import read_deck_text
from trainer.deck.schema import deck_schema


@cache
def schema() -> dict[str, Any]:
    """Made once it is wanted: every worker collects this file."""
    return deck_schema()


@cache
def validator() -> Draft7Validator:
    return Draft7Validator(schema())


def of_cards() -> Any:  # noqa: ANN401 - a piece of JSON
    """The schema of a card."""
    return schema()["properties"]["cards"]["items"]


def snippets() -> Any:  # noqa: ANN401 - a piece of JSON
    return of_cards()["then"]["defaultSnippets"]


class _AsEditorsRead(yaml.SafeLoader):
    """YAML 1.2, where a date is text, and so is `yes`."""


_AsEditorsRead.yaml_implicit_resolvers = {
    first: [
        (tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


_AsEditorsRead.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)


def as_editors_read(text: str) -> Any:  # noqa: ANN401 - whatever it holds
    return yaml.load(text, Loader=_AsEditorsRead)  # noqa: S506 - a safe loader


@pytest.mark.parametrize("path", sorted(shipped_decks().glob("*.yaml")), ids=lambda p: p.stem)
def test_the_shipped_decks_hold(path: Path) -> None:
    assert [e.message for e in validator().iter_errors(as_editors_read(path.read_text()))] == []


def test_the_example_holds_and_shows_every_kind() -> None:
    text = example_deck("plants", "Plants", "file:///schema.json")
    assert validator().is_valid(as_editors_read(text))
    deck = read_deck_text(text, Path("plants.yaml")).deck
    assert deck
    assert len({card.kind for card in deck.cards}) == 11


SOUND = [
    "{q: Q, a: no}",
    "{q: Q, a: 2014}",
    "{q: Q, a: 1.5, reverse: true}",
    "{q: Q, a: A, wrong: [1, 2]}",
    "{q: Q, date: 1866}",
    "{q: Q, date: 1866-02-08}",
    "{q: Q, typed: A, accept: B, tags: x, evidence: 4.2, importance: 3}",
    "{q: Q., truth: yes}",
    "{q: Q., truth: 1}",
    "{q: Q., truth: NO, correction: C.}",
    "{q: Q., truth: 'off', correction: C., importance: '3'}",
    "{q: Q, a: A, reverse: on}",
    "{q: Q., truth: false, correction: C., silence: {D341: short deck}}",
    "{q: Q, list: [on, off, null]}",
    "{q: Q, a: yes, wrong: [no, null]}",
    "{q: Q, number: '-6.5'}",
    "{q: Q, status: draft}",
    "{q: Q, number: 230 °C, colour: red, status: draft}",
]

MISTAKES = [
    "{q: Q}",
    "{a: A}",
    "{typed: A}",
    "{q: Q, question: Q2, a: A}",
    "{q: Q, anwser: A}",
    "{q: Q, a: [A, B]}",
    "{q: Q, a: A, typed: A}",
    "{q: Q, a: A, accept: [B]}",
    "{q: Q, a: A, wrong: [B], reverse: true}",
    "{q: Q, a: {b: c}}",
    "{q: Q, typed: [A]}",
    "{q: Q., truth: maybe}",
    "{q: Q., truth: false}",
    "{q: Q., truth: no}",
    "{q: Q., truth: 0}",
    "{q: Q., truth: 2}",
    "{q: Q, number: [6]}",
    "{q: Q, number: 230 °C}",
    "{q: Q, number: many}",
    "{q: Q, number: 6, tolerance: about 5}",
    "{q: Q, date: the 1870s}",
    "{q: Q, order: [a, b]}",
    "{q: Q, order: [a, b, c, d, e, f, g, h]}",
    "{q: Q, match: {a: b}}",
    "{q: Q, match: [a, b, c]}",
    "{q: Q, list: [a]}",
    "{cloze: x, q: Q}",
    "{q: Q, a: A, id: Not An Id}",
    "{q: Q, a: A, importance: 4}",
    "{q: Q, a: A, evidence: four}",
    "{q: Q, a: A, status: ready}",
    "{q: Q, a: A, silence: D334}",
    "just text",
]


@pytest.mark.parametrize("card", SOUND)
def test_what_is_sound_is_taken_by_both(card: str) -> None:
    text = f"title: T\ncards:\n  - {card}\n"
    assert [error.message for error in validator().iter_errors(as_editors_read(text))] == []
    assert read_deck_text(text, Path("d.yaml")).deck


@pytest.mark.parametrize("card", MISTAKES)
def test_a_mistake_is_refused_by_both(card: str) -> None:
    text = f"title: T\ncards:\n  - {card}\n"
    assert not validator().is_valid(as_editors_read(text))
    assert read_deck_text(text, Path("d.yaml")).deck is None


@pytest.mark.parametrize("text", ["title: T\ncards: []", "title: T\ncards:\n"])
def test_a_deck_just_begun_is_taken_by_both(text: str) -> None:
    assert validator().is_valid(as_editors_read(text))
    assert read_deck_text(text, Path("d.yaml")).deck


@pytest.mark.parametrize("text", ["title: T", "cards: [{q: Q, a: A}]", "title: T\ncards: {}"])
def test_half_a_deck_is_refused(text: str) -> None:
    assert not validator().is_valid(as_editors_read(text))


def test_every_key_is_described() -> None:
    deck = schema()["properties"]
    source = deck["source"]["properties"]
    cards = [keys for s in snippets() for keys in offered_to(s["body"], of_cards())]
    for told in (deck, source, of_cards()["else"]["then"]["properties"], *cards):
        assert [key for key, field in told.items() if not field["description"]] == []
    models: tuple[type[BaseModel], ...] = (Deck, Source, CardBase, *EVERY_KIND)
    described = {*deck, *source, *of_cards()["else"]["then"]["properties"]}
    assert described == {key for model in models for key in model.model_fields}


def test_there_is_a_snippet_for_every_kind_and_each_is_sound() -> None:
    assert len(snippets()) == len(EVERY_KIND)
    for snippet in snippets():
        body = {**snippet["body"]}
        if snippet["label"] == "date card":
            body["date"] = "1866"
        if snippet["label"] == "match card":
            body["match"] = {"a": "b", "c": "d", "e": "f"}
        assert validator().is_valid({"title": "T", "cards": [body]}), snippet["label"]


def test_no_snippet_bears_the_name_of_a_key_which_an_editor_would_mix_it_with() -> None:
    labels = {snippet["label"] for snippet in snippets()}
    assert labels.isdisjoint(of_cards()["else"]["then"]["properties"])


@pytest.mark.parametrize("kind", EVERY_KIND, ids=lambda kind: kind.kind)
def test_an_editor_offers_a_card_the_keys_of_its_kind(kind: type[Card]) -> None:
    snippet = next(s for s in snippets() if s["label"] == f"{kind.kind} card")
    offered = [{*keys} for keys in offered_to(snippet["body"], of_cards())]
    becomes = {"wrong"} if kind.kind == "flashcard" else set()
    assert offered == [{*kind.model_fields} | becomes]


def offered_to(card: dict[str, Any], schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The properties of every part of a schema that is in force for a card."""
    if "properties" in schema:
        yield schema["properties"]
    if "if" in schema:
        holds = Draft7Validator(schema["if"]).is_valid(card)
        yield from offered_to(card, schema.get("then" if holds else "else", {}))
    for part in schema.get("allOf", ()):
        yield from offered_to(card, part)
