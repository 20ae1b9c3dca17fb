from dataclasses import replace
from datetime import date

import pytest

from trainer.asking.question import Question
from trainer.deck.card import Cloze, Flashcard
from trainer.deck.item import Item
from trainer.memory.leech import LEECH_LAPSES
from trainer.memory.state import MemoryState, Phase
from trainer.tui.widgets.heading import asked, margin

CARD = Item.of("deck", "card", Flashcard(q="Q?", a="A", tags=("rivers", "europe")))
LEARNT = MemoryState(
    phase=Phase.REVIEW,
    step=None,
    stability=5.0,
    difficulty=5.0,
    due=date(2026, 3, 10),
    ready_at=None,
    reviewed=date(2026, 3, 5),
    reps=3,
    lapses=0,
)


def test_the_margin_tells_the_kind_and_neither_tags_nor_deck() -> None:
    assert margin(Question.of(CARD, 0), LEARNT).plain == "flashcard"


def test_a_card_met_for_the_first_time_is_called_new() -> None:
    assert margin(Question.of(CARD, 0), None).plain.endswith("  new")


def test_a_leech_is_told_by_how_often_it_was_forgotten() -> None:
    leech = replace(LEARNT, lapses=LEECH_LAPSES)
    told = margin(Question.of(CARD, 0), leech).plain
    assert told.endswith(f"leech: forgotten {LEECH_LAPSES} times")


@pytest.mark.parametrize("gaps", [(0,), (0, 1)])
def test_one_gap_or_several(gaps: tuple[int, ...]) -> None:
    card = Cloze(cloze="{{a}} and {{b}}")
    question = Question.of(Item.of("deck", "card", card, gaps=gaps), 0)
    assert margin(question, LEARNT).plain == "fill in"


def test_the_setting_stands_above_the_question() -> None:
    item = Item.of("deck", "card", Flashcard(q="Q?", a="A"), setting="Europe in 1914")
    prompt, above = asked(Question.of(item, 0))
    assert (str(above), str(prompt)) == ("Europe in 1914", "Q?")
