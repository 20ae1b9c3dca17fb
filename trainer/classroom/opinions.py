"""What a class thinks: texts that say nearly the same, counted together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from trainer.deck.likeness import folded, searchable

_ALIKE = 85.0
"""How alike (of 100) two texts must be to be counted together: a slip of the pen, an ending."""
_SHORTEST = 5
"""Letters below which a slip makes another word: `no` is not `now`."""


def grouped(texts: Iterable[str]) -> Mapping[str, int]:
    """Text -> how many said so, what most said first; each group in its commonest wording.

    Nothing is decided by it: it is a picture of the class, and no mark.

    Args:
        texts: what was written, oldest first.
    """
    wordings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        wordings[folded(searchable(text)) or text.strip()][text.strip()] += 1
    groups: dict[str, Counter[str]] = {}
    for form, said in sorted(wordings.items(), key=lambda entry: -entry[1].total()):
        near = _nearest(form, groups)
        groups.setdefault(near or form, Counter()).update(said)
    largest = sorted(groups.values(), key=lambda said: -said.total())
    return {said.most_common(1)[0][0]: said.total() for said in largest if said}


def _nearest(form: str, others: Iterable[str]) -> str | None:
    from rapidfuzz import fuzz, process  # few drills ask for opinions

    if len(form) < _SHORTEST:
        return None
    long = [other for other in others if len(other) >= _SHORTEST]
    found = process.extractOne(form, long, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return found[0] if found else None
