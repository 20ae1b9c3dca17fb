"""Anki's way of writing gaps, `{{c1::Rome::city}}`, and ours, `{{Rome::city}}`."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple
from unicodedata import normalize

from pydantic import ValidationError

from trainer.deck.cloze import Cloze, gap_written, literally
from trainer.deck.text import without_controls
from trainer.exchange.html.from_text import as_html_without_maths
from trainer.markup.noncharacters import ANKI_GAPS

_TOKEN = re.compile(r"(\{\{c[0-9]+(?:,[0-9]+)*::|\}\})")
_OPEN, _SAYS, _HINT, _CLOSE = ANKI_GAPS
_LEFT_OPEN = re.compile(f"[{_OPEN}{_SAYS}{_HINT}{_CLOSE}]")
"""Of a gap that was torn apart, since only its beginning or its end is shown."""
_MARKED = re.compile(f"{_OPEN}([0-9,]+){_SAYS}([^{_CLOSE}]*?)(?:{_HINT}([^{_CLOSE}]*))?{_CLOSE}")
_ENTITIES = {"{": "&#123;", "}": "&#125;", ":": "&#58;"}
"""Signs that a browser shows as they are, and in which Anki finds no gap."""
_OF_A_GAP = re.compile(r"\{(?=\{)|\}(?=\}|$)|:(?=:|$)")
_BEGINS_ONE = re.compile(r"\{(?=\{c[0-9])")
_DEPTH = 8
"""Gaps inside each other; Anki reads no more either."""
_IMAGE = re.compile(r"\{\{c[0-9,]+::image-occlusion:")


def is_cloze(text: str) -> bool:
    """Whether a text has a gap as Anki writes them."""
    return next(_gaps_of(_parsed(text)), None) is not None


def is_ours(text: str) -> bool:
    """Whether a text is a cloze in our way of writing, with no gap of Anki's in it."""
    try:
        Cloze(cloze=text)
    except ValidationError:
        return False
    return True


def masks_in(text: str) -> int:
    """How many regions of a picture a text hides: their shapes are where gaps would."""
    return len(_IMAGE.findall(text)) if "::image-occlusion:" in text else 0


@dataclass(slots=True)
class _Gap:
    opening: str
    numbers: frozenset[int]
    nodes: "list[str | _Gap]" = field(default_factory=list)
    hint: str | None = None


_Nodes = list["str | _Gap"]


def _parsed(text: str) -> _Nodes:
    top: _Nodes = []
    opened: list[_Gap] = []
    for at, piece in enumerate(_TOKEN.split(text)):
        within = opened[-1].nodes if opened else top
        if at % 2 == 0:
            if opened and "::" in piece:
                piece, _, opened[-1].hint = piece.partition("::")  # noqa: PLW2901 - as Anki cuts
            within.append(piece)
        elif piece != "}}" and len(opened) < _DEPTH:
            numbers = frozenset(int(number[-5:]) for number in piece[3:-2].split(","))
            opened.append(_Gap(piece, numbers))
        elif opened and piece == "}}":
            gap = opened.pop()
            (opened[-1].nodes if opened else top).append(gap)
        else:
            within.append(piece)
    while opened:  # a gap that never ends is no gap
        gap = opened.pop()
        hint = [] if gap.hint is None else [f"::{gap.hint}"]
        (opened[-1].nodes if opened else top).extend([gap.opening, *gap.nodes, *hint])
    return top


def _gaps_of(nodes: _Nodes) -> Iterator[_Gap]:
    for node in nodes:
        if isinstance(node, _Gap):
            yield node
            yield from _gaps_of(node.nodes)


def numbers_in(text: str) -> tuple[int, ...]:
    """The numbers of the cards that Anki makes of a text's gaps, rising."""
    return tuple(sorted({n for gap in _gaps_of(_parsed(text)) for n in gap.numbers if n}))


def can_be_one_card(text: str, numbers: Collection[int]) -> bool:
    """Whether the gaps of these cards can be those of one card of ours.

    Each must be asked by itself, and none may be inside another.
    """
    wanted = set(numbers)
    gaps = [gap for gap in _gaps_of(_parsed(text)) if gap.numbers & wanted]
    nested = any(inner.numbers & wanted for gap in gaps for inner in _gaps_of(gap.nodes))
    asked = [number for gap in gaps for number in gap.numbers & wanted]
    return not nested and len(set(asked)) == len(asked)


def marked(text: str, numbers: Collection[int]) -> str:
    """The text with marks around the gaps of some cards, and all the others filled.

    The marks survive the way from HTML to text; `gaps_between` finds them again.
    """
    return _shown(_parsed(text), frozenset(numbers))


def _shown(nodes: _Nodes, wanted: frozenset[int]) -> str:
    pieces = []
    for node in nodes:
        if isinstance(node, str):
            pieces.append(node)
        elif asked := node.numbers & wanted:
            hint = "" if node.hint is None else _HINT + node.hint
            inner = _shown(node.nodes, frozenset())
            named = ",".join(map(str, sorted(asked)))
            pieces.append(f"{_OPEN}{named}{_SAYS}{inner}{hint}{_CLOSE}")
        else:
            pieces.append(_shown(node.nodes, wanted))
    return "".join(pieces)


class AnkiGap(NamedTuple):
    """One gap of a text."""

    numbers: tuple[int, ...]
    """Of Anki's cards that ask it."""
    text: str
    hint: str


