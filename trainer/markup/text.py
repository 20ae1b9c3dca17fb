"""A marked-up text as everything but a screen or a page takes it: as plain text."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Self

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
    Rule,
    Styled,
    Table,
    Text,
)
from trainer.markup.parsing import BLANK, is_marked, parsed

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


class MarkedText(str):  # noqa: SLOT000 - an entry that is marked up is both
    """A plain text that knows how it is drawn; to all who do not ask it is that text."""

    source: str
    """What was read."""
    blanks: tuple[str, ...] | None
    """The hints of its blanks."""

    blocks: Blocks
    """What it is made of."""

    @property
    def formula(self) -> str | None:
        """Its one paragraph with its formulas in LaTeX; None where it holds none."""
        match self.blocks:
            case [Paragraph(inner)] if any(isinstance(part, Maths) for part in inner):
                texts = (p.latex if isinstance(p, Maths) else _part(p) for p in inner)
                return "".join(texts)
            case [DisplayMaths(latex)]:
                return latex
            case _:
                return None

    def __new__(cls, source: str, blanks: tuple[str, ...] | None = None) -> Self:
        """The text of a source, see `marked`."""
        blocks = parsed(source, blanks)
        text = super().__new__(cls, plain_text(blocks))
        text.blocks, text.source, text.blanks = blocks, source, blanks
        return text


@lru_cache(maxsize=4096)
def marked(source: str, blanks: tuple[str, ...] | None = None) -> str:
    """A text of a marked-up deck: plain, and where it is more than that a MarkedText.

    Args:
        source: as its author wrote it, or with the signs of trainer.markup.parsing for gaps.
        blanks: the hints of its blanks; None where it has no gaps.
    """
    return MarkedText(source, blanks) if is_marked(source) else source


def literally(text: str) -> str:
    """A text as the source of a marked-up one that is drawn as that very text."""
    return _PUNCTUATION.sub(r"\\\g<0>", text) if is_marked(text) else text


def plain_of(source: str) -> str:
    """The plain text of a text of a marked-up deck: for marking, the craft, search and lists."""
    return str(marked(source))


def plain_text(blocks: Sequence[Block]) -> str:
    """Blocks as lines of text."""
    plain = ""
    for before, block in zip((None, *blocks), blocks, strict=False):
        close = isinstance(before, Paragraph) and isinstance(block, Listing)
        if text := _block(block):
            plain += (("\n" if close else "\n\n") if plain else "") + text
    return plain


def _block(block: Block) -> str:
    match block:
        case Paragraph(inner) | Heading(inner):
            return inline_text(inner)
        case CodeBlock(text):
            return text
        case DisplayMaths(latex, blanks):
            return _formula(latex, blanks)
        case Quote(inner):
            return "\n".join(f"> {line}".rstrip() for line in plain_text(inner).split("\n"))
        case Listing(items, start):
            signs = [f"{start + at}. " if start is not None else "- " for at in range(len(items))]
            return "\n".join(map(_item, signs, items))
        case Table(rows):
            return "\n".join(" | ".join(map(inline_text, row)) for row in rows)
        case Rule():
            return "—"


def _item(sign: str, blocks: Sequence[Block]) -> str:
    text = "\n".join(map(_block, blocks))
    return sign + text.replace("\n", "\n" + " " * len(sign))


def inline_text(parts: Sequence[Inline]) -> str:
    """Parts of a line as text; it may have several lines."""
    return "".join(map(_part, parts))


def _part(part: Inline) -> str:
    match part:
        case Text(text) | CodeSpan(text):
            return text
        case Blank():
            return part.text
        case Styled(_, inner) | Link(_, inner):
            return inline_text(inner)
        case Maths(latex, blanks):
            return _formula(latex, blanks)
        case LineBreak():
            return "\n"


def _formula(latex: str, blanks: Sequence[Blank]) -> str:
    from trainer.markup.maths.one_line import maths_on_one_line

    return with_blanks(maths_on_one_line(latex), blanks)


def with_blanks(text: str, blanks: Sequence[Blank]) -> str:
    """A text with the signs of its blanks written out."""
    if BLANK not in text:
        return text
    before, *after = text.split(BLANK)
    shown = [blank.text for blank in blanks] + ["[…]"] * len(after)
    return before + "".join(blank + piece for blank, piece in zip(shown, after, strict=False))
