r"""The texts of a card of a marked-up deck, as they are shown and as they are marked.

Identity keeps to the source: a card is named by what its author wrote. Marking, the craft, search
and every list have the plain text. In a cloze the gaps are found first and Markdown after them, so
a gap may stand in code or in a formula, and double braces as such are written `\{{` there too.
"""

from collections.abc import Mapping
from typing import Any

from trainer.deck.card import Card, Cloze
from trainer.deck.cloze import Gap, gap_written, literally
from trainer.deck.entry import Entry
from trainer.markup.parsing import BLANK, END, FILLED, places_of_blanks, without_own_signs
from trainer.markup.text import marked, plain_of

_TEXTS = (
    "q",
    "a",
    "wrong",
    "typed",
    "accept",
    "correction",
    "order",
    "match",
    "extra",
    "list",
    "hint",
    "why",
)
"""The fields that hold what an author says to learners."""


def shown_prompt(card: Card, gaps: tuple[int, ...]) -> str:
    """The question with these gaps blank."""
    if not isinstance(card, Cloze):
        return marked(card.prompt)
    source = "".join(BLANK if at in gaps else text for at, text in _pieces(card))
    return marked(source, tuple(card.gaps[gap].hint or "" for gap in gaps))


def shown_solution(card: Card, gaps: tuple[int, ...]) -> str:
    """The right answer for these gaps, a line or more for each of its parts."""
    if not isinstance(card, Cloze):
        return marked(card.solution)
    sources = _gap_sources(card)
    return marked("\n".join(sources[gap] for gap in gaps))


def shown_filled(card: Card, gaps: tuple[int, ...]) -> str:
    """A sentence with its gaps filled in; empty for a card without gaps."""
    if not isinstance(card, Cloze):
        return ""
    told = (f"{FILLED}{text}{END}" if at in gaps else text for at, text in _pieces(card))
    return marked("".join(told), ())


def keys_of_gaps(card: Cloze) -> tuple[tuple[str, ...], ...]:
    """What is right in each gap: its own text, and what is accepted in its stead."""
    return tuple(
        (marked(source), *map(marked, card.accepted(gap)))
        for gap, source in enumerate(_gap_sources(card))
    )


def plain_card(card: Card) -> Card:
    """The card with its texts as learners read them; a formula in them still knows its LaTeX."""
    texts = {key: _plain(getattr(card, key)) for key in _TEXTS if hasattr(card, key)}
    if isinstance(card, Cloze):
        texts["cloze"] = _plain_cloze(card)
    return card.model_copy(update=texts)


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a field holds
    match value:
        case Entry():
            return _plain_entry(value)
        case str():
            return marked(value)
        case tuple():
            return tuple(map(_plain, value))
        case Mapping():
            return {_plain(key): _plain(inner) for key, inner in value.items()}
        case _:
            return value


def _plain_entry(entry: Entry) -> Entry:
    """The entry with its texts as they are read, and all else that it carries."""
    read = Entry(marked(entry))
    for name in Entry.__slots__:
        setattr(read, name, getattr(entry, name))
    read.accept = tuple(map(marked, entry.accept))
    read.why = entry.why and plain_of(entry.why)
    return read


def _plain_cloze(card: Cloze) -> str:
    """The sentence as it is read, its gaps where they were."""
    source = "".join(BLANK if at >= 0 else text for at, text in _pieces(card))
    shown = marked(source, (_MARK,) * len(card.gaps))
    told = [
        gap_written(plain_of(text) or gap.text, gap.hint and plain_of(gap.hint))
        for gap, text in zip(card.gaps, _gap_sources(card), strict=True)
    ]
    before, *after = literally(shown).split(f"[{_MARK}]")
    return before + "".join(gap + text for gap, text in zip(told, after, strict=False))


_MARK = "\ufdef"
"""Stands for a gap in a text that was read; no text may hold it."""


def _pieces(card: Cloze) -> list[tuple[int, str]]:
    """What the sentence is made of, each with its gap (from 0), or -1 beside the gaps."""
    found: list[tuple[int, str]] = []
    gap = 0
    for piece in card.pieces:
        if isinstance(piece, Gap):
            found.append((gap, without_own_signs(piece.text)))
            gap += 1
        else:
            found.append((-1, without_own_signs(piece)))
    return found


def _gap_sources(card: Cloze) -> tuple[str, ...]:
    """The text of each gap, as a formula or code where the gap stands in such."""
    pieces = _pieces(card)
    places = places_of_blanks("".join(BLANK if at >= 0 else text for at, text in pieces))
    around = {"maths": "$", "code": "`", "text": ""}
    texts = [text for at, text in pieces if at >= 0]
    return tuple(
        f"{around[place]}{text}{around[place]}" for text, place in zip(texts, places, strict=True)
    )
