"""What can be fixed in a deck's text without asking its author."""

from trainer.deck.edit import applied
from trainer.deck.formatter import with_ids
from trainer.deck.lint import all_findings
from trainer.deck.reader import read_deck_text
from trainer.deck.reading import Reading

_ROUNDS = 500
"""YAML stops at its first mistake, so that one may hide the next; and of slips that are alike in
one text the first is found."""


def fixed(reading: Reading) -> str:
    """The text with every finding fixed that has one sure fix, and with missing ids."""
    for _ in range(_ROUNDS):
        edits = [finding.fix for finding in all_findings(reading) if finding.fix]
        if not edits:
            break
        reading = read_deck_text(applied(reading.text, edits), reading.path)
    return with_ids(reading)
