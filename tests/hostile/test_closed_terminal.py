"""A terminal that is closed at any moment leaves no process behind that holds the learner."""

import os
import pty
import select
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.clock import PATIENCE


@pytest.mark.parametrize("after", [0.2, 0.35, 0.5, 0.8])
def test_the_program_ends_with_its_terminal(after: float, tmp_path: Path) -> None:
    child, terminal = pty.fork()
    if child == 0:
        os.environ |= {"TERM": "xterm-256color", "TRAINER_HOME": str(tmp_path)}
        os.execv(sys.executable, [sys.executable, "-m", "trainer"])  # noqa: S606
    closes = time.monotonic() + after
    while time.monotonic() < closes:
        if select.select([terminal], [], [], 0.01)[0]:
            with suppress(OSError):
                os.read(terminal, 65536)
    os.close(terminal)
    gives_up = time.monotonic() + PATIENCE
    while not os.waitpid(child, os.WNOHANG)[0]:
        if time.monotonic() > gives_up:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            pytest.fail("the program goes on without a terminal")
        time.sleep(0.02)
