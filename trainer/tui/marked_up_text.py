"""Marked-up texts on the screen: `Content` where a text is one paragraph, else a Drawing.

A Drawing lays its blocks out for the width there is: tables, code and formulas cannot be wrapped
like words. All that is shown passes the door of trainer.tui.text.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from textual.content import Content

from trainer.markup.element import (
    Block,
    Blocks,
    CodeBlock,
    DisplayMaths,
    Heading,
    Inline,
    Link,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Styled,
    Table,
)
from trainer.markup.text import MarkedText, plain_text, with_blanks
from trainer.tui.marked_up_line import line_of
from trainer.tui.marked_up_table import table_lines
from trainer.tui.text import plain

_MOST_HIGHLIGHTED = 4000
"""Characters of code that is coloured."""


class Drawing:
    """A text of several blocks, and what comes after it.

    Args:
        blocks: what it is made of.
        style: of all its words.
        after: what comes after it, such as ` ‹ yours`.
    """

    def __init__(self, blocks: Blocks, style: str = "", after: Sequence[Content] = ()) -> None:
        self._blocks = blocks
        self._style = style
        self._after = tuple(after)
        self._drawn: tuple[int, list[Content]] = (-1, [])

    def __str__(self) -> str:
        return plain_text(self._blocks)

    def followed_by(self, *after: Content) -> "Drawing":
        """The same with more behind it."""
        return Drawing(self._blocks, self._style, (*self._after, *after))

    def lines(self, width: int) -> list[Content]:
        """Its lines at a width in cells."""
        if self._drawn[0] != width:
            lines = [*_laid_out(self._blocks, max(1, width), self._style)]
            lines += [line for content in self._after for line in content.wrap(max(1, width))]
            self._drawn = (width, lines)
        return self._drawn[1]


Drawn = Content | Drawing


def drawn(text: str, style: str = "") -> Drawn:
    """A text as it is drawn; one that is not marked up is plain."""
    if not isinstance(text, MarkedText):
        return plain(text, style)
    match text.blocks:
        case [Paragraph(inner)]:
            return line_of(inner, style)
        case blocks:
            return Drawing(blocks, style)


def drawn_in_line(text: str, style: str = "") -> Content:
    """A text as a part of a line; one of several blocks is shown as plain words there."""
    content = drawn(text, style)
    return content if isinstance(content, Content) else plain(str(content), style)


def followed(shown: Drawn, *after: Content | str | tuple[str, str]) -> Drawn:
    """What is shown with more behind it; a str or (text, style) must be of our own making."""
    rest = [Content.assemble(part) for part in after]
    if isinstance(shown, Content):
        return Content("").join([shown, *rest])
    more = Content("").join(rest)
    return shown.followed_by(more) if more.plain else shown


def wrapped(shown: Drawn, width: int) -> list[Content]:
    """What is shown, as lines of a width in cells."""
    if isinstance(shown, Drawing):
        return shown.lines(width)
    return shown.wrap(max(1, width)) or [Content("")]


def stands_out(text: str) -> bool:
    """Whether something in a text is bold, so that the whole of it must not be."""
    return isinstance(text, MarkedText) and _has_strong(text.blocks)


def _has_strong(parts: Sequence[Inline | Block]) -> bool:
    for part in parts:
        match part:
            case Styled("strong", _):
                return True
            case Styled(_, inner) | Link(_, inner) | Paragraph(inner) | Quote(inner):
                if _has_strong(inner):
                    return True
            case Listing(items):
                if any(map(_has_strong, items)):
                    return True
            case _:
                pass
    return False


def _laid_out(blocks: Blocks, width: int, style: str, *, apart: bool = True) -> Iterator[Content]:
    for at, block in enumerate(blocks):
        if at and apart:
            yield Content("")
        yield from _block(block, width, style)


def _block(block: Block, width: int, style: str) -> list[Content]:
    match block:
        case Paragraph(inner):
            return line_of(inner, style).wrap(width)
        case Heading(inner):
            return line_of(inner, f"{style} bold".strip()).wrap(width)
        case CodeBlock(text, language):
            return [*_code(text, language, width)]
        case DisplayMaths():
            return _formula(block, width, style)
        case Quote(inner):
            bar = Content.styled("▌ ", "dim")
            return [bar + line for line in _laid_out(inner, max(1, width - 2), style)]
        case Listing():
            return [*_list(block, width, style)]
        case Table():
            return [*table_lines(block, width, style)]
        case Rule():
            return [Content.styled("─" * width, "dim")]


def _formula(block: DisplayMaths, width: int, style: str) -> list[Content]:
    """A formula over lines where it fits, else on one that is wrapped."""
    from trainer.markup.cell_width import cells
    from trainer.markup.maths.layout import maths_over_lines
    from trainer.markup.maths.one_line import maths_on_one_line

    lines = maths_over_lines(block.latex)
    if not block.blanks and max(map(cells, lines)) <= width:
        room = 2 if max(map(cells, lines)) + 2 <= width else 0
        return [plain(" " * room + line, style) for line in lines]
    return plain(with_blanks(maths_on_one_line(block.latex), block.blanks), style).wrap(width)


def _list(block: Listing, width: int, style: str) -> Iterator[Content]:
    last = (block.start or 0) + len(block.items) - 1
    room = len(f"{last}. ") if block.start is not None else 2
    for at, item in enumerate(block.items):
        sign = "• " if block.start is None else f"{block.start + at}. ".rjust(room)
        inner = [*_laid_out(item, max(1, width - room), style, apart=False)] or [Content("")]
        for place, line in enumerate(inner):
            yield Content.styled(" " * room if place else sign, style) + line


def _code(text: str, language: str, width: int) -> Iterator[Content]:
    bar, room = Content.styled("│ ", "dim"), max(1, width - 2)
    for line in _coloured(text.expandtabs(4), language).split("\n"):
        for place, piece in enumerate(_pieces(line, room)):
            yield (Content.styled("┆ ", "dim") if place else bar) + piece


@lru_cache(maxsize=64)
def _coloured(text: str, language: str) -> Content:
    """Code in the colours of its language, where that is one that is known."""
    if not language or len(text) > _MOST_HIGHLIGHTED:
        return plain(text)
    from textual.highlight import highlight  # Pygments: only who shows code waits for it

    return highlight(str(plain(text)), language=language)


def _pieces(line: Content, room: int) -> Iterator[Content]:
    """A line cut where the room ends, between two characters: indentation is code."""
    while line.cell_length > room:
        cut = len(line.truncate(room).plain) or 1
        yield line[:cut]
        line = line[cut:]
    yield line
