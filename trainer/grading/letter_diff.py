"""The letter-by-letter comparison of an answer with the key."""

import unicodedata
from typing import Literal

from rapidfuzz.distance import Levenshtein

from trainer.grading.mark import Run

_JOINER = "\u200d"
_LIKE = 0.5
"""The share of letters in common from which two texts are compared letter by letter."""
_STRETCH = 4
"""Or the letters that a stretch in common has on average: the beginning of a long key."""


def compare(answer: str, key: str) -> tuple[Run, ...]:
    """Stretches that are the same, extra in what was given, or missing from it; in order.

    Letters that differ in case alone are the same, shown as the key has them. A letter and
    the marks on it, or an emoji of several characters, are never torn apart. Two texts that
    share only scattered letters share nothing.
    """
    mine, right = _letters(answer), _letters(key)
    runs: list[Run] = []

    def add(letters: list[str], change: Literal["same", "extra", "missing"]) -> None:
        if letters:
            runs.append(Run("".join(letters), change))

    steps = Levenshtein.opcodes(
        [letter.casefold() for letter in mine], [letter.casefold() for letter in right]
    )
    same = [step.src_end - step.src_start for step in steps if step.tag == "equal"]
    likeness = 2 * sum(same) / max(1, len(mine) + len(right))
    if likeness < _LIKE and sum(same) < _STRETCH * len(same):
        add(mine, "extra")
        add(right, "missing")
        return tuple(runs)
    for step in steps:
        if step.tag == "equal":
            add(right[step.dest_start : step.dest_end], "same")
        else:
            add(mine[step.src_start : step.src_end], "extra")
            add(right[step.dest_start : step.dest_end], "missing")
    return tuple(runs)


def _letters(text: str) -> list[str]:
    """Characters with the marks that follow them; what a joiner joins stays one."""
    letters: list[str] = []
    for char in text:
        joined = letters and (letters[-1].endswith(_JOINER) or _goes_on(char))
        if joined:
            letters[-1] += char
        else:
            letters.append(char)
    return letters


def _goes_on(char: str) -> bool:
    return char == _JOINER or unicodedata.category(char)[0] == "M" or "🏻" <= char <= "🏿"
