import ast
import json
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

import trainer
from trainer.store.event import (
    BuryEvent,
    Event,
    ReviewEvent,
    SchedulerEvent,
    SessionEnded,
    SessionStarted,
    SuspendEvent,
    UndoEvent,
    UnknownTypeError,
    read_event,
    write_event,
)

DAY = date(2024, 5, 1)
AT = datetime(2024, 5, 1, 23, 30, tzinfo=timezone(timedelta(hours=5, minutes=45)))


@pytest.mark.parametrize(
    "event",
    [
        SuspendEvent(at=AT, day=DAY, deck="d", item="i", suspended=True),
        BuryEvent(at=AT, day=DAY, deck="d", item="i.2", until=date(2024, 5, 2)),
        UndoEvent(at=AT, day=DAY, session="s", event="e"),
        SchedulerEvent(
            at=AT, day=DAY, version="FSRS-6", parameters=(0.1, 2 / 3), desired_retention=0.9
        ),
        SessionStarted(at=AT, day=DAY, session="s", decks=("d",), tags=("t",), limit=5, seed=7),
        SessionEnded(at=AT, day=DAY, session="s"),
    ],
    ids=lambda event: event.type,
)
def test_an_event_comes_back_from_its_line_as_it_was(event: Event) -> None:
    line = write_event(event)
    assert read_event(line) == event
    assert line.count(b"\n") == 1


@given(
    st.none()
    | st.booleans()
    | st.text()
    | st.lists(st.text()).map(tuple)
    | st.dictionaries(st.text(), st.text())
)
def test_any_answer_comes_back_from_a_single_line(
    review: Callable[..., ReviewEvent], answer: object
) -> None:
    event = review(answer=answer)
    line = write_event(event)
    assert line.count(b"\n") == 1
    again = read_event(line)
    assert again == event
    assert isinstance(again, ReviewEvent)
    assert type(again.answer) is type(answer)


def test_the_learners_utc_offset_is_kept() -> None:
    event = read_event(write_event(SessionEnded(at=AT, day=DAY, session="s")))
    assert event.at.utcoffset() == timedelta(hours=5, minutes=45)


def test_a_moment_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="timezone"):
        SessionEnded(at=datetime(2024, 5, 1), day=DAY, session="s")  # noqa: DTZ001


def test_every_event_has_an_id_of_its_own() -> None:
    ids = {SessionEnded(at=AT, day=DAY, session="s").id for _ in range(100)}
    assert len(ids) == 100


def test_a_review_that_changes_a_memory_names_its_scheduler(
    review: Callable[..., ReviewEvent],
) -> None:
    with pytest.raises(ValueError, match="names its scheduler"):
        review(scheduler=None)
    assert review(after=None, scheduler=None).cram


def test_a_schedulers_key_follows_from_what_it_does_not_from_when_it_was_noted() -> None:
    def scheduler(retention: float, at: datetime = AT) -> SchedulerEvent:
        return SchedulerEvent(
            at=at, day=DAY, version="FSRS-6", parameters=(1.0, 2.0), desired_retention=retention
        )

    assert scheduler(0.9).key == scheduler(0.9, AT + timedelta(days=1)).key
    assert scheduler(0.9).key != scheduler(0.91).key


def test_an_event_of_a_newer_trainer_is_told_from_a_damaged_line() -> None:
    line = json.dumps({"type": "merge", "id": "x", "at": AT.isoformat(), "day": "2024-05-01"})
    with pytest.raises(UnknownTypeError):
        read_event(line.encode())


@pytest.mark.parametrize(
    "line", [b"", b"{", b"[]", b"null", b"{}", b'{"type":"undo"}', b"\x00" * 80, b"\xff\xfe"]
)
def test_a_damaged_line_is_no_event(line: bytes) -> None:
    with pytest.raises(ValidationError):
        read_event(line)


def test_fields_that_a_newer_trainer_adds_do_no_harm() -> None:
    event = SessionEnded(at=AT, day=DAY, session="s")
    told = json.loads(write_event(event)) | {"mood": "good"}
    assert read_event(json.dumps(told).encode()) == event


def test_a_line_without_an_id_is_no_event() -> None:
    line = write_event(SuspendEvent(at=AT, day=DAY, deck="d", item="i", suspended=True))
    with pytest.raises(ValueError, match="no id"):
        read_event(line.replace(b'"id"', b'"kd"'))


BUILT_IN_ONE_PLACE = {"ReviewEvent", "BuryEvent", "SuspendEvent"}


def built_in(source: str) -> set[str]:
    """The events that a source builds itself, and not by their `of`."""
    names = {name: name for name in BUILT_IN_ONE_PLACE}
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if alias.name in BUILT_IN_ONE_PLACE:
                    names[alias.asname or alias.name] = alias.name
    built = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Attribute) and called.attr.startswith("model_"):
            called = called.value
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        built |= {names[name]} if name in names else set()
    return built


@pytest.mark.parametrize(
    "source",
    [
        "ReviewEvent(at=now)",
        "event.BuryEvent(at=now)",
        "from trainer.store.event import SuspendEvent as Off\nOff(at=now)",
        "def f():\n    return ReviewEvent.model_construct(at=now)",
    ],
)
def test_an_event_that_is_built_elsewhere_is_seen(source: str) -> None:
    assert built_in(source)
    assert not built_in("ReviewEvent.of(place)\nmatch event:\n    case BuryEvent(until=u): pass")


def test_reviews_burials_and_suspensions_are_built_in_one_place() -> None:
    package = Path(trainer.__file__).parent
    builds = {
        p.relative_to(package).as_posix(): built_in(p.read_text()) for p in package.rglob("*.py")
    }
    assert {path for path, built in builds.items() if built} <= {"store/item_event.py"}
    calls = ast.walk(ast.parse((package / "store/item_event.py").read_text()))
    assert {
        node.name
        for node in calls
        if isinstance(node, ast.ClassDef)
        and node.name in BUILT_IN_ONE_PLACE
        and any(isinstance(part, ast.FunctionDef) and part.name == "of" for part in node.body)
    } == BUILT_IN_ONE_PLACE
