"""The rules of marking, by answers as a fair teacher judges them (judged.txt)."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from trainer.deck.card import Cloze, ListCard, Match, Order, PickAll, kind_of
from trainer.deck.form_base import Answer
from trainer.deck.item import Item, items_of_card
from trainer.grading.grade import grade
from trainer.grading.mark import Mark

JUDGED = Path(__file__).with_name("judged.txt")


class Row(NamedTuple):
    rule: str
    language: str
    card: str
    given: str
    verdict: str


@cache
def rows() -> list[Row]:
    lines = JUDGED.read_text(encoding="utf-8").splitlines()
    return [
        Row(*(part.strip() for part in line.split(" | ")))
        for line in lines
        if line and not line.startswith("#")
    ]


def fields_of(card: str) -> tuple[dict[str, object], tuple[str, ...]]:
    card, _, others = card.partition(" !! ")
    rest = tuple(other.strip() for other in others.split(";;") if other)
    if "{{" in card:
        return {"cloze": card}, rest
    if " [] " in card:
        question, _, things = card.partition(" [] ")
        return {"q": question, "list": [one.strip() for one in things.split(";;")]}, rest
    if " >> " in card:
        question, _, things = card.partition(" >> ")
        return {"q": question, "order": [one.strip() for one in things.split(";;")]}, rest
    if " <> " in card:
        question, _, pairs = card.partition(" <> ")
        return {"q": question, "match": pairs_of(pairs.split(";;"))}, rest
    if " ?? " in card:
        question, _, options = card.partition(" ?? ")
        right, wrong = (half.split(";;") for half in options.split(" -- "))
        options_of = {"a": [one.strip() for one in right], "wrong": [one.strip() for one in wrong]}
        return {"q": question, **options_of}, rest
    if " # " in card:
        question, _, number = card.partition(" # ")
        number, _, tolerance = number.partition(" ~")
        number, _, unit = number.partition(" ")
        found = {"number": number, "unit": unit or None, "tolerance": tolerance or None}
        return {"q": question, **found}, rest
    if " @ " in card:
        question, _, date = card.partition(" @ ")
        return {"q": question, "date": date}, rest
    question, _, key = card.partition(" = ")
    first, *accepted = (one.strip() for one in key.split(";;"))
    return {"q": question, "typed": first, "accept": accepted}, rest


def pairs_of(texts: list[str]) -> dict[str, str]:
    """`Rome: Tiber` for each."""
    halves = (text.partition(":") for text in texts)
    return {left.strip(): right.strip() for left, _, right in halves}


def verdict(mark: Mark) -> str:
    if mark.unread:
        return "unread"
    if mark.score == 1:
        return "note" if mark.note else "right"
    return "partly" if mark.score else "wrong"


def asked_and_given(row: Row) -> tuple[Item, Answer]:
    fields, _ = fields_of(row.card)
    kind = kind_of(fields)
    assert kind is not None
    item = items_of_card("deck", kind.model_validate(fields))[0]
    parts = [part.strip() for part in row.given.split(" // ") if part.strip()]
    match item.card:
        case ListCard() | Cloze() | Order():
            return item, tuple(parts)
        case Match():
            return item, pairs_of(parts)
        case PickAll():
            return item, frozenset(parts)
        case _:
            return item, row.given


def marked(row: Row) -> Mark:
    item, answer = asked_and_given(row)
    language = None if row.language == "-" else row.language
    return grade(item, answer, language=language, others=fields_of(row.card)[1])


@pytest.mark.parametrize("rule", sorted({row.rule for row in rows()}))
def test_marked_as_a_teacher_would(rule: str) -> None:
    """Of all its answers, each that is marked otherwise; thousands of tests would cost seconds."""
    judged = [row for row in rows() if row.rule == rule]
    marks = [marked(row) for row in judged]
    otherwise = [
        (row, verdict(mark), mark.note)
        for row, mark in zip(judged, marks, strict=True)
        if verdict(mark) != row.verdict
    ]
    assert otherwise == []
