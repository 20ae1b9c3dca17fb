import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.clock import NOON
from trainer.store import scores
from trainer.store.atomic_storage import AtomicStorage, DamagedFileError
from trainer.store.event import (
    BuryEvent,
    ItemEvent,
    MoveEvent,
    ReviewEvent,
    SchedulerEvent,
    SuspendEvent,
)
from trainer.store.fold import fold
from trainer.store.record import ItemRecord
from trainer.store.records import Records
from trainer.store.scores import SCHEMA, Bookmark, Scores
from trainer.store.state import State

BOOKMARK = Bookmark(covered=123, fingerprint="f", session_start=45)


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
        review("c.1", day=date(2026, 4, 10)),
        suspend("b"),
        bury("d"),
    ]


def after(events: list[ItemEvent]) -> State:
    return fold(events, State())


def test_there_are_no_scores_at_first(path: Path) -> None:
    assert Scores(path).load() is None


def test_what_is_written_is_read_again(path: Path, events: list[ItemEvent]) -> None:
    Scores(path).write(after(events), BOOKMARK)
    assert Scores(path).load() == (after(events), BOOKMARK)


def test_everything_that_the_state_holds_is_read_again(
    path: Path, events: list[ItemEvent], review: Callable[..., ReviewEvent]
) -> None:
    moves = ((("brics", "a"), ("brics", "z")), (("brics", "b"), ("brics", "a")))
    scheduler = SchedulerEvent(
        at=NOON, day=NOON.date(), version="v", parameters=(0.1, 2.0), desired_retention=0.9
    )
    state = State(clock={"e": NOON}, undone={"f"}, undescribed={"g"})
    state.add_schedulers([scheduler])
    fold([*events, MoveEvent(at=NOON, day=NOON.date(), moves=moves)], state)
    fold([review("b", reps=2, since_move="nobody")], state)
    Scores(path).write(state, BOOKMARK)
    loaded = Scores(path).load()
    assert loaded
    assert vars(loaded[0]) == vars(state)


def test_the_file_is_written_once_for_all_tables(
    path: Path, events: list[ItemEvent], monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []
    monkeypatch.setattr(AtomicStorage, "write", lambda _, data: written.append(len(data)))
    Scores(path).write(after(events), BOOKMARK)
    assert written == [4]  # two decks, the days, the bookmark


def test_a_deck_is_a_table_and_an_item_a_document(path: Path, events: list[ItemEvent]) -> None:
    Scores(path).write(after(events), BOOKMARK)
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
            tables["_days"]["never"] = {}
        case "bad counts":
            tables["_days"]["2026-03-10"] = {"new": -1}
    return tables


@pytest.mark.parametrize(
    "what",
    ["no bookmark", "older schema", "newer schema", "bad memory", "bad day", "bad counts"],
)
def test_scores_that_make_no_sense_are_told(path: Path, events: list[ItemEvent], what: str) -> None:
    Scores(path).write(after(events), BOOKMARK)
    tables = json.loads(path.read_text())
    del tables["_seal"]
    path.write_text(json.dumps(broken(tables, what)))
    with pytest.raises(DamagedFileError):
        Scores(path).load()


@pytest.mark.parametrize("what", ["older schema", "newer schema"])
def test_scores_of_another_version_are_reported_as_such(
    path: Path, events: list[ItemEvent], what: str
) -> None:
    Scores(path).write(after(events), BOOKMARK)
    tables = json.loads(path.read_text())
    del tables["_seal"]
    path.write_text(json.dumps(broken(tables, what)))
    with pytest.raises(DamagedFileError, match=r"^another version of trainer wrote them$"):
        Scores(path).load()


def test_one_changed_figure_is_told(path: Path, events: list[ItemEvent]) -> None:
    Scores(path).write(after(events), BOOKMARK)
    whole = path.read_text()
    path.write_text(whole.replace('"reps":2', '"reps":3'))
    assert path.read_text() != whole
    with pytest.raises(DamagedFileError, match="not as they were written"):
        Scores(path).load()


def test_scores_of_no_use_are_kept_under_another_name(path: Path) -> None:
    path.write_text("garbage")
    useless = Scores(path)
    useless.set_aside()
    useless.write(State(), BOOKMARK)
    assert path.with_name("scores.json.old").read_text() == "garbage"
    assert Scores(path).load() == (State(), BOOKMARK)


def test_what_another_version_wrote_is_looked_at_as_a_whole(
    path: Path, events: list[ItemEvent], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scores, "_THIS", {"version": "later"})
    monkeypatch.setattr(
        scores, "documents_of", lambda records: {item: {"mood": 1} for item in records}
    )
    Scores(path).write(after(events), BOOKMARK)
    monkeypatch.undo()
    with pytest.raises(DamagedFileError, match="mood"):
        Scores(path).load()


def test_whether_anything_is_known_of_a_deck_is_said_without_counting(
    path: Path, review: Callable[..., ReviewEvent], monkeypatch: pytest.MonkeyPatch
) -> None:
    Scores(path).write(fold([review("a"), review("b")], State()), BOOKMARK)
    loaded = Scores(path).load()
    assert loaded
    [records] = loaded[0].records.values()
    assert isinstance(records, Records)
    with monkeypatch.context() as uncounted:
        uncounted.delattr(Records, "__len__")
        assert records
        del records["a"]
        assert records
        records["c"] = ItemRecord(flag=1)
        del records["b"]
        assert records
    del records["c"]
    assert not records
