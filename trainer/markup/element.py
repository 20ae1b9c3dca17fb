"""What a marked-up text is made of. Nothing else of it ever reaches a front or a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Text:
    """Words, safe to show."""

    text: str
    filled: bool = False
    """Whether it fills a gap of a cloze."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A gap of a cloze that is asked for."""

    hint: str

    @property
    def text(self) -> str:
        """As it is in a line."""
        return f"[{self.hint or '…'}]"


@dataclass(frozen=True, slots=True)
class Styled:
    """Words that stand out."""

    how: Literal["em", "strong", "s"]
    inner: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """Code within a line."""

    text: str


@dataclass(frozen=True, slots=True)
class Maths:
    """A formula within a line."""

    latex: str
    blanks: tuple[Blank, ...] = ()
    """What its signs BLANK stand for, in their order."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address: http, https or mailto."""

    address: str
    inner: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class LineBreak:
    """Where a line ends."""


Inline = Text | Blank | Styled | CodeSpan | Maths | Link | LineBreak


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of text."""

    inner: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that is above others."""

    inner: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Code on lines of its own, its indentation kept."""

    text: str
    language: str = ""
    """As the author names it; empty where they do not."""


@dataclass(frozen=True, slots=True)
class DisplayMaths:
    """A formula on lines of its own."""

    latex: str
    blanks: tuple[Blank, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody else said."""

    inner: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of things."""

    items: "tuple[tuple[Block, ...], ...]"
    start: int | None = None
    """The first number; None where nothing is numbered."""


Row = tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Cells in rows; the first row is the heading."""

    rows: tuple[Row, ...]
    align: tuple[Literal["left", "center", "right"], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""


Block = Paragraph | Heading | CodeBlock | DisplayMaths | Quote | Listing | Table | Rule
Blocks = tuple[Block, ...]


def links_in(parts: Sequence[Inline | Block]) -> tuple[str, ...]:
    """The addresses that a text leads to, in their order, each once."""
    links: dict[str, None] = {}
    for part in parts:
        match part:
            case Link(address, inner):
                links[address] = None
                links |= dict.fromkeys(links_in(inner))
            case Styled(_, inner) | Paragraph(inner) | Heading(inner) | Quote(inner):
                links |= dict.fromkeys(links_in(inner))
            case Listing(items):
                links |= dict.fromkeys(one for item in items for one in links_in(item))
            case Table(rows):
                cells = (cell for row in rows for cell in row)
                links |= dict.fromkeys(one for cell in cells for one in links_in(cell))
            case _:
                pass
    return tuple(links)
