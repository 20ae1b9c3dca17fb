"""Text with signs for what is marked up in it, as elements or without them."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, cast

from trainer.exchange.html import signs as sign
from trainer.markup.element import (
    Block,
    CodeBlock,
    CodeSpan,
    DisplayMaths,
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
from trainer.markup.noncharacters import HTML_MARKUP

_ALL = f"[{''.join(HTML_MARKUP)}]"
_SIGN = re.compile(_ALL)
_ASIDE = re.compile(
    f"(?:{sign.LINK}|{sign.NUMBERS})[^{sign.ADDRESS_END}]*{sign.ADDRESS_END}"
    f"|(?<={sign.BLOCK})[^{sign.LANGUAGE_END}]*(?={sign.LANGUAGE_END})|(?<={sign.CELL})[lcr]"
)
"""What signs say that is not in the text."""
_TOKEN = re.compile(
    rf"(?P<fence>{sign.BLOCK}(?P<language>[^{sign.LANGUAGE_END}]*){sign.LANGUAGE_END}"
    rf"(?P<block>[^{sign.BLOCK_END}]*){sign.BLOCK_END})"
    rf"|{sign.CODE}(?P<code>[^{sign.CODE_END}]*){sign.CODE_END}"
    r"|\\\((?P<inline>(?:[^\\]|\\[^()])+?)\\\)|\\\[(?P<display>(?:[^\\]|\\[^\[\]])+?)\\\]"
    r"|\[\$\](?P<dollar>[^\[]+?)\[/\$\]|\[\$\$\](?P<dollars>[^\[]+?)\[/\$\$\]"
    r"|\[latex\](?P<latex>(?:(?!\[/?latex\]).)+?)\[/latex\]"
    rf"|{sign.LINK}(?P<address>[^{sign.ADDRESS_END}]*){sign.ADDRESS_END}"
    rf"|{sign.NUMBERS}(?P<start>\d+){sign.ADDRESS_END}"
    rf"|{sign.CELL}(?P<align>[lcr])|(?P<sign>{_ALL})|(?P<apart>\n{{2,}})|(?P<break>\n)",
    re.DOTALL,
)
_ENVIRONMENT = re.compile(
    r"\s*(?:\$\$(.+)\$\$|\$(.+)\$|\\begin\{(?:displaymath|equation\*?)\}(.+)"
    r"\\end\{(?:displaymath|equation\*?)\})\s*",
    re.DOTALL,
)
_STYLES = {sign.STRONG: "strong", sign.EM: "em", sign.STRUCK: "s"}
_STYLE_ENDS = {sign.STRONG_END: "strong", sign.EM_END: "em", sign.STRUCK_END: "s"}
_DEEPEST = 8
"""Styles within each other, and lists and quotes."""
_How = Literal["em", "strong", "s"]
_Where = Literal["left", "center", "right"]
_ALIGN: Mapping[str, _Where] = {"l": "left", "c": "center", "r": "right"}


def without_signs(text: str) -> str:
    """The text alone."""
    if not _SIGN.search(text):
        return text
    shown = _ASIDE.sub("", text).replace(sign.SPACE, " ").replace(sign.LINE, "\n")
    return _SIGN.sub("", shown)


def blocks_of(text: str) -> list[Block]:
    """What a text with signs is made of; no word of it is lost."""
    return _Reader(_tokens(text)).blocks()


_Token = str | re.Match[str]


def _tokens(text: str) -> Iterator[_Token]:
    end = 0
    for match in _TOKEN.finditer(text):
        if end < match.start():
            yield text[end : match.start()]
        yield match
        end = match.end()
    if end < len(text):
        yield text[end:]


class _Reader:
    """Makes elements of signs; what is opened and never closed ends with its paragraph."""

    def __init__(self, tokens: Iterator[_Token]) -> None:
        self._tokens = tokens
        self._opened: list[tuple[str, list[Inline]]] = [("", [])]
        """Styles by their names, and links by their addresses, each with what is in it."""
        self._ended = ""
        """The sign at which blocks last ended; empty at the end of the text."""
        self._depth = 0
        """Lists and quotes within each other."""

    def blocks(self, *closed_by: str) -> list[Block]:
        """The blocks up to one of these signs."""
        read: list[Block] = []
        ended = ""
        for token in self._tokens:
            if isinstance(token, str):
                self._put(Text(token))
                continue
            if token["sign"] and token["sign"] in closed_by:
                ended = token["sign"]
                break
            block = self._block(token)
            if block or token["apart"]:
                read += self._paragraph()
            if block:
                read.append(block)
        read += self._paragraph()
        self._ended = ended
        return _with_tables(read)

    def _block(self, token: re.Match[str]) -> Block | None:
        """What a token begins where that is a block; else it goes into the paragraph."""
        match token.lastgroup, token["sign"]:
            case "fence", _:
                return CodeBlock(without_signs(token["block"]), token["language"])
            case "display" | "dollars" as name, _:
                return DisplayMaths(_latex(token[name]))
            case "latex", _ if (
                environment := _ENVIRONMENT.fullmatch(token["latex"])
            ) and not environment[2]:
                return DisplayMaths(_latex(environment[1] or environment[3]))
            case "start" | "sign", _ if self._depth >= _DEEPEST:
                self._inline(token)
                return None
            case "start", _:
                return self._within(lambda: Listing(self._items(), int(token["start"])))
            case _, sign.BULLETS:
                return self._within(lambda: Listing(self._items()))
            case _, sign.QUOTE:
                return self._within(lambda: Quote(tuple(self.blocks(sign.QUOTE_END))))
            case _, sign.ROW:
                return self._within(self._row)
            case _, sign.RULE:
                return Rule()
            case _:
                self._inline(token)
                return None

    def _within(self, read: Callable[[], Block]) -> Block:
        """A block that is read while a paragraph waits to be ended."""
        waiting, self._opened = self._opened, [("", [])]
        self._depth += 1
        block = read()
        self._depth -= 1
        self._opened = waiting
        return block

    def _inline(self, token: re.Match[str]) -> None:
        opens = token["address"] or token["sign"] in _STYLES
        match token.lastgroup:
            case "code":
                self._put(CodeSpan(" ".join(without_signs(token["code"]).split("\n"))))
            case "inline" | "dollar" as name:
                self._put(Maths(_latex(token[name])))
            case "latex":
                environment = _ENVIRONMENT.fullmatch(token["latex"])
                self._put(Maths(_latex(environment[2] if environment else token["latex"])))
            case "address" | "sign" if opens and len(self._opened) > _DEEPEST:
                pass
            case "address":
                self._opened.append((token["address"], []))
            case "break":
                self._put(LineBreak())
            case "sign" if style := _STYLES.get(token["sign"]):
                self._opened.append((style, []))
            case "sign":
                self._close(_STYLE_ENDS.get(token["sign"], ""), link=token["sign"] == sign.LINK_END)
            case _:
                pass

    def _put(self, part: Inline) -> None:
        parts = self._opened[-1][1]
        before = parts[-1] if parts else None
        if isinstance(part, Styled) and isinstance(before, Styled) and part.how == before.how:
            part = Styled(part.how, (*before.inner, *part.inner))
            parts.pop()
        parts.append(part)

    def _close(self, style: str, *, link: bool) -> None:
        """Close a style, or the last link, with what was opened within it."""
        opened = [name for name, _ in self._opened[1:]]
        named = [at for at, name in enumerate(opened) if (":" in name if link else name == style)]
        while named and len(self._opened) > named[-1] + 1:
            self._end()

    def _end(self) -> None:
        name, parts = self._opened.pop()
        says = [at for at, part in enumerate(parts) if _says(part)]
        begin, end = (says[0], says[-1] + 1) if says else (0, 0)
        inner = tuple(parts[begin:end])
        styled = Link(name, inner) if ":" in name else Styled(cast("_How", name), inner)
        for part in (*parts[:begin], *[styled][: len(says)], *parts[end:]):
            self._put(part)

    def _paragraph(self) -> list[Block]:
        """What was said up to here; the styles go on in the next paragraph."""
        styles = [name for name, _ in self._opened[1:] if ":" not in name]
        while len(self._opened) > 1:
            self._end()
        inner = _trimmed(self._opened[0][1])
        self._opened = [("", []), *((style, []) for style in styles)]
        return [Paragraph(inner)] if inner else []

    def _items(self) -> tuple[tuple[Block, ...], ...]:
        """The items of a list; what is between two of them is one."""
        items = []
        going = True
        while going:
            items.append(tuple(self.blocks(sign.ITEM, sign.ITEM_END, sign.LIST_END)))
            going = self._ended not in {"", sign.LIST_END}
        return tuple(item for item in items if item)

    def _row(self) -> Table:
        """One row as a table of its own; `_with_tables` puts them together."""
        cells: list[tuple[Inline, ...]] = []
        align: list[_Where] = []
        for token in self._tokens:
            if isinstance(token, str):
                self._put(Text(token))
            elif token["sign"] == sign.ROW_END:
                break
            elif token["align"]:
                cells += [self._cell()] if align else []
                align.append(_ALIGN[token["align"]])
            elif token["fence"]:
                self._put(CodeSpan(" ".join(without_signs(token["block"]).split())))
            elif formula := token["display"] or token["dollars"]:
                self._put(Maths(_latex(formula)))
            elif token["break"] or token["apart"] or token["sign"] == sign.ITEM:
                self._put(Text(" "))
            else:
                self._inline(token)
        cells.append(self._cell())
        return Table((tuple(cells[-len(align) :]),), tuple(align))

    def _cell(self) -> tuple[Inline, ...]:
        while len(self._opened) > 1:
            self._end()
        inner, self._opened = _trimmed(self._opened[0][1]), [("", [])]
        return inner


def _latex(formula: str) -> str:
    return " ".join(without_signs(formula).split())


def _says(part: Inline) -> bool:
    """Whether there is more to a part than space."""
    return bool(part.text.strip()) if isinstance(part, Text) else not isinstance(part, LineBreak)


def _trimmed(parts: Sequence[Inline]) -> tuple[Inline, ...]:
    """Parts without the breaks and the spaces around them."""
    says = [at for at, one in enumerate(parts) if _says(one)]
    kept = list(parts[says[0] : says[-1] + 1]) if says else []
    for at, strip in ((0, str.lstrip), (-1, str.rstrip)):
        if kept and isinstance(one := kept[at], Text):
            kept[at] = Text(strip(one.text, " "))
    return tuple(kept)


def _with_tables(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with rows that follow each other as one table, and of a single column as lines."""
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if isinstance(block, Table) and isinstance(before, Table):
            joined[-1] = _evened(
                (*before.rows, *block.rows), max(before.align, block.align, key=len)
            )
        else:
            joined.append(block)
    return [line for block in joined for line in _lines_of(block)]


def _evened(rows: Sequence[Row], align: tuple[_Where, ...]) -> Table:
    return Table(tuple((*row, *[()] * (len(align) - len(row))) for row in rows), align)


def _lines_of(block: Block) -> list[Block]:
    if not isinstance(block, Table) or len(block.align) > 1:
        return [block]
    return [Paragraph(cell) for row in block.rows for cell in row if cell]
