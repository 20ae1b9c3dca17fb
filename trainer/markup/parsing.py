"""Markdown as our own elements: bounded in depth and length, nothing in it obeyed."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, cast
from urllib.parse import quote

from trainer.markup.element import (
    Blank,
    Block,
    Blocks,
    CodeBlock,
    CodeSpan,
    DisplayMaths,
    Heading,
    Inline,
    LineBreak,
    Link,
    Listing,
    Maths,
    Paragraph,
    Quote,
    Row,
    Rule,
    Styled,
    Table,
    Text,
)
from trainer.markup.noncharacters import GAPS
from trainer.safe_text import without_unsafe

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

BLANK, FILLED, END = GAPS
"""Stand for a gap in what is parsed, and around what fills one.

A blank is one sign, so that `x^{{2}}` hides an exponent; neither is punctuation to Markdown, so
that what is emphasised stays so.
"""

LONGEST = 10_000
"""Characters. A longer text is no text of a card, and is shown as it is."""
_DEEPEST = 12
"""Lists and quotes within each other, and styles."""
_OWN_SIGNS = re.compile(f"[{BLANK}{FILLED}{END}]")
_MARKED = re.compile(
    r"[*_`$\[\\~<&|]|(?:^|\n) *(?:[#>]|[-+] |\d+[.)] |-{3}|    )|  \n|" + _OWN_SIGNS.pattern
)
"""What may mean something; a text without it is what it looks like."""
_MAY_BE_CODE = re.compile(r"[`$\\~\[<&\t]|    ")
"""Without it all that a text holds is words, be they in a style or a list."""
SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+", re.IGNORECASE)
"""Where a link may lead."""
_BLANK_IN_ADDRESS = quote(BLANK)
Place = Literal["text", "code", "maths"]
_STYLES = {"em": "em", "strong": "strong", "s": "s"}


def parsed(source: str, blanks: Sequence[str] | None = None) -> Blocks:
    """The blocks of a text.

    Args:
        source: Markdown.
        blanks: the hints of its blanks, in their order; None where its author wrote all of it,
            and BLANK, FILLED and END mean nothing.
    """
    if len(source) > LONGEST or not _MARKED.search(source):
        return (Paragraph(tuple(_lines(source))),)
    reader = _Reader(iter(blanks or ()))
    tokens = _parser().parse(without_own_signs(source) if blanks is None else source)
    return tuple(_apart(reader.blocks(iter(tokens))))


@lru_cache(maxsize=1024)
def places_of_blanks(source: str) -> tuple[Place, ...]:
    """What each blank of a text is in: text, code or a formula; in their order."""
    reader = _Reader(iter(()))
    if BLANK in source and len(source) <= LONGEST and _MAY_BE_CODE.search(source):
        reader.blocks(iter(_parser().parse(source)))
    rest: Place = "text"
    return (*reader.places, *[rest] * (source.count(BLANK) - len(reader.places)))


def is_marked(source: str) -> bool:
    """Whether a text may be anything but what it looks like."""
    return _MARKED.search(source) is not None


def without_own_signs(text: str) -> str:
    """A text without the signs that stand for gaps here."""
    return _OWN_SIGNS.sub("", text)


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    from trainer.markup.dollars import with_maths

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 2 * _DEEPEST})
    parser.enable(["table", "strikethrough"])
    # a definition would vanish; a row of dashes below a line is no heading to who writes cards
    parser.disable(["reference", "lheading", "html_block", "html_inline"])
    return with_maths(parser)


def _lines(text: str) -> Iterator[Inline]:
    for at, line in enumerate(without_unsafe(without_own_signs(text)).split("\n")):
        if at:
            yield LineBreak()
        if line:
            yield Text(line)


def _apart(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks with display maths taken out of their paragraphs."""
    for block in blocks:
        if not isinstance(block, Paragraph) or not any(map(_is_display, block.inner)):
            yield block
            continue
        before: list[Inline] = []
        for part in (*block.inner, None):
            if part is not None and not _is_display(part):
                before.append(part)
                continue
            if inner := _without_breaks(before):
                yield Paragraph(inner)
            if part is not None:
                yield cast("Block", part)
            before = []


def _is_display(part: object) -> bool:
    return isinstance(part, DisplayMaths)


def _without_breaks(parts: Sequence[Inline]) -> tuple[Inline, ...]:
    begin, end = 0, len(parts)
    while begin < end and _says_nothing(parts[begin]):
        begin += 1
    while begin < end and _says_nothing(parts[end - 1]):
        end -= 1
    return tuple(parts[begin:end])


def _says_nothing(part: Inline) -> bool:
    return isinstance(part, LineBreak) or (isinstance(part, Text) and not part.text.strip())


def _shallow(tokens: "Sequence[Token] | None") -> "Iterator[Token]":
    """Tokens without the styles that nest too deep: markdown-it bounds blocks alone."""
    depth = 0
    for token in tokens or ():
        depth += token.nesting == 1
        if not token.nesting or depth <= _DEEPEST:
            yield token
        depth -= token.nesting == -1


def _alignment(style: str) -> Literal["left", "center", "right"]:
    if "center" in style:
        return "center"
    return "right" if "right" in style else "left"


