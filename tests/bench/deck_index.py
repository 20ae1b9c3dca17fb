"""Reading a deck from its YAML, and from the cache, by size: where the cache begins to win.

Run: python -m tests.bench.deck_index. Medians over rounds in which the two take turns; each
figure is of the first deck that a fresh process reads, the dearest for the cache.
"""

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 9
ROWS = {
    "flashcards": ("q: Word {0}?, a: Wort {0}",),
    "six kinds": (
        "q: Which {0}?, a: A{0}, wrong: [B{0}, C{0}, D{0}]",
        "q: Who is {0}?, typed: T{0}, accept: [U{0}]",
        "cloze: 'Number {0} is {{{{x}}}} and {{{{y}}}}.'",
        "q: Statement {0}., truth: true",
        "q: Match this {0}, match: {{a: b, c: d, e: f}}",
        "q: Fact {0}?, a: G{0}, why: Because of {0}.",
    ),
}
READ = """
import sys, time
from pathlib import Path
from trainer.store import deck_index
deck_index._WORTH_IT = 0 if sys.argv[1] == "cache" else 1 << 40
cache = deck_index.DeckIndex(Path(sys.argv[2]))
began = time.perf_counter()
assert cache.read(Path(sys.argv[3])).deck
print((time.perf_counter() - began) * 1000)
"""


def milliseconds(*arguments: str) -> float:
    """What a fresh process measured of itself."""
    run = [sys.executable, "-c", READ, *arguments]
    return float(subprocess.run(run, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    """Print the table."""
    print(f"{'':12}{'size':>10}{'YAML':>12}{'cache':>12}{'and keeping':>14}")
    with tempfile.TemporaryDirectory() as name:
        kept = str(Path(name) / "cache")
        for kind, rows in ROWS.items():
            for cards in (6, 12, 20, 60, 120, 250, 500, 1000):
                path = Path(name) / f"{kind}{cards}.yaml"
                lines = [f"  - {{{rows[n % len(rows)].format(n)}}}\n" for n in range(cards)]
                path.write_text("title: D\nid: d\ncards:\n" + "".join(lines))
                keeping = milliseconds("cache", kept, str(path))
                turns = [
                    [milliseconds(how, kept, str(path)) for how in ("yaml", "cache")]
                    for _ in range(ROUNDS)
                ]
                yaml, cache = (statistics.median(turn) for turn in zip(*turns, strict=True))
                size = path.stat().st_size / 1000
                print(f"{kind:12}{size:7.1f} kB{yaml:9.1f} ms{cache:9.1f} ms{keeping:11.1f} ms")


if __name__ == "__main__":
    main()
