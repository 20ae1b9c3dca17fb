"""Text cut into rows and cells: by which separator, and where quotes hold a cell together."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from trainer.exchange.card_collector import CardCollector
from trainer.exchange.import_result import quoted
from trainer.exchange.source import NOTHING, Given
from trainer.exchange.table_heading import names_columns

NAMES = {
    "tab": "\t",
    "comma": ",",
    "semicolon": ";",
    "pipe": "|",
    "colon": ":",
    "space": " ",
    "dash": " - ",
    "long dash": " – ",
    "line": "\n",
    "blank line": "\n\n",
}
"""Separators by the names that Anki has for them, and more."""
_WORDS = {sign: name for name, sign in NAMES.items()}
_GUESSED = ("\t", ";", "|", ",", " - ", " – ")
"""The separators that are looked for; where two fit alike, the one that is rarer in prose."""
_PROSE = {",": 0.2, ";": 0.2, "|": 0.0, "\t": 0.0, " - ": 0.1, " – ": 0.1}
"""How much less a separator proves because prose has it too."""
_SURE = {"\t": 0.6, ";": 0.9, "|": 0.9}
"""Separators that by themselves make a text a table, and the share of its lines that they cut."""
_IN_ONE_LINE = {
    "\t": "tab",
    " - ": "dash",
    " – ": "long dash",
    " = ": "equals sign",
    ": ": "colon",
    ",": "comma",
}
"""What parts cells where semicolons part rows, the rarer in prose first."""
_ENOUGH = 0.5
"""Share of the rows that have to be cut alike."""
_DOUBT = 0.6
"""How near a second separator has to come to be mentioned."""
_MOSTLY = 0.75
"""Share of the lines in quotes that have to look like rows to be taken for such."""
_MOST = 400
"""Rows that are tried whole; of more, as many from all over the file."""


class Cut(NamedTuple):
    """A text as rows."""

    rows: list[list[str]]
    width: int
    """Cells of the commonest row."""
    delimiter: str


def separator_of(name: str) -> str:
    r"""The sign that a name, a sign or a `\t` stands for."""
    plain = name.strip().lower()
    if plain in NAMES:
        return NAMES[plain]
    return name.replace("\\t", "\t").replace("\\n", "\n") or "\t"


def stated(value: str) -> str:
    """The separator that Anki's `#separator:` names; empty where it names none."""
    plain = value.strip().lower()
    return NAMES.get(plain, "") or (value[:1] if value[:1] in NAMES.values() else "")


def cut(
    collector: CardCollector,
    body: str,
    delimiter: str = "",
    given: Given = NOTHING,
    *,
    as_anki: bool = False,
) -> Cut:
    """The rows of a text.

    Args:
        collector: takes what had to be guessed.
        body: the text, without headers.
        delimiter: what the file states; found out where empty.
        given: what its learner says.
        as_anki: whether Anki's headers stand above, so that quotes are those of CSV.
    """
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    delimiter = separator_of(given.separator) if given.separator else delimiter
    parted = separator_of(given.row_separator) if given.row_separator else ""
    if not delimiter:
        delimiter, parted = _evident(collector, body, parted)
    if not delimiter:
        return Cut([], 0, "")
    if parted and parted != "\n":
        rows = [part.split(delimiter) for part in body.split(parted) if part.strip()]
        return Cut(rows, _width(rows), delimiter)
    if given.quotes is False or delimiter not in _QUOTING:
        rows = [line.split(delimiter) for line in body.split("\n")]
        return Cut(rows, _width(rows), delimiter)
    plain_width = _width([line.split(delimiter) for line in body.split("\n") if '"' not in line])
    doubtful = None if given.quotes else plain_width
    rows = list(_Cells(body, delimiter, doubtful, collector, as_anki=as_anki).rows())
    return Cut(rows, _width(rows), delimiter)


_QUOTING = frozenset("\t,;|: ")


def _width(rows: Sequence[Sequence[str]]) -> int:
    widths = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
    return widths.most_common(1)[0][0] if widths else 0


