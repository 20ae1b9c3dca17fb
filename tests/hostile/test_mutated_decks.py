"""Decks harmed at random: findings or cards, never a traceback, a hang or a swollen process."""

import os
import random
import resource
import sys
from pathlib import Path

import pytest

from trainer.deck.deck_files import shipped_decks
from trainer.deck.excerpt import as_github, as_json, as_text
from trainer.deck.fixing import fixed
from trainer.deck.formatter import formatted
from trainer.deck.lint import lint
from trainer.deck.reader import read_deck, read_deck_text

ROUNDS = int(os.environ.get("TRAINER_ROUNDS", "400"))
"""How many decks are harmed; TRAINER_ROUNDS=10000 takes half a minute."""
PIECES = [
    "\t",
    "- ",
    ": ",
    ":",
    "#",
    "{",
    "}",
    "[",
    "]",
    '"',
    "'",
    "|",
    ">-",
    "&a",
    "*a",
    "!!x",
    "---",
    "? ",
    "\n",
    "  ",
    "\x00",
    "\x1b",
    "\u202e",
    "ä",
    "{{",
    "}}",
    "::",
    "id: ",
    "q: ",
    "a: ",
    "wrong: ",
    "cards:",
    "~",
    "@",
    "`",
    "%",
    "0x1F",
    "no",
    "1e999",
    "\r\n",
    "\u2028",
    "<<: ",
]
DECKS = [path.read_bytes() for path in sorted(shipped_decks().glob("*.yaml"))]


def harmed(rng: random.Random) -> bytes:
    data = bytearray(rng.choice(DECKS))
    if rng.random() < 0.7:  # small decks are harmed more densely
        start = rng.randrange(len(data))
        data = bytearray(b"title: T\ncards:\n") + data[start : start + rng.randrange(50, 3000)]
    for _ in range(rng.randint(1, 6)):
        at, span = rng.randrange(len(data) + 1), rng.choice([0, 0, 1, 1, 5, 40])
        piece = rng.choice(PIECES).encode() if rng.random() < 0.7 else rng.randbytes(2)
        data[at : at + span] = piece * rng.choice([1, 1, 1, 2, 50])
    return bytes(data)


@pytest.mark.parametrize("seed", range(4))
def test_a_harmed_deck_is_told_or_read(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    path = tmp_path / "deck.yaml"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(ROUNDS // 4):
        path.write_bytes(harmed(rng))
        reading = read_deck(path)
        found = reading.diagnostics or lint(reading)
        assert reading.deck or found
        for finding in found:
            assert as_text(finding, reading.text)
            assert as_github(finding)
        as_json(found)
        mended = fixed(reading)
        again = read_deck_text(mended, path)
        if reading.deck:
            assert again.deck
            tidy = formatted(reading)
            assert formatted(read_deck_text(tidy, path)) == tidy
    if sys.platform == "linux":
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000
