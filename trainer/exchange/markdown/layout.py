"""Where the blocks of a Markdown text are: its headings, and what is code or a remark."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import zip_longest
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from trainer.counted import counted
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.import_result import quoted

_PARSER = MarkdownIt("commonmark").enable("table")
_CODE_KINDS = frozenset({"fence", "code_block"})
_CODE = re.compile(r"```|~~~| {4}|\t")
"""What every code begins with, fenced or indented: most texts hold none, and are not parsed."""


class NoteHeading(NamedTuple):
    """One heading."""

    line: int
    """Where it begins, from 0."""
    end: int
    """The first line after it."""
    level: int
    text: str
    """As it is written."""


class NoteSection(NamedTuple):
    """What is below a heading, as far as the next one that counts."""

    heading: NoteHeading
    lines: Sequence[str]


class Layout:
    """The blocks of a text, found by markdown-it.

    Args:
        lines: of the text.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines

    @cached_property
    def _tokens(self) -> list[Token]:
        return _PARSER.parse("\n".join(self._lines))

    def _of(self, *kinds: str) -> frozenset[int]:
        if _CODE_KINDS.issuperset(kinds) and not any(map(_CODE.search, self._lines)):
            return frozenset()
        maps = (token.map for token in self._tokens if token.type in kinds)
        return frozenset(line for span in maps if span for line in range(*span))

    @cached_property
    def fenced(self) -> frozenset[int]:
        """The lines of fenced code, its fences included."""
        return self._of("fence")

    @cached_property
    def code(self) -> frozenset[int]:
        """The lines of code, fenced or indented."""
        return self._of("fence", "code_block")

    @cached_property
    def remarks(self) -> frozenset[int]:
        """The lines of HTML."""
        return self._of("html_block")

    @cached_property
    def tables(self) -> frozenset[int]:
        """The lines of tables."""
        return self._of("table_open")

    @cached_property
    def headings(self) -> Sequence[NoteHeading]:
        """The headings that are in no list and no quotation."""
        return [*_headings(self._tokens)]

    def sections(self, deepest: int) -> Iterator[NoteSection]:
        """What is below each heading of this level or above, as far as the next of them."""
        heads = [one for one in self.headings if one.level <= deepest]
        ends = [one.line for one in heads[1:]]
        for heading, end in zip_longest(heads, ends):
            yield NoteSection(heading, self._lines[heading.end : end])


def _headings(tokens: Sequence[Token]) -> Iterator[NoteHeading]:
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and token.level == 0 and token.map:
            text = tokens[at + 1].content
            yield NoteHeading(token.map[0], token.map[1], int(token.tag[1]), text)


def leave_text(collector: CardCollector, above: int, lines: Sequence[str]) -> None:
    """List text that is part of no card; so many lines are above it."""
    filled = [(at, line) for at, line in enumerate(lines, 1 + above) if line.strip()]
    if filled:
        at, text = filled[0]
        more = f", and {counted(len(filled) - 1, 'line')} more" if len(filled) > 1 else ""
        collector.leave(f"line {at}", f"text that belongs to no card{more}: {quoted(text)}")
