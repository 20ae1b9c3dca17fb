r"""The texts of a card of a marked-up deck, as they are shown and as they are marked.

Identity keeps to the source: a card is named by what its author wrote. Marking, the craft, search
and every list have the plain text. In a cloze the gaps are found first and Markdown after them, so
a gap may stand in code or in a formula, and double braces as such are written `\{{` there too.
"""

from collections.abc import Callable, Mapping
from typing import Any, Self

from trainer.deck.card import Card, Cloze, DraftCard, Hide, Where
from trainer.deck.card_base import text_fields
from trainer.deck.cloze import Gap, gap_written, literally
from trainer.deck.deck import Deck
from trainer.deck.entry import Entry
from trainer.markup.element import CodeSpan, DisplayMaths, Maths, Paragraph, Text
from trainer.markup.noncharacters import READ_GAPS
from trainer.markup.parsing import BLANK, END, FILLED, places_of_blanks, without_own_signs
from trainer.markup.text import MarkedText, marked, plain_of


def shown_prompt(card: Card, gaps: tuple[int, ...]) -> str:
    """The question with these gaps blank."""
    if not isinstance(card, Cloze):
        return marked(card.prompt)
    source = "".join(BLANK if at in gaps else text for at, text in _pieces(card))
    return marked(source, tuple(card.gaps[gap].hint or "" for gap in gaps))


def shown_solution(card: Card, gaps: tuple[int, ...]) -> str:
    """The right answer for these gaps, a line or more for each of its parts."""
    if not isinstance(card, Cloze):
        return marked(card.solution_for(gaps))
    sources = _gap_sources(card)
    return marked("\n".join(sources[gap] for gap in gaps))


def shown_filled(card: Card, gaps: tuple[int, ...]) -> str:
    """A sentence with its gaps filled in; empty for a card without gaps."""
    if not isinstance(card, Cloze):
        return ""
    filled = (f"{FILLED}{text}{END}" if at in gaps else text for at, text in _pieces(card))
    return marked("".join(filled), ())


def keys_of_gaps(card: Cloze) -> tuple[tuple[str, ...], ...]:
    """What is right in each gap: its own text, and what is accepted in its stead."""
    return tuple(
        (marked(source), *map(marked, card.accepted(gap)))
        for gap, source in enumerate(_gap_sources(card))
    )


Reading = Callable[[str, tuple[str, ...] | None], str]
"""A text and the hints of its blanks -> what is read of it; as trainer.markup.text.marked."""


def plain_card(card: Card, read: Reading = marked) -> Card:
    """The card with its texts as learners read them; a formula in them still knows its LaTeX.

    Args:
        card: of a marked-up deck.
        read: how a text is read, where it is for another program.
    """
    texts = {key: _plain(getattr(card, key), read) for key in text_fields(type(card))}
    if isinstance(card, Cloze):
        texts["cloze"] = _plain_cloze(card, read)
    if isinstance(card, Hide | Where):
        texts.update(_plain_regions(card, read))
    return card.model_copy(update=texts)


def plain_deck(deck: Deck, read: Reading = marked) -> Deck:
    """A marked-up deck as one that is not; see `plain_card`."""
    cards = [c if isinstance(c, DraftCard) else plain_card(c, read) for c in deck.cards]
    return deck.model_copy(update={"cards": cards, "markup": None})


def as_it_looks(source: str) -> str:
    """Words, code and formulas of one line as plain text; what has another style as its source."""
    read = marked(source)
    match read.blocks if isinstance(read, MarkedText) else ():
        case [Paragraph(inner)] if all(isinstance(one, Text | CodeSpan | Maths) for one in inner):
            return str(read) or source
        case [DisplayMaths()]:
            return str(read) or source
        case _:
            return source


def is_marked_up(card: Card) -> bool:
    """Whether Markdown would show any text of a card differently from how it is written."""
    is_markdown = False

    def look(text: str, blanks: tuple[str, ...] | None) -> str:
        nonlocal is_markdown
        read_text = marked(text, blanks)
        plain = text.replace(BLANK, f"[{_MARK}]")
        is_markdown = is_markdown or (isinstance(read_text, MarkedText) and read_text != plain)
        return read_text

    plain_card(card, look)
    for source in _gap_sources(card) if isinstance(card, Cloze) else ():
        look(source, None)
    return is_markdown


def _plain(value: Any, read: Reading) -> Any:  # noqa: ANN401 - whatever a field holds
    match value:
        case Entry():
            return _plain_entry(value, read)
        case str():
            return read(value, None)
        case tuple():
            return tuple(_plain(one, read) for one in value)
        case Mapping():
            return {_plain(key, read): _plain(inner, read) for key, inner in value.items()}
        case _:
            return value


def _plain_entry(entry: Entry, read: Reading) -> Entry:
    """The entry with its texts as they are read, and all else that it carries."""
    text = read(entry, None)
    marked_entry = _MarkedEntry(text.source) if isinstance(text, MarkedText) else Entry(text)
    for name in Entry.__slots__:
        setattr(marked_entry, name, getattr(entry, name))
    marked_entry.accept = tuple(read(one, None) for one in entry.accept)
    marked_entry.why = entry.why and read(entry.why, None)
    return marked_entry


class _MarkedEntry(Entry, MarkedText):
    """An entry that knows how it is drawn."""

    def __new__(cls, source: str) -> Self:
        """An entry of the source of its text."""
        return MarkedText.__new__(cls, source)


def _plain_regions(card: Hide | Where, read: Reading) -> dict[str, Any]:
    """The fields that name regions; where two read alike, they stay two, as they are written."""
    names = {name: read(name, None) for name in card.hide}
    if len(set(names.values())) < len(names):
        names = {name: name for name in card.hide}
    hide = {names[name]: region for name, region in card.hide.items()}
    if isinstance(card, Where):
        return {"hide": hide, "where": names[card.where]}
    accept = {names[name]: _plain(texts, read) for name, texts in card.accept.items()}
    return {"hide": hide, "accept": accept}


def _plain_cloze(card: Cloze, read: Reading) -> str:
    """The sentence as it is read, its gaps where they were."""
    source = "".join(BLANK if at >= 0 else text for at, text in _pieces(card))
    shown = read(source, (_MARK,) * len(card.gaps))
    gaps = [
        gap_written(plain_of(text) or gap.text, gap.hint and plain_of(gap.hint))
        for gap, text in zip(card.gaps, _gap_sources(card), strict=True)
    ]
    before, *after = literally(shown).split(f"[{_MARK}]")
    return before + "".join(gap + text for gap, text in zip(gaps, after, strict=False))


(_MARK,) = READ_GAPS
"""Stands for a gap in a text that was read."""


def _pieces(card: Cloze) -> list[tuple[int, str]]:
    """What the sentence is made of, each with its gap (from 0), or -1 beside the gaps."""
    pieces: list[tuple[int, str]] = []
    gap = 0
    for piece in card.pieces:
        if isinstance(piece, Gap):
            pieces.append((gap, without_own_signs(piece.text)))
            gap += 1
        else:
            pieces.append((-1, without_own_signs(piece)))
    return pieces


def _gap_sources(card: Cloze) -> tuple[str, ...]:
    """The text of each gap, as a formula or code where the gap is in such."""
    pieces = _pieces(card)
    places = places_of_blanks("".join(BLANK if at >= 0 else text for at, text in pieces))
    around = {"maths": "$", "code": "`", "text": ""}
    texts = [text for at, text in pieces if at >= 0]
    return tuple(
        f"{around[place]}{text}{around[place]}" for text, place in zip(texts, places, strict=True)
    )
