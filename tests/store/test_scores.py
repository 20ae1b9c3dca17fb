import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from trainer.store.atomic_storage import DamagedFileError
from trainer.store.event import BuryEvent, ItemEvent, ReviewEvent, SuspendEvent
from trainer.store.projection import Projection
from trainer.store.scores import SCHEMA, Bookmark, Scores

BOOKMARK = Bookmark(covered=123, fingerprint="f", session_start=45, schedulers=frozenset({"k"}))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "scores.json"


@pytest.fixture
def events(
    review: Callable[..., ReviewEvent],
    suspend: Callable[..., SuspendEvent],
    bury: Callable[..., BuryEvent],
) -> list[ItemEvent]:
    return [
        review("a"),
        review("a", reps=2),
        review("b", deck="other"),
        review("c.1", day=date(2024, 6, 1)),
        suspend("b"),
        bury("d"),
    ]


def after(events: list[ItemEvent]) -> Projection:
    projection = Projection()
    for event in events:
        projection.apply(event)
    return projection


def test_there_are_no_scores_at_first(path: Path) -> None:
    assert Scores(path).load() is None


def test_written_event_by_event_or_all_at_once_the_scores_are_the_same(
    path: Path, events: list[ItemEvent]
) -> None:
    scores, projection = Scores(path), Projection()
    for event in events:
        projection.apply(event)
        scores.put(projection, event)
    scores.checkpoint(BOOKMARK)
    assert Scores(path).load() == (after(events), BOOKMARK)
    scores.fill(projection)
    scores.checkpoint(BOOKMARK)
    assert Scores(path).load() == (after(events), BOOKMARK)


def test_what_is_taken_back_leaves_the_scores(path: Path, events: list[ItemEvent]) -> None:
    scores, projection = Scores(path), after(events)
    scores.fill(projection)
    for event in reversed(events):
        projection.take_back(event)
        scores.put(projection, event)
    scores.checkpoint(BOOKMARK)
    assert Scores(path).load() == (Projection(), BOOKMARK)


def test_nothing_is_written_between_checkpoints(path: Path, events: list[ItemEvent]) -> None:
    scores = Scores(path)
    scores.fill(after(events[:1]))
    scores.checkpoint(BOOKMARK)
    for _ in range(1500):
        scores.put(after(events), events[-1])
    assert Scores(path).load() == (after(events[:1]), BOOKMARK)


def test_a_deck_is_a_table_and_an_item_a_document(path: Path, events: list[ItemEvent]) -> None:
    scores = Scores(path)
    scores.fill(after(events))
    scores.checkpoint(BOOKMARK)
    tables = json.loads(path.read_text())
    assert tables["brics"]["a"]["memory"]["reps"] == 2
    assert tables["brics"]["b"]["suspended"] is True
    assert tables["other"].keys() == {"b"}


def broken(tables: dict[str, dict[str, dict[str, object]]], what: str) -> object:
    match what:
        case "no bookmark":
            del tables["_meta"]
        case "older schema":
            tables["_meta"]["_meta"]["schema_version"] = SCHEMA - 1
        case "newer schema":
            tables["_meta"]["_meta"]["schema_version"] = SCHEMA + 1
        case "bad memory":
            tables["brics"]["a"]["memory"] = {"stability": -1}
        case "bad day":
            tables["_days-2024-05"]["never/brics"] = {}
        case "bad totals":
            tables["_days-2024-05"]["2024-05-01/brics"] = {"new": -1}
    return tables


@pytest.mark.parametrize(
    "what",
    ["no bookmark", "older schema", "newer schema", "bad memory", "bad day", "bad totals"],
)
def test_scores_that_make_no_sense_are_told(path: Path, events: list[ItemEvent], what: str) -> None:
    scores = Scores(path)
    scores.fill(after(events))
    scores.checkpoint(BOOKMARK)
    path.write_text(json.dumps(broken(json.loads(path.read_text()), what)))
    with pytest.raises(DamagedFileError):
        Scores(path).load()


def test_scores_of_no_use_are_kept_under_another_name(path: Path) -> None:
    path.write_text("garbage")
    scores = Scores(path)
    scores.set_aside()
    scores.fill(Projection())
    scores.checkpoint(BOOKMARK)
    assert path.with_name("scores.json.old").read_text() == "garbage"
    assert Scores(path).load() == (Projection(), BOOKMARK)