def _evident(collector: CardCollector, body: str, parted: str) -> tuple[str, str]:
    """The separator that the whole file speaks for, and what parts its rows."""
    if not parted and (sign := _within_semicolons(body)):
        name = _IN_ONE_LINE[sign]
        if sign == ",":
            notice = "the semicolon may part its rows and the comma its cells, which is not sure"
            collector.leave("row 1", f"{notice}: --separator comma --row-separator semicolon")
            return "", parted
        notice = f"the semicolon parts its rows, and the {name} its cells"
        collector.guess("row 1", f"{notice} (--row-separator line)")
        return sign, ";"
    scores = sorted(((_score(body, sign), sign) for sign in _GUESSED), key=lambda one: -one[0])
    (best, sign), (second, other) = scores[:2]
    blocks = [block for block in re.split(r"\n[ \t]*\n", body) if block.strip()]
    if sign != " - " and best < _ENOUGH <= _score(
        "\n".join(b.split("\n")[0] for b in blocks), " - "
    ):
        sign, best, second = " - ", 1.0, 0.0
    if sign == " - " and not parted and len(blocks) > 1:
        parted = "\n\n"
    if not body.strip():
        collector.leave("the table", "nothing in it")
        return "", parted
    if best < _ENOUGH:
        notice = "no separator cuts its rows alike: --separator names one (--row-separator too)"
        collector.leave("the table", notice)
        return sign if best > 0 else "", parted
    if second >= _DOUBT * best and other != sign:
        notice = f"cut at the {_WORDS[sign]}, though the {_WORDS[other]} would cut it too"
        collector.guess("row 1", f"{notice}: --separator {_WORDS[other]}")
    return sign, parted


def _within_semicolons(body: str) -> str:
    """What parts the cells where a semicolon parts rows, as Quizlet lets its users choose."""
    pieces = [piece for piece in body.split(";") if piece.strip()]
    lines = sum(bool(line.strip()) for line in body.split("\n"))
    if len(pieces) <= 2 * lines:
        return ""
    for sign in _IN_ONE_LINE:
        if sum(piece.count(sign) == 1 for piece in pieces) >= _ENOUGH * len(pieces):
            return sign
    return ""


def surely_fits(body: str) -> bool:
    """Whether nearly all lines are rows of cells that no prose and no other form has so."""
    lines = [line for line in _sample(body) if line.strip()]
    for sign, share in _SURE.items():
        cells = [re.split(re.escape(sign) + ("(?! |$)" if sign == ";" else ""), x) for x in lines]
        width = _width([row for row in cells if all(cell.strip() for cell in row[:2])])
        alike = [row for row in cells if len(row) == width and all(x.strip() for x in row[:2])]
        if width > 1 and len(alike) >= share * len(lines):
            return True
    return False


def fits(body: str) -> bool:
    """Whether some separator cuts most of the text into like rows."""
    if _within_semicolons(body):
        return True
    blocks = "\n".join(block.split("\n")[0] for block in re.split(r"\n[ \t]*\n", body))
    found = [_score(body, sign) for sign in _GUESSED] + [_score(blocks, " - ")]
    return max(found) >= _ENOUGH


def _score(body: str, sign: str) -> float:
    """How much speaks for a separator: rows cut alike, not as prose is, quotes beside it."""
    if sign not in body:
        return 0.0
    lines = [line for line in _sample(body) if line.strip()]
    cells = [_roughly(line, sign) for line in lines]
    width = _width(cells) if cells else 0
    several = Counter(len(row) for row in cells if len(row) > 1)
    if not several:
        return 0.0
    common = width if width > 1 else several.most_common(1)[0][0]
    alike = several[common] / len(cells)
    more = sum(count for other, count in several.items() if other != common) / len(cells)
    separating = sum(_separates(line, sign) for line in lines if sign in line)
    plain = separating / max(1, sum(sign in line for line in lines))
    heading = names_columns([cell.strip().strip('"') for cell in cells[0]])
    beside = f'"{sign}' in body or f'{sign}"' in body
    score = (alike + 0.3 * more) * (plain if sign in ",;" else 1.0) - _PROSE[sign] * 0.2
    return score + (1.0 if heading else 0.0) + (0.3 if beside and sign in ",;\t|" else 0.0)


