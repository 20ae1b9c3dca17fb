"""A drill on a deck of every kind, with a clock that stands where a test puts it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.clock import NOON
from tests.tui.conftest import left_before_its_screens_go, wait_until_all_is_done
from trainer.asking.question import Question
from trainer.classroom.asked_question import asked_of
from trainer.classroom.drill_event import DrillEvent, Opened
from trainer.classroom.preset import PRESETS
from trainer.classroom.room import Room
from trainer.deck.item import items_of_deck
from trainer.deck.reader import read_deck_text

__all__ = ["left_before_its_screens_go", "wait_until_all_is_done"]

DECK = """\
title: Every kind
id: kinds
cards:
  - {id: choice, q: Which river runs through Rome?, a: Tiber, wrong: [Arno, Po], why: See a map.}
  - {id: pick, q: Which are islands?, a: [Malta, Cyprus], wrong: [Chad, Mali]}
  - {id: truth, q: Lisbon is in Spain., truth: false, correction: It is in Portugal.}
  - {id: typed, q: Who wrote Faust?, typed: Goethe}
  - {id: flash, q: What is the capital of France?, a: Paris}
  - {id: gaps, cloze: "From {{red}} over {{green}} to blue.", together: true}
  - {id: number, q: How many legs has a spider?, number: 8, unit: legs}
  - {id: date, q: When did the Berlin Wall fall?, date: 1989-11}
  - {id: order, q: Put the planets in order., order: [Mercury, Venus, Earth]}
  - {id: match, q: Match the capitals., match: {Peru: Lima, Chile: Santiago, Cuba: Havana}}
  - {id: list, q: Name the Baltic states., list: [Estonia, Latvia, Lithuania]}
"""


def questions() -> dict[str, Question]:
    deck = read_deck_text(DECK, Path("kinds.yaml")).deck
    assert deck
    return {item.id: Question.of(item, seed=7) for item in items_of_deck(deck)}


class Desk:
    """A teacher's desk: a room, what it kept, and a clock."""

    def __init__(self, preset: str = "drill", *cards: str, **choices: object) -> None:
        asked = choices.pop("asked", None)
        if not isinstance(asked, list):
            every = questions()
            asked = [every[card] for card in cards or ("choice", "typed", "flash")]
        self.preset = replace(PRESETS[preset], **choices)  # type: ignore[arg-type]
        self.now = NOON
        self.kept: list[DrillEvent] = []
        teams = tuple(f"team {n}" for n in range(self.preset.teams))
        self.opened = Opened(
            at=NOON,
            drill="d1",
            class_name="7b",
            preset=preset,
            teams=teams,
            questions=tuple(map(asked_of, asked)),
            seed=7,
            pin="123456",
        )
        self.questions = asked
        self.keep: Callable[[DrillEvent], None] = self.kept.append
        self.room = Room(self.preset, asked, [self.opened], self._kept_now)

    def _kept_now(self, event: DrillEvent) -> None:
        self.keep(event)

    def sit(self, *names: str) -> list[str]:
        return [self.room.seats.join(name, f"token {name}", self.now).id for name in names]

    def later(self, seconds: float) -> datetime:
        self.now += timedelta(seconds=seconds)
        self.room.tick(self.now)
        return self.now

    def go(self, times: int = 1) -> None:
        for _ in range(times):
            self.room.advance(self.now)

    def open_first(self) -> None:
        self.go(2 if self.preset.think else 1)

    def again(self) -> Room:
        """The room as another process would find it."""
        return Room(self.preset, self.questions, [self.opened, *self.kept], lambda _: None)


@pytest.fixture
def desk() -> Callable[..., Desk]:
    return Desk
