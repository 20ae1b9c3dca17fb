"""Typed answers: one text, or one for each gap of a cloze."""

from collections.abc import Iterable

from rapidfuzz import fuzz

from trainer.deck.card import Cloze
from trainer.grading.folding import bare
from trainer.grading.mark import Mark, Part
from trainer.grading.runs import compare
from trainer.grading.spelling import is_misspelt

LONGEST = 1000
"""Of an answer with more characters than this, and than twice the key's, no more is read."""


def mark_text(given: str, key: str, accept: tuple[str, ...] = ()) -> Mark:
    """Mark a typed answer against the key and what is accepted in its stead."""
    part = text_part("", given, key, accept)
    return Mark(float(part.right), (part,), spelling_note((part,)))


def mark_gaps(card: Cloze, gaps: tuple[int, ...], given: tuple[str, ...]) -> Mark:
    """Mark the share of gaps that were filled rightly; one not given was left blank."""
    texts = [card.gaps[gap].text for gap in gaps]
    if len(texts) == 1:
        return mark_text("".join(given[:1]), texts[0], card.accepted(gaps[0]))
    filled = (*given, *[""] * len(texts))
    parts = tuple(
        text_part(f"gap {at}", mine, text, card.accepted(gap))
        for at, (mine, text, gap) in enumerate(zip(filled, texts, gaps, strict=False), 1)
    )
    return Mark(sum(part.right for part in parts) / len(parts), parts, spelling_note(parts))


def text_part(label: str, given: str, key: str, accept: tuple[str, ...] = ()) -> Part:
    """Mark one text; the comparison is with whichever accepted text is nearest."""
    keys = (key, *accept)
    given = given.strip()
    limit = max(LONGEST, *(2 * len(right) for right in keys))
    if not given or len(given) > limit:
        return Part(label, given[:limit], key, right=False)
    if any(is_same(given, right) for right in keys):
        return Part(label, given, key, right=True)
    forgiven = [right for right in keys if is_misspelt(given, right)]
    nearest = max(
        forgiven or keys, key=lambda right: fuzz.ratio(given.casefold(), right.casefold())
    )
    return Part(label, given, nearest, right=bool(forgiven), runs=compare(given, nearest))


def spelling_note(parts: Iterable[Part]) -> str:
    """Name what was right but misspelt; empty when nothing was."""
    misspelt = [part.expected for part in parts if part.right and part.runs]
    return f"Spelling: {', '.join(misspelt)}" if misspelt else ""


def is_same(given: str, key: str) -> bool:
    """Whether two texts differ in nothing that counts."""
    return bare(given) == bare(key) != ""
