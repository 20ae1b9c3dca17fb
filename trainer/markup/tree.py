"""A text as a tree of tags: what pages and files of HTML are made of, and nothing else.

A node is a text or `[tag, attributes, *inner]`, which JSON can hold. Tags and attributes are our
own choice; no text of an author is ever one.
"""

from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import Any

from trainer.markup.element import (
    Blank,
    Block,
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

Tree = list[Any]
Node = str | Tree

MathsNode = Callable[[str, Sequence[str], bool], Node]
"""LaTeX, the texts of its blanks, whether it is set apart -> a node."""


def nodes_of(blocks: Sequence[Block], maths: MathsNode) -> list[Node]:
    """The nodes of a text; a lone paragraph is its parts alone."""
    match list(blocks):
        case [Paragraph(inner)]:
            return list(_inline(inner, maths))
        case _:
            return [_block(block, maths) for block in blocks]


def as_html(nodes: Sequence[Node]) -> str:
    """Nodes as HTML."""
    return "".join(map(_html, nodes))


def _html(node: Node) -> str:
    if isinstance(node, str):
        return escape(node, quote=False)
    tag, attributes, *inner = node
    written = "".join(f' {name}="{escape(str(value))}"' for name, value in attributes.items())
    if tag in {"br", "hr"}:
        return f"<{tag}{written}>"
    return f"<{tag}{written}>{as_html(inner)}</{tag}>"


def _block(block: Block, maths: MathsNode) -> Tree:
    match block:
        case Paragraph(inner):
            return ["p", {}, *_inline(inner, maths)]
        case Heading(inner):
            return ["p", {}, ["strong", {}, *_inline(inner, maths)]]
        case CodeBlock(text, language):
            attributes = {"class": f"language-{language}"} if language else {}
            return ["pre", {}, ["code", attributes, text]]
        case DisplayMaths(latex, blanks):
            return ["div", {}, maths(latex, [blank.text for blank in blanks], True)]
        case Quote(blocks):
            return ["blockquote", {}, *(_block(one, maths) for one in blocks)]
        case Listing(items, start):
            attributes = {} if start in {None, 1} else {"start": str(start)}
            entries: list[Node] = [["li", {}, *_tight(item, maths)] for item in items]
            return ["ul" if start is None else "ol", attributes, *entries]
        case Table(rows, align):
            return ["table", {}, *_rows(rows, align, maths)]
        case Rule():
            return ["hr", {}]


def _tight(blocks: Sequence[Block], maths: MathsNode) -> Iterator[Node]:
    """What is in an item of a list: its first paragraph needs no tag."""
    for at, block in enumerate(blocks):
        if at == 0 and isinstance(block, Paragraph):
            yield from _inline(block.inner, maths)
        else:
            yield _block(block, maths)


def _rows(rows: Sequence[Row], align: Sequence[str], maths: MathsNode) -> Iterator[Tree]:
    for at, row in enumerate(rows):
        tag = "td" if at else "th"
        cells = [
            [tag, {} if where == "left" else {"align": where}, *_inline(cell, maths)]
            for cell, where in zip(row, align, strict=False)
        ]
        yield ["tr", {}, *cells]


def _inline(parts: Sequence[Inline], maths: MathsNode) -> Iterator[Node]:
    for part in parts:
        match part:
            case Text(text, filled):
                yield ["b", {}, text] if filled else text
            case Blank():
                yield ["span", {"class": "blank"}, part.text]
            case Styled(how, inner):
                yield [how, {}, *_inline(inner, maths)]
            case CodeSpan(text):
                yield ["code", {}, text]
            case Maths(latex, blanks):
                yield maths(latex, [blank.text for blank in blanks], False)
            case Link(address, inner):
                yield ["a", {"href": address}, *_inline(inner, maths)]
            case LineBreak():
                yield ["br", {}]
