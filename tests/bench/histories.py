"""Random histories: how many differ, and how many events a second are folded.

Live, rebuilt, in any order of lines, and merged in either order must be the same: 0 differ.

    python -m tests.bench.histories [--histories 100000] [--events 200000] [--other FOLDER]

FOLDER holds another build of this repository; its rate is printed beside ours, in the same run:
a heavy user's journal read, checked and folded from its first line, by the processor's time. Each
build is set up as its own command line sets it up.
"""

import argparse
import json
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.heavy_user import write_journal
from tests.store.histories import differences, history

HERE = Path(__file__).parents[2]
_RUNS = 5
_AT_ONCE = 100

FOLD = """
import inspect, json, sys, time
from pathlib import Path
from datetime import UTC, datetime
from trainer import cli
from trainer.store.opening import read_folder
folder = Path(sys.argv[1])
moment = [datetime.now(UTC)] if "now" in inspect.signature(read_folder).parameters else []
cli.collect_seldom()
read_folder(folder, *moment)  # what is imported and built when it is first needed is no folding
begin = time.process_time()
read_folder(folder, *moment)
print(json.dumps(time.process_time() - begin))
"""
"""Run by either build: seconds of the processor to fold a journal without scores."""


def that_differ(seeds: range) -> list[int]:
    """The seeds of the histories that are not the same in every way."""
    return [seed for seed in seeds if differences(*history(seed))]


def seconds(build: Path, folder: Path) -> float:
    done = subprocess.run(
        [sys.executable, "-c", FOLD, str(folder)],
        cwd=build,
        env={"PYTHONPATH": str(build), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        check=True,
        text=True,
    )
    return float(json.loads(done.stdout))


def rates(builds: dict[str, Path], events: int) -> dict[str, float]:
    """Build -> events a second, the best of some runs taken in turn."""
    with TemporaryDirectory() as beside:
        folder = Path(beside) / "heavy"
        write_journal(folder, 50, 1000, events)
        lines = (folder / "reviews.jsonl").read_bytes().count(b"\n")
        best = dict.fromkeys(builds, float("inf"))
        for _ in range(_RUNS):
            for name, build in builds.items():
                best[name] = min(best[name], seconds(build, folder))
    return {name: lines / taken for name, taken in best.items()}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--histories", type=int, default=100_000)
    parser.add_argument("--events", type=int, default=200_000)
    parser.add_argument("--other", type=Path)
    asked = parser.parse_args()
    builds = {"this build": HERE} | ({"the other": asked.other.resolve()} if asked.other else {})
    found = rates(builds, asked.events)
    for name, rate in found.items():
        print(f"{name:12} {rate:10,.0f} events a second, {rate / found['this build']:.2f} of this")
    begin = time.perf_counter()
    parts = [
        range(first, min(first + _AT_ONCE, asked.histories))
        for first in range(0, asked.histories, _AT_ONCE)
    ]
    with ProcessPoolExecutor(2) as pool:
        differ = [seed for seeds in pool.map(that_differ, parts) for seed in seeds]
    taken = time.perf_counter() - begin
    print(f"{asked.histories:,} histories of up to 60 events: {len(differ)} differ ({taken:.0f} s)")
    if differ:
        print("their seeds:", *differ)


if __name__ == "__main__":
    main()
