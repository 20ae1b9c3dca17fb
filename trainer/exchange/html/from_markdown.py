"""Marked-up texts in the words of other programs: HTML with their maths, or plain text."""

from collections.abc import Callable, Iterable, Sequence

from trainer.deck.card import Cloze
from trainer.exchange.anki.cloze import marked_gap, with_anki_gaps
from trainer.markup.element import (
    Block,
    DisplayMaths,
    Inline,
    Link,
    Listing,
    Maths,
    Paragraph,
    Quote,
    Styled,
    Table,
    Text,
)
from trainer.markup.maths.mathml import mathml
from trainer.markup.noncharacters import HINTS
from trainer.markup.parsing import BLANK, Place, parsed, places_of_blanks
from trainer.markup.text import MarkedText, plain_text, with_blanks
from trainer.markup.tree import Node, as_html, nodes_of


def drawn_as_html(text: MarkedText) -> str:
    """A text as HTML with MathML, for a browser."""
    return as_html(nodes_of(text.blocks, mathml))


def html_for_anki(source: str) -> str:
    """A text as HTML with maths as Anki's MathJax has it."""
    return as_html(nodes_of(parsed(source), _mathjax))


def cloze_for_anki(card: Cloze) -> str:
    """A cloze as HTML with Anki's gaps."""

    def gap(at: int, text: str, place: Place) -> str:
        hint = card.gaps[at].hint
        shown = html_for_anki(text) if place == "text" else as_html([text])
        return marked_gap(card, at, shown, hint and html_for_anki(hint))

    return with_anki_gaps(cloze_in_html(card, gap))


def cloze_in_html(
    card: Cloze,
    gap: Callable[[int, str, Place], str],
    beside: Callable[[str], str] = str,
) -> str:
    """A cloze as HTML.

    Args:
        card: of a marked-up deck.
        gap: its number (from 0), its text, its place: text, code or a formula -> its HTML.
        beside: the HTML around gaps -> what is written of that.
    """
    source = _with_blanks(card)
    gaps = card.gaps
    markup = as_html(nodes_of(parsed(source, (_ASIDE,) * len(gaps)), _mathjax_with_blanks))
    words = markup.replace(f'<span class="blank">[{_ASIDE}]</span>', BLANK)
    before, *after = words.replace(f"[{_ASIDE}]", BLANK).split(BLANK)
    written = [beside(before)]
    places = places_of_blanks(source)
    for at, (one, place, rest) in enumerate(zip(gaps, places, after, strict=False)):
        written += [gap(at, one.text, place), beside(rest)]
    return "".join(written)


def gaps_in_maths(card: Cloze) -> bool:
    """Whether a gap of a marked-up cloze is in a formula."""
    return "maths" in places_of_blanks(_with_blanks(card))


def _with_blanks(card: Cloze) -> str:
    return "".join(one if isinstance(one, str) else BLANK for one in card.pieces)


(_ASIDE,) = HINTS
"""Stands for the hint of a gap."""


def _mathjax(latex: str, blanks: Sequence[str], apart: bool) -> Node:  # noqa: FBT001 - a MathsNode
    words = latex
    for blank in blanks:
        words = words.replace(BLANK, rf"\text{{{blank}}}", 1)
    return rf"\[{words}\]" if apart else rf"\({words}\)"


def _mathjax_with_blanks(latex: str, blanks: Sequence[str], apart: bool) -> Node:  # noqa: FBT001
    del blanks  # the gaps are put in their places afterwards
    return rf"\[{latex}\]" if apart else rf"\({latex}\)"


def text_with_dollars(source: str, blanks: tuple[str, ...] | None = None) -> str:
    """A text in plain words with its formulas in LaTeX between `$$`, as Moodle finds them."""
    return plain_text([_block(block) for block in parsed(source, blanks)])


def _block(block: Block) -> Block:
    match block:
        case Paragraph(inner):
            return Paragraph(_inline(inner))
        case DisplayMaths(latex, blanks):
            return Paragraph((Text(f"$${with_blanks(latex, blanks)}$$"),))
        case Quote(inner):
            return Quote(tuple(map(_block, inner)))
        case Listing(items, start):
            return Listing(tuple(tuple(map(_block, item)) for item in items), start)
        case Table(rows, align):
            return Table(tuple(tuple(map(_inline, row)) for row in rows), align)
        case _:
            return block


def _inline(parts: Iterable[Inline]) -> tuple[Inline, ...]:
    return tuple(map(_part, parts))


def _part(part: Inline) -> Inline:
    match part:
        case Maths(latex, blanks):
            return Text(f"$${with_blanks(latex, blanks)}$$")
        case Styled(how, inner):
            return Styled(how, _inline(inner))
        case Link(address, inner):
            return Link(address, _inline(inner))
        case _:
            return part