class _Reader:
    """Makes elements of markdown-it's tokens.

    Args:
        blanks: the hints of the blanks that come.
    """

    def __init__(self, blanks: Iterator[str]) -> None:
        self._blanks = blanks
        self._filled = False
        self.places: list[Place] = []
        """What its blanks are in."""

    def blocks(self, tokens: "Iterator[Token]", closed_by: str = "") -> Blocks:
        """The blocks up to the token that closes what they are in."""
        read: list[Block] = []
        for token in tokens:
            if token.type == closed_by:
                break
            match token.type:
                case "inline":
                    # display maths is among its parts until `_apart` takes it out
                    inner = self._parts(_shallow(token.children), "", apart=True)
                    read.append(Paragraph(tuple(inner)))
                case "heading_open":
                    children = _shallow(next(tokens).children)
                    read.append(Heading(tuple(self._parts(children, "", apart=False))))
                case "fence" | "code_block":
                    words = token.info.split()
                    name = without_unsafe(words[0]) if words else ""
                    read.append(CodeBlock(self._verbatim(token.content.rstrip("\n")), name))
                case "display_maths":
                    read.append(DisplayMaths(*self._formula(token.content)))
                case "blockquote_open":
                    read.append(Quote(self._blocks_within(tokens, "blockquote_close")))
                case "bullet_list_open":
                    read.append(Listing(tuple(self._items(tokens, "bullet_list_close"))))
                case "ordered_list_open":
                    start = int(token.attrs.get("start", 1))
                    read.append(Listing(tuple(self._items(tokens, "ordered_list_close")), start))
                case "table_open":
                    read.append(self._table(tokens))
                case "hr":
                    read.append(Rule())
                case _:
                    pass
        return tuple(read)

    def _blocks_within(self, tokens: "Iterator[Token]", closed_by: str) -> Blocks:
        return tuple(_apart(self.blocks(tokens, closed_by)))

    def _items(self, tokens: "Iterator[Token]", closed_by: str) -> Iterator[Blocks]:
        for token in tokens:
            if token.type == closed_by:
                return
            yield self._blocks_within(tokens, "list_item_close")

    def _table(self, tokens: "Iterator[Token]") -> Table:
        rows: list[Row] = []
        cells: list[tuple[Inline, ...]] = []
        align: list[Literal["left", "center", "right"]] = []
        for token in tokens:
            match token.type:
                case "table_close":
                    break
                case "tr_open":
                    cells = []
                case "th_open":
                    style = str(token.attrs.get("style", ""))
                    align.append(_alignment(style))
                case "inline":
                    cells.append(tuple(self._parts(_shallow(token.children), "", apart=False)))
                case "tr_close":
                    rows.append(tuple(cells))
                case _:
                    pass
        return Table(tuple(rows), tuple(align))

    def _parts(
        self, tokens: "Iterator[Token]", closed_by: str, *, apart: bool = False
    ) -> Iterator[Inline]:
        for token in tokens:
            if token.type == closed_by:
                return
            match token.type:
                case "text" | "text_special":
                    yield from self._words(token.content)
                case "softbreak" | "hardbreak":
                    yield LineBreak()
                case "code_inline":
                    yield CodeSpan(self._verbatim(token.content))
                case "maths":
                    yield Maths(*self._formula(token.content))
                case "display_maths":
                    formula = self._formula(token.content)
                    yield cast("Inline", DisplayMaths(*formula)) if apart else Maths(*formula)
                case "link_open":
                    address = str(token.attrs.get("href", ""))
                    yield from self._link(address, tuple(self._parts(tokens, "link_close")))
                case "image":
                    yield from self._words(token.content)
                case name if name.removesuffix("_open") in _STYLES:
                    how = cast("Literal['em', 'strong', 's']", name.removesuffix("_open"))
                    yield Styled(how, tuple(self._parts(tokens, f"{how}_close")))
                case _:
                    yield from self._words(token.content)

    def _link(self, address: str, inner: tuple[Inline, ...]) -> Iterator[Inline]:
        for _ in range(address.count(_BLANK_IN_ADDRESS)):
            self._blank("text")
        safe = without_own_signs(without_unsafe(address))
        if SAFE_ADDRESS.fullmatch(safe):
            yield Link(safe, inner)
        else:  # an address that nothing here opens is in the text, so that it can be read
            yield from inner
            if safe:
                yield Text(f" ({safe})")

    def _words(self, text: str) -> Iterator[Inline]:
        """Text, cut where a gap begins and ends."""
        for piece in re.split(f"([{BLANK}{FILLED}{END}])", without_unsafe(text)):
            if piece == BLANK:
                yield self._blank("text")
            elif piece in {FILLED, END}:
                self._filled = piece == FILLED
            elif piece:
                yield Text(piece, self._filled)

    def _blank(self, place: Place) -> Blank:
        self.places.append(place)
        return Blank(without_own_signs(without_unsafe(next(self._blanks, ""))))

    def _verbatim(self, text: str) -> str:
        """Code with its blanks written out."""
        shown = re.sub(BLANK, lambda _: self._blank("code").text, without_unsafe(text))
        return without_own_signs(shown)

    def _formula(self, text: str) -> tuple[str, tuple[Blank, ...]]:
        latex = " ".join(re.sub(f"[{FILLED}{END}]", "", without_unsafe(text)).split())
        return latex, tuple(self._blank("maths") for _ in range(latex.count(BLANK)))
