"""The moment is always an argument: no module of memory, nor py-fsrs below it, asks a clock."""

import ast
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import fsrs.card
import fsrs.scheduler
import pytest

import trainer.memory
from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler

CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "perf_counter"}


def test_no_module_calls_a_clock() -> None:
    sources = sorted(Path(trainer.memory.__path__[0]).rglob("*.py"))
    assert sources
    calls = {
        (source.name, node.func.attr)
        for source in sources
        for node in ast.walk(ast.parse(source.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert not [call for call in calls if call[1] in CLOCKS]


def test_py_fsrs_is_never_left_to_read_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    class StoppedClock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> NoReturn:
            raise AssertionError(tz)

    def no_sleep(_seconds: float) -> NoReturn:
        raise AssertionError

    monkeypatch.setattr(fsrs.card, "datetime", StoppedClock)
    monkeypatch.setattr(fsrs.scheduler, "datetime", StoppedClock)
    monkeypatch.setattr(time, "sleep", no_sleep)
    scheduler, noon = Scheduler(), datetime(2024, 6, 10, 12, tzinfo=UTC)
    state = scheduler.review("deck/item", None, Rating.EASY, noon)
    state = scheduler.review("deck/item", state, Rating.AGAIN, noon)
    assert scheduler.retrievability(state, noon.date()) == 1
