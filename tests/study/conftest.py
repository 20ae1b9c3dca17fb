"""A collection on a deck of every kind, in a folder of its own, at a fixed moment."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from trainer.study.collection import Collection

EVERY_KIND = """\
title: Every kind
id: kinds
cards:
  - {id: flash, q: What is the capital of France?, a: Paris, tags: [europe]}
  - {id: both, q: Paris, a: Seine, reverse: true}
  - id: choice
    q: Which river runs through Rome?
    a: Tiber
    wrong: {Arno: It runs through Florence., Po: It runs through Turin.}
  - {id: pick, q: Which are islands?, a: [Malta, Cyprus], wrong: [Chad, Mali]}
  - {id: typed, q: Who wrote Faust?, typed: Goethe, tags: [europe]}
  - {id: cloze, cloze: "The Danube joins {{Vienna}} and {{Budapest::city}}."}
  - {id: gaps, cloze: "From {{red}} over {{green}} to blue.", together: true}
  - {id: truth, q: Lisbon is in Spain., truth: false, correction: It is in Portugal.}
  - {id: number, q: How many legs has a spider?, number: 8}
  - {id: date, q: When did the Berlin Wall fall?, date: 1989-11}
  - {id: order, q: Put the planets in order., order: [Mercury, Venus, Earth]}
  - {id: match, q: Match the capitals., match: {Peru: Lima, Chile: Santiago, Cuba: Havana}}
  - {id: list, q: Name the Baltic states., list: [Estonia, Latvia, Lithuania]}
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty TRAINER_HOME."""
    folder = tmp_path / "home"
    monkeypatch.setenv("TRAINER_HOME", str(folder))
    return folder


@pytest.fixture
def open_collection(home: Path, tmp_path: Path) -> Iterator[Callable[..., Collection]]:
    """Opens a collection on the deck of every kind, or on the deck given as text."""
    del home  # it is the environment that matters
    opened: list[Collection] = []

    def open_it(deck: str = EVERY_KIND, *, read_only: bool = False) -> Collection:
        path = tmp_path / "deck.yaml"
        path.write_text(deck)
        collection = Collection([str(path)], learner="me", folder=tmp_path, read_only=read_only)
        opened.append(collection)
        return collection

    yield open_it
    for collection in opened:
        collection.close()


@pytest.fixture
def collection(open_collection: Callable[..., Collection]) -> Collection:
    return open_collection()
