"""Where the blocks of a Markdown text stand: its headings, and what is code or a remark."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import zip_longest
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

MARKED_UP = "markup: markdown"
"""The front matter of our own Markdown where the texts of its cards are Markdown too."""
_PARSER = MarkdownIt("commonmark").enable("table")


class Heading(NamedTuple):
    """One heading."""

    line: int
    """Where it begins, from 0."""
    end: int
    """The first line after it."""
    level: int
    text: str
    """As it is written."""


class Section(NamedTuple):
    """What stands below a heading, as far as the next one that counts."""

    heading: Heading
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
        maps = (token.map for token in self._tokens if token.type in kinds)
        return frozenset(line for found in maps if found for line in range(*found))

    @cached_property
    def fenced(self) -> frozenset[int]:
        """The lines of fenced code, its fences included."""
        return self._of("fence")

    @cached_property
    def remarks(self) -> frozenset[int]:
        """The lines of HTML."""
        return self._of("html_block")

    @cached_property
    def tables(self) -> frozenset[int]:
        """The lines of tables."""
        return self._of("table_open")

    @cached_property
    def headings(self) -> Sequence[Heading]:
        """The headings that stand in no list and no quotation."""
        return [*_headings(self._tokens)]

    def sections(self, deepest: int) -> Iterator[Section]:
        """What stands below each heading of this level or above, as far as the next of them."""
        heads = [one for one in self.headings if one.level <= deepest]
        ends = [one.line for one in heads[1:]]
        for heading, end in zip_longest(heads, ends):
            yield Section(heading, self._lines[heading.end : end])


def _headings(tokens: Sequence[Token]) -> Iterator[Heading]:
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and token.level == 0 and token.map:
            text = tokens[at + 1].content
            yield Heading(token.map[0], token.map[1], int(token.tag[1]), text)


def without_front_matter(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines of the front matter, and the others; the first is empty where there is none."""
    if [line.strip() for line in lines[:1]] == ["---"]:
        for at, line in enumerate(lines[1:], 1):
            if line.strip() == "---":
                return [*lines[1:at]], [*lines[at + 1 :]]
    return [], [*lines]


def front_matter_tags(lines: Sequence[str]) -> list[str]:
    """The tags that front matter in YAML names, in a line or in a list."""
    tags: list[str] = []
    in_tags = False
    for line in lines:
        key, colon, rest = line.partition(":")
        if colon and not line.startswith((" ", "-", "\t")):
            in_tags = key.strip().lower() in {"tags", "tag"}
            said = rest if in_tags else ""
        else:
            said = line.strip().removeprefix("-") if in_tags else ""
        tags += [word.strip(" \"'#") for word in said.strip(" []").replace(",", " ").split()]
    return [tag for tag in tags if tag]
