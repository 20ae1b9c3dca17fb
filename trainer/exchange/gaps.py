"""Our way of writing gaps, for readers of other ways."""

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Sequence

from trainer.exchange.anki.cloze import AnkiGap, as_cloze
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.import_result import quoted
from trainer.markup.noncharacters import FOREIGN_GAPS

OPTIONS_OF_A_GAP = "options of a gap, which is typed here"
"""What is lost where a gap is chosen, not typed."""
_OPEN, _HINT, _CLOSE = FOREIGN_GAPS
_MARKED = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*?)(?:{_HINT}([^{_OPEN}{_CLOSE}]*))?{_CLOSE}")


def gap(text: str, hint: str = "") -> str:
    """A gap, marked so that `with_gaps` finds it whatever is around it.

    Args:
        text: what belongs there.
        hint: what its blank shows.
    """
    answer, shown = " ".join(text.split()), " ".join(hint.split())
    return f"{_OPEN}{answer}{_HINT if shown else ''}{shown}{_CLOSE}" if answer else "[…]"


def only_gaps(marked: str, kept: Collection[int]) -> str:
    """The text with all its gaps filled but those of these numbers (from 0)."""
    at = itertools.count()
    return _MARKED.sub(lambda match: match[0] if next(at) in kept else match[1], marked)


def gaps_of(marked: str) -> int:
    """How many gaps a text has."""
    return len(_MARKED.findall(marked))


def with_gaps(marked: str) -> dict[str, object]:
    """The fields of a card of a text with marked gaps.

    Where braces of the text would be taken for a gap's, it is a question with blanks, and what
    belongs there.
    """
    pieces: list[str | AnkiGap] = []
    end = 0
    for match in _MARKED.finditer(marked):
        pieces += [marked[end : match.start()], AnkiGap((), match[1], match[2] or "")]
        end = match.end()
    pieces.append(marked[end:])
    cloze = as_cloze(pieces)
    if cloze is not None:
        return {"cloze": cloze}
    blank = _MARKED.sub(lambda match: f"[{match[2] or '…'}]", marked)
    return {"q": blank, "a": "\n".join(match[1] for match in _MARKED.finditer(marked))}


Accepted = Callable[[Iterable[Sequence[str]]], dict[str, list[str]]]
"""`accepted_in` for a card of a file."""


def accepted_in(
    collector: CardCollector, place: str, gaps: Iterable[Sequence[str]]
) -> dict[str, list[str]]:
    """What is accepted instead of the text of each gap.

    A card names a gap by its text. So gaps of one text share what is accepted; where the file
    accepts it in one of them alone, that is listed.

    Args:
        collector: where to list it.
        place: of the card in the file.
        gaps: the text of each, then what is accepted instead.
    """
    of_text: dict[str, list[Sequence[str]]] = {}
    for text, *others in gaps:
        of_text.setdefault(text, []).append(others)
    accept: dict[str, list[str]] = {}
    for text, each in of_text.items():
        accept[text] = [*dict.fromkeys(itertools.chain(*each))]
        for other in accept[text]:
            if not all(other in others for others in each):
                what = f"that {quoted(other)} is right in only one of the gaps with {quoted(text)}"
                collector.leave(place, what)
    return {text: others for text, others in accept.items() if others}


def ways_to_ask(marked: str, numbers: Sequence[str]) -> list[dict[str, object]]:
    """The fields of the cards of a text whose gaps are numbered: a card for each number.

    Gaps of one number are asked together. Where no number appears twice, one card has all gaps.

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
