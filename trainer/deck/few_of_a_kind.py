"""Findings of one kind on one card, as many as an author reads."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from trainer.deck.diagnostic import Diagnostic

MOST = 10
"""Findings of one kind on one card; who fixes these has found out about the others."""

Owned = tuple[int | None, Diagnostic]
"""The index of the card that a finding counts for, None for the deck, and the finding."""


def few_of_a_kind(owned_findings: Iterable[Owned]) -> list[Diagnostic]:
    """The first findings of each kind on each card; the last says how many more there are."""
    findings = list(owned_findings)
    counts = Counter((owner, finding.code) for owner, finding in findings)
    seen: Counter[tuple[int | None, str]] = Counter()
    kept = []
    for owner, finding in findings:
        kind = owner, finding.code
        seen[kind] += 1
        if seen[kind] < MOST or counts[kind] == seen[kind] == MOST:
            kept.append(finding)
        elif seen[kind] == MOST:
            more = f"{finding.message} (and {counts[kind] - MOST:,} more like it)"
            kept.append(replace(finding, message=more))
    return kept
