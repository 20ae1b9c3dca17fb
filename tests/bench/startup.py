"""How long a learner waits: the app's first frame and `trainer check`, beside their floors.

Run: python -m tests.bench.startup [ROUNDS]; 10 where not told otherwise. Each figure is a median
over rounds in which the measured thing and its floor take turns, since these machines are noisy.
"""

import os
import pty
import select
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
BARE_APP = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("first frame")
Bare().run()
"""
BARE_IMPORTS = "import click, yaml; from pydantic import BaseModel"


def until_painted(command: list[str], marker: bytes) -> float:
    """Seconds from starting a command on an 80x24 terminal until it shows the marker."""
    began = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ |= {"COLUMNS": "80", "LINES": "24", "TERM": "xterm-256color"}
        os.execv(command[0], command)  # noqa: S606
    seen = b""
    try:
        while marker not in seen:
            if not select.select([terminal], [], [], 20)[0]:
                raise TimeoutError(f"{command} did not paint {marker!r}")
            seen += os.read(terminal, 65536)
        return time.perf_counter() - began
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def until_ended(command: list[str]) -> float:
    """Seconds that a command takes, its output thrown away."""
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def report(name: str, taken: list[float], floor: list[float]) -> None:
    ours, bare = statistics.median(taken), statistics.median(floor)
    print(f"{name:34} {ours * 1000:7.0f} ms   floor {bare * 1000:7.0f} ms   x{ours / bare:.2f}")


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ["TRAINER_HOME"] = home
        # An installed package has its bytecode beside it; a checkout gets it on the first run.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        python, trainer = [sys.executable], [sys.executable, "-m", "trainer"]
        deck = str(min((ROOT / "decks").glob("*.yaml")))
        frames: list[float] = []
        figures: list[float] = []
        bare_frames: list[float] = []
        checks: list[float] = []
        imports: list[float] = []
        until_painted(trainer, b"All decks")
        for _ in range(rounds):
            bare_frames.append(until_painted([*python, "-c", BARE_APP], b"first frame"))
            frames.append(until_painted(trainer, b"Quit"))
            figures.append(until_painted(trainer, b"All decks"))
            imports.append(until_ended([*python, "-c", BARE_IMPORTS]))
            checks.append(until_ended([*trainer, "check", deck]))
        report("first frame / bare Textual app", frames, bare_frames)
        report("what is due / bare Textual app", figures, bare_frames)
        report("check of one deck / bare imports", checks, imports)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
