from pathlib import Path

import pytest

from trainer.deck.card import DraftCard
from trainer.deck.reader import read_deck_text
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.import_result import Notice, by_kind, quoted
from trainer.exchange.sound_deck import sound_deck


def test_what_is_told_of_a_text_is_short_and_fit_for_a_terminal() -> None:
    assert quoted("a\x1b]52;c;x\x07\n“b”") == "“a]52;c;x „b‟”"
    assert quoted("x" * 100) == f"“{'x' * 60}…”"
    assert quoted(5) == "“5”"


def test_kinds_leave_out_what_is_quoted_counted_or_said_aside() -> None:
    losses = [
        Notice("row 2", f"no answer: {quoted('a “b” c')}"),
        Notice("row 1", "1 pair to match, and it takes three"),
        Notice("row 3", "no answer: “d”"),
        Notice("the table", "column “a”: 1 cell"),
        Notice("the table", "column “b”: 1,200 cells"),
        Notice("row 5", "more cells than the heading has (text without quotes?): “e”"),
    ]
    assert {kind: len(ones) for kind, ones in by_kind(losses).items()} == {
        "no answer": 2,
        "… pair to match, and it takes three": 1,
        "column …: … cells": 2,
        "more cells than the heading has": 1,
    }


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"q": "Who wrote it?"}, "no answer"),
        ({"q": "Which?", "a": "Po", "wrong": []}, ""),
        ({"q": "Which?", "a": ["Po"]}, "no wrong option"),
        ({"a": "Po"}, "no question"),
        (
            {"q": "How many?", "number": "some"},
            "`number` has a value that does not belong there",
        ),
        ({"q": "Order them.", "order": ["a", "b"]}, "`order`"),
    ],
)
def test_what_is_no_card_yet_is_a_draft_that_keeps_all(fields: dict[str, object], why: str) -> None:
    collector = CardCollector()
    card = collector.add("row 1", fields)
    imported = collector.result("T")
    assert imported.cards == (card,)
    assert why in "".join(one.what for one in imported.done)
    sound = sound_deck("T", imported.cards, {}, imported.drafts)
    [read] = read_deck_text(sound.text, Path("t.yaml")).cards
    assert read == card
    assert (read.status == "draft") == bool(why)
    if isinstance(read, DraftCard):
        assert {key: read.written[key] for key in fields} == fields


def test_a_tag_of_several_words_gets_hyphens_and_loses_nothing() -> None:
    collector = CardCollector()
    collector.common_tags = ["big rivers"]
    card = collector.add("line 1", {"q": "Which?", "a": "Po", "tags": ["in\nItaly", "of  note"]})
    assert card
    assert card.tags == ("big-rivers", "in-italy", "of-note")
    assert [one.what for one in collector.result("T").losses] == [
        "the tag “in-Italy” is “in-italy” here"
    ]
