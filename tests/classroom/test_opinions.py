"""Opinion questions: asked and counted, worth nothing, and shown as what a class thinks."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.classroom.conftest import Desk
from trainer.asking.question import Question
from trainer.classroom.answer_counts import grouped
from trainer.classroom.asked_question import asked_of, question_of
from trainer.classroom.begin_drill import begin_drill
from trainer.classroom.class_memory import left_to_remember
from trainer.classroom.drill_event import Confidence
from trainer.classroom.make_report import report_of
from trainer.classroom.player_view import state_of
from trainer.classroom.preset import PRESETS
from trainer.classroom.report_tables import opinions_table
from trainer.classroom.scoring import standings
from trainer.deck.item import items_of_deck
from trainer.deck.outline import outlines_of
from trainer.deck.reader import read_deck_text

DECK = """\
title: Opinions
id: opinions
cards:
  - {id: scale, q: How sure are you of rivers?, poll: [Not at all, A little, Very]}
  - {id: open, q: What was hard today?, poll: open}
  - {id: rome, q: Which river runs through Rome?, a: Tiber, wrong: [Arno, Po]}
"""


def questions() -> dict[str, Question]:
    deck = read_deck_text(DECK, Path("opinions.yaml")).deck
    assert deck
    return {item.id: Question.of(item, seed=7) for item in items_of_deck(deck)}


def opinion_desk(desk: Callable[..., Desk], preset: str, *cards: str) -> Desk:
    every = questions()
    return desk(preset, asked=[every[card] for card in cards])


def test_texts_that_are_the_same_as_an_answer_are_counted_together_and_no_others() -> None:
    said = [
        "The deltas",
        "the deltas!",
        "Deltas",
        "deltas ",
        "tributaries",
        "tributarys",
        "no",
        "now",
    ]
    assert grouped(said) == {
        "The deltas": 4,
        "tributaries": 1,
        "tributarys": 1,
        "no": 1,
        "now": 1,
    }
    assert grouped(["important", "unimportant"]) == {"important": 1, "unimportant": 1}
    assert grouped([]) == {}
    assert list(grouped(["b", "a", "a"])) == ["a", "b"]
    assert grouped(["?", "!", "?"]) == {"?": 2, "!": 1}


def test_an_opinion_is_never_scheduled_and_keeps_the_order_of_its_author() -> None:
    deck = read_deck_text(DECK, Path("opinions.yaml")).deck
    assert deck
    outlines = [one for card in deck.cards for one in outlines_of(deck.id, card)]
    assert [one.unscheduled for one in outlines] == [True, True, False]
    item = items_of_deck(deck)[0]
    assert {Question.of(item, seed).options for seed in range(9)} == {item.card.form(()).labels}


@pytest.mark.parametrize("card", ["scale", "open"])
def test_a_log_keeps_an_opinion_question_as_it_was(card: str) -> None:
    question = questions()[card]
    assert question_of(asked_of(question)) == question


def test_an_opinion_is_counted_and_worth_nothing(desk: Callable[..., Desk]) -> None:
    at = opinion_desk(desk, "peer", "scale", "rome")
    anna, ben = at.sit("Anna", "Ben")
    at.open_first()
    fields = state_of(at.room, anna, at.now)
    assert fields["question"]["poll"] is True
    assert fields["confidence"] is False
    given = at.room.answers.give(anna, 0, 1, "Very", at.now, confidence=Confidence.SURE)
    assert (given.score, given.confidence) == (0, None)
    at.room.answers.give(ben, 0, 1, "A little", at.now)
    assert at.room.answers.all_in
    at.room.reveal(at.now)
    fields = state_of(at.room, anna, at.now)
    assert not {"key", "right", "verdict", "why"} & fields.keys()
    assert fields["mine"]["answer"] == "Very"
    at.room.finish(at.now)
    assert standings(at.room.state, at.preset)[anna].asked == 0
    assert left_to_remember(at.room.state) == []
    report = report_of(at.room.state, at.room.questions)
    assert report.questions == ()
    [opinion] = report.opinions
    assert opinion.said == {"Not at all": 0, "A little": 1, "Very": 1}
    assert all(player.replies == () for player in report.players)
    assert opinions_table(report)[1:3] == [
        [1, "How sure are you of rivers?", "Not at all", 0, None],
        [1, "How sure are you of rivers?", "A little", 1, None],
    ]


def test_open_text_is_grouped_in_the_report(desk: Callable[..., Desk]) -> None:
    at = opinion_desk(desk, "drill", "open")
    seats = at.sit("Anna", "Ben", "Cem")
    at.open_first()
    for player, text in zip(seats, ["The delta", "the Delta.", "All of it"], strict=True):
        at.room.answers.give(player, 0, 1, text, at.now)
    at.room.reveal(at.now)
    [opinion] = report_of(at.room.state, at.room.questions).opinions
    assert opinion.said == {"The delta": 2, "All of it": 1}


@pytest.mark.parametrize("preset", list(PRESETS))
def test_opinions_are_asked_after_what_is_learnt_and_without_devices_by_hands(preset: str) -> None:
    deck = read_deck_text(DECK, Path("opinions.yaml")).deck
    assert deck
    clock = lambda: datetime(2026, 3, 10, 12, tzinfo=UTC)  # noqa: E731
    drill = begin_drill(items_of_deck(deck), PRESETS[preset], None, clock)
    asked = [question.item.id for question in drill.room.questions]
    drill.discard()
    by_hands = preset in {"board", "peer"}
    assert asked[0] == "rome"
    assert sorted(asked[1:]) == (["scale"] if by_hands else ["open", "scale"])
