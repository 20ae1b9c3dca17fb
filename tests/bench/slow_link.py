"""What a card costs over a slow line, as over SSH: bytes, frames, and the time until it is painted.

Run: python -m tests.bench.slow_link [CARDS]; 10 cards unless you say how many. The app runs in a
pseudo-terminal of 80x24, read no faster than 10 kB a second and 50 ms late each way; its first
frame, which paints all of the screen, is what the rest is compared with.
"""

import os
import select
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.program import AtTerminal

RATE = 10_000
"""Bytes a second."""
LATE = 0.05
"""Seconds that each way takes."""
QUIET = 0.4
"""Seconds without output after which a screen is painted."""
FRAME = b"\x1b[?2026l"
"""Ends a frame, for a terminal that says it takes frames whole."""
DECK = "title: Line\nid: line\ncards:\n" + "".join(
    f"  - q: What is the name of river {n}, which rises in the hills and ends in the sea?\n"
    f"    a: River {n}\n    why: It was named after the place where it rises, hill {n}.\n"
    for n in range(200)
)


class SlowTerminal:
    """The app at the far end of a slow line."""

    def __init__(self, home: Path) -> None:
        path = home / "line.yaml"
        path.write_text(DECK)
        env = {"TRAINER_HOME": str(home)}
        self.program = AtTerminal("study", str(path), rows=24, columns=80, env=env)
        self._line = self.program.terminal

    def press(self, keys: bytes) -> tuple[float, int, int]:
        """Send keys: seconds until the last of what they paint is here, its bytes, its frames."""
        began = time.perf_counter()
        time.sleep(LATE)
        os.write(self._line, keys)
        return self.watch(began)

    def watch(self, began: float, until: bytes = b"") -> tuple[float, int, int]:
        """Take in what is painted, no faster than the line carries it."""
        seen, last = b"", began
        while select.select([self._line], [], [], QUIET if until in seen else 20)[0]:
            part = os.read(self._line, RATE // 100)
            seen += part
            time.sleep(len(part) / RATE)
            last = time.perf_counter()
            if b"\x1b[?2026$p" in part:
                os.write(self._line, b"\x1b[?2026;2$y")
        return last - began + LATE, len(seen), seen.count(FRAME)


def main() -> None:
    """Print what the first screen, a reveal and a rating cost."""
    cards = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with tempfile.TemporaryDirectory() as home:
        far = SlowTerminal(Path(home))
        with far.program:
            seconds, whole, _ = far.watch(time.perf_counter(), b"river")
            print(f"first screen   {seconds:5.1f} s  {whole:6} bytes")
            reveals, ratings = [], []
            for _ in range(cards):
                reveals.append(far.press(b" "))
                ratings.append(far.press(b"3"))
    for name, taken in (("reveal", reveals), ("rate, next card", ratings)):
        seconds, size, frames = map(statistics.median, zip(*taken, strict=True))
        print(f"{name:15}{seconds:5.2f} s  {size:6.0f} bytes  {frames:2.0f} frames a key")
        if not size:
            sys.exit(f"{name}: nothing was painted")
    each = statistics.median(a[1] + b[1] for a, b in zip(reveals, ratings, strict=True))
    print(f"a card {each:.0f} bytes, {each / whole:.2f} of the first screen")


if __name__ == "__main__":
    main()