def gaps_between(text: str) -> list[str | AnkiGap]:
    """A marked text as its gaps and what is between them; a gap without text is none."""
    pieces: list[str | AnkiGap] = []
    end = 0
    for match in _MARKED.finditer(text):
        pieces.append(_LEFT_OPEN.sub("", text[end : match.start()]))
        numbers = tuple(map(int, match[1].split(",")))
        gap = AnkiGap(numbers, match[2].strip(), (match[3] or "").strip())
        pieces += [gap] if gap.text else []
        end = match.end()
    return [*pieces, _LEFT_OPEN.sub("", text[end:])]


def as_cloze(pieces: list[str | AnkiGap]) -> str | None:
    """Our way of writing gaps; None where it does not read back as it was."""
    source = "".join(
        literally(piece) if isinstance(piece, str) else gap_written(piece.text, piece.hint)
        for piece in pieces
    )
    try:
        cloze = Cloze(cloze=without_controls(source))
    except ValidationError:
        return None
    meant = [_bare(piece if isinstance(piece, str) else piece.text) for piece in pieces]
    read = [_bare(piece if isinstance(piece, str) else piece.text) for piece in cloze.pieces]
    return source if "".join(meant) == "".join(read) else None


def _bare(text: str) -> str:
    return "".join(normalize("NFC", without_controls(text)).split())


def _blanked(pieces: list[str | AnkiGap]) -> str:
    """The text with its gaps blank, as a question."""
    return "".join(
        piece if isinstance(piece, str) else f"[{piece.hint or '…'}]" for piece in pieces
    )


class ClozeCard(NamedTuple):
    """What a text with gaps is here: a card, or one of several."""

    fields: dict[str, object]
    """As in a deck file; without an answer where no gap of the card holds text."""
    items: dict[int, int]
    """Number of Anki's card -> which item of ours it is, from 0."""


def cloze_cards(
    text: str,
    numbers: Sequence[int] | None = None,
    show: Callable[[Collection[int]], str] | None = None,
) -> list[ClozeCard]:
    """The cards that a text with gaps is here: one where that can be, or one for each number.

    Where braces or colons of the text would be taken for those of gaps, the card is a question
    with its gap blank, and the answer.

    Args:
        text: as Anki has it.
        numbers: of Anki's cards, rising; those that the text asks for if they are not known.
        show: the text with the gaps of some cards marked, where more than itself is shown.
    """
    asked = numbers_in(text) if numbers is None else numbers
    show = show or (lambda group: marked(text, group))
    if len(asked) > 1 and can_be_one_card(text, asked):
        pieces = gaps_between(show(asked))
        if cloze := as_cloze(pieces):
            return [_card(pieces, cloze, together=False)]
    alone = [gaps_between(show((number,))) for number in asked]
    return [_card(pieces, as_cloze(pieces), together=True) for pieces in alone]


def _card(pieces: list[str | AnkiGap], cloze: str | None, *, together: bool) -> ClozeCard:
    gaps = [piece for piece in pieces if isinstance(piece, AnkiGap)]
    items = {number: 0 if together else at for at, gap in enumerate(gaps) for number in gap.numbers}
    if not gaps:
        return ClozeCard({"q": _blanked(pieces)}, items)
    if cloze is None:
        answer = "\n".join(gap.text for gap in gaps)
        return ClozeCard({"q": _blanked(pieces), "a": answer}, items)
    return ClozeCard({"cloze": cloze, "together": (together and len(gaps) > 1) or None}, items)


def to_anki(card: Cloze) -> str:
    """A cloze as HTML with gaps as Anki writes them."""
    gap, pieces = count(), card.pieces
    parts = (
        piece if isinstance(piece, str) else marked_gap(card, next(gap), piece.text, piece.hint)
        for piece in pieces
    )
    return with_anki_gaps(as_html_without_maths("".join(parts)))


def marked_gap(card: Cloze, at: int, text: str, hint: str | None) -> str:
    """The gap of this index (from 0) with marks around it, for `with_anki_gaps`."""
    shown_hint = f"{_HINT}{hint}" if hint else ""
    number = 1 if card.together else at + 1
    return f"{_OPEN}{number}{_SAYS}{text}{shown_hint}{_CLOSE}"


def with_anki_gaps(marked: str) -> str:
    """HTML with gaps as Anki writes them, and no others: signs that Anki would take are entities.

    Args:
        marked: HTML with its gaps between marks.
    """
    parts, end = [], 0
    for gap in _MARKED.finditer(marked):
        hint = f"::{_hidden(_OF_A_GAP, gap[3])}" if gap[3] else ""
        parts += [
            without_gaps(marked[end : gap.start()]),
            f"{{{{c{gap[1]}::{_hidden(_OF_A_GAP, gap[2])}{hint}}}}}",
        ]
        end = gap.end()
    return "".join([*parts, without_gaps(marked[end:])])


def _hidden(signs: re.Pattern[str], markup: str) -> str:
    return signs.sub(lambda sign: _ENTITIES[sign[0]], markup)


def without_gaps(markup: str) -> str:
    """HTML that shows the same, in which Anki finds no gap where its text speaks of one."""
    return _hidden(_BEGINS_ONE, markup)


def with_gaps(markup: str) -> str:
    """HTML as `as_html_without_maths` has it, before signs in it were hidden from Anki."""
    for sign, entity in _ENTITIES.items():
        markup = markup.replace(entity, sign)
    return markup
