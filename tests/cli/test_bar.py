import io
import time

import pytest

from trainer.cli.bar import Bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(monkeypatch: pytest.MonkeyPatch, terminal: io.StringIO, *moments: float) -> str:
    monkeypatch.setattr("sys.stderr", terminal)
    clock = iter(moments)
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    with Bar() as bar:
        bar("Reading decks", 0.5)
        bar("Reading the journal", 1)
    return terminal.getvalue()


def test_what_takes_long_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    output = shown(monkeypatch, Terminal(), 0, 0.6, 0.7)
    assert "Reading decks" in output
    assert "50%" in output
    assert "Reading the journal" in output
    assert "100%" in output


def test_what_is_done_at_once_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, Terminal(), 0, 0.1, 0.2) == ""


def test_nothing_is_shown_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, io.StringIO(), 0, 5, 6) == ""
