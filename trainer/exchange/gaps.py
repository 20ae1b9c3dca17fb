"""Our way of writing gaps, for readers of other ways."""

import itertools
import re
from collections.abc import Collection, Sequence

from trainer.exchange.anki.cloze import Gap, as_cloze
from trainer.markup.noncharacters import FOREIGN_GAPS

OPTIONS_OF_A_GAP = "options of a gap, which is typed here"
"""What is lost where a gap is chosen, not typed."""
_OPEN, _HINT, _CLOSE = FOREIGN_GAPS
_MARKED = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*?)(?:{_HINT}([^{_OPEN}{_CLOSE}]*))?{_CLOSE}")


def gap(text: str, hint: str = "") -> str:
    """A gap, marked so that `with_gaps` finds it whatever stands around it.

    Args:
        text: what belongs there.
        hint: what its blank shows.
    """
    said, shown = " ".join(text.split()), " ".join(hint.split())
    return f"{_OPEN}{said}{_HINT if shown else ''}{shown}{_CLOSE}" if said else "[…]"


def only_gaps(marked: str, kept: Collection[int]) -> str:
    """The text with all its gaps filled but those of these numbers (from 0)."""
    at = itertools.count()
    return _MARKED.sub(lambda found: found[0] if next(at) in kept else found[1], marked)


def gaps_of(marked: str) -> int:
    """How many gaps a text has."""
    return len(_MARKED.findall(marked))


def with_gaps(marked: str) -> dict[str, object]:
    """The fields of a card of a text with marked gaps.

    Where braces of the text would be taken for a gap's, it is a question with blanks, and what
    belongs there.
    """
    pieces: list[str | Gap] = []
    end = 0
    for found in _MARKED.finditer(marked):
        pieces += [marked[end : found.start()], Gap((), found[1], found[2] or "")]
        end = found.end()
    pieces.append(marked[end:])
    said = as_cloze(pieces)
    if said is not None:
        return {"cloze": said}
    blank = _MARKED.sub(lambda found: f"[{found[2] or '…'}]", marked)
    return {"q": blank, "a": "\n".join(found[1] for found in _MARKED.finditer(marked))}


def ways_to_ask(marked: str, numbers: Sequence[str]) -> list[dict[str, object]]:
    """The fields of the cards of a text whose gaps are numbered: a card for each number.

    Gaps of one number are asked together. Where no number stands twice, one card has all gaps.

    Args:
        marked: the text with its gaps.
        numbers: of each gap in its order; whatever tells them apart.
    """
    groups = {number: [at for at, n in enumerate(numbers) if n == number] for number in numbers}
    if len(groups) == len(numbers):
        return [with_gaps(marked)]
    return [
        {**with_gaps(only_gaps(marked, group)), "together": len(group) > 1 or None}
        for group in groups.values()
    ]
