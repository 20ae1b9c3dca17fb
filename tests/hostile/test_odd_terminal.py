"""Terminals that send what is no text, or have no size: the program stays, and leaves by `q`."""

import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time
from pathlib import Path

import pytest

PATIENCE = 20.0
SIZES = {"usual": (24, 80), "no columns": (24, 0), "no size": (0, 0), "one cell": (1, 1)}


def screen_after(keys: bytes, size: tuple[int, int], home: Path) -> tuple[int, bytes]:
    """What the program wrote, sent some keys and then `q`, and the code it ended with."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ |= {"TERM": "xterm-256color", "TRAINER_HOME": str(home)}
        os.execv(sys.executable, [sys.executable, "-m", "trainer"])  # noqa: S606
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
    shown = b""
    began = time.monotonic()
    waiting = [keys, *[b"q"] * 40]
    due = began + 2.0
    try:
        while time.monotonic() < began + PATIENCE:
            if select.select([terminal], [], [], 0.05)[0]:
                shown += os.read(terminal, 65536)
            if time.monotonic() > due and waiting:
                os.write(terminal, waiting.pop(0))
                due = time.monotonic() + 0.4
    except OSError:  # the program has ended
        pass
    finally:
        os.close(terminal)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return code, shown


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_no_size_is_an_end(size: tuple[int, int], tmp_path: Path) -> None:
    code, shown = screen_after(b"", size, tmp_path)
    assert code == 0
    assert b"Traceback" not in shown


def test_bytes_that_are_no_text_are_no_end(tmp_path: Path) -> None:
    code, shown = screen_after(b"\xff\xfe\x80\xc3", SIZES["usual"], tmp_path)
    assert code == 0
    assert b"Traceback" not in shown
    assert b"trainer failed" not in shown
