"""How long the marking of an answer takes.

Run: python -m tests.bench.marking [ROUNDS]; 20 unless given. The answers are those of
tests/grading/judged.txt, each beside a thousand other keys of its deck. The first round, in which
the tables are loaded and the texts are met for the first time, is printed by itself.
"""

import statistics
import sys
import time

from tests.grading.test_rules import asked_and_given, rows
from trainer.deck.acceptance.keys import OtherKeys
from trainer.deck.form_base import Answer
from trainer.deck.item import Item
from trainer.grading.grade import grade

TARGET_MS = 1.0
OTHERS = 1000


def answers() -> list[tuple[Item, Answer, str | None]]:
    """The items with what was typed, and their languages."""
    return [
        (*asked_and_given(row), None if row.language == "-" else row.language) for row in rows()
    ]


def one_round(asked: list[tuple[Item, Answer, str | None]], others: OtherKeys) -> list[float]:
    """Milliseconds that each answer took."""
    took = []
    for item, given, language in asked:
        began = time.perf_counter()
        grade(item, given, language=language, others=others)
        took.append((time.perf_counter() - began) * 1000)
    return took


def report(name: str, took: list[float]) -> None:
    print(
        f"{name:16} mean {statistics.mean(took):6.3f}  median {statistics.median(took):6.3f}"
        f"  p99 {sorted(took)[int(len(took) * 0.99)]:6.3f}  worst {max(took):7.3f} ms"
    )


def main(rounds: int) -> None:
    asked = answers()
    others = OtherKeys([f"another key {number}" for number in range(OTHERS)])
    print(f"{len(asked)} answers, {OTHERS} other keys, target {TARGET_MS} ms")
    report("first round", one_round(asked, others))
    took = [ms for _ in range(rounds) for ms in one_round(asked, others)]
    report("later rounds", took)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