def _sample(body: str) -> list[str]:
    lines = body.split("\n")
    step = max(1, len(lines) // _MOST)
    return lines[:1] + lines[1:50] + lines[50::step]


def _roughly(line: str, sign: str) -> list[str]:
    """The cells of a line, quoted parts taken out of the way."""
    if '"' in line and len(sign) == 1:
        line = re.sub(r'"(?:[^"]|"")*"', lambda found: "x" * bool(found[0]), line)
    return line.split(sign)


def _separates(line: str, sign: str) -> bool:
    """Whether a line has the sign where prose and decimal numbers do not have it."""
    line = re.sub(r'"(?:[^"]|"")*"', "x", line)
    return re.search(rf"(?<!\d){re.escape(sign)}(?! )|{re.escape(sign)}(?![ \d])", line) is not None


class _Cells:
    """Cuts a text cell by cell: a quote counts where one closes it before a separator.

    Args:
        body: the text, lines ended by line feeds.
        delimiter: one character.
        width: cells of a usual row, to doubt a quote that swallows such rows; None to doubt none.
        collector: takes what is doubted of quotes.
        as_anki: whether quotes are surely those of CSV.
    """

    def __init__(
        self,
        body: str,
        delimiter: str,
        width: int | None,
        collector: CardCollector,
        *,
        as_anki: bool,
    ) -> None:
        self._body = body
        self._delimiter = delimiter
        self._width = width
        self._collector = collector
        self._as_anki = as_anki
        sign = re.escape(delimiter)
        before = "" if delimiter == " " else " *"
        self._quoted = re.compile(
            rf'{before}"((?:[^"]++|"")*+)"[ \t]*?(?={sign}|\n|\Z)'
            if delimiter != "\t"
            else rf'{before}"((?:[^"]++|"")*+)" *(?={sign}|\n|\Z)'
        )
        self._plain = re.compile(rf"[^{sign}\n]*")

    def rows(self) -> Iterator[list[str]]:
        """The rows in their order; an empty line is an empty row."""
        at, number = 0, 0
        while at < len(self._body):
            number += 1
            end = self._body.find("\n", at)
            end = end if end >= 0 else len(self._body)
            if '"' not in self._body[at:end]:
                yield self._body[at:end].split(self._delimiter)
                at = end + 1
                continue
            row: list[str] = []
            begin = at
            while True:
                cell, at = self._cell(at, number, begin)
                row.append(cell)
                if self._body[at : at + 1] != self._delimiter:
                    break
                at += 1
            yield row
            at += 1

    def _cell(self, at: int, number: int, begin: int) -> tuple[str, int]:
        found = self._quoted.match(self._body, at)
        swallowed = self._swallowed(begin, found) if found else 0
        believed = not swallowed or self._as_anki or (found is not None and '""' in found[1])
        if found and believed:
            if swallowed:
                doubt = f"quotes hold {swallowed + 1} lines together that could be rows"
                notice = f"{doubt} (--no-quotes): {quoted(found[1])}"
                self._collector.guess(f"row {number}", notice)
            return found[1].replace('""', '"'), found.end()
        plain = self._plain.match(self._body, at)
        assert plain is not None  # noqa: S101 - it matches anywhere
        if plain[0].lstrip().startswith('"'):
            fault = "a quote that nothing closes before the next cell"
            if found:
                fault = f"a quote that would take in {found[1].count(chr(10))} more rows"
            self._collector.guess(
                f"row {number}", f"{fault} is taken for text (--quotes): {quoted(plain[0])}"
            )
        return plain[0], plain.end()

    def _swallowed(self, begin: int, found: re.Match[str]) -> int:
        """How many more rows a quoted cell takes in, where its lines look like rows; else 0."""
        if self._width is None or self._width < 2 or "\n" not in found[1]:  # noqa: PLR2004
            return 0
        end = self._body.find("\n", found.end())
        lines = self._body[begin : end if end >= 0 else len(self._body)].split("\n")
        filled = [line for line in lines if line.strip()]
        alike = [line for line in filled if self._is_row(line)]
        ends = {filled[0], filled[-1]} <= {*alike}
        return len(lines) - 1 if ends and len(alike) >= _MOSTLY * len(filled) else 0

    def _is_row(self, line: str) -> bool:
        sign = re.escape(self._delimiter)
        cells = re.split(sign if self._delimiter == "\t" else rf"{sign}(?! |$)", line)
        return len(cells) == self._width and all(cell.strip(' "') for cell in cells[:2])
