"""Elements as the Markdown that is read as them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass

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
from trainer.markup.parsing import BLANK, LONGEST, is_marked, parsed
from trainer.markup.text import literally, plain_text

_SPECIAL = re.compile(r"[*_`$\[\]\\~<&]")
_LINE_SIGN = re.compile(r"(?m)^([#>+-]|\d+(?=[.)]))")
_LONE_SIGN = re.compile(r"(?m)^(?: *-[ -]*|\+|\d+[.)])$")
"""An item of a list that holds nothing, or a row of dashes, alone on its line."""
_INDENT = re.compile(r"(?m)^ +")
_AROUND = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
_LETTERS = re.compile(r"(\W*)(.*?)(\W*)", re.DOTALL)
_Change = Callable[[Sequence[Inline]], tuple[Inline, ...]]
_STYLES = {"strong": "**", "em": "*", "s": "~~"}
_RULES = {"left": "---", "center": ":-:", "right": "--:"}


def written(blocks: Sequence[Block]) -> str:
    """Markdown that is read as these blocks; signs that it would take for its own are escaped.

    What Markdown cannot say, such as a style that begins within a word after a comma, is left
    out: the words are all there. A gap is in the texts as the sign BLANK.
    """
    best = [_best(block) for block in blocks]
    markdown = _joined([block for block, _ in best], [_Writer(escapes=one) for _, one in best])
    less = [block for block, _ in best]
    sure = len(best) == 1 or all(map(_is_sure, less))
    if len(markdown) <= LONGEST and (sure or reads_as(markdown, less)):
        return markdown
    plain = plain_text(blocks)
    return plain if len(plain) > LONGEST else literally(plain)


def _best(block: Block) -> tuple[Block, bool]:
    """As much of a block as Markdown can say, and whether signs in it are escaped."""
    if _is_sure(block):
        return block, False
    for change, escapes in ((None, False), (None, True), (_narrow, True), (_bare, True)):
        less = _changed(block, change) if change else block
        if reads_as(_joined([less], [_Writer(escapes=escapes)]), [less]):
            return less, escapes
    return Paragraph((Text(literally(plain_text([block]))),)), False


def _is_sure(block: Block) -> bool:
    """Whether a block is words, some of them in a style, that can be read in no other way.

    So are the items of a list of which each is one line that a letter or digit begins.
    """
    if isinstance(block, Listing):
        return all(len(item) == 1 and _is_sure_line(item[0]) for item in block.items)
    return _sure_words(block) is not None


def _is_sure_line(block: Block) -> bool:
    words = _sure_words(block)
    return words is not None and words[:1].isalnum() and words.isprintable()


def _sure_words(block: Block) -> str | None:
    """What a block says that can be read in no other way, without its styles; None for others."""
    if not isinstance(block, Paragraph):
        return None
    words: list[str] = []
    before: Inline = LineBreak()
    for part in block.inner:
        match part:
            case Text(text):
                words.append(text)
            case LineBreak():
                words.append("\n")
            case Styled(_, (Text(text),)) if not isinstance(before, Styled):
                if not (text[:1].isalnum() and text[-1:].isalnum()):
                    return None
                words.append(text)
            case _:
                return None
        before = part
    shown = "".join(words).replace(BLANK, "x")  # it is read as a letter
    return None if "\t" in shown or is_marked(shown) or _LONE_SIGN.search(shown) else shown


def reads_as(source: str, blocks: Sequence[Block]) -> bool:
    """Whether Markdown is read as these blocks."""
    return _leaves(parsed(source, [""] * source.count(BLANK))) == _leaves(tuple(blocks))


def as_plain(text: str) -> str:
    """A text as Markdown that is drawn as that text."""
    return written(paragraphs(text)) if is_marked(text) else text


def paragraphs(text: str) -> Blocks:
    """A text without markup as elements."""
    blocks = []
    for one in re.split(r"\n{2,}", text):
        parts: list[Inline] = []
        for line in one.split("\n"):
            parts += [LineBreak(), Text(line)] if line else [LineBreak()]
        blocks.append(Paragraph(tuple(parts[1:])))
    return tuple(blocks)


class _Writer:
    def __init__(self, *, escapes: bool) -> None:
        self._escapes = escapes

    def blocks(self, blocks: Sequence[Block]) -> str:
        """Blocks as Markdown."""
        return _joined(blocks, [self] * len(blocks))

    def block(self, block: Block, sign: str) -> str:
        """A block as Markdown; the sign is before the items of a list."""
        match block:
            case Paragraph(inner):
                return self._lines(inner)
            case Heading(inner):
                return f"## {self._inline(inner)}"
            case CodeBlock(text, language):
                return _fenced(text, language)
            case DisplayMaths(latex):
                return f"$${latex}$$"
            case Quote(inner):
                return re.sub(r"(?m)^", "> ", self.blocks(inner))
            case Listing(items):
                return "\n".join(self._items(items, sign))
            case Table(rows, align):
                return self._table(rows, align)
            case Rule():
                return "---"

    def _items(self, items: Sequence[Blocks], sign: str) -> list[str]:
        lines = []
        for at, item in enumerate(items):
            number = f"{int(sign[:-1]) + at}{sign[-1]}" if sign[:-1] else sign
            inner = self.blocks(item).replace("\n", "\n" + " " * (len(number) + 1))
            lines.append(f"{number} {inner}".rstrip())
        return [re.sub(r"(?m)^ +$", "", one) for one in lines]

    def _table(self, rows: Sequence[Sequence[Sequence[Inline]]], align: Sequence[str]) -> str:
        lines = [[self._inline(cell).replace("|", r"\|") for cell in row] for row in rows]
        lines.insert(1, [_RULES[where] for where in align])
        return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)

    def _lines(self, inner: Sequence[Inline]) -> str:
        """The lines of a paragraph; no space at their beginning makes code of them."""
        text = _INDENT.sub(lambda indent: "\u00a0" * len(indent[0]), self._inline(inner))
        return _LINE_SIGN.sub(_escaped_line, text) if self._escapes else text

    def _inline(self, parts: Sequence[Inline]) -> str:
        return "".join(map(self._part, parts))

    def _part(self, part: Inline) -> str:
        match part:
            case Text(text):
                return _SPECIAL.sub(r"\\\g<0>", text) if self._escapes else text
            case Blank():
                return BLANK
            case Styled(how, inner):
                around = _AROUND.fullmatch(self._inline(inner))
                before, text, after = around.groups() if around else ("", "", "")
                sign = _STYLES[how] if text else ""
                return f"{before}{sign}{text}{sign}{after}"
            case CodeSpan(text):
                return _code(text)
            case Maths(latex):
                return f"${latex}$"
            case Link(address, inner):
                text = self._inline(inner)
                if text == address:
                    return f"<{address}>"
                return f"[{text}](<{address}>)" if "(" in address else f"[{text}]({address})"
            case LineBreak():
                return "\n"


def _joined(blocks: Sequence[Block], writers: Sequence[_Writer]) -> str:
    joined, sign, before = "", "", None
    for block, writer in zip(blocks, writers, strict=True):
        sign = _sign(block, before, sign)
        if text := writer.block(block, sign):
            close = isinstance(before, Paragraph) and sign in {"-", "1."}
            joined += (("\n" if close else "\n\n") if joined else "") + text
            before = block
    return joined


def _sign(block: Block, before: Block | None, last: str) -> str:
    """What is before the items of a list; another than in the list before it."""
    if not isinstance(block, Listing):
        return ""
    signs = ("-", "*") if block.start is None else (f"{block.start}.", f"{block.start})")
    return signs[isinstance(before, Listing) and last[-1:] == signs[0][-1]]


def _escaped_line(match: re.Match[str]) -> str:
    return f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}"


def _ticks(text: str, least: int) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    return "`" * max(least, longest + 1)


def _fenced(text: str, language: str) -> str:
    fence = _ticks(text, 3)
    return f"{fence}{language}\n{text}\n{fence}"


def _code(text: str) -> str:
    ticks = _ticks(text, 1)
    apart = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return f"{ticks}{apart}{text}{apart}{ticks}"


def _changed(block: Block, change: _Change) -> Block:
    """A block with the parts of its lines changed."""
    match block:
        case Paragraph(inner):
            return Paragraph(change(inner))
        case Heading(inner):
            return Heading(change(inner))
        case Quote(inner):
            return Quote(tuple(_changed(one, change) for one in inner))
        case Listing(items, start):
            return Listing(tuple(tuple(_changed(b, change) for b in one) for one in items), start)
        case Table(rows, align):
            return Table(tuple(tuple(map(change, row)) for row in rows), align)
        case _:
            return block


def _bare(parts: Sequence[Inline]) -> tuple[Inline, ...]:
    """Parts without styles and links."""
    bare: list[Inline] = []
    for part in parts:
        bare += _bare(part.inner) if isinstance(part, Styled | Link) else [part]
    return tuple(bare)


def _narrow(parts: Sequence[Inline]) -> tuple[Inline, ...]:
    """Parts whose styles begin and end with letters, what is around these outside of them."""
    narrowed: list[Inline] = []
    for part in parts:
        match part:
            case Styled(how, (Text(text),)) if styled := _LETTERS.fullmatch(text):
                before, letters, after = styled.groups()
                narrowed += [Text(before), Styled(how, (Text(letters),)), Text(after)]
            case _:
                narrowed.append(part)
    return tuple(narrowed)


def _leaves(element: object, styles: str = "") -> list[tuple[str, str]]:
    """What is read of elements, in order: each word with the styles and blocks it is in."""
    if isinstance(element, Text | Blank):
        text = element.text if isinstance(element, Text) else BLANK
        return [(styles, word) for word in re.findall(rf"{BLANK}|[^\s{BLANK}]", text)]
    if isinstance(element, Maths | DisplayMaths):
        return [(styles, type(element).__name__), (styles, "".join(element.latex.split()))]
    if isinstance(element, tuple | list):
        return [leaf for one in element for leaf in _leaves(one, styles)]
    if not is_dataclass(element):
        return [(styles, str(element).replace(BLANK, "[…]"))]
    name = type(element).__name__
    inner = styles if isinstance(element, Paragraph | Heading) else f"{styles} {name}"
    if isinstance(element, Styled):
        inner = " ".join(sorted({*styles.split(), element.how}))
        return _leaves(element.inner, inner)
    leaves = [(styles, name)]
    return leaves + [
        leaf for one in fields(element) for leaf in _leaves(getattr(element, one.name), inner)
    ]
