"""The letter-by-letter comparison of an answer with the key."""

from typing import Literal

from rapidfuzz.distance import Levenshtein

from trainer.grading.mark import Run


def compare(given: str, key: str) -> tuple[Run, ...]:
    """Stretches that are the same, extra in what was given, or missing from it; in order.

    Letters that differ in case alone are the same, shown as the key has them.
    """
    runs: list[Run] = []

    def add(text: str, change: Literal["same", "extra", "missing"]) -> None:
        if text:
            runs.append(Run(text, change))

    folded_given, folded_key = _folded(given), _folded(key)
    for step in Levenshtein.opcodes(folded_given, folded_key):
        mine, right = given[step.src_start : step.src_end], key[step.dest_start : step.dest_end]
        if step.tag == "equal":
            add(right, "same")
        else:
            add(mine, "extra")
            add(right, "missing")
    return tuple(runs)


def _folded(text: str) -> str:
    """Lower case, letter for letter, so that indices still fit."""
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
