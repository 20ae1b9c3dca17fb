"""The real app among hostile names, in a terminal: no byte of theirs comes out of any screen."""

import os
import pty
import select
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.hostile.test_hostile_text import FEW, ODD, Place

SENT = [b"\x1b]52;c;SE9T", "\x9b".encode(), "\u202e".encode(), "\u2028".encode(), b"qz\n"]
"""What only their texts hold."""
TYPED = "a\x9b31m\u202eb" + "\u0301" * 30
"""Without an ESC, which leaves a screen."""
KNOWN = [f"--{key}=2021-11-05" for key in ("title", "author", "publisher", "date", "url")]
"""So that nothing more is asked."""
WAYS: dict[str, tuple[list[str], str]] = {
    "home": ([], "?qq"),
    "browser": ([], "b\r?qqq"),
    "statistics": ([], "tqq"),
    "settings": ([], ",\rqqq"),
    "study": (["study", "DECK"], "?q\rTiber\r3q"),
    "author": (["edit", "DECK"], f"{TYPED}\x13"),
    "card form": (["add", "DECK"], f"{TYPED}\t{TYPED}"),
    "preview": (["preview", "DECK"], " q"),
    "drill": (["drill", "DECK"], "   q"),
    "palette": ([], "\x10theme\x1b"),
    "more and corrections": ([], "mqcq"),
    "workbench": (["derive", "NAMES", "--to", f"{ODD}.yaml", *KNOWN], "\t qq"),
}
"""Screen -> the command that opens the app, and what is typed."""
FEW_SCREENS = {"home", "card form"}
"""Those that are tried each time; the others take as long again."""
PATIENCE = 15.0


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.chdir(tmp_path)
    place = Place(tmp_path)
    place.files["NAMES"].write_text("Rivers flow. They end in the sea.\n")
    monkeypatch.setenv("TRAINER_HOME", str(place.home))
    return place


@pytest.mark.parametrize(
    "screen",
    [
        pytest.param(screen, marks=[] if screen in FEW_SCREENS else pytest.mark.slow)
        for screen in WAYS
    ],
)
def test_no_byte_of_it_comes_out_of_a_screen(screen: str, place: Place) -> None:
    words, keys = WAYS[screen]
    shown = shown_by([str(place.files.get(word, word)) for word in words], keys)
    assert len(shown) > 500, shown
    assert [odd for odd in SENT if odd in shown] == []
    assert FEW not in shown
    assert b"Traceback" not in shown
    assert b"trainer failed" not in shown


_BEGUN = b"\x1b[?1049h"
"""What the app begins with; before it the terminal itself shows what is typed."""


def shown_by(arguments: list[str], keys: str) -> bytes:
    """All that the app writes to its terminal, while keys are typed one by one, then ctrl+q."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ |= {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
        os.execv(sys.executable, [sys.executable, "-m", "trainer", *arguments])  # noqa: S606
    waiting, shown = [*keys, *["\x11"] * 20], b""
    due, ends = time.monotonic() + 1.0, time.monotonic() + PATIENCE
    with suppress(OSError):  # the app has ended
        while time.monotonic() < ends:
            if select.select([terminal], [], [], 0.05)[0]:
                shown += os.read(terminal, 65536)
            elif _BEGUN in shown and time.monotonic() > due and waiting:
                os.write(terminal, waiting.pop(0).encode())
                due = time.monotonic() + 0.1
    os.close(terminal)
    with suppress(ProcessLookupError):
        os.kill(child, 9)
    os.waitpid(child, 0)
    return shown
